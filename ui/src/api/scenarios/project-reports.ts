// The Go projects of the sample machine, which runs go1.26.5 and is offered go1.27.1.
import type {
  Asked,
  ProjectConcern,
  ProjectFinding,
  ProjectGo,
  ProjectReport,
  ProjectsReport,
  Version,
} from "../bindings";
import { type Stated, says } from "../said";

/** The folders of the setting `projects`. */
export const FOLDERS = ["C:\\src", "D:\\work"];

const RUNS = "go1.26.5";
const OFFERED = "go1.27.1";

/** A sentence of the engine. */
export function said(sentence: string, values: Stated["values"]): string {
  return says({ sentence, values });
}

/** A search that found nothing. */
export const noProjects: ProjectsReport = {
  folders: FOLDERS,
  runs: RUNS,
  offered: OFFERED,
  projects: [],
  concerned: 0,
  truncated: false,
  warnings: [],
};

/** A `go` line. */
function goLine(folder: string, version: string, line = 3): Asked {
  const at = { by: "goMod", file: `${folder}\\go.mod`, line, word: "go", text: version } as const;
  return { ...at, means: "atLeast", version: `go${version}` };
}

function gets(version: Version | null, rest: Partial<ProjectGo> = {}): ProjectGo {
  return {
    version,
    from: version === null ? null : "local",
    works: version !== null,
    problem: null,
    decidedBy: "switch",
    reason: null,
    ...rest,
  };
}

const CHANGE = { from: RUNS, to: OFFERED };

const LINES: Record<ProjectConcern, string> = {
  noUpgrade: said("projectRuns", { go: RUNS }),
  changes: said("projectChanges", CHANGE),
  secures: said("projectSecures", { ...CHANGE, count: "2" }),
  repairs: said("projectRepairs", { to: OFFERED }),
  breaks: said("projectBreaks", CHANGE),
  keeps: said("projectKeeps", { go: "go1.25.7" }),
  broken: said("projectBroken", {}),
};

/** A project with a `go` line; the differences say what is special about it. */
export function project(
  folder: string,
  go: string,
  concern: ProjectConcern,
  different: Partial<ProjectReport> = {},
): ProjectReport {
  const name = folder.split("\\").at(-1) ?? folder;
  const stays = concern === "keeps" ? gets("go1.25.7", { from: "cache", decidedBy: "gotoolchain" }) : null;
  return {
    folder,
    name,
    module: `example.com/${name}`,
    workspace: null,
    repository: folder,
    go,
    toolchain: null,
    asked: [goLine(folder, go)],
    today: stays ?? gets(RUNS),
    after: concern === "noUpgrade" ? null : (stays ?? gets(OFFERED)),
    concern,
    line: LINES[concern],
    findings: [],
    vulnerabilities: [],
    fixed: [],
    ...different,
  };
}

const LEDGER = "C:\\src\\ledger";

const ciDiffers: ProjectFinding = {
  kind: "ciDiffers",
  text: said("ciDiffers", { place: ".github\\workflows\\ci.yml:14", version: "go1.24", go: RUNS }),
  asked: [2],
};

const ciUnsupported: ProjectFinding = {
  kind: "ciUnsupported",
  text: said("askedUnsupported", { place: "Dockerfile:1", version: "go1.24" }),
  asked: [3],
};

/** Seven projects: one of each kind, and two more that the upgrade concerns. */
export const someProjects: ProjectsReport = counted([
  project("C:\\src\\billing", "1.26.0", "changes"),
  project("C:\\src\\edge-proxy", "1.26.3", "secures", {
    vulnerabilities: ["GO-2026-6179", "GO-2026-6121"],
    fixed: ["GO-2026-6179", "GO-2026-6121"],
  }),
  project(LEDGER, "1.24.0", "changes", {
    toolchain: "go1.24.13",
    asked: [
      goLine(LEDGER, "1.24.0"),
      {
        by: "goMod",
        file: `${LEDGER}\\go.mod`,
        line: 5,
        word: "toolchain",
        text: "go1.24.13",
        means: "atLeast",
        version: "go1.24.13",
      },
      {
        by: "setupGo",
        file: `${LEDGER}\\.github\\workflows\\ci.yml`,
        line: 14,
        word: "go-version",
        text: "1.24",
        means: "newestOfLine",
        version: "go1.24",
      },
      {
        by: "dockerfile",
        file: `${LEDGER}\\Dockerfile`,
        line: 1,
        word: "FROM",
        text: "golang:1.24-alpine",
        means: "newestOfLine",
        version: "go1.24",
      },
    ],
    findings: [ciUnsupported, ciDiffers],
  }),
  project("C:\\src\\shop-api", "1.25.0", "changes"),
  project("C:\\src\\site-gen", "1.25.7", "keeps", {
    asked: [
      goLine("C:\\src\\site-gen", "1.25.7"),
      {
        by: "gotoolchain",
        file: null,
        line: 0,
        word: "GOTOOLCHAIN",
        text: "go1.25.7",
        means: "exactly",
        version: "go1.25.7",
      },
    ],
  }),
  project("C:\\src\\telemetry", "1.27.0", "repairs", {
    today: gets(null, { decidedBy: "gotoolchain" }),
  }),
  project("D:\\work\\next", "1.28", "broken", { today: gets(null), after: gets(null), vulnerabilities: null }),
]);

/** The same, and one that does not work with the new Go. */
export const breakingProjects: ProjectsReport = counted([
  ...someProjects.projects,
  project("C:\\src\\legacy", "1.20", "breaks", { after: gets(OFFERED, { works: false }) }),
]);

/** The same projects without an offer. */
export function withoutOffer(report: ProjectsReport): ProjectsReport {
  const projects = report.projects.map(({ folder, go }) => project(folder, go ?? "1.16", "noUpgrade"));
  return { ...report, offered: null, concerned: 0, projects };
}

/** A hundred and twenty projects. */
export function manyProjects(): ProjectsReport {
  const names = ["api", "worker", "gateway", "tools", "web", "agent", "proxy", "index", "queue", "mail"];
  const concerns = ["changes", "secures", "changes", "keeps"] as const;
  return counted(
    Array.from({ length: 120 }, (_, index) => {
      const folder = `C:\\src\\team-${Math.floor(index / 10) + 1}\\${names[index % names.length]}`;
      const name = folder.slice("C:\\src\\".length);
      const fixed = concerns[index % 4] === "secures" ? ["GO-2026-6179", "GO-2026-6121"] : [];
      const rest = { name, module: `example.com/${name.replaceAll("\\", "/")}`, fixed, vulnerabilities: fixed };
      return project(folder, "1.26.0", concerns[index % 4] ?? "changes", rest);
    }),
  );
}

function counted(projects: ProjectReport[]): ProjectsReport {
  const concerned = projects.filter(({ concern }) =>
    ["changes", "secures", "repairs", "breaks"].includes(concern),
  ).length;
  return { ...noProjects, projects, concerned };
}
