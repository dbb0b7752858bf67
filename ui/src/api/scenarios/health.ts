// What the doctor finds on the sample machine.
import type { DoctorReport, Finding } from "../bindings";
import { machine, problem } from "./machine";
import type { Scenario } from "./scenario";

const CHECKS: [id: string, title: string][] = [
  ["path.shadowed", "A new terminal runs the Go that you chose"],
  ["path.truncated", "PATH is whole"],
  ["path.duplicate", "No folder is on PATH twice"],
  ["path.dead-entry", "Every folder of a Go on PATH exists"],
  ["path.missing-upgo", "Upgo's folder is on PATH"],
  ["path.near-limit", "PATH is far from its limit"],
  ["goroot.set", "GOROOT is not set, Go finds it"],
  ["goenv.bom", "Go reads every line of the file of go env -w"],
  ["version.unsupported", "The Go that runs is supported"],
  ["tree.mixed", "Every Go has the files of its own version"],
  ["disk.low", "There is room for an upgrade"],
];

/** Nothing is wrong. */
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
    "go build makes 386 programs on this amd64 machine. An old go env -w GOARCH=386 outlives every reinstall. Taking the line out of the file makes Go build for this machine again.",
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
  title: "GOROOT points to a folder that is gone",
  evidence: ["GOROOT=C:\\Go in HKCU\\Environment", "C:\\Go does not exist"],
  explanation:
    "Every go command stops, because Go looks for its own tools in GOROOT. Go needs no GOROOT: it finds its folder by itself.",
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
  evidence: ["Code.exe (7312) was started before the upgrade"],
  explanation: "An editor reads PATH when it starts. Run “Developer: Reload Window”, or start it again.",
  fix: null,
  ignored: false,
};

const slowInstall: Finding = {
  id: "antivirus.slow-install",
  severity: "hint",
  title: "Windows Defender scans the Go folders",
  evidence: ["the last installation wrote 14,386 files in 96 s"],
  explanation: "Each file is looked at while it is written. A Dev Drive makes that cheaper. Upgo switches nothing off.",
  fix: null,
  ignored: true,
};

/** A check that this page has no words of its own for: the program is newer than its page. */
const unheardOf: Finding = {
  ...needsReload,
  id: "future.check",
  severity: "caution",
  title: "Something that a later version looks for",
  evidence: [],
};

const notReadable = {
  id: "policy.execution-blocked",
  title: "No policy has stopped a Go",
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
  "Nothing was changed.",
  "Check the disk and the folder.",
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
