// What the page Projects makes of the report: the order, the search, and the looks of a project.
import type { Asked, ProjectConcern, ProjectReport } from "../../api/bindings";
import type { IconName } from "../../components/icons";
import type { Tone } from "../../components/tone";

/** Which projects the list shows. */
export type Shown = "all" | "concerned" | "findings";

/** The kinds of projects, the most important first. */
const ORDER: ProjectConcern[] = ["breaks", "secures", "repairs", "changes", "broken", "keeps", "noUpgrade"];

/** The icon of a project, and its colour. */
export const LOOKS: Record<ProjectConcern, { icon: IconName; tone: Tone }> = {
  breaks: { icon: "errorCircleFilled", tone: "bad" },
  secures: { icon: "shieldCheckmarkFilled", tone: "good" },
  repairs: { icon: "checkmarkCircleFilled", tone: "good" },
  changes: { icon: "arrowCircleUpFilled", tone: "info" },
  broken: { icon: "warningFilled", tone: "caution" },
  keeps: { icon: "folder", tone: "neutral" },
  noUpgrade: { icon: "folder", tone: "neutral" },
};

/** Whether the upgrade changes anything for a project. */
export function isConcerned({ concern }: ProjectReport): boolean {
  return ORDER.indexOf(concern) < ORDER.indexOf("broken");
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

/** `go1.26.5 → go1.27.1`, or the one version if it stays; `null` if no Go runs there. */
export function versionsOf({ today, after }: ProjectReport): string | null {
  const [before, next] = [today.version, after?.version ?? null];
  return before === null || next === null || before === next ? (before ?? next) : `${before} → ${next}`;
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
