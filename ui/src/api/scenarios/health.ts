// The doctor's findings on the sample machine.
import type { DoctorReport, Finding, NotChecked } from "../bindings";
import { says } from "../said";
import { machine, problem } from "./machine";
import { VS_CODE } from "./plan-environment";
import type { Scenario } from "./scenario";

const CHECKS = [
  "path.shadowed",
  "path.truncated",
  "path.duplicate",
  "path.dead-entry",
  "path.missing-upgo",
  "path.near-limit",
  "goroot.set",
  "goenv.bom",
  "version.unsupported",
  "tree.mixed",
  "tree.other-digest",
  "disk.low",
];

/** No findings. */
export const healthy: DoctorReport = {
  findings: [],
  passed: CHECKS.map((id) => ({ id, title: says({ sentence: `passed-${id.replace(".", "-")}`, values: {} }) })),
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
  title: says({ sentence: "builds32Bit", values: {} }),
  evidence: [says({ sentence: "settingIs", values: { name: "GOARCH", value: "386", place: inGoEnv } })],
  explanation: says({ sentence: "buildsForWhy", values: {} }),
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
  title: says({ sentence: "gorootMissing", values: {} }),
  evidence: [
    says({
      sentence: "settingIs",
      values: { name: "GOROOT", value: "C:\\Go", place: { sentence: "forUser", values: {} } },
    }),
    says({ sentence: "newTerminalRuns", values: { version: "go1.26.5" } }),
  ],
  explanation: says({ sentence: "gorootMissingWhy", values: {} }),
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
  title: says({ sentence: "editorUses", values: { editor: "VS Code", version: "go1.26.5" } }),
  evidence: [says({ sentence: "startedBefore", values: { editor: "VS Code" } })],
  explanation: says({ sentence: "editorsUseOldWhy", values: {} }),
  fix: null,
  ignored: false,
};

const pinnedEditor: Finding = {
  id: "editor.pins-go",
  severity: "caution",
  title: says({ sentence: "editorPinned", values: {} }),
  evidence: [
    says({ sentence: "editorSetting", values: { file: VS_CODE, name: "go.goroot", value: "C:\\sdk\\go1.26.5" } }),
    says({
      sentence: "editorSetting",
      values: { file: VS_CODE, name: "go.alternateTools.go", value: "C:\\sdk\\go1.26.5\\bin\\go.exe" },
    }),
  ],
  explanation: says({ sentence: "editorPinnedWhy", values: {} }),
  fix: {
    plan: "unpinEditors",
    command: "upgo doctor --fix editor.pins-go",
    request: { kind: "unpinEditors" },
  },
  ignored: false,
};

const slowInstall: Finding = {
  id: "antivirus.slow-install",
  severity: "hint",
  title: says({ sentence: "slowInstall", values: {} }),
  evidence: [says({ sentence: "finishedAfter", values: { version: "go1.26.5", files: "14386", seconds: "96" } })],
  explanation: says({ sentence: "slowInstallOnWindowsWhy", values: {} }),
  fix: null,
  ignored: true,
};

/** A check that this page does not know, because the program is newer than its page. */
const unheardOf: Finding = {
  ...needsReload,
  id: "future.check",
  severity: "caution",
  title: says({ sentence: "missingFolders", values: { count: "3" } }),
  evidence: [],
  explanation: says({ sentence: "missingFoldersWhy", values: {} }),
};

const notReadable: NotChecked = {
  id: "network.go-dev-blocked",
  title: says({ sentence: "passedNetworkGoDevBlocked", values: {} }),
  why: says({ sentence: "notAsked", values: {} }),
};

function found(findings: Finding[], rest: Partial<DoctorReport> = {}): Scenario {
  const ids = findings.map(({ id }) => id);
  const passed = healthy.passed.filter(({ id }) => !ids.includes(id));
  return machine({ doctor: { ...healthy, findings, passed, ...rest } });
}

const unreadable = problem("UPGO-DISK-FAILED", "C:\\Users\\mei\\AppData\\Roaming\\go\\env could not be read", [
  "The device is not ready. (os error 21)",
]);

export const healthScenarios: Record<string, () => Scenario> = {
  "health-findings": () => found([staleRoot, foreignTarget, needsReload, slowInstall]),
  "health-editor": () => found([pinnedEditor]),
  "health-one": () => found([foreignTarget]),
  "health-ignored": () => found([slowInstall]),
  "health-later": () => found([unheardOf], { warnings: [unreadable], notChecked: [notReadable] }),
  "health-clean": () => machine(),
  "health-loading": () => machine({ held: ["doctor"] }),
  "health-error": () => machine({ problems: { doctor: unreadable } }),
};
