// Plays a scenario instead of the program, so that every screen can be seen and tested in a browser:
// `?scenario=home-update&theme=dark&lang=zh-CN`. Nothing happens by itself: `window.__upgo` says what does, and when.
import type {
  Changed,
  ChangeRequest,
  Destination,
  Job,
  Place,
  PlanView,
  Problem,
  Progress,
  SettingEntry,
  SettingValue,
  SettingsReport,
  Staying,
  Version,
} from "./bindings";
import type { Client, Result } from "./client";
import { scenarios } from "./scenarios";
import { afterPlan } from "./scenarios/after";
import { changedBy, progressAt } from "./scenarios/jobs";
import { problem } from "./scenarios/machine";
import { planOf } from "./scenarios/plan";
import { type Call, NOW, type Scenario } from "./scenarios/scenario";

type Drop = Parameters<Parameters<Client["onDrop"]>[0]>[0];

declare global {
  interface Window {
    __upgo?: Mock;
  }
}

/** The client of the scenario that the page's address names. Unknown names say which there are. */
export function createMockClient(): Client {
  const asked = new URLSearchParams(location.search);
  const name = asked.get("scenario") ?? "home-update-line";
  const make = scenarios[name];
  if (!make) throw new Error(`no scenario ${name}; there are: ${Object.keys(scenarios).join(", ")}`);
  const mock = new Mock(make());
  const chosen = { theme: asked.get("theme"), language: asked.get("lang") };
  for (const [key, value] of Object.entries(chosen)) if (value !== null) mock.writeSetting(key, value);
  window.__upgo = mock;
  return mock.client;
}

/** The program's part in a test: what it was asked, what it answers, and what happens on the machine. */
export class Mock {
  /** All that can be played. */
  readonly scenarioNames = Object.keys(scenarios);
  /** What the page asked for, in its order. */
  readonly calls: { name: Call; args: unknown[] }[] = [];
  readonly client: Client = clientOf(this);

  readonly #held = new Map<Call, (() => void)[]>();
  readonly #plans = new Map<number, PlanView>();
  readonly #jobReaders = new Set<(job: Job) => void>();
  readonly changedReaders = new Set<() => void>();
  readonly navigateReaders = new Set<(to: Destination) => void>();
  readonly dropReaders = new Set<(event: Drop) => void>();

  constructor(public scenario: Scenario) {
    for (const call of scenario.held) this.hold(call);
  }

  /* ------------------------------------------------------------ what a test commands */

  /** Another machine from now on; the page is told to look again. */
  set(different: Partial<Scenario>): void {
    this.scenario = { ...this.scenario, ...different };
    this.changed();
  }

  changed(): void {
    for (const look of this.changedReaders) look();
  }

  navigate(place: Place, plan: ChangeRequest | null = null): void {
    for (const go of this.navigateReaders) go({ place, plan });
  }

  drop(event: Drop): void {
    for (const on of this.dropReaders) on(event);
  }

  /** Leaves these questions unanswered until they are released. */
  hold(call: Call): void {
    this.#held.set(call, this.#held.get(call) ?? []);
  }

  release(call: Call): void {
    const waiting = this.#held.get(call) ?? [];
    this.#held.delete(call);
    for (const go of waiting) go();
  }

  /** The running plan goes on: `running` is the step that runs. */
  progress(running: number, known: Partial<Progress> = {}): void {
    const { plan } = this.#working();
    this.setJob({ kind: "working", plan, progress: progressAt(plan, running, known), cancelling: false });
  }

  /** The running plan ends well, and the machine is as it says. */
  finish(different: Partial<Changed> = {}): void {
    const { plan } = this.#working();
    this.scenario = afterPlan(this.scenario, plan);
    const id = this.scenario.overview.lastChange?.id ?? null;
    this.setJob({ kind: "done", plan, changed: changedBy(plan, id, different), milliseconds: 18_200 });
    this.changed();
  }

  /** The running plan ends badly: what it had begun is taken back. */
  fail(failure: Problem): void {
    const { plan, progress } = this.#working();
    const steps = progress.steps.map(({ state }) => ({
      state: state === "running" ? ("failed" as const) : state,
      milliseconds: null,
    }));
    const runs = this.scenario.overview.active?.version ?? null;
    this.setJob({ kind: "failed", plan, progress: { ...progress, steps }, problem: failure, runs });
  }

  /** The running plan was cancelled, and the machine is as before. */
  endCancelled(): void {
    this.setJob({ kind: "cancelled", plan: this.#working().plan });
  }

  setJob(job: Job): void {
    this.scenario = { ...this.scenario, job };
    for (const read of this.#jobReaders) read(job);
  }

  /* ------------------------------------------------------------ what the page asks */

  /** Answers as the scenario says: late, with a problem, or with `answer`. */
  async ask<T>(name: Call, args: unknown[], answer: () => Result<T> | T): Promise<Result<T>> {
    await this.heard(name, args);
    const failure = this.scenario.problems[name];
    if (failure) return { status: "error", error: failure };
    const given = answer();
    return isResult(given) ? given : { status: "ok", data: given };
  }

  /** Writes the question down, and waits while it is held. */
  async heard(name: Call, args: unknown[]): Promise<void> {
    this.calls.push({ name, args });
    const waiting = this.#held.get(name);
    if (waiting) await new Promise<void>((go) => waiting.push(go));
  }

  followJob(read: (job: Job) => void): void {
    this.#jobReaders.add(read);
    read(this.scenario.job);
  }

  plan(request: ChangeRequest): Result<PlanView> {
    const plan = planOf(request, this.scenario, this.#plans.size + 1);
    if ("code" in plan) return { status: "error", error: plan };
    this.#plans.set(plan.id, plan);
    return { status: "ok", data: plan };
  }

  start(id: number): Result<null> {
    const plan = this.#plans.get(id);
    if (!plan) throw new Error(`the page starts plan ${id}, which it was never shown`);
    if (this.scenario.movesOnce) {
      this.scenario = { ...this.scenario, movesOnce: false };
      return { status: "error", error: moved };
    }
    this.setJob({ kind: "working", plan, progress: progressAt(plan, 0, { fraction: 0 }), cancelling: false });
    return { status: "ok", data: null };
  }

  cancel(): void {
    const { job } = this.scenario;
    if (job.kind === "working") this.setJob({ ...job, cancelling: true });
  }

  /** Asks the feed: either it answers now, or the problem is told. */
  check(): Problem | null {
    const { overview, problems } = this.scenario;
    const failure = problems.check ?? null;
    const feed = failure ? overview.feed : { ...overview.feed, fetchedAt: NOW, stale: false };
    this.set({ overview: { ...overview, feed, checkProblem: failure } });
    return failure;
  }

  /** The user does not want to hear of a release. */
  putOff(skipped: Version | null): null {
    this.set({
      overview: { ...this.scenario.overview, situation: { kind: "current" }, offer: null, patch: null, skipped },
    });
    return null;
  }

  /** The user wants to be left alone with a finding, or after all not. */
  ignore(id: string, ignored: boolean): null {
    const { doctor } = this.scenario;
    const findings = doctor.findings.map((finding) => (finding.id === id ? { ...finding, ignored } : finding));
    this.set({ doctor: { ...doctor, findings } });
    return null;
  }

  writeSetting(key: string, value: string | null): SettingsReport {
    const { settings } = this.scenario;
    const entries = settings.entries.map((entry) => (entry.key === key ? written(entry, value) : entry));
    this.scenario = { ...this.scenario, settings: { ...settings, entries } };
    return this.scenario.settings;
  }

  writeStaying(staying: Staying): SettingsReport {
    this.scenario = { ...this.scenario, settings: { ...this.scenario.settings, staying } };
    return this.scenario.settings;
  }

  #working(): Job & { kind: "working" } {
    const { job } = this.scenario;
    if (job.kind !== "working") throw new Error(`no plan runs: the job is ${job.kind}`);
    return job;
  }
}

const moved = problem(
  "UPGO-PLAN-MOVED",
  "the machine changed while the plan was waiting",
  "Nothing was changed.",
  "Look at the new plan and try again.",
);

function isResult<T>(value: Result<T> | T): value is Result<T> {
  return typeof value === "object" && value !== null && "status" in value;
}

/** A value as its default's type reads it; `null` is the default. */
function written(entry: SettingEntry, text: string | null): SettingEntry {
  return { ...entry, value: text === null ? entry.default : parsed(entry, text), isSet: text !== null };
}

/** What a command line's text is as a value of this setting. */
function parsed({ default: fallback }: SettingEntry, text: string): SettingValue {
  if (Array.isArray(fallback)) return text.split(",");
  return fallback === null || typeof fallback === "string" ? text : JSON.parse(text);
}

/** The interface that the page programs against, played by the mock. */
function clientOf(mock: Mock): Client {
  const on = <T>(readers: Set<T>, read: T) => {
    readers.add(read);
    return () => void readers.delete(read);
  };
  return {
    overview: () => mock.ask("overview", [], () => mock.scenario.overview),
    // What stops nothing is an answer, not an error.
    check: () => mock.heard("check", []).then(() => ({ status: "ok", data: mock.check() })),
    versions: () => mock.ask("versions", [], () => mock.scenario.versions),
    verify: (version) => mock.ask("verify", [version], () => mock.scenario.verify(version)),
    proof: (version) => mock.ask("proof", [version], () => mock.scenario.proof(version)),
    history: () => mock.ask("history", [], () => mock.scenario.history),
    exportHistory: () => mock.ask("exportHistory", [], () => mock.scenario.exported),
    environment: () => mock.ask("environment", [], () => mock.scenario.environment),
    why: (folder) => mock.ask("why", [folder], () => mock.scenario.why(folder)),
    doctor: () => mock.ask("doctor", [], () => mock.scenario.doctor),
    ignoreFinding: (id, ignore) => mock.ask("ignoreFinding", [id, ignore], () => mock.ignore(id, ignore)),
    settings: () => mock.ask("settings", [], () => mock.scenario.settings),
    setSetting: (key, value) => mock.ask("setSetting", [key, value], () => mock.writeSetting(key, value)),
    testMirror: (address) => mock.ask("testMirror", [address], () => mock.scenario.trial(address)),
    setStaying: (staying) => mock.ask("setStaying", [staying], () => mock.writeStaying(staying)),
    about: () => mock.heard("about", []).then(() => mock.scenario.about),

    plan: (request) => mock.ask("plan", [request], () => mock.plan(request)),
    start: (plan, whileRunning, withoutProof) =>
      mock.ask("start", [plan, whileRunning, withoutProof], () => mock.start(plan)),
    cancelJob: () => mock.heard("cancelJob", []).then(() => mock.cancel()),
    dismissJob: () => mock.heard("dismissJob", []).then(() => mock.setJob({ kind: "idle" })),
    followJob: (read) => mock.heard("followJob", []).then(() => mock.followJob(read)),

    skip: (version) => mock.ask("skip", [version], () => mock.putOff(version)),
    remindLater: (version, when) => mock.ask("remindLater", [version, when], () => mock.putOff(null)),
    sendTestToast: () => mock.ask("sendTestToast", [], () => null),

    openLink: (link) => mock.ask("openLink", [link], () => null),
    openFolder: (folder) => mock.ask("openFolder", [folder], () => null),
    chooseArchive: () => mock.heard("chooseArchive", []).then(() => mock.scenario.archive),
    chooseFolder: () => mock.heard("chooseFolder", []).then(() => mock.scenario.folder),
    copy: (text) => mock.heard("copy", [text]),

    onChanged: (look) => on(mock.changedReaders, look),
    onNavigate: (go) => on(mock.navigateReaders, go),
    onDrop: (read) => on(mock.dropReaders, read),
    ready: () => mock.heard("ready", []).then(() => mock.scenario.opensAt),
  };
}
