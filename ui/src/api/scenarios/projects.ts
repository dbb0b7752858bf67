// Projects: what the search finds, and rehearsals.
import type { RehearsalJob, RehearsalSummary } from "../bindings";
import { behind } from "./home";
import { machine, problem, settings, upgraded } from "./machine";
import { breakingProjects, FOLDERS, manyProjects, noProjects, someProjects, withoutOffer } from "./project-reports";
import { rehearsedAll, rehearsedBroken, rehearsedFailing, rehearsedFixes, rehearsedMany } from "./rehearsals";
import type { Scenario } from "./scenario";
import { newsOfProjects } from "./whats-new";

const unreadable = problem("UPGO-DISK-FAILED", "C:\\src could not be read", ["The device is not ready. (os error 21)"]);

/** A machine with folders of projects, that is offered an upgrade. */
function withProjects(different: Partial<Scenario> = {}): Scenario {
  const folders = settings({ projects: FOLDERS });
  return { ...behind("go1.26.5"), settings: folders, projects: someProjects, whatsNew: newsOfProjects, ...different };
}

function rehearsing(rehearsal: RehearsalJob): Scenario {
  return withProjects({ rehearsal, rehearsed: rehearsedBroken });
}

/** A rehearsal that has just begun. */
export const started: RehearsalJob & { kind: "working" } = {
  kind: "working",
  to: "go1.27.1",
  tests: false,
  raises: false,
  projects: [],
  done: 0,
  total: 0,
  remainingSeconds: null,
  cancelling: false,
};

/** The third project is being vetted. */
const running: RehearsalJob = {
  ...started,
  done: 10,
  total: 28,
  remainingSeconds: 95,
  projects: someProjects.projects.map(({ folder }, index) => ({
    folder,
    phase: index === 2 ? "vet" : null,
    done: index < 2,
  })),
};

export const projectScenarios: Record<string, () => Scenario> = {
  "projects-new": () => behind("go1.26.5"),
  "projects-some": () => withProjects(),
  "projects-breaks": () => withProjects({ projects: breakingProjects }),
  "projects-many": () => withProjects({ projects: manyProjects() }),
  "projects-current": () => withProjects({ projects: withoutOffer(someProjects) }),
  "projects-none": () => withProjects({ projects: noProjects }),
  "projects-looking": () => withProjects({ held: ["projects"] }),
  "projects-error": () => withProjects({ problems: { projects: unreadable } }),
  "projects-truncated": () => withProjects({ projects: { ...someProjects, truncated: true, warnings: [unreadable] } }),
  "history-rehearsed": () => {
    const rehearsal: RehearsalSummary = { verdict: "breaks", tests: true, projects: 7, broken: ["ledger"] };
    const entry = { ...upgraded, rehearsal };
    return machine({ history: { entries: [entry], hasOlder: false, warnings: [] }, rehearsed: rehearsedBroken });
  },
  "rehearsal-installing": () => rehearsing(started),
  "rehearsal-working": () => rehearsing(running),
  "rehearsal-cancelling": () => rehearsing({ ...running, cancelling: true }),
  "rehearsal-same": () => rehearsing({ kind: "done", raises: false, report: rehearsedAll("go1.27.1") }),
  "rehearsal-raises": () => rehearsing({ kind: "done", raises: true, report: rehearsedAll("go1.27.1") }),
  "rehearsal-fixes": () => rehearsing({ kind: "done", raises: false, report: rehearsedFixes("go1.27.1") }),
  "rehearsal-breaks": () => rehearsing({ kind: "done", raises: false, report: rehearsedBroken("go1.27.1") }),
  "rehearsal-fails": () => rehearsing({ kind: "done", raises: false, report: rehearsedFailing("go1.27.1") }),
  "rehearsal-many": () => {
    const projects = manyProjects();
    const report = rehearsedMany(projects.projects.map(({ folder }) => folder));
    return withProjects({ projects, rehearsal: { kind: "done", raises: false, report } });
  },
  "rehearsal-failed": () =>
    rehearsing({ kind: "failed", to: "go1.27.1", tests: false, raises: false, problem: unreadable }),
};
