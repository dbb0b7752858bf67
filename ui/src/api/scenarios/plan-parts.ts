// The parts of every plan in a scenario.
import type { Action, ChangeName, Difference, PlanView, StepKind, StepTitle, Version } from "../bindings";
import { says } from "../said";

/** What the steps of a plan say of its name. */
type FromSteps = "switched" | "removed" | "programs" | "variables" | "editing";

/** A plan without its id and its request. */
export type Planned = Omit<PlanView, "id" | "request" | "needsAdmin" | FromSteps>;

/** A step in which everything else is unknown. */
export function step(kind: StepKind, known: Partial<StepTitle>): StepTitle {
  const values = {
    version: known.version ?? "Go",
    from: known.from ?? "Go",
    file: known.file ?? "",
  };
  return {
    kind,
    name: says({ sentence: `step${calledFor(kind, known)}`, values }),
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

/** A change of an entry of PATH. `at` is the sentence of its position; without one, the place is the whole PATH. */
export function pathLine(
  kind: Difference["kind"],
  text: string,
  at?: "inPathFirst" | "inPathLast" | "inPathAt",
  { path: sentence = "userPath", ...position }: { path?: "userPath" | "machinePath"; at?: string; count?: string } = {},
): Difference {
  const path = { sentence, values: {} };
  const place = says(at === undefined ? path : { sentence: at, values: { path, ...position } });
  return { kind, text, place, isEntry: true };
}

/** The part of the sentence's name that is for the step; `StepTitle::named` in the engine decides in the same way. */
function calledFor(kind: StepKind, { version, needsAdmin, diff }: Partial<StepTitle>): string {
  if (kind === "switch" && !version) return "SwitchOff";
  if (kind === "editPath" && needsAdmin) return "EditMachinePath";
  if (kind === "editVariables" && diff?.every((line) => line.kind === "removed")) return "RemoveVariables";
  return capital(kind);
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

/** What a plan, its result and its entry in the history are about. */
export function nameOf({ action, from, to, about, undoes, steps }: Planned): ChangeName {
  return {
    ...{ action, from, to, about, undoes },
    switched: steps.some(({ kind }) => kind === "switch"),
    removed: steps.flatMap(({ kind, version }) => (isDeleted(kind) && version !== null ? [version] : [])),
    programs: steps.flatMap(({ kind, file }) => (isBuilt(kind) ? (file?.split(" ", 1) ?? []) : [])),
    variables: [...new Set(steps.flatMap(namesIn))],
    editing: action === "environment" ? editingOf(steps) : undefined,
  };
}

function isDeleted(kind: StepKind): boolean {
  return kind === "delete" || kind === "deleteDownloaded";
}

function isBuilt(kind: StepKind): boolean {
  return kind === "rebuildTool" || kind === "updateTool";
}

function namesIn({ kind, file, diff }: StepTitle): string[] {
  if ((kind === "changeSetting" || kind === "editProject") && file !== null) return [file];
  if (kind === "editPath") return ["PATH"];
  return kind === "editVariables" || kind === "editEditors" ? diff.map(({ text }) => text.replace(/=.*/s, "")) : [];
}

/** What the only edit of the environment among the steps does, if it only removes variables, or adds or removes a folder. */
export function editingOf(steps: StepTitle[]): PlanView["editing"] {
  const [edit, ...others] = steps.filter(({ kind }) => kind === "editPath" || kind === "editVariables");
  if (edit === undefined || others.length > 0) return undefined;
  if (edit.kind === "editVariables")
    return edit.diff.every(({ kind }) => kind === "removed") ? { kind: "unset" } : undefined;
  const [only, ...more] = edit.diff;
  if (only === undefined || only.kind === "moved" || more.length > 0) return undefined;
  const name = only.text.split(/[/\\]/).findLast((part) => part !== "") ?? only.text;
  return { kind: only.kind === "added" ? "addFolder" : "removeFolder", name };
}
