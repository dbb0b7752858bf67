// Facts about the steps of a plan.
import type { StepTitle, Version } from "./bindings";

/** The versions that the steps delete. */
export function deletedBy(steps: Pick<StepTitle, "kind" | "version">[]): Version[] {
  return steps.flatMap(({ kind, version }) => (kind === "delete" && version !== null ? [version] : []));
}
