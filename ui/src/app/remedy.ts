import type { Problem } from "../api/bindings";
import { text } from "../text/index.svelte";
import { REMEDIES } from "./problem";
import { app } from "./state.svelte";

/** A button that helps with a problem. */
export interface RemedyAction {
  title: string;
  run: () => void;
}

/**
 * The first remedy of a problem as an action; `null` if there is no button.
 *
 * `retry` repeats the request, `leave` closes the element that shows the problem.
 */
export function remedyOf(problem: Problem, retry: (() => void) | null, leave: () => void): RemedyAction | null {
  const remedy = REMEDIES[problem.code];
  if (remedy === "none" || (remedy === "tryAgain" && retry === null)) return null;
  const runs: Record<typeof remedy, () => void> = {
    tryAgain: () => retry?.(),
    seeNewPlan: () => retry?.(),
    repair: () => retry?.(),
    openVersions: () => app.go("versions"),
    openSettings: () => app.go("settings"),
    openHistory: () => app.go("history"),
    look: () => app.go("home"),
    removeUnused: () => void app.showPlan({ kind: "removeUnused" }),
    openFolder: () => void app.attempt(() => app.client.openFolder({ kind: "home" })),
  };
  return {
    title: remedy === "removeUnused" ? text.engine.changes.removeUnused.title : text.common[remedy],
    run: () => {
      leave();
      runs[remedy]();
    },
  };
}
