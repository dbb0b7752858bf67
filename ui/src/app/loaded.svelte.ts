import type { Problem } from "../api/bindings";
import type { Result } from "../api/client";
import { latest } from "./latest";
import { app } from "./state.svelte";

/** A report that a component shows. It is loaded again whenever the machine changes, or what `ask` reads. */
export class Loaded<T> {
  report = $state.raw<T | null>(null);
  /** Why there is none, or no newer one. */
  problem = $state.raw<Problem | null>(null);
  readonly #ask: () => Promise<Result<T>> | null;

  /** `ask` returns `null` while nothing is to be loaded. */
  constructor(ask: () => Promise<Result<T>> | null, known: T | null = null) {
    [this.#ask, this.report] = [ask, known];
    $effect(() => {
      void app.changes;
      return this.load();
    });
  }

  /** The answer is ignored if a later change of the machine asks again. */
  readonly load = () => {
    const question = this.#ask();
    if (question === null) return undefined;
    return latest(question, (answer) => {
      if (answer.status === "ok") [this.report, this.problem] = [answer.data, null];
      else this.problem = answer.error;
    });
  };
}
