// All scenarios by name: a state of the stage, and what a page itself does on it.
import { jobOf } from "./jobs";
import { many } from "./many";
import type { Scenario } from "./scenario";
import { machineOf, stateNames } from "./stage";

function scenario(name: string): Scenario {
  const machine = { ...machineOf(name), ...many[name]?.() };
  return { ...machine, ...jobOf(name, machine) };
}

/** Each call creates a new machine, which the mock may change. What begins with `at-` is a machine after a change. */
export const scenarios: Record<string, () => Scenario> = Object.fromEntries(
  stateNames.filter((name) => !name.startsWith("at-")).map((name) => [name, () => scenario(name)]),
);
