// Parts of the states, for tests of what shows them.
import type {
  ManagedReport,
  ManagedValue,
  SettingsReport,
  SettingValue,
  StepKind,
  StepTitle,
  Version,
  WithheldVersion,
} from "../bindings";
import { scenarios } from ".";
import type { Scenario } from "./scenario";
import { machineOf, settingsOf, stateOf } from "./stage";

export const upToDate = machineOf("home-current").overview;
export const upgraded = machineOf("home-current").history.entries[0] as Scenario["history"]["entries"][number];
export const currentUpgo = machineOf("upgo-current").upgo;
export const newerUpgo = machineOf("upgo-current").upgoAsked;
export const someTools = machineOf("versions-tools-known").tools;
export const someProjects = machineOf("projects-some").projects;
export const unmanaged: ManagedReport = machineOf("home-current").managed;

/** The scenarios whose names begin like this. */
export function scenariosOf(begin: string): Record<string, () => Scenario> {
  return Object.fromEntries(Object.entries(scenarios).filter(([name]) => name.startsWith(begin)));
}

/** A step of which only this is known. */
export function step(kind: StepKind, known: Partial<StepTitle>): StepTitle {
  const unknown = { version: null, from: null, file: null, host: null, place: null, bytes: null };
  return { kind, name: kind, description: kind, ...unknown, diff: [], needsAdmin: false, ...known };
}

/** The settings of a machine, all at their defaults except `values`. */
export function settings(values: Record<string, SettingValue> = {}): SettingsReport {
  return settingsOf({ ...stateOf("home-current").settings, set: values });
}

/** A value of the policy; that of a setting has its key. */
export function managedValue(
  key: string,
  [english, chinese]: [string, string],
  value: string | null,
  different: Partial<ManagedValue> = {},
): ManagedValue {
  const like = machineOf("managed-held-back").managed.values[0] as ManagedValue;
  return { ...like, key, english, chinese, value, ...different };
}

export function withheld(
  version: Version,
  why: WithheldVersion["why"],
  different: Partial<WithheldVersion> = {},
): WithheldVersion {
  return { version, why, until: null, wanted: null, mayUse: why !== "blocked", ...different };
}
