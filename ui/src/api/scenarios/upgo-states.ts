// Settings, About: every state of Upgo's own version.
import type { Owner, SelfReport } from "../bindings";
import { machine, problem } from "./machine";
import type { Scenario } from "./scenario";
import { currentUpgo, newerUpgo } from "./upgo";

const refused = problem("UPGO-SELF-SIGNATURE", "the description of Upgo's newest release has no valid signature");

function upgo(different: Partial<SelfReport>, asked: SelfReport = newerUpgo): Scenario {
  return machine({ upgo: { ...currentUpgo, ...different }, upgoAsked: asked });
}

function managed(owner: Owner, command: string | null = null): Scenario {
  return upgo({ state: "managed", owner, command });
}

export const upgoScenarios: Record<string, () => Scenario> = {
  "upgo-current": () => upgo({}),
  "upgo-available": () => upgo({ ...newerUpgo, warnings: [refused] }),
  "upgo-updated": () => upgo({ back: 7, backTo: "0.0.9" }),
  "upgo-replaced": () => upgo({ ...newerUpgo, back: 7, backTo: "0.1.0", replacedBy: "0.2.0" }),
  "upgo-unknown": () => upgo({ state: "unknown", checkedAt: null, warnings: [refused] }),
  "upgo-off": () => upgo({ state: "off", setting: "off" }),
  "upgo-off-variable": () => upgo({ state: "off" }),
  "upgo-package": () => managed("dpkg"),
  "upgo-aur": () => managed("pacman", "yay -S upgo-bin"),
  "upgo-administrators": () => managed("administrators"),
  "upgo-no-key": () => upgo({ state: "noKey" }),
  "upgo-error": () => machine({ problems: { selfStatus: refused } }),
};
