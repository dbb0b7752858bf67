// Home while a change runs and right after it.
import type {
  ChangeRequest,
  Changed,
  HistoryEntry,
  Job,
  PlanView,
  Problem,
  Progress,
  StepState,
  ToCommit,
  Version,
} from "../bindings";
import { says } from "../said";
import { deletedBy } from "../steps";
import { behind, withoutGo } from "./home";
import { machine, problem, unreachable, upgraded, settings, stated } from "./machine";
import { planOf } from "./plan";
import { TOOLS } from "./plan-tools";
import { doneBy } from "./rows";
import { HOME, type Scenario } from "./scenario";
import { shadowed } from "./terminals";

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

/** The differences made by a successful plan. */
export function changedBy(plan: PlanView, id: number | null, different: Partial<Changed> = {}): Changed {
  return {
    id,
    action: plan.action,
    from: plan.from,
    to: plan.to,
    changed: plan.steps.length > 0,
    switched: plan.steps.some((step) => step.kind === "switch"),
    active: plan.to === null ? null : { version: plan.to, origin: "upgo" },
    known: plan.to === null ? null : "asked",
    about: plan.about,
    pathChanged: plan.pathChanges,
    environmentChanged: plan.steps.some(({ kind }) => kind === "editPath" || kind === "editVariables"),
    undid: plan.undoes,
    freedBytes: plan.freedBytes,
    running: plan.running,
    unused: [],
    programs: [],
    outdatedTools: [],
    editors: [],
    proof: plan.steps.some((step) => step.kind === "unpack") ? "proven" : null,
    removed: deletedBy(plan.steps),
    raisesTo: null,
    toCommit: [],
    warnings: [],
    ...different,
  };
}

const UPGRADE: ChangeRequest = { kind: "upgrade", to: null, patch: false };

type JobOf = (plan: PlanView) => Job;

/** The upgrade in the pictures, go1.26.5 to go1.27.1, at some point. */
function upgrading(job: JobOf): Scenario {
  const scenario = behind("go1.26.5");
  return { ...scenario, job: job(planIn(scenario, UPGRADE)) };
}

function working(running: number, known: Partial<Progress> = {}, cancelling = false): JobOf {
  return (plan) => ({ kind: "working", plan, progress: progressAt(plan, running, known), cancelling });
}

const HALFWAY = { done: 46_212_000, total: 78_931_360, bytesPerSecond: 11_400_000 };

/** The machine after a change has made a version the one in use. */
function after(request: ChangeRequest, before: Scenario, different: Partial<Changed> = {}): Scenario {
  const plan = planIn(before, request);
  const version = plan.to as Version;
  const now = machine();
  const job = doneBy(plan, changedBy(plan, 7, different), 18_200);
  const overview = {
    ...now.overview,
    installed: [version, ...before.overview.installed.filter((each) => each !== version)],
  };
  return { ...now, overview, job };
}

/** An upgrade after which the machine-wide Go still comes first. */
function otherFirst(): Scenario {
  const [other, folder] = ["go1.25.7", "C:\\Program Files\\Go"];
  const terminal = { sentence: "aNewTerminal", values: {} } as const;
  const warning = stated(
    problem("UPGO-ACTIVE-OTHER", `go1.27.1 is the current Go, but a new terminal runs ${other} in ${folder}`),
    { sentence: "currentButOther", values: { version: "go1.27.1", terminal, other, folder } },
  );
  const active = { version: other, origin: "msi" } as const;
  const { job } = after(UPGRADE, behind("go1.26.5"), { active, warnings: [warning] });
  return { ...shadowed(other, folder, "msi"), job };
}

function undone(): Scenario {
  const before = machine();
  const plan = planIn(before, { kind: "rollback", id: 7 });
  const entry: HistoryEntry = { ...upgraded, id: 8, action: "rollback", from: "go1.27.1", to: "go1.26.5", undoes: 7 };
  const scenario = behind("go1.26.5", { lastChange: entry, back: null });
  return { ...scenario, job: doneBy(plan, changedBy(plan, 8), 300) };
}

/** A change that failed at a step and was rolled back. */
function failedAt(step: number, failure: Problem): Scenario {
  return upgrading((plan) => {
    const steps = plan.steps.map((_, index) => ({ state: stateAfterFailure(index, step), milliseconds: null }));
    return {
      kind: "failed",
      plan,
      progress: progressAt(plan, step, { steps, switched: false }),
      problem: failure,
      runs: "go1.26.5",
    };
  });
}

function stateAfterFailure(index: number, failed: number): StepState {
  if (index === failed) return "failed";
  return index < failed ? "undone" : "waiting";
}

const inUse = says({ sentence: "inUseBy", values: { folder: "C:\\Go", programs: "gopls (4312)" } });

const failures = {
  digest: [
    0,
    stated(
      problem(
        "UPGO-VERIFY-DIGEST",
        "go1.27.1.windows-amd64.zip from https://mirror.corp.example/go/ is not the official file: its SHA-256 is 77e2b18ac04de28c1c9bb2b7e6cf0a5d9f2a8fd1f3c1f4bb1a2f39d5f04d9915, expected a3911b5e0e1b1053f25ed0675f4c1c6aad1e2bfcf253df2b9be4caabd2edd95d",
      ),
      {
        sentence: "notOfficialFrom",
        values: {
          file: "go1.27.1.windows-amd64.zip",
          place: "https://mirror.corp.example/go/",
          actual: "77e2b18ac04de28c1c9bb2b7e6cf0a5d9f2a8fd1f3c1f4bb1a2f39d5f04d9915",
          expected: "a3911b5e0e1b1053f25ed0675f4c1c6aad1e2bfcf253df2b9be4caabd2edd95d",
        },
      },
    ),
  ],
  offline: [0, unreachable],
  unproven: [
    1,
    stated(
      problem(
        "UPGO-VERIFY-UNPROVEN",
        "go1.27.1 could only be verified against the release list: sum.golang.org cannot be reached",
        ["sum.golang.org: no such host is known (os error 11001)"],
      ),
      {
        sentence: "listOnly",
        values: { version: "go1.27.1", why: { sentence: "hostUnreachable", values: { host: "sum.golang.org" } } },
      },
    ),
  ],
  contradicts: [
    1,
    stated(
      problem(
        "UPGO-VERIFY-CONTRADICTS",
        "the files of go1.27.1 do not match the record in the checksum database sum.golang.org: their hash is h1:IDEN8pZmbj0ITWVUw1brvyauTB4Z/eKiSRvjtC5Jumw=, the recorded hash is h1:TmiC7kE4hHuA7UwTcrWUtL/Curn//Xchpqc+HHYEv2M=",
      ),
      {
        sentence: "contradicts",
        values: {
          version: "go1.27.1",
          database: "sum.golang.org",
          actual: "h1:IDEN8pZmbj0ITWVUw1brvyauTB4Z/eKiSRvjtC5Jumw=",
          told: "h1:TmiC7kE4hHuA7UwTcrWUtL/Curn//Xchpqc+HHYEv2M=",
        },
      },
    ),
  ],
  "disk-full": [
    1,
    stated(problem("UPGO-DISK-FULL", `not enough space on the volume of ${HOME}: 1.2 GB needed, 412 MB free`), {
      sentence: "notEnoughSpace",
      values: { path: HOME, needed: "1.2 GB", free: "412 MB" },
    }),
  ],
  busy: [0, problem("UPGO-BUSY", "another Upgo process (7312) is changing the same thing")],
  "file-busy": [
    4,
    stated(
      problem(
        "UPGO-FILE-BUSY",
        `${HOME}\\toolchains\\go1.26.5 cannot be renamed because gopls (process 4312) has a file in it open`,
      ),
      {
        sentence: "openFileBlocks",
        values: {
          path: `${HOME}\\toolchains\\go1.26.5`,
          holder: { sentence: "quoted", values: { text: "gopls (process 4312)" } },
        },
      },
    ),
  ],
  smoke: [
    3,
    stated(
      problem("UPGO-SMOKE-FAILED", "go1.27.1 does not work on this machine: go build: exit status 1", [
        "compile.exe: Access is denied. (os error 5)",
      ]),
      {
        sentence: "doesNotWork",
        values: { version: "go1.27.1", reason: { sentence: "quoted", values: { text: "go build: exit status 1" } } },
      },
    ),
  ],
  tls: [
    0,
    stated(
      problem("UPGO-NET-TLS", "the connection to go.dev is not trusted: invalid peer certificate: UnknownIssuer"),
      {
        sentence: "notTrusted",
        values: {
          host: "go.dev",
          reason: { sentence: "quoted", values: { text: "invalid peer certificate: UnknownIssuer" } },
        },
      },
    ),
  ],
} satisfies Record<string, [number, Problem]>;

function failedFirstRun(): Scenario {
  const scenario = withoutGo();
  const plan = planIn(scenario, UPGRADE);
  const progress = progressAt(plan, 0, { steps: stepsAt(plan, 0, "failed"), fraction: 0 });
  return { ...scenario, job: { kind: "failed", plan, progress, problem: unreachable, runs: null } };
}

function installing(): Scenario {
  const scenario = withoutGo();
  const plan = planIn(scenario, UPGRADE);
  return {
    ...scenario,
    job: {
      kind: "working",
      plan,
      progress: progressAt(plan, 0, { transfer: HALFWAY, fraction: 0.3 }),
      cancelling: false,
    },
  };
}

/** Two changes wait: one for its turn, and one for the user. */
function queue(): Scenario {
  const scenario = upgrading(working(0, { fraction: 0.38, transfer: HALFWAY, remainingSeconds: 12 }));
  const plan = (request: ChangeRequest, id: number) => ({ ...planIn(scenario, request), id });
  return {
    ...scenario,
    waiting: [
      { plan: plan({ kind: "removeUnused" }, 21), until: "turn" },
      { plan: plan({ kind: "use", version: "go1.24.13" }, 22), until: "consent" },
    ],
  };
}

function recovered(different: Partial<HistoryEntry>): Scenario {
  const entry: HistoryEntry = { ...upgraded, outcome: "recovered", milliseconds: null, ...different };
  const scenario = different.inEffect === false ? behind("go1.26.5") : machine();
  return { ...scenario, job: { kind: "recovered", entry } };
}

function removed(): Scenario {
  const before = machine();
  const plan = planIn(before, { kind: "remove", versions: ["go1.24.13"], force: false });
  return { ...before, job: doneBy(plan, changedBy(plan, 9), 1_240) };
}

/** The lines of all projects are raised; two of them lie in repositories. */
function raised(): Scenario {
  const before = machine();
  const request = { go: "go1.27.1", projects: [], ci: true, withoutRehearsal: false };
  const plan = planIn(before, { kind: "raiseProjects", ...request });
  const toCommit = ["C:\\src\\billing", "D:\\my work\\edge-proxy"].map(committed);
  return { ...before, job: doneBy(plan, changedBy(plan, 9, { toCommit }), 340) };
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

export const jobScenarios: Record<string, () => Scenario> = {
  "working-start": () => upgrading(working(0, { fraction: null })),
  "working-download": () => upgrading(working(0, { fraction: 0.38, transfer: HALFWAY, remainingSeconds: 12 })),
  "working-download-unknown": () =>
    upgrading(working(0, { fraction: null, transfer: { done: 46_212_000, total: null, bytesPerSecond: 11_400_000 } })),
  "working-unpack": () =>
    upgrading(working(1, { fraction: 0.71, unpacked: { done: 9_200, total: 14_386 }, remainingSeconds: 8 })),
  "working-switch": () => upgrading(working(4, { fraction: 0.95, remainingSeconds: 1 })),
  "working-after-switch": () => upgrading(working(5, { fraction: 0.97, remainingSeconds: 1 })),
  "working-stalled": () =>
    upgrading(
      working(0, { fraction: 0.38, transfer: { ...HALFWAY, bytesPerSecond: null }, waiting: { kind: "network" } }),
    ),
  "working-waiting": () => upgrading(working(4, { fraction: 0.9, waiting: { kind: "other", reason: inUse } })),
  "working-prompt": () => upgrading(working(4, { fraction: 0.9, waiting: { kind: "prompt" } })),
  "working-cancelling": () => upgrading(working(0, { fraction: 0.38, transfer: HALFWAY }, true)),
  "working-undoing": () => upgrading(working(5, { fraction: 0.97 }, true)),
  "working-first-run": installing,
  "working-queue": queue,
  "done-upgrade": () => {
    const different = { unused: ["go1.24.13"], outdatedTools: TOOLS, editors: ["VS Code"], raisesTo: "go1.27.1" };
    const scenario = after(UPGRADE, behind("go1.26.5"), different);
    return { ...scenario, versions: { ...scenario.versions, unused: different.unused, keeps: 2 } };
  },
  "done-path": () => after(UPGRADE, withoutGo()),
  "done-other": otherFirst,
  "done-raise": raised,
  "done-undo": undone,
  "done-remove": removed,
  cancelled: () => upgrading((plan) => ({ kind: "cancelled", plan })),
  ...Object.fromEntries(
    Object.entries(failures).map(([name, [step, failure]]) => [`failed-${name}`, () => failedAt(step, failure)]),
  ),
  "failed-digest": () => ({
    ...failedAt(...failures.digest),
    settings: settings({ mirrors: ["https://mirror.corp.example/go/"] }),
  }),
  "failed-first-run": failedFirstRun,
  "recovered-completed": () => recovered({}),
  "recovered-taken-back": () => recovered({ inEffect: false, undoable: false }),
};
