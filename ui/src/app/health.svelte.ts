import type { DoctorReport, Problem } from "../api/bindings";
import type { Client } from "../api/client";

/** The doctor's findings. The navigation counts them; Environment shows them. */
export class Health {
  report = $state.raw<DoctorReport | null>(null);
  problem = $state.raw<Problem | null>(null);
  isLooking = $state.raw(false);
  #isStale = false;
  readonly #client: () => Client;
  /** Whether a failed check for releases is known, which Home tells. */
  readonly #hasFailed: () => boolean;

  /** The number of findings that need attention, for the badge in the navigation, without what Home tells. */
  readonly count = $derived.by(() => {
    const isTold = (id: string) => id.startsWith("network.") && this.#hasFailed();
    return this.report?.findings.filter(({ ignored, id }) => !ignored && !isTold(id)).length ?? 0;
  });

  constructor(client: () => Client, hasFailed: () => boolean) {
    this.#client = client;
    this.#hasFailed = hasFailed;
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
