import type { Difference, PlanView } from "../api/bindings";

/** Whether a plan makes no other differences than these texts, and asks, warns and starts nothing. */
export function hasNothingBeyond(plan: PlanView, shown: readonly string[]): boolean {
  const { steps, warnings, running, needsAdmin, destructive } = plan;
  const isQuiet = steps.length > 0 && warnings.length === 0 && running.length === 0 && !needsAdmin && !destructive;
  // of two entries that have changed places, either can be called the one that moved
  const isShown = ({ kind, text }: Difference) => shown.includes(text) || (kind === "moved" && shown.length > 0);
  return isQuiet && steps.every(({ diff, hook }) => !hook && diff.every(isShown));
}

/** Whether a plan only edits the environment, or settings of Upgo or of editors. */
export function isBrief({ steps }: PlanView): boolean {
  const brief = ["editVariables", "editPath", "editEditors", "changeSetting", "check"];
  return steps.every(({ kind }) => brief.includes(kind));
}
