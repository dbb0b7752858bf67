// What every plan of a scenario is made from.
import type { Action, PlanView, StepKind, StepTitle, Version } from "../bindings";

/** A plan that does not know yet who asked for it. */
export type Planned = Omit<PlanView, "id" | "request" | "needsAdmin">;

/** A step without what is unknown of it. */
export function step(kind: StepKind, known: Partial<StepTitle>): StepTitle {
  return {
    kind,
    description: kind,
    version: null,
    from: null,
    file: null,
    host: null,
    place: null,
    bytes: null,
    diff: [],
    needsAdmin: false,
    ...known,
  };
}

/** A plan that does nothing yet. */
export function empty(action: Action, from: Version | null, to: Version | null): Planned {
  return {
    ...{
      action,
      from,
      to,
      about: null,
      undoes: null,
      steps: [],
      downloadBytes: null,
      diskBytes: null,
      freedBytes: null,
    },
    ...{ pathChanges: false, running: [], routine: true, destructive: false, command: `upgo ${action}`, warnings: [] },
  };
}
