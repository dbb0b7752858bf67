import type { Version } from "../api/bindings";

/** The release line of a version: `1.27` of `go1.27.1` and of `go1.27rc2`. */
export function lineOf(version: Version): string {
  return /^go(\d+\.\d+)/.exec(version)?.[1] ?? version;
}

/** Whether the version is the first patch of its line, such as `go1.27.1`. */
export function isFirstPatch(version: Version): boolean {
  return /^go\d+\.\d+\.1$/.test(version);
}
