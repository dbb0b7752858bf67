import type { RehearsalJob, RehearsalPlan, Version } from "../../api/bindings";
import { app } from "../../app/state.svelte";

/** The rehearsal of the projects. It continues while other pages are shown, and while the window is closed. */
class Rehearsal {
  job = $state.raw<RehearsalJob>({ kind: "idle" });
  #follows = false;

  /** Follows the rehearsal from the first call on. */
  follow(): void {
    if (this.#follows) return;
    this.#follows = true;
    void app.client.followRehearsal((job) => (this.job = job));
  }

  /** Asks how to try a version. */
  ask(to: Version): void {
    app.dialog = { kind: "rehearse", to };
  }

  /** Starts the rehearsal that was shown, and shows it. */
  async start(plan: RehearsalPlan): Promise<void> {
    this.follow();
    const answer = await app.client.rehearse(plan.id);
    if (answer.status === "error") {
      app.dialog = { kind: "problem", problem: answer.error, retry: () => this.ask(plan.to) };
      return;
    }
    app.closeDialog();
    app.go("projects");
  }

  cancel(): void {
    void app.client.cancelRehearsal();
  }

  dismiss(): void {
    void app.client.dismissRehearsal();
  }
}

export const rehearsal = new Rehearsal();
