// Values that the page derives from the program's data.
import type { About, Overview, Problem, SettingsReport } from "../../api/bindings";

/** The position of an error in the settings file, counted from 1. An invalid value has a line only. */
export type Position = { line: number; column: number | null };

/** The position of the error in the settings file, if the problem has one. */
export function positionIn(problem: Problem): Position | null {
  const found = /line (\d+)(?:, column (\d+))?/.exec([problem.message, ...problem.causes].join("\n"));
  return found && { line: Number(found[1]), column: found[2] === undefined ? null : Number(found[2]) };
}

/** Whether the program runs on Windows, by the name of its system. */
export function isWindows(about: About): boolean {
  return /^windows/i.test(about.system) || about.target.startsWith("windows");
}

/** The data for a bug report, all of which is also on the pages. */
export function diagnostics(about: About, overview: Overview | null, report: SettingsReport): string {
  const { entries, file, staying } = report;
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
  return JSON.stringify({ upgo: about, go, settings: { file, staying, set, problem: report.problem } }, null, 2);
}
