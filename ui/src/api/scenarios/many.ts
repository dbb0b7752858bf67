// States with more of something than anybody writes down.
import type { HistoryEntry, Outcome, PathEntry, ProjectConcern, ProjectReport, ProjectsReport, Row } from "../bindings";
import type { Scenario } from "./scenario";
import { machineOf } from "./stage";

/** 120 changes, one each day. Every fifth failed, was cancelled or was recovered. */
function manyEntries(): HistoryEntry[] {
  const bad: Outcome[] = ["failed", "cancelled", "recovered", "undone"];
  const entry = machineOf("home-current").overview.lastChange as HistoryEntry;
  const { checkProblem } = machineOf("home-stale").overview;
  return Array.from({ length: 120 }, (_, index) => {
    const id = 120 - index;
    const at = new Date(Date.UTC(2026, 8, 2, 7, 14) - index * 86_400_000).toISOString();
    if (index % 5 !== 4) return { ...entry, id, at };
    const outcome = bad[Math.floor(index / 5) % bad.length] as Outcome;
    const problem = outcome === "failed" ? checkProblem : null;
    return { ...entry, id, at, outcome, inEffect: false, undoable: false, problem };
  });
}

/** The projects of some states by what an upgrade means for them. */
function example(concern: ProjectConcern): ProjectReport {
  const state = { breaks: "projects-breaks", noUpgrade: "projects-current" }[concern as string] ?? "projects-some";
  const found = machineOf(state).projects.projects.find((each) => each.concern === concern && each.name !== "ledger");
  if (!found) throw new Error(`no project ${concern}`);
  return found;
}

/** A project with a `go` line; the differences say what is special about it. */
export function project(
  folder: string,
  go: string,
  concern: ProjectConcern,
  different: Partial<ProjectReport> = {},
): ProjectReport {
  const like = example(concern);
  const name = folder.split("\\").at(-1) ?? folder;
  const [line] = like.asked;
  const asked = line ? [{ ...line, file: `${folder}\\go.mod`, text: go, version: `go${go}` }] : [];
  const own = { folder, name, module: `example.com/${name}`, repository: folder, go, asked };
  return { ...like, ...own, ...different };
}

export function manyProjects(): ProjectsReport {
  const names = ["api", "worker", "gateway", "tools", "web", "agent", "proxy", "index", "queue", "mail"];
  const concerns = ["changes", "secures", "changes", "keeps"] as const;
  const projects = Array.from({ length: 120 }, (_, index) => {
    const folder = `C:\\src\\team-${Math.floor(index / 10) + 1}\\${names[index % names.length]}`;
    const name = folder.slice("C:\\src\\".length);
    const rest = { name, module: `example.com/${name.replaceAll("\\", "/")}` };
    return project(folder, "1.26.0", concerns[index % 4] ?? "changes", rest);
  });
  return { ...machineOf("projects-some").projects, projects, concerned: 90 };
}

/** As long as Windows accepts, with names that cannot be shortened. */
function longPath(): PathEntry[] {
  const { entries } = machineOf("environment-long").environment.path;
  const entry = entries.at(-1) as PathEntry;
  const odd = { "": [""], "%EVERYTHING%": ["C:\\a", "C:\\b"], '"C:\\With; semicolon"': ["C:\\With; semicolon"] };
  const deep = "\\\\fileserver.engineering.corp.example\\developer-tools\\languages\\golang\\windows-amd64";
  const own = Array.from({ length: 60 }, (_, index) => `${deep}\\tool-number-${index}-${"x".repeat(400)}`);
  const all: [string, string[]][] = [...Object.entries(odd), ...own.map((text): [string, string[]] => [text, [text]])];
  return [...entries, ...all.map(([text, folders]) => ({ ...entry, text, folders }))];
}

export const many: Record<string, () => Partial<Scenario>> = {
  "history-many": () => ({ history: { entries: manyEntries(), hasOlder: false, warnings: [] } }),
  "projects-many": () => ({ projects: manyProjects() }),
  "rehearsal-many": () => {
    const found = manyProjects();
    const { rehearsal } = machineOf("rehearsal-breaks");
    if (rehearsal.kind !== "done") throw new Error("it is done");
    const { report } = rehearsal;
    const like = (tone: Row["tone"]) => report.row.rows.find((row) => row.tone === tone) as Row;
    const folders = found.projects.map(({ folder }) => folder);
    const rows = [...folders.slice(-1), ...folders.slice(0, -1)].map((file, index) => {
      return { ...like(index === 0 ? "bad" : "good"), path: { file, line: null, column: null } };
    });
    const title = report.row.title.replace("7 projects", "120 projects").replace("7 个", "120 个");
    return {
      projects: found,
      rehearsal: { ...rehearsal, report: { ...report, row: { ...report.row, title, rows } } },
    };
  },
  "environment-long": () => {
    const { environment } = machineOf("environment-long");
    const entries = longPath();
    const values = environment.path.values.map((value) => {
      const own = entries.filter(({ source }) => source === value.source);
      return { ...value, length: own.map(({ text }) => text).join(";").length };
    });
    return { environment: { ...environment, path: { entries, values } } };
  },
  "versions-emptied": () => ({
    verify: (version) => ({
      ...machineOf("versions-emptied").verify(version),
      ok: false,
      missing: Array.from({ length: 1200 }, (_, at) => `pkg/tool/windows_amd64/a-tool-with-a-long-name-${at}.exe`),
    }),
  }),
};
