import type { Problem, ProjectsReport } from "../../api/bindings";
import { app } from "../../app/state.svelte";

/** A repeated search shows its progress after this time. */
const SLOW_MS = 400;

/** The search for projects. Its result stays while other pages are shown. */
class ProjectsSearch {
  report = $state.raw<ProjectsReport | null>(null);
  problem = $state.raw<Problem | null>(null);
  isLooking = $state.raw(false);
  /** Whether the user stopped the last search. */
  isStopped = $state.raw(false);
  /** Whether the running search takes so long that its progress is shown. */
  isSlow = $state.raw(false);
  #isStale = false;

  /** Searches again. If a search is running, another one follows it, because the folders may have changed meanwhile. */
  async look(): Promise<void> {
    if (this.isLooking) {
      this.#isStale = true;
      return;
    }
    this.isLooking = true;
    const timer = setTimeout(() => (this.isSlow = true), SLOW_MS);
    do {
      this.#isStale = false;
      this.isStopped = false;
      const answer = await app.client.projects();
      if (answer.status === "ok") [this.report, this.problem] = [answer.data, null];
      else if (answer.error.code === "UPGO-CANCELLED") this.isStopped = true;
      else this.problem = answer.error;
    } while (this.#isStale);
    clearTimeout(timer);
    this.isSlow = false;
    this.isLooking = false;
  }

  /** Forgets the result, because no folder may be searched any more. */
  forget(): void {
    [this.report, this.problem, this.isStopped] = [null, null, false];
  }

  stop(): void {
    this.#isStale = false;
    void app.client.cancelProjects();
  }
}

export const projectsSearch = new ProjectsSearch();
