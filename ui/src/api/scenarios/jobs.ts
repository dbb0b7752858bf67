// What runs, waits or has just ended on a state.
import type { ChangeRequest, Changed, HistoryEntry, PlanView, Progress, StepState, ToCommit } from "../bindings";
import { doneBy, planOf } from "./plans";
import type { Scenario } from "./scenario";
import { machineOf, stateOf } from "./stage";

type Steps = Progress["steps"];

/** The durations of the sample's steps. */
const TOOK = [7_400, 8_100, 20, 1_900, 10, 800];

/** Steps; those before `running` are done. */
export function stepsAt(plan: PlanView, running: number, state: StepState = "running"): Steps {
  return plan.steps.map((_, index) => {
    if (index < running) return { state: "done", milliseconds: TOOK[index] ?? 10 };
    return { state: index === running ? state : "waiting", milliseconds: null };
  });
}

/** Progress with only the steps known. */
export function progressAt(plan: PlanView, running: number, known: Partial<Progress> = {}): Progress {
  const switchAt = plan.steps.findIndex((step) => step.kind === "switch");
  return {
    steps: stepsAt(plan, running),
    fraction: running / plan.steps.length,
    transfer: null,
    unpacked: null,
    remainingSeconds: null,
    waiting: null,
    switched: switchAt >= 0 && running > switchAt,
    ...known,
  };
}

/** The plan that a scenario's machine would make. Scenarios only request changes that exist. */
export function planIn(scenario: Scenario, request: ChangeRequest): PlanView {
  const plan = planOf(request, scenario, 1);
  if ("code" in plan) throw new Error(plan.message);
  return plan;
}

const UPGRADE: ChangeRequest = { kind: "upgrade", to: null, patch: false };
const HALFWAY = { done: 46_212_000, total: 78_931_360, bytesPerSecond: 11_400_000 };
const INSTALL: ChangeRequest = { kind: "install", from: { kind: "release", version: "go1.26.7" }, then: "keep" };

type Played = (machine: Scenario) => Partial<Scenario>;

/** A change at some point of it. */
function working(running: number, known: Partial<Progress> = {}, cancelling = false, request = UPGRADE): Played {
  return (machine) => {
    const plan = planIn(machine, request);
    return { job: { kind: "working", plan, progress: progressAt(plan, running, known), cancelling } };
  };
}

/** A change that has ended; the machine before it is that of another state. */
function done(
  request: ChangeRequest,
  before: string | null,
  id: number,
  took: number,
  different: Partial<Changed> = {},
) {
  return (machine: Scenario): Partial<Scenario> => {
    const from = before === null ? machine : machineOf(before);
    return { job: doneBy(planIn(from, request), from, id, took, different) };
  };
}

/** The change fails as the facts of the state say, and was rolled back. */
function failed(name: string): Played {
  return (machine) => {
    const plan = planIn(machine, UPGRADE);
    const { failure } = stateOf(name);
    if (!failure) throw new Error(`${name} does not fail`);
    const { step, problem } = failure;
    const state = (index: number): StepState => (index === step ? "failed" : index < step ? "undone" : "waiting");
    const steps = plan.steps.map((_, index) => ({ state: state(index), milliseconds: null }));
    const progress = progressAt(plan, step, { steps, switched: false });
    return { job: { kind: "failed", plan, progress, problem, runs: machine.overview.current } };
  };
}

/** Two changes wait: one for its turn, and one for the user. */
const queue: Played = (machine) => {
  const plan = (request: ChangeRequest, id: number) => ({ ...planIn(machine, request), id });
  return {
    ...working(0, { fraction: 0.5, transfer: HALFWAY, remainingSeconds: 12 })(machine),
    waiting: [
      { plan: plan({ kind: "removeUnused" }, 21), until: "turn" },
      { plan: plan({ kind: "use", version: "go1.24.13" }, 22), until: "consent" },
    ],
  };
};

function recovered(different: Partial<HistoryEntry>): Played {
  const { lastChange } = machineOf("home-current").overview;
  const entry = { ...(lastChange as HistoryEntry), outcome: "recovered" as const, milliseconds: null, ...different };
  return () => ({ job: { kind: "recovered", entry } });
}

/** What to commit in a repository, for PowerShell. */
function committed(repository: string): ToCommit {
  const [branch, message] = ["upgo/go1.27.1", "Raise Go to 1.27.1, which fixes GO-2026-4601 and GO-2026-4603"];
  const files = ["go.mod", ".github\\workflows\\test.yml"];
  const folder = repository.includes(" ") ? `'${repository}'` : repository;
  const commands = [
    `git -C ${folder} switch -c ${branch}`,
    `git -C ${folder} commit -m '${message}' -- ${files.join(" ")}`,
  ];
  return { repository, files, branch, message, commands };
}

const transfer = { done: 46_212_000, total: 67_771_200, bytesPerSecond: 11_400_000 };
const raise = { go: "go1.27.1", projects: [], ci: true, withoutRehearsal: false };
const toCommit = ["C:\\src\\billing", "D:\\my work\\edge-proxy"].map(committed);

export const jobs: Record<string, Played> = {
  "working-start": working(0, { fraction: null }),
  "working-download": working(0, { fraction: 0.5, transfer: HALFWAY, remainingSeconds: 12 }),
  "working-download-unknown": working(0, { fraction: null, transfer: { ...HALFWAY, total: null } }),
  "working-unpack": working(1, {
    fraction: 0.57,
    unpacked: { done: 50_142_000, total: 78_931_360, bytesPerSecond: null },
    remainingSeconds: 8,
  }),
  "working-switch": working(4, { fraction: 0.95, remainingSeconds: 1 }),
  "working-after-switch": working(5, { fraction: 0.97, remainingSeconds: 1 }),
  "working-stalled": working(0, {
    fraction: 0.5,
    transfer: { ...HALFWAY, bytesPerSecond: null },
    waiting: { kind: "network" },
  }),
  "working-waiting": (machine) => {
    const { reason } = stateOf("working-waiting");
    return working(4, { fraction: 0.9, waiting: { kind: "other", reason } })(machine);
  },
  "working-prompt": working(4, { fraction: 0.9, waiting: { kind: "prompt" } }),
  "working-cancelling": working(0, { fraction: 0.5, transfer: HALFWAY }, true),
  "working-undoing": working(5, { fraction: 0.97 }, true),
  "working-first-run": working(0, { transfer: HALFWAY, fraction: 0.3 }),
  "working-queue": queue,
  "versions-working": working(0, { fraction: 0.5, transfer }, false, INSTALL),
  "done-upgrade": done(UPGRADE, "at-go1.26.5", 7, 18_200),
  "done-path": done(UPGRADE, "home-no-go", 7, 18_200),
  "done-other": (machine) => {
    const { active, warnings } = machine.overview;
    if (!active) throw new Error("another Go runs");
    const { version, origin } = active;
    const job = done({ ...UPGRADE, to: "go1.27.1" }, "at-go1.26.5", 7, 18_200, {
      active: { version, origin },
      warnings,
    })(machine);
    return { ...job, overview: { ...machine.overview, warnings: [] } };
  },
  "done-raise": done({ kind: "raiseProjects", ...raise }, null, 9, 340, { toCommit }),
  "done-undo": done({ kind: "rollback", id: 7 }, "home-current", 8, 300),
  "done-remove": done({ kind: "remove", versions: ["go1.24.13"], force: false }, null, 9, 1_240),
  cancelled: (machine) => ({ job: { kind: "cancelled", plan: planIn(machine, UPGRADE) } }),
  "failed-first-run": (machine) => {
    const plan = planIn(machine, UPGRADE);
    const progress = progressAt(plan, 0, { steps: stepsAt(plan, 0, "failed"), fraction: 0 });
    const problem = stateOf("failed-first-run").failure?.problem;
    if (!problem) throw new Error("it does not fail");
    return { job: { kind: "failed", plan, progress, problem, runs: null } };
  },
  "recovered-completed": recovered({}),
  "recovered-taken-back": recovered({ inEffect: false, undoable: false }),
};

export function jobOf(name: string, machine: Scenario): Partial<Scenario> {
  const isFailed = name.startsWith("failed-") && !(name in jobs);
  return (isFailed ? failed(name) : jobs[name])?.(machine) ?? {};
}
