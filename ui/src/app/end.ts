import type { Job } from "../api/bindings";

/** A change that ends sooner is not shown as work: a page that comes and goes at once is only a flash. */
const BRIEF_MS = 300;

/** Shows the running change, once it is worth it, and its end, once the machine after it is known. */
export class JobShow {
  readonly #look: () => Promise<void>;
  readonly #show: (job: Job) => void;
  #last: Job["kind"] | null = null;
  #held: Job | null = null;
  /** Runs while what is held is a change that has just begun. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void)[] = [];

  constructor(look: () => Promise<void>, show: (job: Job) => void) {
    this.#look = look;
    this.#show = show;
  }

  take(job: Job): void {
    const before = this.#last;
    this.#last = job.kind;
    const isWorking = job.kind === "working";
    const begins = isWorking && before !== "working";
    const isBrief = this.#timer !== undefined;
    if (begins || !isBrief) this.#letGo();
    this.#held = job;
    // one that ran before the page was there is not new to its user
    if (begins && before !== null) this.#timer = setTimeout(() => this.#letGo(), BRIEF_MS);
    else if (!isWorking && before === "working") {
      this.#stopTimer();
      void this.#look().then(() => this.#held === job && this.#letGo());
    } else if (!isBrief || begins) this.#letGo();
  }

  /** Waits until nothing is held back: until then, only the pressed button tells that something happens. */
  async shown(): Promise<void> {
    if (this.#held !== null) await new Promise<void>((done) => this.#waiting.push(done));
  }

  #letGo(): void {
    this.#stopTimer();
    const job = this.#held;
    this.#held = null;
    if (job !== null) this.#show(job);
    for (const done of this.#waiting.splice(0)) done();
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
