import type { DoctorReport, Problem } from "../api/bindings";
import type { Client } from "../api/client";

/** What the doctor found. The navigation counts it, the page Health shows it. */
export class Health {
  report = $state.raw<DoctorReport | null>(null);
  problem = $state.raw<Problem | null>(null);
  isLooking = $state.raw(false);
  #isStale = false;
  readonly #client: () => Client;

  /** What needs attention: the badge in the navigation. */
  readonly count = $derived(this.report?.findings.filter(({ ignored }) => !ignored).length ?? 0);

  constructor(client: () => Client) {
    this.#client = client;
  }

  /** Looks once more; where a look is under way already, once more after it, since the machine may have changed. */
  async look(): Promise<void> {
    if (this.isLooking) {
      this.#isStale = true;
      return;
    }
    this.isLooking = true;
    do {
      this.#isStale = false;
      const answer = await this.#client().doctor();
      if (answer.status === "ok") [this.report, this.problem] = [answer.data, null];
      else this.problem = answer.error;
    } while (this.#isStale);
    this.isLooking = false;
  }
}
