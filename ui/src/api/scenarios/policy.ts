// What an organization decides on the sample machine.
import type { ManagedReport, ManagedValue, Version, WithheldVersion } from "../bindings";

const KEY = "HKLM\\SOFTWARE\\Policies\\Upgo";

/** Without a policy, nothing is managed. */
export const unmanaged: ManagedReport = {
  contact: null,
  values: [],
  problems: [],
  ring: null,
  delayDays: 0,
  withheld: [],
  heldBack: null,
};

/** A value of the policy; that of a setting has its key. */
export function managedValue(
  key: string,
  [english, chinese]: [string, string],
  value: string | null,
  different: Partial<ManagedValue> = {},
): ManagedValue {
  const name = key.replace(/(?:^|[-.])(\w)/g, (_, letter: string) => letter.toUpperCase());
  return {
    key,
    english,
    chinese,
    value,
    source: "machineRegistry",
    place: `${KEY}\\${name}`,
    malformed: null,
    setting: null,
    ...different,
  };
}

export function withheld(
  version: Version,
  why: WithheldVersion["why"],
  different: Partial<WithheldVersion> = {},
): WithheldVersion {
  return { version, why, until: null, wanted: null, mayUse: why !== "blocked", ...different };
}

/** What `administratorReport` returns. */
export const administratorReport = `Upgo report for the administrator

Upgo        0.1.0 on windows-amd64
System      Windows 11 24H2 (26100.4652)

Policy in force
  proof = required
    ${KEY}\\Proof

Versions that the policy withholds
  go1.27.1: not before 2026-09-11 (ring)
`;
