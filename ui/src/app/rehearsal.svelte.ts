import type { RehearsalJob, RehearsalPlan, Version } from "../api/bindings";
import { app } from "./state.svelte";

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

  /** Asks how to try a version; `raises` for the lines that a raise would write. */
  ask(to: Version, raises = false): void {
    app.dialog = { kind: "rehearse", to, raises };
  }

  /** Starts the rehearsal that was shown, and shows it. */
  async start(plan: RehearsalPlan): Promise<void> {
    this.follow();
    const answer = await app.client.rehearse(plan.id);
    if (answer.status === "error") {
      app.dialog = { kind: "problem", problem: answer.error, retry: () => this.ask(plan.to, plan.raises) };
      return;
    }
    app.closeDialog();
    app.go("projects");
  }

  /** The version whose `go fix` changes projects that still work; `null` if the last rehearsal found none. */
  get fixes(): Version | null {
    if (this.job.kind !== "done") return null;
    const { to, canFix } = this.job.report;
    return canFix ? to : null;
  }

  /** Shows the plan that writes what `go fix` changes. */
  applyFixes(go: Version): void {
    void app.showPlan({ kind: "fixProjects", go, projects: [] });
  }

  cancel(): void {
    void app.client.cancelRehearsal();
  }

  dismiss(): void {
    void app.client.dismissRehearsal();
  }
}

export const rehearsal = new Rehearsal();
