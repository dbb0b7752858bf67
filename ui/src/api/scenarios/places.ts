// Versions, History and Settings.
import type {
  Feed,
  HistoryEntry,
  HistoryReport,
  InstalledVersion,
  Outcome,
  Overview,
  ProofLevel,
  Version,
} from "../bindings";
import { behind, home, withoutGo } from "./home";
import { machine, problem, settings, unreachable, upgraded, stated } from "./machine";
import { progressAt, planIn } from "./jobs";
import { damaged, digestOnly, emptied, ofMirror, unproven } from "./proof";
import { pathLine } from "./plan-parts";
import { HOME, type Scenario } from "./scenario";
import { refusedCaches } from "./caches";
import { someTools, unaskedTools } from "./tools";
import { askedWsl, onlyDocker, unaskedWsl, wslWithoutGo } from "./wsl";
import { availableVersions, installed, installedByUpgo } from "./versions-of";

/** A build runs while the plan is shown. */
const whileGoRuns: Scenario["adjustPlan"] = (plan) => ({ ...plan, running: [{ name: "go", pids: [4312] }] });

/** One Go of each origin, and one without a readable version. */
const foreign: InstalledVersion[] = [
  installed(
    "go1.27rc3",
    "gotoolchain",
    "C:\\Users\\mei\\go\\pkg\\mod\\golang.org\\toolchain@v0.0.1-go1.27rc3.windows-amd64",
  ),
  installed("go1.25.7", "msi", "C:\\Program Files\\Go"),
  installed("go1.24.13", "golang-dl", "C:\\Users\\mei\\sdk\\go1.24.13"),
  installed("go1.24.1", "scoop", "C:\\Users\\mei\\scoop\\apps\\go\\1.24.1"),
  installed(null, "zip", "D:\\tools\\go"),
];

function versions(
  own: Version[],
  current: Version | null,
  others: InstalledVersion[] = [],
  overview: Partial<Overview> = {},
): Scenario {
  const scenario = current === null ? withoutGo(overview) : behind(current, { installed: own, ...overview });
  return {
    ...scenario,
    versions: {
      ...scenario.versions,
      installed: [...installedByUpgo(own, current), ...others],
      available: availableVersions(own, scenario.overview.vulnerabilities?.fixedBy.patch),
    },
  };
}

/** Two versions more than the settings keep. */
function unusedVersions(): Scenario {
  const scenario = versions(["go1.27.0", "go1.26.7", "go1.26.5", "go1.25.7", "go1.24.13"], "go1.26.7");
  return { ...scenario, versions: { ...scenario.versions, unused: ["go1.25.7", "go1.24.13"] } };
}

function offline(): Scenario {
  const feed: Feed = { url: "https://go.dev/dl/", fetchedAt: "2026-08-24T06:30:00Z", stale: true };
  const scenario = versions(["go1.27.0", "go1.26.5"], "go1.27.0", [], {
    situation: { kind: "stale", days: 9 },
    headline: null,
    offer: null,
    feed,
    nextCheck: { at: null, why: "offline" },
  });
  const downloaded = ["go1.26.7"];
  return { ...scenario, versions: { ...scenario.versions, downloaded, feed }, problems: { check: unreachable } };
}

/** The feed has never been read. */
function unknown(): Scenario {
  const feed: Feed = { url: "https://go.dev/dl/", fetchedAt: null, stale: true };
  const scenario = versions(["go1.26.5"], "go1.26.5", [], {
    situation: { kind: "checking" },
    headline: null,
    offer: null,
    newest: null,
    feed,
  });
  return { ...scenario, versions: { ...scenario.versions, available: [], feed }, problems: { check: unreachable } };
}

function longNames(): Scenario {
  const share = "\\\\fileserver.engineering.corp.example\\developer-tools\\languages\\golang\\windows-amd64";
  const running = [{ name: "golangci-lint-with-a-rather-long-name", pids: [4312, 9020, 11_408] }];
  return versions(["go1.26.5"], "go1.26.5", [
    installed("go1.24.13", "unknown", `${share}\\go1.24.13-corporate-build`, running),
  ]);
}

function installingOne(): Scenario {
  const scenario = versions(["go1.26.5"], "go1.26.5");
  const plan = planIn(scenario, { kind: "install", from: { kind: "release", version: "go1.26.7" }, then: "keep" });
  const transfer = { done: 46_212_000, total: 67_771_200, bytesPerSecond: 11_400_000 };
  return {
    ...scenario,
    job: { kind: "working", plan, progress: progressAt(plan, 0, { fraction: 0.5, transfer }), cancelling: false },
  };
}

/** Two versions with this proof, in the list and in the chain. */
function versionsWith(proof: Scenario["proof"], level: ProofLevel): Scenario {
  const scenario = versions(["go1.26.5", "go1.24.13"], "go1.26.5");
  scenario.versions.installed = scenario.versions.installed.map((each) => ({ ...each, proof: level }));
  return { ...scenario, proof };
}

const unreadable = problem("UPGO-DISK-FAILED", `${HOME}\\journal could not be read`, [
  "The device is not ready. (os error 21)",
]);

const noManifest = stated(
  problem("UPGO-VERIFY-NO-MANIFEST", "there is no list of the files that were unpacked for go1.26.5"),
  { sentence: "noFileList", values: { version: "go1.26.5" } },
);

/** The changes in the pictures, newest first. */
const entries: HistoryEntry[] = [
  upgraded,
  entry(6, "2026-09-02T07:10:00Z", {
    from: "go1.26.5",
    to: "go1.27.1",
    outcome: "cancelled",
    inEffect: false,
    undoable: false,
    milliseconds: 3_100,
  }),
  entry(5, "2026-08-14T15:40:00Z", {
    action: "addToPath",
    from: "go1.26.5",
    to: "go1.26.5",
    milliseconds: 40,
    diff: [
      pathLine("added", `${HOME}\\current\\bin`, "inPathFirst"),
      pathLine("removed", "C:\\Go\\bin"),
      pathLine("moved", "C:\\Users\\mei\\go\\bin", "inPathLast"),
    ],
  }),
  entry(4, "2026-08-14T08:22:00Z", {
    action: "rollback",
    from: "go1.26.6",
    to: "go1.26.5",
    undoes: 3,
    milliseconds: 300,
  }),
  entry(3, "2026-08-14T08:19:00Z", {
    from: "go1.26.5",
    to: "go1.26.6",
    outcome: "undone",
    inEffect: false,
    undoneBy: 4,
    undoable: false,
    proof: "digestOnly",
  }),
  entry(2, "2026-08-13T19:05:00Z", {
    from: "go1.26.5",
    to: "go1.26.6",
    outcome: "failed",
    inEffect: false,
    undoable: false,
    problem: unreachable,
    milliseconds: 30_400,
  }),
  entry(1, "2026-07-08T13:07:00Z", {
    action: "install",
    by: "upgo install 1.26.5 --use",
    from: null,
    to: "go1.26.5",
    milliseconds: 21_000,
  }),
];

function entry(id: number, at: string, different: Partial<HistoryEntry>): HistoryEntry {
  return { ...upgraded, id, at, ...different };
}

function history(report: Partial<HistoryReport>, rest: Partial<Scenario> = {}): Scenario {
  return machine({ history: { entries: [], hasOlder: false, warnings: [], ...report }, ...rest });
}

/** 120 changes, one each day. Every fifth failed, was cancelled or was recovered. */
function manyEntries(): HistoryEntry[] {
  const bad: Outcome[] = ["failed", "cancelled", "recovered", "undone"];
  return Array.from({ length: 120 }, (_, index) => {
    const id = 120 - index;
    const at = new Date(Date.UTC(2026, 8, 2, 7, 14) - index * 86_400_000).toISOString();
    if (index % 5 !== 4) return entry(id, at, {});
    const outcome = bad[Math.floor(index / 5) % bad.length] as Outcome;
    return entry(id, at, {
      outcome,
      inEffect: false,
      undoable: false,
      problem: outcome === "failed" ? unreachable : null,
    });
  });
}

const brokenFile = stated(
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

const unanswered = problem(
  "UPGO-NET-OFFLINE",
  "could not find out the newest version of golang.org/x/tools/gopls: proxy.golang.org cannot be reached",
);

function upToDate(): Scenario {
  return versions(["go1.27.1"], "go1.27.1");
}

export const placeScenarios: Record<string, () => Scenario> = {
  "versions-few": () => versions(["go1.26.5", "go1.24.13"], "go1.26.5", foreign.slice(0, 2)),
  "versions-unused": unusedVersions,
  "versions-foreign": () => versions(["go1.26.5"], "go1.26.5", foreign),
  "versions-empty": () => versions([], null),
  "versions-offline": offline,
  "versions-unknown": unknown,
  "versions-long": longNames,
  "versions-working": installingOne,
  "versions-loading": () => machine({ held: ["versions"] }),
  "versions-error": () => machine({ problems: { versions: unreadable } }),
  "versions-proven": () => versions(["go1.26.5", "go1.24.13"], "go1.26.5"),
  "versions-digest-only": () => versionsWith(digestOnly, "digestOnly"),
  "versions-of-mirror": () => versionsWith(ofMirror, "digestOnly"),
  "versions-unproven": () => versionsWith(unproven, "unknown"),
  "versions-damaged": () => ({ ...versions(["go1.26.5", "go1.24.13"], "go1.26.5"), verify: damaged }),
  "versions-emptied": () => ({ ...versions(["go1.26.5"], "go1.26.5"), verify: emptied }),
  "versions-verify-error": () => ({
    ...versions(["go1.26.5"], "go1.26.5"),
    problems: { verify: unreadable, proof: unreadable },
  }),
  "versions-no-manifest": () => ({ ...versions(["go1.26.5"], "go1.26.5"), problems: { verify: noManifest } }),
  "settings-caches-refused": () => ({ ...upToDate(), caches: refusedCaches }),
  "settings-caches-error": () => ({ ...upToDate(), problems: { caches: unreadable } }),
  "settings-caches-busy": () => ({ ...upToDate(), adjustPlan: whileGoRuns }),
  "versions-tools": () => ({ ...upToDate(), tools: unaskedTools, toolsAsked: someTools }),
  "versions-tools-known": () => ({ ...upToDate(), tools: someTools, toolsAsked: someTools }),
  "versions-tools-offline": () => ({
    ...upToDate(),
    tools: unaskedTools,
    toolsAsked: { ...unaskedTools, warnings: [unanswered, unanswered] },
  }),
  "versions-tools-error": () => ({ ...upToDate(), problems: { tools: unreadable } }),
  "versions-wsl": () => ({ ...upToDate(), wsl: unaskedWsl, wslAsked: askedWsl }),
  "versions-wsl-known": () => ({ ...upToDate(), wsl: askedWsl, wslAsked: askedWsl }),
  "versions-wsl-without-go": () => ({ ...upToDate(), wsl: wslWithoutGo, wslAsked: wslWithoutGo }),
  "versions-wsl-looking": () => ({ ...upToDate(), wsl: unaskedWsl, wslAsked: askedWsl, held: ["lookInWsl"] }),
  "versions-wsl-error": () => ({ ...upToDate(), wsl: unaskedWsl, problems: { lookInWsl: unreadable } }),
  "versions-wsl-docker": () => ({ ...upToDate(), wsl: onlyDocker }),
  "history-few": () => history({ entries }),
  "history-many": () => history({ entries: manyEntries() }),
  "history-path": () => history({ entries: entries.slice(2, 3).map((each) => ({ ...each, undoable: true })) }),
  "history-gone": () =>
    history({ entries: [entry(1, "2026-08-13T19:05:00Z", { action: "adopt", undoable: false, proof: "proven" })] }),
  "history-running": () =>
    history({
      entries: [
        { ...upgraded, id: 8, outcome: null, inEffect: false, undoable: false, milliseconds: null },
        ...entries.slice(3),
      ],
    }),
  "history-empty": () =>
    home({ lastChange: null, back: null }, { history: { entries: [], hasOlder: false, warnings: [] } }),
  "history-error": () => machine({ problems: { history: unreadable } }),
  "settings-default": () => machine(),
  "settings-changed": () =>
    machine({
      settings: {
        ...settings({ channels: ["stable", "rc"], "keep-versions": 5, notifications: false }),
        staying: "atLogIn",
      },
    }),
  "settings-broken": () => machine({ settings: { ...settings(), problem: brokenFile } }),
  "settings-elsewhere": () =>
    machine({
      settings: {
        ...settings(),
        elsewhere: [
          { key: "proxy", value: "proxy.example:3128", variable: "HTTPS_PROXY" },
          { key: "mirrors", value: "https://mirror.example/go/", variable: "UPGO_MIRRORS" },
          { key: "modify-path", value: "false", variable: "UPGO_NO_MODIFY_PATH" },
        ],
      },
    }),
  "settings-no-login": () => machine({ settings: { ...settings(), waysToStay: ["whileOpen"] } }),
  "settings-refused": () =>
    machine({
      problems: { setSetting: brokenFile, plan: brokenFile, setStaying: unreadable, sendTestToast: unreadable },
    }),
};
