// The log and a bug report of the sample machine.
import type { Level, LogEntry, LogReport, ReportText } from "../bindings";
import { HOME } from "./scenario";

const LEVELS: Level[] = ["error", "warn", "info", "debug"];

function line(time: string, level: Level, event: string, text: string, facts: Partial<LogEntry> = {}): LogEntry {
  const none = { version: null, change: null, step: null, code: null, ms: null, host: null };
  return { time, level, event, text, process: 4312, by: "window", ...none, ...facts };
}

export const log: LogReport = {
  file: `${HOME}\\logs\\upgo.jsonl`,
  entries: [
    line("2026-08-14T15:40:02.114Z", "info", "change-begun", "Upgrade to go1.26.5", { version: "go1.26.5", change: 4 }),
    line("2026-08-14T15:40:19.871Z", "info", "step-done", "Switch to go1.26.5", {
      version: "go1.26.5",
      change: 4,
      step: "switch",
      ms: 41,
    }),
    line("2026-09-01T18:20:11.402Z", "error", "check-failed", "using the cached release list", {
      code: "UPGO-NET-OFFLINE",
      host: "go.dev",
      ms: 10_012,
      by: "upgo check",
    }),
    line("2026-09-01T18:20:11.404Z", "debug", "watched", "the next check is at 2026-09-01T19:20:11Z (after-failure)"),
    line("2026-09-02T07:14:30.008Z", "info", "check-done", "new: go1.27.1, go1.26.6", { host: "go.dev", ms: 214 }),
  ],
};

/** The texts of a bug report, by name. */
export const report: Record<string, string> = {
  "README.txt": "Information about Upgo on one machine, for a bug report. Upgo did not send it anywhere.\n",
  "about.json": '{\n  "upgo": "0.1.0",\n  "target": "windows-amd64",\n  "system": "Windows 11"\n}\n',
  "history.json": "[]\n",
  "logs/upgo.jsonl": `${log.entries.map((entry) => JSON.stringify(entry)).join("\n")}\n`,
  "settings.json": '{\n  "set": [],\n  "problem": null,\n  "warnings": []\n}\n',
  "status.json": '{\n  "active": {\n    "version": "go1.26.5"\n  }\n}\n',
};

/** The lines of this level and above. */
export function linesFrom({ file, entries }: LogReport, level: Level): LogReport {
  return { file, entries: entries.filter((entry) => LEVELS.indexOf(entry.level) <= LEVELS.indexOf(level)) };
}

export function reportTexts(texts: Record<string, string>): ReportText[] {
  return Object.entries(texts).map(([name, text]) => ({ name, bytes: text.length }));
}
