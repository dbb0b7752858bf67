// What the page Projects makes of the report: the order, the search, and the looks of a project.
import type { Asked, Cause, ProjectConcern, ProjectReport } from "../../api/bindings";
import type { IconName } from "../../components/icons";
import type { Tone } from "../../components/tone";
import type { Catalogue } from "../../text/index.svelte";

/** Which projects the list shows. */
export type Shown = "all" | "concerned" | "findings";

/** A column of the table, besides the project itself. */
export type Column = "needs" | "now" | "after" | "decides";

/** The kinds of projects, the most important first: what does not work, then what the upgrade changes. */
const ORDER: ProjectConcern[] = ["breaks", "broken", "secures", "repairs", "changes", "keeps", "noUpgrade"];

/** The kinds of projects whose line says more than the columns and the badge do. */
export const SAYS_MORE: readonly ProjectConcern[] = ["breaks", "broken"];

/** The icon of a project, and its colour. Only what does not work stands out. */
export const LOOKS: Record<ProjectConcern, { icon: IconName; tone: Tone }> = {
  breaks: { icon: "errorCircleFilled", tone: "bad" },
  secures: { icon: "shieldCheckmark", tone: "neutral" },
  repairs: { icon: "folder", tone: "neutral" },
  changes: { icon: "folder", tone: "neutral" },
  broken: { icon: "warningFilled", tone: "caution" },
  keeps: { icon: "folder", tone: "neutral" },
  noUpgrade: { icon: "folder", tone: "neutral" },
};

/** Whether the upgrade changes anything for a project. */
export function isConcerned({ concern }: ProjectReport): boolean {
  return !["broken", "keeps", "noUpgrade"].includes(concern);
}

/** The projects that match every typed word and the filter, the most important first, then by folder. */
export function findProjects(projects: ProjectReport[], query: string, shown: Shown): ProjectReport[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return projects
    .filter((project) => shown !== "concerned" || isConcerned(project))
    .filter((project) => shown !== "findings" || project.findings.length > 0)
    .filter((project) => words.every((word) => textOf(project).includes(word)))
    .sort((one, other) => ORDER.indexOf(one.concern) - ORDER.indexOf(other.concern));
}

function textOf({ name, folder, module, go, today, after }: ProjectReport): string {
  return [name, folder, module, go, today.version, after?.version].filter(Boolean).join(" ").toLowerCase();
}

/** The columns of the table. Without an upgrade, there is nothing after it. */
export function columnsOf(projects: ProjectReport[]): Column[] {
  return projects.some(({ after }) => after !== null)
    ? ["needs", "now", "after", "decides"]
    : ["needs", "now", "decides"];
}

export function valuesOf({ go, today, after }: ProjectReport, words: Catalogue["projects"]): Record<Column, string> {
  const decides = (after ?? today).decidedBy;
  return {
    needs: go ?? IMPLIED,
    now: today.version ?? words.noneRuns,
    after: after?.version ?? words.noneRuns,
    decides: decides === null ? "" : nameOfCause(decides, words),
  };
}

/** What a project without a `go` line needs. */
const IMPLIED = "1.16";

/** Files and variables have their own names in every language. */
function nameOfCause(cause: Cause, words: Catalogue["projects"]): string {
  if (cause in words.causes) return words.causes[cause as keyof typeof words.causes];
  return cause.includes(".") ? cause : cause.toUpperCase();
}

/** A place for people: `internal\app\main.go:12`, relative to the project if it is in there. */
export function placeOf(folder: string, file: string, line: number | null): string {
  const rest = file.startsWith(folder) ? file.slice(folder.length) : "";
  const short = /^[\\/]/.test(rest) ? rest.slice(1) : file;
  return line ? `${short}:${line}` : short;
}

/** What a line asks for, as it is written there: `go 1.27.0`. An image has its name already. */
export function askedText({ word, text, by }: Asked): string {
  if (by === "gotoolchain") return `GOTOOLCHAIN=${text}`;
  return word === "" || text.startsWith(word) ? text : `${word} ${text}`;
}

/** A project as text, for the clipboard. */
export function asText(project: ProjectReport): string {
  const asked = project.asked.map((each) =>
    [each.file && placeOf(project.folder, each.file, each.line), askedText(each)].filter(Boolean).join(": "),
  );
  return [project.folder, project.line, ...asked, ...project.findings.map(({ text }) => text)].join("\n");
}
