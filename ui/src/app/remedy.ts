import type { Problem } from "../api/bindings";
import { text } from "../text/index.svelte";
import { REMEDIES } from "./problem";
import { app } from "./state.svelte";

/** What can be pressed to get out of a problem. */
export interface RemedyAction {
  title: string;
  run: () => void;
}

/**
 * The first remedy of a problem, as an action; `null` where only words help.
 *
 * `retry` asks for the same again, `leave` closes what shows the problem.
 */
export function remedyOf(problem: Problem, retry: (() => void) | null, leave: () => void): RemedyAction | null {
  const remedy = REMEDIES[problem.code];
  if (remedy === "none" || (remedy === "retry" && retry === null)) return null;
  const runs: Record<typeof remedy, () => void> = {
    retry: () => retry?.(),
    newPlan: () => retry?.(),
    versions: () => app.go("versions"),
    settings: () => app.go("settings"),
    history: () => app.go("history"),
    look: () => app.go("home"),
    removeUnused: () => void app.showPlan({ kind: "removeUnused" }),
    folder: () => void app.attempt(() => app.client.openFolder({ kind: "home" })),
  };
  return {
    title: text().problems.remedies[remedy],
    run: () => {
      leave();
      runs[remedy]();
    },
  };
}
