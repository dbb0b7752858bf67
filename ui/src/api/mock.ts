// Plays a scenario instead of the real program, so that every screen can be seen and tested in a browser:
// `?scenario=home-update&theme=dark&lang=zh-CN`. Nothing happens on its own: tests control it through `window.__upgo`.
import type {
  Changed,
  ChangeRequest,
  Cleaned,
  Destination,
  FoundGo,
  Job,
  Overview,
  PauseLength,
  Place,
  PlanView,
  Problem,
  Progress,
  SelfReport,
  SettingsReport,
  Staying,
  ToolsReport,
  Version,
  Queued,
  RehearsalJob,
  RehearsalPhase,
  RehearsalPlan,
  WhatsNewReport,
} from "./bindings";
import type { Client, Result } from "./client";
import { clientOf } from "./mock-client";
import { inLanguage } from "./said";
import { scenarios } from "./scenarios";
import { afterPlan, machineWith, putOff, started, tookFor } from "./scenarios/after";
import { progressAt } from "./scenarios/jobs";
import { doneBy, planOf } from "./scenarios/plans";
import { type Call, NOW, type Scenario } from "./scenarios/scenario";
import { inLanguageOf, written } from "./scenarios/settings";
import { about, EXAMPLE } from "./scenarios/stage";

type Drop = Parameters<Parameters<Client["onDrop"]>[0]>[0];

declare global {
  interface Window {
    __upgo?: Mock;
  }
}

/** The client of the scenario named in the page's address. An unknown name throws an error that lists all names. */
export function createMockClient(): Client {
  const asked = new URLSearchParams(location.search);
  const name = asked.get("scenario") ?? "home-update-line";
  const make = scenarios[name];
  if (!make) throw new Error(`no scenario ${name}; the scenarios are: ${Object.keys(scenarios).join(", ")}`);
  const mock = new Mock(make());
  const chosen = { theme: asked.get("theme"), language: asked.get("lang") };
  for (const [key, value] of Object.entries(chosen)) if (value !== null) mock.writeSetting(key, value);
  window.__upgo = mock;
  return mock.client;
}

/** The simulated program in a test: it records calls, returns answers, and changes the machine on command. */
export class Mock {
  readonly scenarioNames = Object.keys(scenarios);
  /** The calls of the page, in order. */
  readonly calls: { name: Call; args: unknown[] }[] = [];
  readonly client: Client = clientOf(this);

  /** Home before a release was put off. */
  #offered: Overview | null = null;
  readonly #held = new Map<Call, (() => void)[]>();
  readonly #plans = new Map<number, PlanView>();
  readonly #jobReaders = new Set<(job: Job) => void>();
  readonly #rehearsalReaders = new Set<(job: RehearsalJob) => void>();
  readonly #rehearsals: RehearsalPlan[] = [];
  /** The calls that were cancelled since they were made. */
  #cancelled = new Set<Call>();
  readonly #queueReaders = new Set<(waiting: Queued[]) => void>();
  readonly changedReaders = new Set<() => void>();
  readonly navigateReaders = new Set<(to: Destination) => void>();
  readonly dropReaders = new Set<(event: Drop) => void>();

  scenario: Scenario;

  constructor(scenario: Scenario) {
    this.scenario = { ...scenario, settings: inLanguageOf(scenario.settings) };
    for (const call of scenario.held) this.hold(call);
  }

  /* ------------------------------------------------------------ commands of a test */

  /** Changes the machine and tells the page to read it again. */
  set(different: Partial<Scenario>): void {
    this.scenario = { ...this.scenario, ...different };
    this.changed();
  }

  changed(): void {
    for (const look of this.changedReaders) look();
  }

  navigate(place: Place, plan: ChangeRequest | null = null, row: string | null = null): void {
    for (const go of this.navigateReaders) go({ place, plan, row });
  }

  drop(event: Drop): void {
    for (const on of this.dropReaders) on(event);
  }

  /** Holds the answers to these calls until they are released. */
  hold(call: Call): void {
    this.#held.set(call, this.#held.get(call) ?? []);
  }

  release(call: Call): void {
    const waiting = this.#held.get(call) ?? [];
    this.#held.delete(call);
    for (const go of waiting) go();
  }

  /** Advances the running plan; `running` is the index of the running step. */
  progress(running: number, known: Partial<Progress> = {}): void {
    const { plan } = this.#working();
    this.setJob({ kind: "working", plan, progress: progressAt(plan, running, known), cancelling: false });
  }

  /** Finishes the running plan successfully and changes the machine. */
  finish(different: Partial<Changed> = {}): void {
    const { plan } = this.#working();
    this.scenario = afterPlan(this.scenario, plan);
    const edits = plan.request.kind === "settings" ? plan.request.edits : [];
    for (const { key, value } of edits) this.writeSetting(key, value);
    const id = this.scenario.overview.lastChange?.id ?? null;
    this.setJob(doneBy(plan, this.scenario, id, tookFor(plan), different));
    this.changed();
  }

  /** Fails the running plan, which is then rolled back. */
  fail(failure: Problem): void {
    const { plan, progress } = this.#working();
    const steps = progress.steps.map(({ state }) => ({
      state: state === "running" ? ("failed" as const) : state,
      milliseconds: null,
    }));
    const runs = this.scenario.overview.active?.version ?? null;
    this.setJob({ kind: "failed", plan, progress: { ...progress, steps }, problem: failure, runs });
  }

  /** Cancels the running plan. The machine stays unchanged. */
  endCancelled(): void {
    this.setJob({ kind: "cancelled", plan: this.#working().plan });
  }

  /** Begins the next change of the queue, or lets it ask again if its plan `differs`. */
  nextInQueue(differs = false): void {
    const [next, ...rest] = this.scenario.waiting;
    if (!next) throw new Error("nothing waits");
    if (differs) {
      this.setQueue([{ ...next, until: "consent" }, ...rest]);
      return;
    }
    this.setQueue(rest);
    const { plan } = next;
    this.setJob({ kind: "working", plan, progress: progressAt(plan, 0, { fraction: 0 }), cancelling: false });
  }

  setJob(job: Job): void {
    this.scenario = { ...this.scenario, job };
    for (const read of this.#jobReaders) read(job);
  }

  /** Advances the running rehearsal; `states` are those of the projects, in order. */
  rehearse(states: { phase?: RehearsalPhase; done?: boolean }[]): void {
    const { rehearsal, projects } = this.scenario;
    if (rehearsal.kind !== "working") throw new Error("no rehearsal runs");
    const steps = projects.projects.map(({ folder }, index) => ({
      folder,
      phase: states[index]?.phase ?? null,
      done: states[index]?.done ?? false,
    }));
    this.setRehearsal({
      ...rehearsal,
      projects: steps,
      done: steps.filter(({ done }) => done).length * 4,
      total: steps.length * 4,
    });
  }

  endRehearsal(): void {
    const { rehearsal, rehearsed } = this.scenario;
    if (rehearsal.kind !== "working") throw new Error("no rehearsal runs");
    const { to, raises } = rehearsal;
    this.setRehearsal({ kind: "done", raises, report: rehearsed(to) });
  }

  setRehearsal(rehearsal: RehearsalJob): void {
    this.scenario = { ...this.scenario, rehearsal };
    for (const read of this.#rehearsalReaders) read(rehearsal);
  }

  /* ------------------------------------------------------------ calls of the page */

  /** Answers as the scenario says: later, with a problem, or with `answer`, unless the call is cancelled meanwhile. */
  async ask<T>(name: Call, args: unknown[], answer: () => Result<T> | T): Promise<Result<T>> {
    this.#cancelled.delete(name);
    await this.heard(name, args);
    const failure =
      this.scenario.problems[name] ?? (this.#cancelled.has(name) ? this.scenario.refusals.cancelled : null);
    if (failure) return this.#say({ status: "error", error: failure });
    const given = answer();
    return this.#say(isResult(given) ? given : { status: "ok", data: given });
  }

  /** Records the call, and waits while it is held. */
  async heard(name: Call, args: unknown[]): Promise<void> {
    this.calls.push({ name, args });
    const waiting = this.#held.get(name);
    if (waiting) await new Promise<void>((go) => waiting.push(go));
  }

  followJob(read: (job: Job) => void): void {
    const say = (job: Job) => read(this.#say(job));
    this.#jobReaders.add(say);
    say(this.scenario.job);
  }

  followQueue(read: (waiting: Queued[]) => void): void {
    const say = (waiting: Queued[]) => read(this.#say(waiting));
    this.#queueReaders.add(say);
    say(this.scenario.waiting);
  }

  followRehearsal(read: (job: RehearsalJob) => void): void {
    const say = (job: RehearsalJob) => read(this.#say(job));
    this.#rehearsalReaders.add(say);
    say(this.scenario.rehearsal);
  }

  cancelCall(name: Call): void {
    this.#cancelled.add(name);
    this.release(name);
  }

  planRehearsal(to: Version, tests: boolean, fixes: boolean, raises: boolean): RehearsalPlan {
    const { overview, projects } = this.scenario;
    const plan = {
      id: this.#rehearsals.length + 1,
      to,
      tests,
      fixes,
      raises,
      installs: !overview.installed.includes(to),
      projects: projects.projects.map(({ folder }) => folder),
    };
    this.#rehearsals.push(plan);
    return plan;
  }

  startRehearsal(id: number): null {
    const plan = this.#rehearsals.find((shown) => shown.id === id);
    if (!plan) throw new Error("this rehearsal was not shown");
    const { to, tests, raises } = plan;
    this.setRehearsal({ ...started, to, tests, raises });
    return null;
  }

  cancelRehearsal(): void {
    const { rehearsal } = this.scenario;
    if (rehearsal.kind === "working") this.setRehearsal({ ...rehearsal, cancelling: true });
  }

  unqueue(id: number): void {
    this.setQueue(this.scenario.waiting.filter(({ plan }) => plan.id !== id));
  }

  setQueue(waiting: Queued[]): void {
    this.scenario = { ...this.scenario, waiting };
    for (const read of this.#queueReaders) read(waiting);
  }

  plan(request: ChangeRequest): Result<PlanView> {
    const plan = planOf(request, this.scenario, this.#plans.size + 1);
    if ("code" in plan) return { status: "error", error: plan };
    this.#plans.set(plan.id, plan);
    return { status: "ok", data: plan };
  }

  start(id: number): Result<null> {
    const plan = this.#plans.get(id);
    if (!plan) throw new Error(`the page starts plan ${id}, which was never shown`);
    if (this.scenario.movesOnce) {
      this.scenario = { ...this.scenario, movesOnce: false };
      return { status: "error", error: this.scenario.refusals.moved };
    }
    const held = this.scenario.waiting.findIndex(
      ({ plan: { request }, until }) => until !== "turn" && JSON.stringify(request) === JSON.stringify(plan.request),
    );
    const waiting = this.scenario.waiting.filter((_, index) => index !== held);
    if (this.scenario.job.kind === "working") {
      this.setQueue([...waiting, { plan, until: "turn" }]);
      return { status: "ok", data: null };
    }
    this.setQueue(waiting);
    this.setJob({ kind: "working", plan, progress: progressAt(plan, 0, { fraction: 0 }), cancelling: false });
    return { status: "ok", data: null };
  }

  cancel(): void {
    const { job } = this.scenario;
    if (job.kind === "working") this.setJob({ ...job, cancelling: true });
  }

  /** Waits while the call is held, then checks. */
  async checkNow(): Promise<Result<Problem | null>> {
    await this.heard("check", []);
    return this.#say({ status: "ok", data: this.check() });
  }

  /** Checks for releases. Returns the scenario's problem, if any. */
  check(): Problem | null {
    const { overview, problems } = this.scenario;
    const failure = problems.check ?? null;
    const feed = failure ? overview.feed : { ...overview.feed, fetchedAt: NOW, stale: false };
    this.set({ overview: { ...overview, feed, checkProblem: failure } });
    return failure;
  }

  /** Asks the module proxies for newer versions of the programs. */
  checkTools(): ToolsReport {
    this.scenario.tools = { ...this.scenario.toolsAsked, warnings: [] };
    return this.scenario.toolsAsked;
  }

  checkSelf(): SelfReport {
    this.scenario.upgo = this.scenario.upgoAsked;
    return this.scenario.upgoAsked;
  }

  cleanCache(): Cleaned {
    const { caches } = this.scenario;
    this.scenario.caches = {
      ...caches,
      downloads: { ...caches.downloads, size: { bytes: 0, files: 0, complete: true } },
    };
    return { freedBytes: 157_800_000, noLongerUndoable: [] };
  }

  /** Skips a release, or postpones its reminder until the given time. */
  putOff(version: Version, until: string | null): null {
    const { overview } = this.scenario;
    this.#offered ??= overview;
    this.set({ overview: { ...overview, ...putOff(overview, version, until) } });
    return null;
  }

  /** Offers a skipped or postponed release again. */
  offerAgain(): null {
    this.set({ overview: this.#offered ?? machineWith(this.scenario.overview.current ?? "go1.27.0").overview });
    this.#offered = null;
    return null;
  }

  /** The Go in a chosen folder: the one that is known there, or else none. */
  foundIn(folder: string): Result<FoundGo> {
    const found = this.scenario.found.find(({ root }) => root === folder);
    if (found) return { status: "ok", data: found };
    return { status: "error", error: about(this.scenario.refusals.noGo, { [EXAMPLE.folder]: folder }) };
  }

  /** What an upgrade brings that the machine offers. */
  whatsNew(to: Version): WhatsNewReport {
    const { overview, whatsNew } = this.scenario;
    const isOf = (each: WhatsNewReport) => each.to === to;
    // after a change, or once it is offered again
    const later = () => machineWith(overview.current ?? "go1.27.0").whatsNew.find(isOf);
    const report = whatsNew.find(isOf) ?? later();
    if (!report) throw new Error(`${to} is not offered`);
    return report;
  }

  pause(length: PauseLength | null): null {
    const until = { hour: "2026-09-02T08:18:00Z", today: "2026-09-02T22:00:00Z", untilResumed: "9999-12-30T22:00:00Z" };
    this.set({ overview: { ...this.scenario.overview, pausedUntil: length && until[length] } });
    return null;
  }

  /** Ignores a finding, or shows it again. */
  ignore(id: string, ignored: boolean): null {
    const { doctor } = this.scenario;
    const findings = doctor.findings.map((finding) => (finding.id === id ? { ...finding, ignored } : finding));
    this.set({ doctor: { ...doctor, findings } });
    return null;
  }

  /** Like the program, refuses settings that decide whom Upgo trusts, because they change by a plan. */
  setSetting(key: string, value: string | null): SettingsReport {
    const entry = this.scenario.settings.entries.find((each) => each.key === key);
    if (entry?.decidesTrust) throw new Error(`the page changes ${key} without a plan`);
    return this.writeSetting(key, value);
  }

  writeSetting(key: string, value: string | null): SettingsReport {
    const { settings } = this.scenario;
    const entries = settings.entries.map((entry) => (entry.key === key ? written(entry, value) : entry));
    const spoken = settings.language;
    this.scenario = { ...this.scenario, settings: inLanguageOf({ ...settings, entries }) };
    if (this.scenario.settings.language !== spoken) this.#sayAgain();
    return this.scenario.settings;
  }

  writeStaying(staying: Staying): SettingsReport {
    this.scenario = { ...this.scenario, settings: { ...this.scenario.settings, staying } };
    return this.scenario.settings;
  }

  /** An answer in the language of the settings, as the program gives it. */
  #say<T>(answer: T): T {
    return inLanguage(answer, this.scenario.settings.language === "zh-CN" ? "zh-CN" : "en");
  }

  /** What the page was told without asking, in the new language. */
  #sayAgain(): void {
    for (const read of this.#jobReaders) read(this.scenario.job);
    for (const read of this.#queueReaders) read(this.scenario.waiting);
    for (const read of this.#rehearsalReaders) read(this.scenario.rehearsal);
  }

  #working(): Job & { kind: "working" } {
    const { job } = this.scenario;
    if (job.kind !== "working") throw new Error(`no plan runs: the job is ${job.kind}`);
    return job;
  }
}

function isResult<T>(value: Result<T> | T): value is Result<T> {
  return typeof value === "object" && value !== null && "status" in value;
}
