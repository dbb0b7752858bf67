// What the page reads out of the program's settings.
import type { Overview, Problem, SettingEntry, SettingsReport, About } from "../../api/bindings";

/** The settings that the page shows a control for. */
export type SettingKey =
  | "channel"
  | "check-daily"
  | "notifications"
  | "keep-versions"
  | "keep-archives"
  | "close-to-tray"
  | "modify-path"
  | "theme"
  | "language";

/** Where a settings file is wrong; both counted from 1. A value that is none has a line only. */
export type Position = { line: number; column: number | null };

/** How many versions a list offers to keep. */
const KEPT = [1, 2, 3, 4, 5, 10];

/** The entry of a key; `undefined` where this program does not have the setting. */
export function entryOf(report: SettingsReport, key: SettingKey): SettingEntry | undefined {
  return report.entries.find((entry) => entry.key === key);
}

/** A value as the program takes it back: the text that `upgo settings set` would be given. `null`: the default. */
export function asText(entry: SettingEntry): string | null {
  return entry.isSet ? String(entry.value) : null;
}

/** The numbers that a list offers, with the one in force among them. */
export function keptChoices(value: unknown): number[] {
  const kept = Number(value);
  return KEPT.includes(kept) || !Number.isInteger(kept) ? KEPT : [...KEPT, kept].sort((a, b) => a - b);
}

/** Where the settings file is wrong, if the problem says so. */
export function positionIn(problem: Problem): Position | null {
  const found = /line (\d+)(?:, column (\d+))?/.exec([problem.message, ...problem.causes].join("\n"));
  return found && { line: Number(found[1]), column: found[2] === undefined ? null : Number(found[2]) };
}

/** Whether the program runs on Windows, by what it calls its system. */
export function isWindows(about: About): boolean {
  return /^windows/i.test(about.system) || about.target.startsWith("windows");
}

/** What a report to the project needs: nothing that is not on the pages. */
export function diagnostics(about: About, overview: Overview | null, report: SettingsReport): string {
  const { entries, file, startAtLogin } = report;
  const set = Object.fromEntries(entries.filter((entry) => entry.isSet).map(({ key, value }) => [key, value]));
  const go = overview && {
    situation: overview.situation,
    active: overview.active,
    current: overview.current,
    installed: overview.installed,
    searched: overview.searched,
    feed: overview.feed,
    warnings: overview.warnings,
  };
  return JSON.stringify({ upgo: about, go, settings: { file, startAtLogin, set, problem: report.problem } }, null, 2);
}
