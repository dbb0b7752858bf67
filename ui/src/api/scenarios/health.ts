// The doctor's findings on the sample machine.
import type { DoctorReport, Finding, NotChecked, Sentence } from "../bindings";
import { machine, problem } from "./machine";
import type { Scenario } from "./scenario";

const CHECKS: [id: string, title: string][] = [
  ["path.shadowed", "No other Go on your PATH comes before Upgo's"],
  ["path.truncated", "PATH is complete"],
  ["path.duplicate", "No folder is on PATH twice"],
  ["path.dead-entry", "Every folder on PATH exists"],
  ["path.missing-upgo", "Terminals find the Go that Upgo installed"],
  ["path.near-limit", "PATH is short enough"],
  ["goroot.set", "GOROOT is not set"],
  ["goenv.bom", "Go reads every `go env -w` setting"],
  ["version.unsupported", "Your Go is supported"],
  ["tree.mixed", "No Go installation contains files of another version"],
  ["tree.other-digest", "No release list contradicts an installed Go"],
  ["disk.low", "There is enough disk space for the next Go"],
];

/** No findings. */
export const healthy: DoctorReport = {
  findings: [],
  passed: CHECKS.map(([id, title]) => ({ id, title })),
  notChecked: [],
  checkedAt: "2026-09-02T07:02:00Z",
  warnings: [],
};

const unsetArch = { kind: "unset", name: "GOARCH", scope: "go" } as const;
const goEnv = "C:\\Users\\mei\\AppData\\Roaming\\go\\env";
const inGoEnv = { sentence: "inGoEnv", values: { file: goEnv } } as const;
const foreignTarget: Finding = {
  id: "goenv.foreign-target",
  severity: "caution",
  title: "You are building 32-bit programs",
  evidence: [`GOARCH is 386, set by \`go env -w\` in ${goEnv}`],
  explanation:
    "Wherever you run it, `go build` builds programs for another system or processor: `go run` and `go test` cannot start them, or they run slower. To build for another target occasionally, set the variable for that one command.",
  statements: {
    title: { sentence: "builds32Bit", values: {} },
    evidence: [{ sentence: "settingIs", values: { name: "GOARCH", value: "386", place: inGoEnv } }],
    explanation: { sentence: "buildsForWhy", values: {} },
  },
  fix: {
    plan: "environment",
    command: "upgo env unset GOARCH --scope go",
    request: { kind: "environment", edit: unsetArch },
  },
  ignored: false,
};

const staleRoot: Finding = {
  id: "goroot.stale",
  severity: "problem",
  title: "GOROOT points to a missing folder",
  evidence: ["GOROOT is C:\\Go, set in your environment", "A new terminal runs go1.26.5"],
  explanation:
    "Every go command looks for its tools there and fails: `cannot find GOROOT directory`. Go finds its own folder, so GOROOT can be removed.",
  statements: {
    title: { sentence: "gorootMissing", values: {} },
    evidence: [
      {
        sentence: "settingIs",
        values: { name: "GOROOT", value: "C:\\Go", place: { sentence: "forUser", values: {} } },
      },
      { sentence: "newTerminalRuns", values: { version: "go1.26.5" } },
    ],
    explanation: { sentence: "gorootMissingWhy", values: {} },
  },
  fix: {
    plan: "environment",
    command: "upgo env unset GOROOT",
    request: { kind: "environment", edit: { kind: "unset", name: "GOROOT", scope: "user" } },
  },
  ignored: false,
};

const needsReload: Finding = {
  id: "editor.needs-reload",
  severity: "hint",
  title: "VS Code still uses go1.26.5",
  evidence: ["VS Code started before the last switch"],
  explanation:
    "The Go extension looks for Go when it starts, and uses the old one until the window is reloaded: run the command `Developer: Reload Window`. If PATH was edited as well, close all windows of the editor and start it again.",
  statements: {
    title: { sentence: "editorUses", values: { editor: "VS Code", version: "go1.26.5" } },
    evidence: [{ sentence: "startedBefore", values: { editor: "VS Code" } }],
    explanation: { sentence: "editorsUseOldWhy", values: {} },
  },
  fix: null,
  ignored: false,
};

const slowInstall: Finding = {
  id: "antivirus.slow-install",
  severity: "hint",
  title: "The installation was slow",
  evidence: ["go1.26.5: 14386 files, finished 96 seconds after the last byte arrived"],
  explanation:
    "A virus scanner checks each of the ten thousand files of a Go toolchain when it is written, and the files of every build. On a Dev Drive (Settings, System, Storage, Disks & volumes) it checks them later, in the background. To move Upgo's folder there, set UPGO_HOME. Upgo never turns a scanner off.",
  statements: {
    title: { sentence: "slowInstall", values: {} },
    evidence: [{ sentence: "finishedAfter", values: { version: "go1.26.5", files: "14386", seconds: "96" } }],
    explanation: { sentence: "slowInstallOnWindowsWhy", values: {} },
  },
  fix: null,
  ignored: true,
};

/** A check for which this page has no texts, because the program is newer than its page. */
const unheardOf: Finding = {
  ...needsReload,
  id: "future.check",
  severity: "caution",
  title: "A finding of a later version",
  evidence: [],
  explanation: "A later version knows what it means.",
  statements: {
    title: { sentence: "ofALaterVersion" as Sentence, values: {} },
    evidence: [],
    explanation: { sentence: "ofALaterVersionWhy" as Sentence, values: {} },
  },
};

const notReadable: NotChecked = {
  id: "network.go-dev-blocked",
  title: "The release list is reachable",
  why: "No check for releases has run yet; run `upgo check`",
  statement: { sentence: "notAsked", values: {} },
};

function found(findings: Finding[], rest: Partial<DoctorReport> = {}): Scenario {
  const ids = findings.map(({ id }) => id);
  const passed = healthy.passed.filter(({ id }) => !ids.includes(id));
  return machine({ doctor: { ...healthy, findings, passed, ...rest } });
}

const unreadable = problem(
  "UPGO-DISK-FAILED",
  "C:\\Users\\mei\\AppData\\Roaming\\go\\env could not be read",
  "A failed change is rolled back, now or the next time Upgo runs.",
  "Check the disk and the folder, then try again.",
  ["The device is not ready. (os error 21)"],
);

export const healthScenarios: Record<string, () => Scenario> = {
  "health-findings": () => found([staleRoot, foreignTarget, needsReload, slowInstall]),
  "health-one": () => found([foreignTarget]),
  "health-ignored": () => found([slowInstall]),
  "health-later": () => found([unheardOf], { warnings: [unreadable], notChecked: [notReadable] }),
  "health-clean": () => machine(),
  "health-loading": () => machine({ held: ["doctor"] }),
  "health-error": () => machine({ problems: { doctor: unreadable } }),
};
