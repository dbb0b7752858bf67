import type { DoctorReport, Problem } from "../api/bindings";
import type { Client } from "../api/client";

/** The doctor's findings. The navigation counts them; Environment shows them. */
export class Health {
  report = $state.raw<DoctorReport | null>(null);
  problem = $state.raw<Problem | null>(null);
  isLooking = $state.raw(false);
  #isStale = false;
  readonly #client: () => Client;

  /** The number of findings that need attention, for the badge in the navigation. */
  readonly count = $derived(this.report?.findings.filter(({ ignored }) => !ignored).length ?? 0);

  constructor(client: () => Client) {
    this.#client = client;
  }

  /** Checks again. If a check is running, another one follows it, because the machine may have changed meanwhile. */
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
