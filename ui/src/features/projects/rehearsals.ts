// What the page makes of a rehearsal: its progress, and the line below its headline.
import type { RehearsalJob, RehearsalRows, RehearsalStep } from "../../api/bindings";
import { atStart, type Formats } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";
import { timeLeft } from "../home/unusual-hero";

interface Say {
  words: Catalogue;
  formats: Formats;
}

/** The number of projects of a running rehearsal that are shown at once. */
const STEPS = 8;

/** When it was run, and for how long; `raises` with the lines that a raise would write. */
export function footOf({ at, milliseconds }: RehearsalRows, { words, formats }: Say, raises = false): string {
  const said = words.projects.rehearsal;
  const when = said.when(atStart(formats.when(at)), formats.duration(milliseconds));
  return [raises && said.raised, when].filter(Boolean).join(words.common.between);
}

/** What runs, and the remaining time as far as it is known: `1 of 3 projects · about 2 min left`. */
export function progressOf(job: RehearsalJob & { kind: "working" }, { words, formats }: Say): string {
  const done = words.projects.rehearsal.progress(doneIn(job), job.projects.length);
  return [done, timeLeft(job, { words, formats })].filter(Boolean).join(words.common.separator);
}

/** Whether a rehearsal lists projects: those that it works on, or its results. */
export function hasRows(job: RehearsalJob): boolean {
  if (job.kind === "done") return job.report.row.rows.length > 0;
  return job.kind === "working" && job.projects.length > 0;
}

export function doneIn({ projects }: RehearsalJob & { kind: "working" }): number {
  return projects.filter(({ done }) => done).length;
}

/** The projects of a running rehearsal that are shown: those around the first that is not done. */
export function shownOf(job: RehearsalJob & { kind: "working" }): RehearsalStep[] {
  const first = job.projects.findIndex(({ done }) => !done);
  const last = Math.max(0, job.projects.length - STEPS);
  const from = Math.min(last, Math.max(0, first === -1 ? last : first - 2));
  return job.projects.slice(from, from + STEPS);
}

/** The last name of a folder. */
export function nameOf(folder: string): string {
  return folder.split(/[\\/]/).filter(Boolean).at(-1) ?? folder;
}
