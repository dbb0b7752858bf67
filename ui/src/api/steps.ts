// Facts about the steps of a plan.
import type { StepTitle, Version } from "./bindings";

/** The versions that the steps delete. */
export function deletedBy(steps: Pick<StepTitle, "kind" | "version">[]): Version[] {
  return steps.flatMap(({ kind, version }) => (kind === "delete" && version !== null ? [version] : []));
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
