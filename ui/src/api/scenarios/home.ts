// Home where no change runs.
import type { Origin, Overview, SearchedFolder, Version } from "../bindings";
import {
  activeByUpgo,
  folder,
  foreignActive,
  machine,
  offerOf,
  problem,
  searchedFolders,
  unreachable,
  upToDate,
  upgraded,
} from "./machine";
import { supportOf } from "./releases";
import { BIN, HOME, type Scenario } from "./scenario";
import { installed, installedByUpgo } from "./versions-of";

const NEWEST = offerOf("go1.27.1");

/** The sample machine with another overview. */
export function home(different: Partial<Overview>, rest: Partial<Scenario> = {}): Scenario {
  return machine({ overview: { ...upToDate, ...different }, ...rest });
}

/** A machine on which Upgo's switch names an older version. */
export function behind(version: Version, different: Partial<Overview> = {}): Scenario {
  const versions = [version, "go1.24.13"];
  const base = machine();
  return home(
    {
      situation: { kind: "update" },
      active: activeByUpgo(version),
      current: version,
      installed: versions,
      support: supportOf(version),
      offer: NEWEST,
      searched: searchedFolders(version),
      lastChange: null,
      back: null,
      ...different,
    },
    {
      versions: { ...base.versions, installed: installedByUpgo(versions, version) },
      history: { entries: [], warnings: [] },
    },
  );
}

const noGo: Partial<Overview> = {
  situation: { kind: "no-go" },
  active: null,
  current: null,
  installed: [],
  support: null,
  offer: NEWEST,
  searched: ["C:\\Windows\\system32", "C:\\Windows", "C:\\Program Files\\Git\\cmd"].map(folder),
  lastChange: null,
  back: null,
};

/** The sample machine before there was any Go. */
export function withoutGo(different: Partial<Overview> = {}, rest: Partial<Scenario> = {}): Scenario {
  const { versions } = machine();
  const available = versions.available.map((each) => ({ ...each, installed: false }));
  return home(
    { ...noGo, ...different },
    { versions: { ...versions, installed: [], available }, history: { entries: [], warnings: [] }, ...rest },
  );
}

function shadowed(runs: Version | null, root: string, origin: Origin): Scenario {
  const winner: SearchedFolder = { folder: `${root}\\bin`, isUpgo: false, go: { version: runs, origin } };
  return home({
    situation: { kind: "shadowed", chosen: "go1.27.1", runs, root, origin },
    active: foreignActive(runs, origin, root),
    support: runs === null ? null : supportOf(runs),
    searched: [folder("C:\\Windows\\system32"), winner, ...searchedFolders("go1.27.1").slice(1)],
  });
}

function stale(): Scenario {
  const feed = { url: "https://go.dev/dl/", fetchedAt: "2026-08-24T06:30:00Z", stale: true };
  const scenario = behind("go1.27.0", {
    situation: { kind: "stale", days: 9 },
    newest: "go1.27.0",
    offer: null,
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

/** The first check found nobody: nothing is known of releases. */
function staleFromTheStart(): Scenario {
  const unknown = { newest: null, offer: null, support: null, feed: neverFetched, checkProblem: unreachable };
  const scenario = behind("go1.26.5", { situation: { kind: "stale", days: null }, ...unknown });
  const versions = { ...scenario.versions, available: [], feed: neverFetched };
  return { ...scenario, versions, problems: { check: unreachable } };
}

function checking(): Scenario {
  const feed = neverFetched;
  const scenario = behind("go1.26.5", {
    situation: { kind: "checking" },
    newest: null,
    offer: null,
    support: null,
    feed,
  });
  return { ...scenario, versions: { ...scenario.versions, available: [], feed }, held: ["check"] };
}

/** Names as long as they come: a folder below a company's network share, and a pre-release. */
function longNames(): Scenario {
  const root =
    "\\\\fileserver.engineering.corp.example\\developer-tools\\languages\\golang\\windows-amd64\\go1.26.5-corporate-build";
  return home({
    active: foreignActive("go1.26.5", "unknown", root),
    support: supportOf("go1.26.5"),
    situation: { kind: "update" },
    offer: NEWEST,
    patch: offerOf("go1.26.7"),
    lastChange: {
      ...upgraded,
      by: "upgo upgrade --to 1.27.1 --mirror https://artifacts.engineering.corp.example/golang --yes",
    },
  });
}

const damagedHome = problem(
  "UPGO-HOME-DAMAGED",
  `${HOME}\\current.json cannot be understood`,
  "Nothing was changed.",
  "Move the file aside and try again.",
  ["expected value at line 1 column 1"],
);

const brokenSettings = problem(
  "UPGO-SETTING-INVALID",
  `${HOME}\\settings.toml: channel must be one of stable, rc, beta, not "nightly"`,
  "Nothing was changed; the last good value stays in force.",
  "Run `upgo settings list` to see the settings and their values.",
);

export const homeScenarios: Record<string, () => Scenario> = {
  "home-current": () => machine(),
  "home-current-foreign": () =>
    home({
      active: foreignActive("go1.27.1", "msi", "C:\\Program Files\\Go"),
      current: null,
      installed: [],
      lastChange: null,
      back: null,
      searched: [{ folder: "C:\\Program Files\\Go\\bin", isUpgo: false, go: { version: "go1.27.1", origin: "msi" } }],
    }),
  "home-skipped": () => behind("go1.27.0", { situation: { kind: "current" }, offer: null, skipped: "go1.27.1" }),
  "home-update": () => behind("go1.27.0"),
  "home-update-line": () =>
    behind("go1.26.5", { patch: offerOf("go1.26.7", { download: 67_771_200, disk: 252_000_000 }) }),
  "home-update-sizes-unknown": () => behind("go1.26.7", { offer: offerOf("go1.27.0", { download: null, disk: null }) }),
  "home-update-prerelease": () => behind("go1.26.7", { offer: offerOf("go1.27rc3") }),
  "home-unsupported": () =>
    behind("go1.25.7", {
      situation: { kind: "unsupported" },
      patch: offerOf("go1.25.14", { download: 64_012_544, disk: 251_000_000 }),
    }),
  "home-unsupported-old": () => behind("go1.9.7", { situation: { kind: "unsupported" } }),
  "home-stale": stale,
  "home-stale-never": staleFromTheStart,
  "home-checking": checking,
  "home-no-go": () => withoutGo(),
  "home-no-go-unknown": () =>
    withoutGo(
      { offer: null, newest: null, feed: neverFetched, checkProblem: unreachable },
      { problems: { check: unreachable } },
    ),
  "home-not-on-path": () =>
    home({
      situation: { kind: "not-on-path" },
      active: null,
      support: null,
      searched: ["C:\\Windows\\system32", "C:\\Windows", "C:\\Program Files\\Git\\cmd"].map(folder),
    }),
  "home-shadowed": () => shadowed("go1.25.7", "C:\\Program Files\\Go", "msi"),
  "home-shadowed-unknown": () => shadowed(null, "D:\\tools\\go", "unknown"),
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
    home({ searched: [{ folder: BIN, isUpgo: true, go: { version: "go1.27.1", origin: "upgo" } }] }),
};
