// The lists of Versions, made from the releases.
import type {
  AvailableVersion,
  InstalledVersion,
  Origin,
  ReleaseChannel,
  RunningProgram,
  Version,
  Way,
} from "../bindings";
import { countOf } from "./advisories";
import { type Release, isPrerelease, lineOf, releases, supportOf } from "./releases";
import { HOME } from "./scenario";

const SUPPORTED = ["1.27", "1.26"];

const SIZES_ON_DISK: Record<Version, number> = {
  "go1.27.1": 271_402_113,
  "go1.27.0": 271_398_870,
  "go1.27rc3": 281_004_410,
  "go1.26.7": 268_114_902,
  "go1.26.5": 268_003_554,
  "go1.25.7": 251_220_045,
  "go1.24.13": 246_903_118,
};

/** Download sizes that the data lacks, similar to others of the same line. */
const SIZES_OF_DOWNLOADS: Record<Version, number> = {
  "go1.27.0": 78_914_102,
  "go1.26.7": 67_412_880,
  "go1.26.6": 67_398_415,
  "go1.25.14": 64_301_552,
};

/** The newest release of each line, and the newest pre-release. The list begins with the newest, so it is set last. */
const newestOfLine = new Map(
  [...releases].reverse().map(({ version }) => [`${lineOf(version)} ${isPrerelease(version)}`, version]),
);

/** The available releases, newest first. `smallestFix` is the smallest upgrade that fixes the running version. */
export function availableVersions(installed: Version[] = [], smallestFix: Version | null = null): AvailableVersion[] {
  return releases.map((release) => ({
    ...availableVersion(release, installed.includes(release.version)),
    smallestFix: release.version === smallestFix,
  }));
}

function availableVersion(release: Release, installed: boolean): Omit<AvailableVersion, "smallestFix"> {
  const { version, releasedOn, sha256, size } = release;
  const line = lineOf(version);
  const prerelease = isPrerelease(version);
  return {
    version,
    line,
    channel: channelOf(version, line),
    prerelease,
    newest: version === "go1.27.1",
    lastOfLine: !SUPPORTED.includes(line) && newestOfLine.get(`${line} ${prerelease}`) === version,
    supported: SUPPORTED.includes(line) && !prerelease,
    releasedOn,
    vulnerabilities: countOf(version),
    installed,
    unmet: null,
    file:
      sha256 === undefined
        ? null
        : { filename: `${version}.windows-amd64.zip`, sha256, size: size ?? SIZES_OF_DOWNLOADS[version] ?? null },
  };
}

function channelOf(version: Version, line: string): ReleaseChannel {
  if (version.includes("rc")) return "rc";
  if (version.includes("beta")) return "beta";
  return SUPPORTED.includes(line) ? "stable" : "archived";
}

/** Toolchains in Upgo's store; `current` is in use. */
export function installedByUpgo(versions: Version[], current: Version | null): InstalledVersion[] {
  return versions.map((version) => ({
    ...installed(version, "upgo", `${HOME}\\toolchains\\${version}`),
    current: version === current,
    active: version === current,
  }));
}

/** A toolchain from another source; `null` if its version is unknown. */
export function installed(
  version: Version | null,
  origin: Origin,
  root: string,
  running: RunningProgram[] = [],
): InstalledVersion {
  const release = releases.find((each) => each.version === version);
  return {
    version,
    arch: "amd64",
    native: true,
    root,
    origin,
    scope: origin === "msi" ? "machine" : "user",
    changedBy: origin === "msi" ? "administrators" : "user",
    current: false,
    active: false,
    sizeBytes: (version === null ? null : SIZES_ON_DISK[version]) ?? null,
    prerelease: version !== null && isPrerelease(version),
    support: version === null ? null : supportOf(version),
    releasedOn: release?.releasedOn ?? null,
    vulnerabilities: version === null ? null : countOf(version),
    proof: origin === "upgo" ? "proven" : null,
    running,
    ways: waysFor(origin),
    damaged: false,
    neededBy: null,
  };
}

/** The actions for a Go installation from another source. */
export function waysFor(origin: Origin): Way[] {
  if (origin === "msi") return ["adopt", "keep", "stepAside"];
  if (origin === "gotoolchain") return ["remove"];
  return origin === "zip" || origin === "golang-dl" ? ["adopt"] : [];
}
