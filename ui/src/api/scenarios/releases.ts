// All Go releases up to the day of the stage (for the source see data/README.md).
import type { Day, Version, VersionDetails } from "../bindings";
import data from "./data/releases.json";
import { details } from "./stage";

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

/** The known vulnerabilities of a release and what it fixes, seen from the version that terminals run. */
export function detailsOf(version: Version, runs: Version | null): VersionDetails {
  const vulnerabilities = details[version] ?? null;
  const earlier = releases.filter((each) => isLater(version, each.version));
  const ofLine = earlier.find((each) => lineOf(each.version) === lineOf(version) && !isPrerelease(each.version));
  const since = runs !== null && isLater(version, runs) ? runs : (ofLine?.version ?? null);
  const before = since === null ? null : details[since];
  if (!vulnerabilities || since === null || !before) return { vulnerabilities, fixes: null };
  const open = new Set(vulnerabilities.vulnerabilities.map(({ id }) => id));
  const fixed = before.vulnerabilities.filter(({ id }) => !open.has(id));
  return { vulnerabilities, fixes: { since, vulnerabilities: fixed } };
}

/** The list of releases begins with the newest. */
function isLater(release: Version, than: Version): boolean {
  const at = (version: Version) => releases.findIndex((each) => each.version === version);
  return at(release) < at(than);
}
