import type { PlanView, StepTitle } from "./bindings";

/** Whether a plan cleans whole caches, which any running go command may be using. */
export function cleansWhole({ action, steps }: Pick<PlanView, "action" | "steps">): boolean {
  return action === "cleanCaches" && !steps.some(({ kind }) => kind === "deleteDownloaded");
}

/** The steps as they are listed: edits of PATH that follow one another are one of them. Each has its places in the plan. */
export function listed(steps: StepTitle[]): { step: StepTitle; places: number[] }[] {
  const all: { step: StepTitle; places: number[] }[] = [];
  for (const [place, step] of steps.entries()) {
    const before = all.at(-1);
    if (before && [before.step, step].every(({ kind, needsAdmin }) => kind === "editPath" && !needsAdmin)) {
      before.step = { ...before.step, place: null, diff: [...before.step.diff, ...step.diff] };
      before.places.push(place);
    } else all.push({ step, places: [place] });
  }
  return all;
}

/** Whether a plan that switches reaches new terminals: Upgo is on PATH or may be put there, and no other Go stays first. */
export function reachesTerminals({ warnings }: Pick<PlanView, "warnings">): boolean {
  return !warnings.some(({ code }) => code === "UPGO-PATH-REFUSED" || code === "UPGO-ACTIVE-OTHER");
}
