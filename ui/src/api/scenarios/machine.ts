// The sample machine of the pictures: 2 September 2026, Windows 11, go1.26.5, and the releases since then.
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
  SettingValue,
  SettingsReport,
  Version,
} from "../bindings";
import { hasPart, meansOf, type Stated, says } from "../said";
import { defaultSettings } from "../settings";
import { fixedBy, knownOf } from "./advisories";
import { environmentOf } from "./environment";
import { healthy } from "./health";
import { log, report } from "./log";
import { administratorReport, unmanaged } from "./policy";
import { whyElsewhere } from "./why";
import { intact, proven } from "./proof";
import { fullCaches } from "./caches";
import { noProjects } from "./project-reports";
import { rehearsedAll } from "./rehearsals";
import { newsOf } from "./whats-new";
import { noTools } from "./tools";
import { noWsl } from "./wsl";
import { type Release, releases, supportOf } from "./releases";
import { BIN, HOME, type Scenario } from "./scenario";
import { currentUpgo } from "./upgo";
import { availableVersions, installedByUpgo, waysFor } from "./versions-of";

/** A problem whose message is the words of the system or of another program. */
export function problem(code: Code, message: string, causes: string[] = []): Problem {
  const quoted = says({ sentence: "quoted", values: { text: message } });
  return { ...ofCode(code), message: quoted, causes };
}

/** A problem with its own message. */
export function stated(problem: Problem, statement: Stated): Problem {
  return { ...problem, message: says(statement) };
}

/** The same problem with its own advice. */
export function advised(problem: Problem, advice: Stated): Problem {
  return { ...problem, next: says(advice), advice: says(advice) };
}

function ofCode(code: Code): Omit<Problem, "message" | "causes"> {
  const part = (name: string) => says({ sentence: name, values: {} });
  const advice = hasPart(`${code}.window`) ? part(`${code}.window`) : part(`${code}.next`);
  return { code, title: part(code), means: meansOf(code), next: part(`${code}.next`), advice };
}

/** The offer of a release; `runs` is the version that runs now. */
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
    leavesLine: false,
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

/** A new terminal has answered. */
const answered = { known: "asked", at: "2026-09-02T07:14:00Z", because: null, other: null } as const;

/** The Go of a new terminal that Upgo's switch selects. */
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
    ...answered,
  };
}

/** An active Go from another source than Upgo. */
export function foreignActive(version: Version | null, origin: Origin, root: string): Active {
  const program = `${root}\\bin\\go.exe`;
  const whose = { scope: "user", changedBy: "user" } as const;
  const why = "the first go on PATH";
  const ways = waysFor(origin);
  return { version, arch: "amd64", native: true, root, program, origin, ...whose, why, ways, ...answered };
}

/** The problem of a check while offline. */
export const unreachable = stated(
  problem("UPGO-NET-OFFLINE", "go.dev cannot be reached", ["dns error: no such host is known (os error 11001)"]),
  { sentence: "hostUnreachable", values: { host: "go.dev" } },
);

const fresh: Feed = { url: "https://go.dev/dl/", fetchedAt: "2026-09-02T07:14:00Z", stale: false };

/** The last change on the sample machine. */
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
  rehearsal: null,
  hooks: [],
  milliseconds: 18_200,
};

/** The folders that a new terminal searches; only Upgo's contains Go. */
export function searchedFolders(version: Version | null): SearchedFolder[] {
  return [
    folder("C:\\Windows\\system32"),
    folder("C:\\Windows"),
    { folder: BIN, isUpgo: true, source: "user", go: version === null ? null : { version, origin: "upgo" } },
    folder("C:\\Users\\mei\\AppData\\Local\\Microsoft\\WindowsApps"),
    folder("C:\\Users\\mei\\go\\bin"),
  ];
}

/** A folder without Go. */
export function folder(path: string): SearchedFolder {
  const source = path.startsWith("C:\\Users") ? "user" : "machine";
  return { folder: path, isUpgo: false, source, go: null };
}

/** Home's overview if go1.27.1 runs and everything is up to date. */
export const upToDate: Overview = {
  situation: { kind: "current" },
  headline: { kind: "current", runs: "go1.27.1" },
  active: activeByUpgo("go1.27.1"),
  problem: null,
  addsToPath: false,
  current: "go1.27.1",
  installed: ["go1.27.1", "go1.26.5", "go1.24.13"],
  support: supportOf("go1.27.1"),
  vulnerabilities: knownOf("go1.27.1"),
  newest: "go1.27.1",
  offer: null,
  patch: null,
  skipped: null,
  searched: searchedFolders("go1.27.1"),
  places: [],
  elsewhere: [],
  toImport: 0,
  lastChange: upgraded,
  back: { id: 7, version: "go1.26.5" },
  feed: fresh,
  nextCheck: { at: "2026-09-03T06:40:00Z", why: "regular" },
  checkProblem: null,
  pausedUntil: null,
  warnings: [],
};

/** The settings of a machine, all at their defaults except `values`. */
export function settings(values: Record<string, SettingValue> = {}): SettingsReport {
  const entries = defaultSettings.map((entry) =>
    entry.key in values ? { ...entry, value: values[entry.key] ?? null, isSet: true } : entry,
  );
  return {
    entries,
    language: "en",
    elsewhere: [],
    file: `${HOME}\\settings.toml`,
    home: HOME,
    toolchains: `${HOME}\\toolchains`,
    staying: "whileOpen",
    waysToStay: ["atLogIn", "scheduled", "whileOpen"],
    problem: null,
    warnings: [],
  };
}

/** The result for a working mirror. */
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

/** The sample machine, up to date, with the scenario's differences. */
export function machine(different: Partial<Scenario> = {}): Scenario {
  return {
    overview: upToDate,
    versions: {
      installed: installedByUpgo(["go1.27.1", "go1.26.5", "go1.24.13"], "go1.27.1"),
      available: availableVersions(["go1.27.1", "go1.26.5", "go1.24.13"]),
      downloaded: [],
      unused: [],
      keeps: 3,
      feed: fresh,
      warnings: [],
    },
    tools: noTools,
    caches: fullCaches,
    toolsAsked: noTools,
    wsl: noWsl,
    wslAsked: noWsl,
    verify: intact,
    proof: proven,
    history: { entries: [upgraded], hasOlder: false, warnings: [] },
    settings: settings(),
    trial,
    environment: environmentOf(),
    why: whyElsewhere,
    projects: noProjects,
    whatsNew: newsOf,
    rehearsal: { kind: "idle" },
    rehearsed: rehearsedAll,
    doctor: healthy,
    about,
    upgo: currentUpgo,
    job: { kind: "idle" },
    waiting: [],
    upgoAsked: currentUpgo,
    opensAt: { place: "home", plan: null, row: null },
    archive: "C:\\Users\\mei\\Downloads\\go1.27.1.windows-amd64.zip",
    folder: "C:\\src\\telemetry",
    found: [],
    exported: "C:\\Users\\mei\\Documents\\upgo-history.jsonl",
    imported: { edits: [{ key: "check.interval", value: "12h" }], unknown: [] },
    certificate: "C:\\Users\\mei\\Documents\\corp-root.pem",
    log,
    report,
    savedReport: "C:\\Users\\mei\\Documents\\upgo-report-20260902-091800.zip",
    managed: unmanaged,
    administratorReport,
    problems: {},
    held: [],
    movesOnce: false,
    adjustPlan: (plan) => plan,
    ...different,
  };
}
