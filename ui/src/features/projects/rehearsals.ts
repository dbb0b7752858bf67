// What the page makes of a rehearsal: its headline, and the looks of its results.
import type {
  RehearsalJob,
  RehearsalReport,
  RehearsalStep,
  RehearsalVerdict,
  RehearsedBinary,
  RehearsedPhase,
} from "../../api/bindings";
import type { IconName } from "../../components/icons";
import type { Tone } from "../../components/tone";
import { atStart, type Formats } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";
import { timeLeft } from "../home/unusual-hero";

interface Say {
  words: Catalogue;
  formats: Formats;
}

/** The icon of a result, and its colour. */
export const VERDICTS: Record<RehearsalVerdict, { icon: IconName; tone: Tone }> = {
  same: { icon: "checkmarkCircleFilled", tone: "good" },
  differs: { icon: "infoFilled", tone: "info" },
  failsWithBoth: { icon: "questionCircle", tone: "neutral" },
  unknown: { icon: "warningFilled", tone: "caution" },
  breaks: { icon: "errorCircleFilled", tone: "bad" },
};

/** The number of projects of a running rehearsal that are shown at once. */
const STEPS = 6;

/** The number of results that are shown at first. */
const FEW = 8;

/** The kinds of results, the most important first. */
const ORDER: RehearsalVerdict[] = ["breaks", "unknown", "failsWithBoth", "differs", "same"];

/** The result in one sentence. */
export function headlineOf({ verdict, projects, to }: RehearsalReport, { words }: Say): string {
  const said = words.projects.rehearsal;
  const all = projects.length;
  if (all === 0) return said.nothing;
  if (verdict === "same") return said.same(all, to);
  return said[verdict](projects.filter((project) => project.verdict === verdict).length, all, to);
}

/** What was run, when, and for how long; `raises` with the lines that a raise would write. */
export function footOf(report: RehearsalReport, { words, formats }: Say, raises = false): string {
  const { tests, at, milliseconds, projects } = report;
  const said = words.projects.rehearsal;
  const hasTests = projects.some(
    ({ passingTests, failingWithBoth, differences }) => (passingTests ?? 0) + failingWithBoth + differences.length > 0,
  );
  const hasRun = projects.some(({ phases }) => phases.length > 0);
  const ran = !hasRun ? said.nothingRan : !tests ? said.builtOnly : hasTests ? said.tested : said.noTests;
  const lines = raises && said.raised;
  return [lines, ran, said.when(atStart(formats.when(at)), formats.duration(milliseconds))]
    .filter(Boolean)
    .join(words.common.between);
}

/** What runs, and the remaining time as far as it is known: `1 of 3 projects · about 2 min left`. */
export function progressOf(job: RehearsalJob & { kind: "working" }, { words, formats }: Say): string {
  const done = words.projects.rehearsal.progress(doneIn(job), job.projects.length);
  return [done, timeLeft(job, { words, formats })].filter(Boolean).join(words.common.separator);
}

/** The projects of a report, those that need attention first. */
export function sorted(report: RehearsalReport): RehearsalReport["projects"] {
  return report.projects.toSorted((one, other) => ORDER.indexOf(one.verdict) - ORDER.indexOf(other.verdict));
}

/** Of sorted projects, those that need attention, and a few others. */
export function fewOf(projects: RehearsalReport["projects"]): RehearsalReport["projects"] {
  const differing = projects.filter(({ verdict }) => verdict !== "same").length;
  return projects.slice(0, Math.max(FEW, differing));
}

/** Whether a rehearsal lists projects: those that it works on, or its results. */
export function hasRows(job: RehearsalJob): boolean {
  if (job.kind === "done") return job.report.projects.length > 0;
  return job.kind === "working" && job.projects.length > 0;
}

/** The number of projects that are done. */
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

/** How long a phase took with both: `go build: 12 s → 11 s`. */
export function timeOf({ phase, from, to }: RehearsedPhase, { words, formats }: Say): string {
  const said = words.projects.rehearsal;
  const [before, after] = [from, to].map((run) =>
    run === null ? said.notRun : run.passed ? formats.duration(run.milliseconds) : said.failedRun,
  ) as [string, string];
  return [said.builds[phase], said.oldNew(before, after)].join(words.common.separator);
}

/** The size of a program with both. */
export function sizeOf({ name, fromBytes, toBytes }: RehearsedBinary, { words, formats }: Say): string {
  const said = words.projects.rehearsal;
  const [before, after] = [fromBytes, toBytes].map((bytes) =>
    bytes === null ? said.notBuilt : formats.size(bytes),
  ) as [string, string];
  return [name, said.oldNew(before, after)].join(words.common.separator);
}
