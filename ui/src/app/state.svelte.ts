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
  Queued,
  WhileRunning,
} from "../api/bindings";
import type { Client, Result } from "../api/client";
import { changeName, doneWords, endOf } from "../text/change";
import { type Language, languageOf, setLanguage, text } from "../text/index.svelte";
import type { Dialog, SupportKind } from "./dialog";
import { JobShow } from "./end";
import { Health } from "./health.svelte";
import { homeView, type Look } from "./home-view";
import { goTo, placeOf, sectionOf, START, step, type Trail } from "./navigation";
import { hasNothingBeyond, isBrief } from "./plan";

/** A line at the window's edge with at most one button. A new one replaces the old one. */
type Toast = { message: string; action?: { title: string; run: () => void } };

/** The user's choices in a plan's dialog, and the form that led to it. */
type Confirmed = { whileRunning: WhileRunning; withoutProof: boolean; back: Dialog | null };

const UNASKED: Confirmed = { whileRunning: "refuse", withoutProof: false, back: null };

/** A page without data is drawn after this time nevertheless. */
const LONGEST_EMPTY_MS = 400;

/**
 * The state and the requests of the page. Features ask for changes here, so that all plans are handled in the same way.
 */
class App {
  #client: Client | null = null;
  #trail = $state.raw(START);
  #look = $state.raw<Look>({ kind: "none" });
  readonly #jobs = new JobShow(
    () => this.lookAtMachine(),
    (job) => this.#onJob(job),
  );
  #isJobKnown = false;
  /** Whether the running change began on another page than Home, which shows how it ended. */
  #beganElsewhere = false;
  /** What the program wants the new window to show, unless it has requested something else since. */
  #destination: Promise<Destination> | null = null;

  /** Whether the first page is drawn. Only pages opened later are animated. */
  isOpen = false;

  job = $state.raw<Job>({ kind: "idle" });
  /** The changes that wait for the running one, or for the user. */
  waiting = $state.raw<Queued[]>([]);
  settings = $state.raw<SettingsReport | null>(null);
  about = $state.raw<About | null>(null);
  dialog = $state.raw<Dialog | null>(null);
  toast = $state.raw<Toast | null>(null);
  paletteOpen = $state.raw(false);
  /** How many looks at the machine have begun, and which of them is shown. */
  #looks = 0;
  #lastLook = 0;
  /** The request that is being planned, or whose change is not shown yet; its button is busy. */
  planning = $state.raw<ChangeRequest | null>(null);
  checking = $state.raw(false);
  /** Incremented when the machine has changed. Pages with lists reload them in an effect that reads it. */
  changes = $state.raw(0);
  readonly health = new Health(
    () => this.client,
    () => this.overview !== null && this.overview.checkProblem !== null,
  );
  /** The row of Settings that gets the focus once it is drawn. */
  settingRow = $state.raw<string | null>(null);
  /** Set by a page with unapplied edits. It asks the user first, and continues when that is settled. */
  beforeLeaving = $state.raw<((goOn: () => void) => void) | null>(null);
  /** Moves the focus to the search field of the page, if it has one. */
  searchPage = $state.raw<(() => void) | null>(null);

  readonly place = $derived(placeOf(this.#trail));
  /** The page of the navigation that the place belongs to. */
  readonly section = $derived(sectionOf(this.#trail));
  /** Whether there is a folder with projects, or editors name some. Before that, the navigation has no page of them. */
  readonly hasProjects = $derived.by(() => {
    const folders = this.setting("projects");
    return (Array.isArray(folders) && folders.length > 0) || this.setting("projects-from-editors") === true;
  });
  readonly overview = $derived(this.#look.kind === "seen" ? this.#look.overview : null);
  readonly home = $derived(homeView(this.#look, this.job));
  /** Whether a change may be requested. If one runs, the next one waits for it. */
  readonly mayChange = $derived(this.planning === null);

  /** The program. Read-only calls may be made directly. */
  get client(): Client {
    if (this.#client === null) throw new Error("the page is not connected yet");
    return this.#client;
  }

  /** Connects the page to the program. The page is drawn as soon as there is something to show. */
  async connect(client: Client): Promise<void> {
    this.#client = client;
    client.onChanged(() => void this.#lookAgain());
    client.onNavigate((to) => {
      this.#destination = null; // this request is later
      this.#arrive(to);
    });
    void client.followJob((job) => this.#jobs.take(job));
    this.#destination = client.ready();
    const first = Promise.allSettled([
      this.lookAtMachine(),
      this.loadSettings(),
      this.#ifStillAsked(({ place }) => this.go(place)),
    ]);
    void first.then(() => this.#checkIfNothingIsKnown());
    void client.about().then((about) => {
      this.about = about;
    });
    await Promise.race([first, delay(LONGEST_EMPTY_MS)]);
    setLanguage(this.#language());
  }

  /** Called when the page is drawn. Shows what the program requests besides the place. */
  async open(): Promise<void> {
    await tick();
    await this.#ifStillAsked((to) => this.#arrive(to));
    await tick();
    this.isOpen = true;
  }

  async lookAtMachine(): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    const answer = await this.client.overview();
    // a look that began later has seen a newer state
    if (look < this.#lastLook) return;
    this.#lastLook = look;
    this.#look =
      answer.status === "ok" ? { kind: "seen", overview: answer.data } : { kind: "failed", problem: answer.error };
  }

  async loadSettings(): Promise<void> {
    const answer = await this.client.settings();
    if (answer.status === "ok") this.applySettings(answer.data);
  }

  /** Applies settings, including theme and language. */
  applySettings(report: SettingsReport): void {
    const spoken = this.settings?.language;
    this.settings = report;
    setLanguage(this.#language());
    // the program says everything about the machine again
    if (spoken !== undefined && spoken !== report.language) void this.#sayAgain();
    const theme = this.setting("theme");
    const root = document.documentElement;
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  /** The language that the program speaks; until it has answered, most likely that of the web view. */
  #language(): Language {
    return languageOf(this.settings?.language ?? "system", navigator.languages);
  }

  /** The current value of a setting; `undefined` if this program does not have it. */
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

  /** Requests a change from a button that states its effect. A routine plan starts at once; others are shown. */
  async change(request: ChangeRequest): Promise<void> {
    await this.#startOrShow(request, ({ routine }) => routine);
  }

  /** Requests a change whose differences the page already shows. Its plan is shown only if there is more in it. */
  async changeAsShown(request: ChangeRequest, shown: readonly string[]): Promise<void> {
    await this.#startOrShow(request, (plan) => hasNothingBeyond(plan, shown));
  }

  /** The plan of a change, if a button may start it; any other is shown, because it asks something. */
  async routinePlan(request: ChangeRequest): Promise<PlanView | null> {
    const plan = await this.#plan(request, () => void this.showPlan(request));
    if (plan?.routine) return plan;
    if (plan !== null) this.#show(plan, request);
    return null;
  }

  /** Shows the plan of a change. It is started from the dialog, without further proof if `withoutProof`. */
  async showPlan(request: ChangeRequest, withoutProof = false): Promise<void> {
    const plan = await this.#plan(request, () => void this.showPlan(request, withoutProof));
    if (plan !== null) this.#show(plan, request, { withoutProof });
  }

  /** The same for a form that shows the problem itself; `null` if the plan is shown. */
  async tryPlan(request: ChangeRequest, form: Dialog): Promise<Problem | null> {
    const answer = await this.#ask(request);
    if (answer?.status === "ok") this.#show(answer.data, request, { back: form });
    return answer?.status === "error" ? answer.error : null;
  }

  /** Starts the shown plan. Unless the user chose otherwise, it is refused if programs run from what it removes. */
  async startShownPlan(whileRunning: WhileRunning = "refuse"): Promise<void> {
    if (this.dialog?.kind !== "plan") return;
    const { plan, request, withoutProof, back } = this.dialog;
    await this.#start(plan, request, { whileRunning, withoutProof, back });
  }

  closeDialog(): void {
    this.dialog = null;
  }

  openSupport(kind: SupportKind): void {
    this.dialog = { kind, back: this.dialog };
  }

  /** Shows a problem that is mentioned elsewhere in one line. */
  showProblem(problem: Problem | null): void {
    if (problem !== null) this.dialog = { kind: "problem", problem, retry: null };
  }

  async check(): Promise<void> {
    if (this.checking) return;
    this.checking = true;
    const answer = await this.client.check();
    // a failed check is shown by Home itself, because the overview has the reason
    await this.lookAtMachine();
    this.checking = false;
    if (answer.status === "error") {
      this.dialog = { kind: "problem", problem: answer.error, retry: () => void this.check() };
    }
  }

  /** Shows a short message that disappears on its own. */
  say(message: string, action?: Toast["action"]): void {
    this.toast = action ? { message, action } : { message };
  }

  async copy(words: string): Promise<void> {
    await this.client.copy(words);
    this.say(text.common.copied);
  }

  /** Makes a small request. Returns the answer, or shows the problem with a retry and returns `null`. */
  async attempt<T>(ask: () => Promise<Result<T>>): Promise<T | null> {
    const answer = await ask();
    if (answer.status === "ok") return answer.data;
    this.dialog = { kind: "problem", problem: answer.error, retry: () => void this.attempt(ask) };
    return null;
  }

  /** The same, followed by a message that `done` makes of the answer; `null` means no message. */
  async attemptAndSay<T>(
    ask: () => Promise<Result<T>>,
    done: (answer: T) => string | null,
    action?: (answer: T) => Toast["action"],
  ): Promise<void> {
    const answer = await ask();
    if (answer.status === "ok") {
      const message = done(answer.data);
      if (message !== null) this.say(message, action?.(answer.data));
      return;
    }
    this.dialog = { kind: "problem", problem: answer.error, retry: () => void this.attemptAndSay(ask, done, action) };
  }

  /** Starts the plan of a request if it may start at once, and shows it otherwise. */
  async #startOrShow(request: ChangeRequest, mayStart: (plan: PlanView) => boolean): Promise<void> {
    const plan = await this.#plan(request, () => void this.#startOrShow(request, mayStart));
    if (plan === null) return;
    if (mayStart(plan)) await this.#start(plan, request);
    else this.#show(plan, request);
  }

  async #plan(request: ChangeRequest, retry: () => void): Promise<PlanView | null> {
    const answer = await this.#ask(request);
    if (answer?.status === "error") this.dialog = { kind: "problem", problem: answer.error, retry };
    return answer?.status === "ok" ? answer.data : null;
  }

  async #ask(request: ChangeRequest): Promise<Result<PlanView> | null> {
    if (!this.mayChange) return null;
    this.planning = request;
    const answer = await this.client.plan(request);
    this.planning = null;
    return answer;
  }

  #show(plan: PlanView, request: ChangeRequest, how: Partial<Dialog & { kind: "plan" }> = {}): void {
    this.dialog = { kind: "plan", plan, request, stale: false, withoutProof: false, back: null, ...how };
  }

  async #start(plan: PlanView, request: ChangeRequest, confirmed: Confirmed = UNASKED): Promise<void> {
    const { whileRunning, withoutProof, back } = confirmed;
    const waits = this.job.kind === "working";
    // only Home shows what to commit
    const edits = request.kind === "raiseProjects" || request.kind === "fixProjects";
    const stays = isBrief(plan) || (SHOW_CHANGES.includes(this.place) && !edits);
    if (!waits) this.#beganElsewhere = stays && this.place !== "home";
    const answer = await this.client.start(plan.id, whileRunning, withoutProof);
    if (answer.status === "ok") {
      this.closeDialog();
      if (waits) this.say(text.home.queued(changeName(plan, "title", text)));
      // If the page has unapplied edits, they are the ones that run now.
      else if (!stays) this.#trail = goTo(this.#trail, "home");
      this.planning = request;
      await this.#jobs.shown();
      this.planning = null;
      return;
    }
    if (answer.error.code !== "UPGO-PLAN-MOVED") {
      this.dialog = { kind: "problem", problem: answer.error, retry: () => void this.showPlan(request, withoutProof) };
      return;
    }
    const anew = await this.#plan(request, () => void this.showPlan(request, withoutProof));
    if (anew !== null) this.#show(anew, request, { stale: true, withoutProof, back });
  }

  /** At the first start no releases are known, and "Checking your Go setup" must come to an end. */
  #checkIfNothingIsKnown(): void {
    if (this.overview?.situation.kind === "checking") void this.check();
  }

  /** Passes on what the program asked for at its start, unless it has asked for something else since. */
  async #ifStillAsked(show: (to: Destination) => void): Promise<void> {
    const asked = this.#destination;
    const to = await asked;
    if (to && this.#destination === asked) show(to);
  }

  /** Goes to the place that the tray, a notification or a second start requests. */
  #arrive(to: Destination): void {
    this.settingRow = to.row;
    this.go(to.place);
    if (to.plan !== null) void this.showPlan(to.plan);
  }

  #onJob(job: Job): void {
    // a change that ended before the window opened is not news
    const isNews = this.#isJobKnown && job.kind !== "working";
    this.#isJobKnown = true;
    this.job = job;
    if (job.kind === "cancelled") void this.client.dismissJob();
    if (isNews) this.#tellOf(job);
    // what began on another page and was told there is no news on Home
    const isTold = job.kind === "done" && !tellsMore(job);
    if (isTold && this.#beganElsewhere && this.place !== "home") void this.client.dismissJob();
    if (job.kind !== "working") this.#beganElsewhere = false;
  }

  /** Shows how a change ended, unless the current page shows it. */
  #tellOf(job: Job): void {
    if (job.kind === "cancelled") this.say(text.home.cancelled(endOf(job.plan, "cancelled", text)));
    if (this.place === "home") {
      // its large line shows a switch
      if (job.kind === "done" && !job.changed.switched) this.say(doneWords(job, text));
      return;
    }
    const look = { title: text.common.look, run: () => this.go("home") };
    if (job.kind === "done") {
      this.say(doneWords(job, text), tellsMore(job) ? look : (this.#afterwards(job) ?? look));
    }
    if (job.kind === "failed") this.say(endOf(job.plan, "failed", text), look);
  }

  /** The button of the message about a successful change: to use what was installed, or else to undo. */
  #afterwards({ plan, changed: { id, changed, to } }: Job & { kind: "done" }): Toast["action"] | null {
    const { request } = plan;
    if (request.kind === "install" && request.then === "keep" && to !== null) {
      return { title: text.common.use, run: () => void this.change({ kind: "use", version: to }) };
    }
    if (!(isBrief(plan) || this.#beganElsewhere) || id === null || !changed) return null;
    return { title: text.common.undo, run: () => void this.change({ kind: "rollback", id }) };
  }

  /** The machine and the shown plan in another language. */
  async #sayAgain(): Promise<void> {
    await this.#lookAgain();
    if (this.dialog?.kind !== "plan") return;
    const { request, plan, stale, withoutProof, back } = this.dialog;
    const again = await this.client.plan(request);
    const isStillShown = this.dialog?.kind === "plan" && this.dialog.plan === plan;
    if (isStillShown && again.status === "ok") this.#show(again.data, request, { stale, withoutProof, back });
  }

  async #lookAgain(): Promise<void> {
    this.changes += 1;
    if (this.isOpen) void this.health.look();
    await Promise.all([this.lookAtMachine(), this.loadSettings()]);
  }
}

/** Whether Home has to say what a change warns of, such as the versions that an import left out. */
function tellsMore({ plan, changed }: Job & { kind: "done" }): boolean {
  return changed.warnings.length > 0 && !isBrief(plan);
}

/** The pages that show a change that began there: in the row of a version, a change or a finding, or in a line. */
const SHOW_CHANGES: readonly Place[] = ["versions", "history", "health", "environment"];

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export const app = new App();
