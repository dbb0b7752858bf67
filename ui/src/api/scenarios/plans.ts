// Machines on which a plan needs a review before it runs.
import type { PlanView } from "../bindings";
import { says } from "../said";
import { behind, withoutGo } from "./home";
import { advised, foreignActive, machine, problem, stated } from "./machine";
import { type Scenario, HOME } from "./scenario";

/** An upgrade that leaves programs running and has a warning, so it does not run from one click. */
function withCautions(plan: PlanView): PlanView {
  const running = [
    { name: "gopls", pids: [4312, 9020] },
    { name: "dlv", pids: [7788] },
  ];
  const refused = problem("UPGO-PATH-REFUSED", "Upgo may not change PATH here");
  const stating = stated(refused, { sentence: "pathNotAllowed", values: {} });
  const warning = advised(stating, { sentence: "pathBySetting", values: {} });
  return { ...plan, routine: false, running, warnings: [warning] };
}

/** A machine-wide Go stays first on PATH, whatever Upgo installs for the user. */
function withMachineGo(): Scenario {
  const root = "C:\\Program Files\\Go";
  const first = problem("UPGO-ACTIVE-OTHER", "a new terminal will still run another Go");
  const values = {
    terminal: { sentence: "aNewTerminal", values: {} },
    other: "go1.25.7",
    folder: `${root}\\bin`,
  } as const;
  const ways = { sentence: "adoptOrStepAside", values: {} } as const;
  const means = says({ sentence: "selectedInVain", values: { version: "go1.27.1" } });
  const stays = { ...advised(stated(first, { sentence: "otherStaysFirst", values }), ways), means };
  const active = foreignActive("go1.25.7", "msi", root);
  return {
    ...behind("go1.25.7", { active, current: null, installed: [], warnings: [stays] }),
    adjustPlan: (plan) => ({ ...plan, routine: false, warnings: [stays] }),
  };
}

/** A removal of a version that programs run from, two of them with the same name. */
function withPrograms(plan: PlanView): PlanView {
  const running = [
    { name: "go", pids: [4312] },
    { name: "compile", pids: [9020, 9024] },
    { name: "go", pids: [7788] },
  ];
  return { ...plan, running };
}

function blocked(): Scenario {
  const file = stated(problem("UPGO-PATH-REFUSED", "the value would have 33104 characters, and the limit is 32767"), {
    sentence: "valueTooLong",
    values: { length: "33104", limit: "32767" },
  });
  return { ...withoutGo(), problems: { plan: file } };
}

export const planScenarios: Record<string, () => Scenario> = {
  "plan-upgrade": () => ({ ...behind("go1.26.5"), adjustPlan: withCautions }),
  "plan-machine-go": withMachineGo,
  "plan-remove-running": () => ({ ...behind("go1.26.5"), adjustPlan: withPrograms }),
  "plan-install-first": () => withoutGo(),
  "plan-anew": () => ({ ...behind("go1.26.5"), adjustPlan: withCautions, movesOnce: true }),
  "plan-blocked": blocked,
  "plan-nothing": () => ({
    ...behind("go1.26.5"),
    adjustPlan: (plan) => ({ ...plan, steps: [], downloadBytes: null, diskBytes: null }),
  }),
  "plan-from-toast": () => ({
    ...behind("go1.26.5"),
    opensAt: { place: "home", plan: { kind: "upgrade", to: "1.27.1", patch: false }, row: null },
  }),
  "plan-slow": () => ({ ...behind("go1.26.5"), held: ["plan"] }),
  "plan-start-refused": () => ({
    ...machine(),
    problems: {
      start: problem("UPGO-BUSY", `another Upgo process is changing ${HOME}`),
    },
  }),
};
