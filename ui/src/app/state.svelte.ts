import { tick } from "svelte";
import type {
  About,
  ChangeRequest,
  Destination,
  Job,
  Place,
  PlanView,
  Problem,
  SettingsReport,
  WhileRunning,
} from "../api/bindings";
import type { Client, Result } from "../api/client";
import { languageOf, setLanguage, text } from "../text/index.svelte";
import { Health } from "./health.svelte";
import { homeView, type Look } from "./home-view";
import { goTo, placeOf, START, step, type Trail } from "./navigation";

/** The one dialog that may be open. */
export type Dialog =
  | { kind: "plan"; plan: PlanView; request: ChangeRequest; stale: boolean; withoutProof: boolean }
  /** What was asked for could not be done; `retry` asks again. */
  | { kind: "problem"; problem: Problem; retry: (() => void) | null };

/** A line at the window's edge, with at most one button; a new one takes the place of the old. */
type Toast = { message: string; action?: { title: string; run: () => void } };

/** What the user has confirmed beside a plan. */
type Confirmed = { whileRunning: WhileRunning; withoutProof: boolean };

const UNASKED: Confirmed = { whileRunning: "refuse", withoutProof: false };

/** A page that has nothing to show yet is drawn after this long all the same. */
const LONGEST_EMPTY_MS = 400;

/**
 * All that the page knows and may ask for: what features read is a rune, what they do is a method.
 *
 * Features do not call the client's commands that change something; they ask for a change here, so that every plan
 * takes the same way.
 */
class App {
  #client: Client | null = null;
  #trail = $state.raw(START);
  #look = $state.raw<Look>({ kind: "none" });
  #isJobKnown = false;

  /** What the window opens with is drawn: only places that are gone to later arrive in motion. */
  isOpen = false;

  /** The change that runs or has just ended. */
  job = $state.raw<Job>({ kind: "idle" });
  settings = $state.raw<SettingsReport | null>(null);
  about = $state.raw<About | null>(null);
  dialog = $state.raw<Dialog | null>(null);
  toast = $state.raw<Toast | null>(null);
  paletteOpen = $state.raw(false);
  /** What is being planned; its button is busy. */
  planning = $state.raw<ChangeRequest | null>(null);
  checking = $state.raw(false);
  /** Counts up when the machine has changed: a page that shows lists loads them in an effect that reads it. */
  changes = $state.raw(0);
  /** What the doctor found. */
  readonly health = new Health(() => this.client);
  /** A page with edits that are not applied: asks first, and goes on when that is settled. */
  beforeLeaving = $state.raw<((goOn: () => void) => void) | null>(null);
  /** Puts the focus into the search field of the page that has one. */
  searchPage = $state.raw<(() => void) | null>(null);

  readonly place = $derived(placeOf(this.#trail));
  readonly overview = $derived(this.#look.kind === "seen" ? this.#look.overview : null);
  readonly home = $derived(homeView(this.#look, this.job));
  /** Whether a change may be asked for: one runs at a time. */
  readonly mayChange = $derived(this.job.kind !== "working" && this.planning === null);

  /** The program. Read-only questions may be put to it directly. */
  get client(): Client {
    if (this.#client === null) throw new Error("the page is not connected yet");
    return this.#client;
  }

  /** Connects the page with the program; the page is drawn as soon as there is something to see. */
  async connect(client: Client): Promise<void> {
    this.#client = client;
    // most likely the right one already: it is loaded while the machine is looked at
    void setLanguage(languageOf("system", navigator.languages));
    client.onChanged(() => void this.#lookAgain());
    client.onNavigate((to) => this.#arrive(to));
    void client.followJob((job) => this.#onJob(job));
    const first = Promise.allSettled([this.lookAtMachine(), this.loadSettings()]);
    void first.then(() => this.#checkIfNothingIsKnown());
    void client.about().then((about) => {
      this.about = about;
    });
    await Promise.race([first, delay(LONGEST_EMPTY_MS)]);
    await setLanguage(languageOf(this.setting("language"), navigator.languages));
  }

  /** The page is drawn: it goes where the program wants it to be. */
  async open(): Promise<void> {
    await tick();
    this.#arrive(await this.client.ready());
    await tick();
    this.isOpen = true;
    void this.health.look();
  }

  async lookAtMachine(): Promise<void> {
    const answer = await this.client.overview();
    this.#look =
      answer.status === "ok" ? { kind: "seen", overview: answer.data } : { kind: "failed", problem: answer.error };
  }

  async loadSettings(): Promise<void> {
    const answer = await this.client.settings();
    if (answer.status === "ok") this.applySettings(answer.data);
  }

  /** Takes over settings, with the theme and the language among them. */
  applySettings(report: SettingsReport): void {
    this.settings = report;
    void setLanguage(languageOf(this.setting("language"), navigator.languages));
    const theme = this.setting("theme");
    const root = document.documentElement;
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  /** The value of a setting in force; `undefined` where this program does not have it. */
  setting(key: string): unknown {
    return this.settings?.entries.find((entry) => entry.key === key)?.value;
  }

  go(place: Place): void {
    if (place !== this.place) this.#leave(goTo(this.#trail, place));
  }

  goBack(): void {
    this.#leave(step(this.#trail, -1));
  }

  goForward(): void {
    this.#leave(step(this.#trail, 1));
  }

  #leave(trail: Trail): void {
    const goOn = () => {
      this.#trail = trail;
    };
    if (this.beforeLeaving === null || placeOf(trail) === this.place) goOn();
    else this.beforeLeaving(goOn);
  }

  /** Asks for a change from a button that says what it brings: a routine plan starts at once, any other is shown. */
  async change(request: ChangeRequest): Promise<void> {
    const plan = await this.#plan(request, () => void this.change(request));
    if (plan === null) return;
    if (plan.routine && plan.steps.length > 0) await this.#start(plan, request);
    else this.#show(plan, request);
  }

  /** Shows what a change would do; it is started from the dialog, if so wished without the proof that is missing. */
  async showPlan(request: ChangeRequest, withoutProof = false): Promise<void> {
    const plan = await this.#plan(request, () => void this.showPlan(request, withoutProof));
    if (plan !== null) this.#show(plan, request, { withoutProof });
  }

  /** The same, for a form that says itself why there is no plan; `null`: it is shown. */
  async tryPlan(request: ChangeRequest): Promise<Problem | null> {
    const plan = await this.#plan(request, () => void this.showPlan(request));
    if (plan !== null) this.#show(plan, request);
    else if (this.dialog?.kind === "problem") {
      const { problem } = this.dialog;
      this.dialog = null;
      return problem;
    }
    return null;
  }

  /** Starts the plan that the dialog shows; it is refused while programs run from what it removes, unless chosen otherwise. */
  async startShownPlan(whileRunning: WhileRunning = "refuse"): Promise<void> {
    if (this.dialog?.kind !== "plan") return;
    const { plan, request, withoutProof } = this.dialog;
    await this.#start(plan, request, { whileRunning, withoutProof });
  }

  closeDialog(): void {
    this.dialog = null;
  }

  /** Shows a problem that is told elsewhere in one line only. */
  showProblem(problem: Problem | null): void {
    if (problem !== null) this.dialog = { kind: "problem", problem, retry: null };
  }

  /** Asks for new releases. */
  async check(): Promise<void> {
    if (this.checking) return;
    this.checking = true;
    const answer = await this.client.check();
    // that nobody answered is told by Home itself: the overview has the reason
    await this.lookAtMachine();
    this.checking = false;
    if (answer.status === "error") {
      this.dialog = { kind: "problem", problem: answer.error, retry: () => void this.check() };
    }
  }

  /** Says a thing that was done, in a line that goes away by itself. */
  say(message: string, action?: Toast["action"]): void {
    this.toast = action ? { message, action } : { message };
  }

  async copy(words: string): Promise<void> {
    await this.client.copy(words);
    this.say(text.common.copied);
  }

  /** Carries out a small request. Its answer; or `null`, and the problem is shown, with the chance to try again. */
  async attempt<T>(ask: () => Promise<Result<T>>): Promise<T | null> {
    const answer = await ask();
    if (answer.status === "ok") return answer.data;
    this.dialog = { kind: "problem", problem: answer.error, retry: () => void this.attempt(ask) };
    return null;
  }

  /** The same, and a toast tells what `done` makes of the answer; `null`: there is nothing to tell. */
  async attemptAndSay<T>(ask: () => Promise<Result<T>>, done: (answer: T) => string | null): Promise<void> {
    const answer = await ask();
    if (answer.status === "ok") {
      const message = done(answer.data);
      if (message !== null) this.say(message);
      return;
    }
    this.dialog = { kind: "problem", problem: answer.error, retry: () => void this.attemptAndSay(ask, done) };
  }

  async #plan(request: ChangeRequest, retry: () => void): Promise<PlanView | null> {
    if (!this.mayChange) return null;
    this.planning = request;
    const answer = await this.client.plan(request);
    this.planning = null;
    if (answer.status === "ok") return answer.data;
    this.dialog = { kind: "problem", problem: answer.error, retry };
    return null;
  }

  #show(plan: PlanView, request: ChangeRequest, { stale = false, withoutProof = false } = {}): void {
    this.dialog = { kind: "plan", plan, request, stale, withoutProof };
  }

  async #start(plan: PlanView, request: ChangeRequest, confirmed: Confirmed = UNASKED): Promise<void> {
    const { whileRunning, withoutProof } = confirmed;
    const answer = await this.client.start(plan.id, whileRunning, withoutProof);
    if (answer.status === "ok") {
      this.closeDialog();
      // Versions shows progress in the row of the version, and an edit is done in a moment: the rest is left to Home.
      // Edits of the page that are not applied are those that run now.
      if (this.place !== "versions" && !isBrief(plan)) this.#trail = goTo(this.#trail, "home");
      return;
    }
    if (answer.error.code !== "UPGO-PLAN-MOVED") {
      this.dialog = { kind: "problem", problem: answer.error, retry: () => void this.showPlan(request, withoutProof) };
      return;
    }
    const anew = await this.#plan(request, () => void this.showPlan(request, withoutProof));
    if (anew !== null) this.#show(anew, request, { stale: true, withoutProof });
  }

  /** At the first start nothing is known of releases, and "Checking your Go setup" must come to an end. */
  #checkIfNothingIsKnown(): void {
    if (this.overview?.situation.kind === "checking") void this.check();
  }

  /** Goes where the tray, a toast or a second start wants the window to be. */
  #arrive(to: Destination): void {
    this.go(to.place);
    if (to.plan !== null) void this.showPlan(to.plan);
  }

  #onJob(job: Job): void {
    const before = this.#isJobKnown ? this.job.kind : null;
    this.#isJobKnown = true;
    this.job = job;
    if (job.kind === "cancelled") void this.client.dismissJob();
    // what had ended before the window opened is no news
    if (before !== null && before !== job.kind) this.#tellOf(job);
  }

  /** Says how a change ended where the page that is shown does not. */
  #tellOf(job: Job): void {
    if (job.kind === "cancelled") this.say(text.home.cancelled(job.plan));
    if (this.place === "home") return;
    const look = { title: text.common.look, run: () => this.go("home") };
    if (job.kind === "done") this.say(text.home.done(job.changed, job.plan.request), this.#undoOf(job) ?? look);
    if (job.kind === "failed") this.say(text.home.failed(job.plan), look);
  }

  /** An edit is taken back from the line that says that it is done. */
  #undoOf({ plan, changed: { id, changed } }: Job & { kind: "done" }): Toast["action"] | null {
    if (!isBrief(plan) || id === null || !changed) return null;
    return { title: text.common.undo, run: () => void this.change({ kind: "rollback", id }) };
  }

  async #lookAgain(): Promise<void> {
    this.changes += 1;
    if (this.isOpen) void this.health.look();
    await Promise.all([this.lookAtMachine(), this.loadSettings()]);
  }
}

/** Whether a plan only edits the environment. */
function isBrief({ steps }: PlanView): boolean {
  return steps.every(({ kind }) => ["editVariables", "editPath", "check"].includes(kind));
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export const app = new App();
