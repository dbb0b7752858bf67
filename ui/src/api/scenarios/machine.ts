// The sample machine of the pictures: 2 September 2026, Windows 11, go1.26.5 and what came after it.
import type {
  About,
  Active,
  Code,
  Feed,
  HistoryEntry,
  MirrorTrial,
  Offer,
  Origin,
  Overview,
  Problem,
  ReleaseChannel,
  SearchedFolder,
  SettingEntry,
  SettingValue,
  SettingsReport,
  Version,
} from "../bindings";
import { fixedBy, knownOf } from "./advisories";
import { environmentOf } from "./environment";
import { healthy } from "./health";
import { whyElsewhere } from "./why";
import { intact, proven } from "./proof";
import { type Release, releases, supportOf } from "./releases";
import { BIN, HOME, type Scenario } from "./scenario";
import { availableVersions, installedByUpgo, waysFor } from "./versions-of";

/** A problem in the engine's words. */
export function problem(code: Code, message: string, means: string, next: string, causes: string[] = []): Problem {
  return { code, message, means, next, causes };
}

/** What going to this release would bring; `runs` is what runs now. */
export function offerOf(
  version: Version,
  bytes: { download: number | null; disk: number | null } = SIZES,
  runs: Version | null = null,
): Offer {
  const release = releases.find((each) => each.version === version) as Release;
  return {
    version,
    channel: channelOf(version),
    step: channelOf(version) !== "stable" ? "prerelease" : version.endsWith(".0") ? "major" : "patch",
    releasedOn: release.releasedOn,
    downloadBytes: bytes.download,
    diskBytes: bytes.disk,
    support: supportOf(version),
    fixes: runs === null ? null : fixedBy(runs, version),
    fixesInYourProjects: null,
  };
}

const SIZES = { download: 78_931_360, disk: 268_000_000 };

function channelOf(version: Version): ReleaseChannel {
  if (version.includes("rc")) return "rc";
  return version.includes("beta") ? "beta" : "stable";
}

/** A Go that Upgo's switch gives to a new terminal. */
export function activeByUpgo(version: Version): Active {
  return {
    version,
    arch: "amd64",
    native: true,
    root: `${HOME}\\toolchains\\${version}`,
    program: `${BIN}\\go.exe`,
    origin: "upgo",
    scope: "user",
    changedBy: "user",
    why: "the first go on PATH",
    ways: [],
  };
}

/** A Go that somebody else put there. */
export function foreignActive(version: Version | null, origin: Origin, root: string): Active {
  const program = `${root}\\bin\\go.exe`;
  const whose = { scope: "user", changedBy: "user" } as const;
  const why = "the first go on PATH";
  return { version, arch: "amd64", native: true, root, program, origin, ...whose, why, ways: waysFor(origin) };
}

/** What a check says where nobody answers. */
export const unreachable = problem(
  "UPGO-NET-OFFLINE",
  "go.dev cannot be reached",
  "Nothing was changed.",
  "Check the connection or the proxy and try again.",
  ["dns error: no such host is known (os error 11001)"],
);

const fresh: Feed = { url: "https://go.dev/dl/", fetchedAt: "2026-09-02T07:14:00Z", stale: false };

/** The change that the sample machine saw last. */
export const upgraded: HistoryEntry = {
  id: 7,
  at: "2026-09-02T07:14:00Z",
  by: "window",
  action: "upgrade",
  from: "go1.26.5",
  to: "go1.27.1",
  outcome: "done",
  inEffect: true,
  undoes: null,
  undoneBy: null,
  undoable: true,
  problem: null,
  diff: [],
  removed: [],
  programs: [],
  variables: [],
  switched: true,
  about: "go1.27.1",
  proof: null,
  milliseconds: 18_200,
};

/** Folders that a new terminal searches where Upgo's is the only one with a Go. */
export function searchedFolders(version: Version | null): SearchedFolder[] {
  return [
    folder("C:\\Windows\\system32"),
    folder("C:\\Windows"),
    { folder: BIN, isUpgo: true, go: version === null ? null : { version, origin: "upgo" } },
    folder("C:\\Users\\mei\\AppData\\Local\\Microsoft\\WindowsApps"),
    folder("C:\\Users\\mei\\go\\bin"),
  ];
}

/** A folder in which there is no Go. */
export function folder(path: string): SearchedFolder {
  return { folder: path, isUpgo: false, go: null };
}

/** What Home knows where go1.27.1 runs and nothing is to be done. */
export const upToDate: Overview = {
  situation: { kind: "current" },
  headline: { kind: "current", runs: "go1.27.1" },
  active: activeByUpgo("go1.27.1"),
  current: "go1.27.1",
  installed: ["go1.27.1", "go1.26.5", "go1.24.13"],
  support: supportOf("go1.27.1"),
  vulnerabilities: knownOf("go1.27.1"),
  newest: "go1.27.1",
  offer: null,
  patch: null,
  skipped: null,
  searched: searchedFolders("go1.27.1"),
  placesSearched: 14,
  elsewhere: [],
  lastChange: upgraded,
  back: { id: 7, version: "go1.26.5" },
  feed: fresh,
  nextCheck: { at: "2026-09-03T06:40:00Z", why: "regular" },
  checkProblem: null,
  pausedUntil: null,
  warnings: [],
};

/** The settings of a machine on which nobody has set any. */
export function settings(values: Record<string, SettingValue> = {}): SettingsReport {
  const entry = (key: string, value: SettingValue, kind: string, doc: string): SettingEntry => ({
    key,
    value: values[key] ?? value,
    default: value,
    isSet: key in values,
    kind,
    doc,
  });
  const flag = "true or false";
  return {
    entries: [
      entry("channels", ["stable"], "a list of stable, rc, beta", "The releases that Upgo speaks of."),
      entry("check.automatic", true, flag, "Whether Upgo asks by itself what is out."),
      entry("check.interval", "1d", "a time from 1h to 52w", "How often it asks which releases there are."),
      entry("check.unmetered-only", false, flag, "Whether it asks only where the network costs nothing."),
      entry("check.window", null, "a part of the day", "The part of the day in which it asks by itself."),
      entry("check.cool-down", "0", "a time up to 26w", "For how long a fresh release is not told."),
      entry("quiet-hours", null, "a part of the day", "The part of the day in which it does nothing by itself."),
      entry("download.automatic", [], "a list of kinds", "The kinds of releases that it downloads by itself."),
      entry("install.automatic", [], "a list of kinds", "The kinds of releases that it installs by itself."),
      entry("install.switch", false, flag, "Whether what it has installed by itself is used at once."),
      entry(
        "keep-versions",
        3,
        "a whole number from 1 on",
        "How many toolchains may be installed before Upgo suggests to remove some.",
      ),
      entry(
        "keep-archives",
        false,
        flag,
        "Whether a downloaded archive stays in the cache after its toolchain is installed.",
      ),
      entry("modify-path", true, flag, "Whether Upgo may change PATH."),
      entry(
        "proof",
        "when-reachable",
        "one of digest, when-reachable, required",
        "What is required of a release beside the digest in the feed.",
      ),
      entry("theme", "system", "one of system, light, dark", "How the window looks."),
      entry("language", "system", "one of system, en, zh-CN", "The language of the window."),
      entry("close-to-tray", true, flag, "Whether closing the window keeps the tray icon."),
      entry("notifications", true, flag, "Whether Upgo speaks by itself at all."),
      entry("notify.security", true, flag, "Whether it tells of security updates."),
      entry("notify.stable", true, flag, "Whether it tells of other stable releases."),
      entry("notify.rc", true, flag, "Whether it tells of release candidates and betas."),
      entry("notify.results", true, flag, "Whether it tells how a change ended."),
      entry("notify.errors", true, flag, "Whether it tells that something failed."),
      entry("mirrors", [], "a list of addresses", "Addresses that files are fetched from before the official one."),
      entry("proxy", null, "an address", "The proxy for every connection, instead of the system's."),
    ],
    file: `${HOME}\\settings.toml`,
    home: HOME,
    toolchains: `${HOME}\\toolchains`,
    staying: "whileOpen",
    waysToStay: ["atLogIn", "scheduled", "whileOpen"],
    problem: null,
    warnings: [],
  };
}

/** An address that is good as a mirror. */
export const trial = (mirror: string): MirrorTrial => ({
  mirror,
  ok: true,
  version: "go1.27.1",
  filename: "go1.27.1.windows-amd64.zip",
  file: { kind: "here", resumes: true },
  list: { kind: "none" },
  answeredAfterMs: 84,
});

const about: About = { version: "0.1.0", target: "windows-amd64", home: HOME, system: "Windows 11 24H2 (26100.4652)" };

/** The sample machine, up to date; a scenario says what is different. */
export function machine(different: Partial<Scenario> = {}): Scenario {
  return {
    overview: upToDate,
    versions: {
      installed: installedByUpgo(["go1.27.1", "go1.26.5", "go1.24.13"], "go1.27.1"),
      available: availableVersions(["go1.27.1", "go1.26.5", "go1.24.13"]),
      feed: fresh,
      warnings: [],
    },
    verify: intact,
    proof: proven,
    history: { entries: [upgraded], warnings: [] },
    settings: settings(),
    trial,
    environment: environmentOf(),
    why: whyElsewhere,
    doctor: healthy,
    about,
    job: { kind: "idle" },
    opensAt: { place: "home", plan: null },
    archive: "C:\\Users\\mei\\Downloads\\go1.27.1.windows-amd64.zip",
    folder: "C:\\src\\telemetry",
    exported: "C:\\Users\\mei\\Documents\\upgo-history.jsonl",
    problems: {},
    held: [],
    movesOnce: false,
    adjustPlan: (plan) => plan,
    ...different,
  };
}
