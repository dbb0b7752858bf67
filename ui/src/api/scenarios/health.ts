// The doctor's findings on the sample machine.
import type { DoctorReport, Finding } from "../bindings";
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
const foreignTarget: Finding = {
  id: "goenv.foreign-target",
  severity: "caution",
  title: "You are building 32-bit programs",
  evidence: ["GOARCH=386 in C:\\Users\\mei\\AppData\\Roaming\\go\\env"],
  explanation:
    "go build builds 386 programs on this amd64 machine, because go env -w GOARCH=386 was run once. A reinstall does not reset it. Remove the setting to build for this machine again.",
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
  evidence: ["GOROOT=C:\\Go in HKCU\\Environment", "C:\\Go does not exist"],
  explanation:
    "Every go command fails, because Go looks for its own tools in GOROOT. Go finds its own folder, so GOROOT can be removed.",
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
  evidence: ["Code.exe (7312) started before the upgrade"],
  explanation: "The editor looks for Go when it starts. Run “Developer: Reload Window”, or restart it.",
  fix: null,
  ignored: false,
};

const slowInstall: Finding = {
  id: "antivirus.slow-install",
  severity: "hint",
  title: "Windows Defender scans the Go folders",
  evidence: ["the last installation wrote 14,386 files in 96 s"],
  explanation:
    "Each file is scanned while it is written. A Dev Drive makes that cheaper. Upgo never turns a scanner off.",
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
};

const notReadable = {
  id: "policy.execution-blocked",
  title: "No policy blocks Go",
  why: "this account may not read it",
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
