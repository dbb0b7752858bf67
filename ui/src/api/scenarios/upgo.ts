// The version of Upgo itself, and how an update changes it.
import type { PlanView, SelfReport } from "../bindings";

/** What is known of an Upgo that is up to date. */
export const currentUpgo: SelfReport = {
  version: "0.1.0",
  state: "current",
  latest: null,
  owner: null,
  command: null,
  setting: "ask",
  checkedAt: "2026-09-02T07:14:00Z",
  back: null,
  backTo: null,
  replacedBy: null,
  warnings: [],
};

/** A newer version, with its notes. */
export const newerUpgo: SelfReport = {
  ...currentUpgo,
  state: "available",
  command: "upgo self update",
  latest: {
    version: "0.2.0",
    date: "2026-09-01T12:00:00Z",
    sizeBytes: 21_400_000,
    notes: [
      {
        version: "0.2.0",
        en: [
          "Upgo says before an upgrade what changes for your projects.",
          "`upgo exec` runs one command with any Go.",
        ],
        "zh-CN": ["升级前，Upgo 会说明对你的项目有何影响。", "`upgo exec` 可用任意 Go 运行一条命令。"],
      },
      { version: "0.1.1", en: ["The window opens sooner."] },
    ],
  },
};

/** What the old program knows after a change of Upgo. */
export function upgoAfter(upgo: SelfReport, { steps }: PlanView, id: number): SelfReport {
  const step = steps.find(({ kind }) => kind === "replaceUpgo" || kind === "restoreUpgo");
  if (step?.kind === "replaceUpgo") return { ...upgo, back: id, backTo: upgo.version, replacedBy: step.file };
  return step ? { ...upgo, back: null, backTo: null, replacedBy: step.file } : upgo;
}
