// Home while no change runs.
import type {
  FoundGo,
  HistoryEntry,
  KnownVulnerabilities,
  Offer,
  Origin,
  Overview,
  SearchedFolder,
  SearchedPlace,
  Version,
} from "../bindings";
import { knownOf } from "./advisories";
import {
  activeByUpgo,
  folder,
  foreignActive,
  machine,
  offerOf,
  problem,
  stated,
  searchedFolders,
  unreachable,
  upToDate,
  upgraded,
} from "./machine";
import { supportOf } from "./releases";
import { BIN, HOME, type Scenario } from "./scenario";
import { availableVersions, installed, installedByUpgo } from "./versions-of";

/** The offer of the newest release on a machine that runs another one. */
function newestFor(runs: Version): Offer {
  return offerOf("go1.27.1", undefined, runs);
}

/** The smallest upgrade within Go 1.26. */
function patchFor(runs: Version): Offer {
  const version = knownOf(runs)?.fixedBy.patch ?? "go1.26.7";
  return offerOf(version, { download: 67_771_200, disk: 252_000_000 }, runs);
}

/** Two of the known vulnerabilities are not fixed in any release yet. */
function withoutFix(version: Version): KnownVulnerabilities | null {
  const known = knownOf(version);
  const vulnerabilities = known?.vulnerabilities.map((each, index) =>
    index < 2 ? { ...each, fixedIn: null, firstFixed: null } : each,
  );
  return known && { ...known, vulnerabilities: vulnerabilities ?? [], fixedBy: { patch: null, newest: null } };
}

/** The installation of the running version, which sets the expected duration of the next one. */
const installedLast: HistoryEntry = {
  ...upgraded,
  id: 6,
  from: "go1.26.4",
  to: "go1.26.5",
  at: "2026-07-08T13:07:00Z",
};

/** The sample machine with changes to its overview. */
export function home(different: Partial<Overview>, rest: Partial<Scenario> = {}): Scenario {
  return machine({ overview: { ...upToDate, ...different }, ...rest });
}

function security(runs: Version, known: number): Pick<Overview, "situation" | "headline"> {
  const headline = { kind: "security", runs, to: "go1.27.1", fixes: known, inYourProjects: null } as const;
  return { situation: { kind: "security", known }, headline };
}

function update(runs: Version): Pick<Overview, "situation" | "headline"> {
  return { situation: { kind: "update" }, headline: { kind: "update", runs, to: "go1.27.1" } };
}

/** What Home shows after the release was skipped, or postponed until the given time. */
export function putOff(overview: Overview, to: Version, until: string | null): Partial<Overview> {
  const { active, offer } = overview;
  const [runs, fixes] = [active?.version ?? "go1.27.0", offer?.fixes ?? 0];
  if (until !== null) {
    return { situation: { kind: "postponed", until }, headline: { kind: "postponed", runs, to, fixes }, patch: null };
  }
  const situation = { kind: "skipped", version: to, fixes } as const;
  return { situation, headline: { kind: "skipped", runs, to, fixes }, offer: null, patch: null, skipped: to };
}

/** What Home shows after that was taken back. */
export function offeredAgain(overview: Overview): Overview {
  return behind(overview.active?.version ?? "go1.27.0").overview;
}

function withPutOff(runs: Version, until: string | null): Scenario {
  const scenario = behind(runs);
  const { overview } = scenario;
  return { ...scenario, overview: { ...overview, ...putOff(overview, "go1.27.1", until) } };
}

/** A machine on which Upgo's switch selects an older version, with or without known vulnerabilities. */
export function behind(version: Version, different: Partial<Overview> = {}): Scenario {
  const versions = [version, "go1.24.13"];
  const base = machine();
  const vulnerabilities = knownOf(version);
  const known = vulnerabilities?.vulnerabilities.length ?? 0;
  return home(
    {
      ...(known > 0 ? security(version, known) : update(version)),
      active: activeByUpgo(version),
      current: version,
      installed: versions,
      support: supportOf(version),
      vulnerabilities,
      offer: newestFor(version),
      searched: searchedFolders(version),
      lastChange: null,
      back: null,
      ...different,
    },
    {
      versions: {
        ...base.versions,
        installed: installedByUpgo(versions, version),
        available: availableVersions(versions, vulnerabilities?.fixedBy.patch),
      },
      history: { entries: [], hasOlder: false, warnings: [] },
    },
  );
}

const noGo: Partial<Overview> = {
  situation: { kind: "no-go" },
  addsToPath: true,
  headline: null,
  active: null,
  current: null,
  installed: [],
  support: null,
  vulnerabilities: null,
  offer: offerOf("go1.27.1"),
  searched: ["C:\\Windows\\system32", "C:\\Windows", "C:\\Program Files\\Git\\cmd"].map(folder),
  places: searchedPlaces(),
  lastChange: null,
  back: null,
};

/** Where Upgo looks on Windows: PATH, then the usual places. */
function searchedPlaces(): SearchedPlace[] {
  const place = (path: string, origin: Origin | null): SearchedPlace => ({
    folder: path,
    origin,
    onPath: origin === null,
    exists: origin === null,
    found: [],
  });
  return [
    place("C:\\Windows\\system32", null),
    place("C:\\Windows", null),
    place("C:\\Program Files\\Git\\cmd", null),
    place("C:\\Program Files\\Go", "msi"),
    place("C:\\Go", "msi"),
    { ...place("C:\\Users\\mei\\sdk", "golang-dl"), exists: true },
    place("C:\\Users\\mei\\scoop\\apps\\go", "scoop"),
    place("C:\\ProgramData\\chocolatey\\lib\\golang", "chocolatey"),
    place("C:\\Users\\mei\\AppData\\Local\\mise\\installs\\go", "mise"),
    place("C:\\Users\\mei\\.version-fox\\cache\\golang", "vfox"),
    place("C:\\Users\\mei\\.g\\versions", "g"),
    place("C:\\Users\\mei\\.goup", "goup"),
    place("C:\\msys64\\ucrt64\\lib\\go", "msys2"),
    place("C:\\Users\\mei\\go\\pkg\\mod\\golang.org", "gotoolchain"),
  ];
}

/** A machine with a Go that no terminal finds. */
function goElsewhere(): Scenario {
  const root = "C:\\Users\\mei\\sdk\\go1.26.5";
  const places = searchedPlaces().map((place) =>
    root.startsWith(`${place.folder}\\`) ? { ...place, found: [{ version: "go1.26.5", root }] } : place,
  );
  return withoutGo({ elsewhere: [root], places });
}

/** The sample machine before Go was installed. */
export function withoutGo(different: Partial<Overview> = {}, rest: Partial<Scenario> = {}): Scenario {
  const { versions } = machine();
  const available = versions.available.map((each) => ({ ...each, installed: false }));
  return home(
    { ...noGo, ...different },
    {
      versions: { ...versions, installed: [], available },
      history: { entries: [], hasOlder: false, warnings: [] },
      ...rest,
    },
  );
}

/** The Go installations of a person who comes from elsewhere. */
const found: FoundGo[] = [
  foundGo("D:\\tools\\go", "go1.26.7", "zip", { active: true }),
  foundGo("C:\\Users\\mei\\.goenv\\versions\\1.25.14", "go1.25.14", "goenv"),
  foundGo("C:\\Users\\mei\\sdk\\go1.26.7", "go1.26.7", "golang-dl"),
  foundGo("C:\\Users\\mei\\sdk\\go1.24.13", "go1.24.13", "golang-dl", { damaged: true }),
  foundGo("D:\\src\\goroot", null, "unknown", { refusal: "versionUnknown" }),
  foundGo(
    "C:\\Users\\mei\\go\\pkg\\mod\\golang.org\\toolchain@v0.0.1-go1.27rc3.windows-amd64",
    "go1.27rc3",
    "gotoolchain",
    { refusal: "moduleCache" },
  ),
];

function foundGo(root: string, version: Version | null, origin: Origin, different: Partial<FoundGo> = {}): FoundGo {
  return { root, version, origin, active: false, damaged: false, stored: false, refusal: null, ...different };
}

/** The first run of a person who has Go already. */
function haveGo(): Scenario {
  const winner: SearchedFolder = {
    folder: "D:\\tools\\go\\bin",
    isUpgo: false,
    source: "user",
    go: { version: "go1.26.7", origin: "zip" },
  };
  return withoutGo(
    {
      ...update("go1.26.7"),
      active: foreignActive("go1.26.7", "zip", "D:\\tools\\go"),
      support: supportOf("go1.26.7"),
      vulnerabilities: knownOf("go1.26.7"),
      searched: [folder("C:\\Windows\\system32"), winner],
      toImport: 3,
    },
    { found, folder: "C:\\Users\\mei\\sdk\\go1.24.13" },
  );
}

function stale(): Scenario {
  const feed = { url: "https://go.dev/dl/", fetchedAt: "2026-08-24T06:30:00Z", stale: true };
  const scenario = behind("go1.27.0", {
    situation: { kind: "stale", days: 9 },
    headline: null,
    newest: "go1.27.0",
    offer: null,
    vulnerabilities: knownOf("go1.27.0", { fetchedAt: feed.fetchedAt, stale: true }),
    feed,
    checkProblem: unreachable,
  });
  scenario.overview.installed = ["go1.27.0", "go1.26.5", "go1.24.13"];
  scenario.versions.installed = installedByUpgo(scenario.overview.installed, "go1.27.0");
  scenario.versions.feed = feed;
  scenario.problems = { check: unreachable };
  return scenario;
}

const neverFetched = { url: "https://go.dev/dl/", fetchedAt: null, stale: true };
const firstCheck = { at: null, why: "first" } as const;
const nobody = { feed: neverFetched, checkProblem: unreachable };

/** The first check failed, so no releases are known. */
function staleFromTheStart(): Scenario {
  const unknown = { newest: null, offer: null, support: null, vulnerabilities: null };
  const scenario = behind("go1.26.5", {
    situation: { kind: "stale", days: null },
    headline: null,
    ...unknown,
    ...nobody,
  });
  const versions = { ...scenario.versions, available: [], feed: neverFetched };
  return { ...scenario, versions, problems: { check: unreachable } };
}

function checking(): Scenario {
  const feed = neverFetched;
  const scenario = behind("go1.26.5", {
    situation: { kind: "checking" },
    headline: null,
    newest: null,
    offer: null,
    support: null,
    vulnerabilities: null,
    feed,
  });
  return { ...scenario, versions: { ...scenario.versions, available: [], feed }, held: ["check"] };
}

/** The longest names: a folder on a company's network share, and a pre-release. */
function longNames(): Scenario {
  const root =
    "\\\\fileserver.engineering.corp.example\\developer-tools\\languages\\golang\\windows-amd64\\go1.26.5-corporate-build";
  return home({
    active: foreignActive("go1.26.5", "unknown", root),
    support: supportOf("go1.26.5"),
    vulnerabilities: knownOf("go1.26.5"),
    ...security("go1.26.5", 10),
    offer: newestFor("go1.26.5"),
    patch: patchFor("go1.26.5"),
    lastChange: {
      ...upgraded,
      by: "upgo upgrade --to 1.27.1 --mirror https://artifacts.engineering.corp.example/golang --yes",
    },
  });
}

const damagedHome = stated(
  problem("UPGO-HOME-DAMAGED", `${HOME}\\current.json cannot be read`, ["expected value at line 1 column 1"]),
  { sentence: "unreadable", values: { path: `${HOME}\\current.json` } },
);

const brokenSettings = stated(
  problem(
    "UPGO-SETTING-INVALID",
    `${HOME}\\settings.toml, line 3, column 12: channels must be a list of stable, rc, beta, not "nightly"`,
  ),
  {
    sentence: "inFile",
    values: {
      path: `${HOME}\\settings.toml`,
      what: {
        sentence: "atLine",
        values: {
          line: "3",
          column: "12",
          why: {
            sentence: "nameAnd",
            values: {
              name: "channels",
              why: { sentence: "quoted", values: { text: 'must be a list of stable, rc, beta, not "nightly"' } },
            },
          },
        },
      },
    },
  },
);

export const homeScenarios: Record<string, () => Scenario> = {
  "home-current": () => machine(),
  "home-paused": () => home({ pausedUntil: "2026-09-02T22:00:00Z" }),
  "home-current-foreign": () =>
    home({
      active: foreignActive("go1.27.1", "msi", "C:\\Program Files\\Go"),
      current: null,
      installed: [],
      lastChange: null,
      back: null,
      searched: [{ ...folder("C:\\Program Files\\Go\\bin"), go: { version: "go1.27.1", origin: "msi" } }],
    }),
  "home-skipped": () => withPutOff("go1.27.0", null),
  "home-skipped-security": () => withPutOff("go1.26.5", null),
  "home-postponed": () => withPutOff("go1.27.0", "2026-09-03T07:14:00Z"),
  "home-postponed-security": () => withPutOff("go1.26.5", "2026-09-03T07:14:00Z"),
  "home-update": () => behind("go1.27.0"),
  "home-update-line": () => behind("go1.26.6", { patch: patchFor("go1.26.6") }),
  "home-security": () => behind("go1.26.5", { patch: patchFor("go1.26.5"), lastChange: installedLast }),
  "home-security-one": () => {
    const scenario = behind("go1.26.5");
    const { vulnerabilities } = scenario.overview;
    const one = vulnerabilities && { ...vulnerabilities, vulnerabilities: vulnerabilities.vulnerabilities.slice(1, 2) };
    return home({ ...scenario.overview, ...security("go1.26.5", 1), vulnerabilities: one });
  },
  "home-security-some": () =>
    behind("go1.26.5", {
      ...security("go1.26.5", 8),
      offer: { ...newestFor("go1.26.5"), fixes: 8 },
      vulnerabilities: withoutFix("go1.26.5"),
    }),
  "home-vulnerabilities-unknown": () => home({ vulnerabilities: null }),
  "home-stale-security": () => {
    const known = knownOf("go1.26.5", { fetchedAt: "2026-08-24T06:30:00Z", stale: true });
    const scenario = stale();
    const overview = { active: activeByUpgo("go1.26.5"), current: "go1.26.5", support: supportOf("go1.26.5") };
    return { ...scenario, overview: { ...scenario.overview, ...overview, vulnerabilities: known } };
  },
  "home-update-sizes-unknown": () => behind("go1.26.7", { offer: offerOf("go1.27.0", { download: null, disk: null }) }),
  "home-update-prerelease": () => behind("go1.26.7", { offer: offerOf("go1.27rc3") }),
  "home-unsupported": () =>
    behind("go1.25.7", {
      situation: { kind: "unsupported" },
      headline: { kind: "unsupported", line: "1.25" },
      patch: offerOf("go1.25.14", { download: 64_012_544, disk: 251_000_000 }),
    }),
  "home-unsupported-old": () =>
    behind("go1.9.7", { situation: { kind: "unsupported" }, headline: { kind: "unsupported", line: "1.9" } }),
  "home-stale": stale,
  "home-stale-never": staleFromTheStart,
  "home-checking": checking,
  "home-no-go": () => withoutGo(),
  "home-no-go-elsewhere": goElsewhere,
  "home-no-go-looking": () =>
    withoutGo({ offer: null, newest: null, feed: neverFetched, checkProblem: null, nextCheck: firstCheck }),
  "home-no-go-unknown": () =>
    withoutGo(
      { offer: null, newest: null, feed: neverFetched, checkProblem: unreachable },
      { problems: { check: unreachable } },
    ),
  "home-have-go": haveGo,
  "home-not-on-path": () =>
    home({
      situation: { kind: "not-on-path" },
      headline: null,
      active: null,
      support: null,
      vulnerabilities: null,
      searched: ["C:\\Windows\\system32", "C:\\Windows", "C:\\Program Files\\Git\\cmd"].map(folder),
    }),
  "home-long": longNames,
  "home-warning": () => home({ warnings: [brokenSettings] }),
  "home-loading": () => machine({ held: ["overview"] }),
  "home-error": () => machine({ problems: { overview: damagedHome } }),
  "home-running": () => {
    const scenario = behind("go1.26.5");
    scenario.versions.installed = [
      {
        ...installed("go1.26.5", "upgo", `${HOME}\\toolchains\\go1.26.5`, [{ name: "gopls", pids: [4312, 9020] }]),
        current: true,
        active: true,
      },
    ];
    return scenario;
  },
  "home-first-in-path": () =>
    home({ searched: [{ folder: BIN, isUpgo: true, source: "user", go: { version: "go1.27.1", origin: "upgo" } }] }),
};
