// The parts of every plan in a scenario.
import type { Action, PlanView, StepKind, StepTitle, Version } from "../bindings";
import { says } from "../said";

/** A plan without its id and its request. */
export type Planned = Omit<PlanView, "id" | "request" | "needsAdmin" | "variables" | "editing">;

/** A step in which everything else is unknown. */
export function step(kind: StepKind, known: Partial<StepTitle>): StepTitle {
  const removes = kind === "editVariables" && known.diff?.every((line) => line.kind === "removed");
  const isOff = kind === "switch" && !known.version;
  const called = isOff
    ? "SwitchOff"
    : kind === "editPath" && known.needsAdmin
      ? "EditMachinePath"
      : removes
        ? "RemoveVariables"
        : capital(kind);
  const values = { version: known.version ?? "Go", from: known.from ?? "Go", file: known.file ?? "" };
  return {
    kind,
    name: says({ sentence: `step${called}`, values }),
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

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A plan without steps. */
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
