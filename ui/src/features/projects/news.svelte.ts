import type { Problem, Version, WhatsNewReport } from "../../api/bindings";
import { app } from "../../app/state.svelte";

/** What an upgrade brings. Home and the plan show the same report. */
class News {
  report = $state.raw<WhatsNewReport | null>(null);
  problem = $state.raw<Problem | null>(null);
  #asked: string | null = null;

  /** Reads the report about an upgrade to a version, unless it is known and the machine has not changed since. */
  async about(to: Version): Promise<void> {
    const asked = `${to} ${app.changes}`;
    if (this.#asked === asked) return;
    this.#asked = asked;
    if (this.report?.to !== to) this.report = null;
    const answer = await app.client.whatsNew(to);
    if (this.#asked !== asked) return;
    if (answer.status === "ok") [this.report, this.problem] = [answer.data, null];
    else [this.report, this.problem] = [null, answer.error];
  }
}

export const news = new News();
