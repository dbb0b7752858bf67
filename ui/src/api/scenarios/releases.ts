// All Go releases up to the day of the scenarios (for the source see data/README.md).
import type { Day, Support, Version } from "../bindings";
import data from "./data/releases.json";

/** Without `sha256` and `size`, there is no archive for this machine; `null` means unknown. */
export type Release = { version: Version; releasedOn: Day | null; sha256?: string | null; size?: number | null };

/** Newest first. */
export const releases = data as Release[];

/** `go1.27rc1` → `1.27`. */
export function lineOf(version: Version): string {
  return /^go(\d+(?:\.\d+)?)/.exec(version)?.[1] ?? version;
}

export function isPrerelease(version: Version): boolean {
  return /rc|beta/.test(version);
}

/** The support of a version's line on the day of the scenarios. */
export function supportOf(version: Version): Support {
  const line = lineOf(version);
  if (line === "1.27") return { line, supported: true, ends: { line: "1.29", month: "2027-08" }, endedOn: null };
  if (line === "1.26") return { line, supported: true, ends: { line: "1.28", month: "2027-02" }, endedOn: null };
  if (line === "1.25") return { line, supported: false, ends: null, endedOn: "2026-08-19" };
  if (line === "1.24") return { line, supported: false, ends: null, endedOn: "2026-02-11" };
  return { line, supported: false, ends: null, endedOn: null };
}
