// What changes are called. The words are the engine's; the page knows the facts.
import type { ChangeName, Code, Job, Overview, StepTitle } from "../api/bindings";
import { fill } from "./fill";
import { atStart, type Formats } from "./format";
import type { Catalogue } from "./index.svelte";

type Words = Pick<Catalogue, "engine">;
type Engine = Catalogue["engine"];

/** A name of a change, such as its title or its noun. */
export function changeName(change: ChangeName, form: keyof Engine["changes"]["use"], words: Words): string {
  const { action, from, to, about, removed, programs, variables, editing } = change;
  const names =
    action === "remove" || action === "cleanCaches"
      ? removed
      : action === "rebuildTools" || action === "updateTools"
        ? programs
        : editing && editing.kind !== "unset"
          ? [editing.name]
          : variables;
  return fill(words.engine.changes[kindOf(change)][form], {
    from: from ?? "Go",
    to: (["repairFiles", "pin", "raiseProjects", "fixProjects"].includes(action) ? about : to) ?? "Go",
    names: someOf(names, words),
  });
}

/** Why an import leaves a version out. Its warnings say more. */
const LEAVE_OUT: readonly Code[] = [
  "UPGO-GO-MANAGED",
  "UPGO-VERIFY-NO-DIGEST",
  "UPGO-VERSION-SYSTEM",
  "UPGO-VERSION-UNKNOWN",
];

/** What a change did: "Upgraded from go1.26.5 to go1.27.1", or only a part of what was asked for. */
export function doneWords(
  { plan, changed }: Pick<Extract<Job, { kind: "done" }>, "plan" | "changed">,
  words: Pick<Catalogue, "engine" | "home" | "versions">,
): string {
  if (!changed.changed) return words.home.nothingToDo;
  const left = changed.warnings.filter(({ code }) => LEAVE_OUT.includes(code)).length;
  if (changed.action !== "import" || left === 0) return changeName(changed, "done", words);
  const brought = new Set(plan.steps.filter(({ kind }) => BRING.includes(kind)).map(({ version }) => version)).size;
  return words.versions.import.some(brought, brought + left);
}

const BRING: readonly StepTitle["kind"][] = ["unpack", "publish", "repairFiles"];

/** How a change ended: "Upgrade to go1.27.1 failed". */
export function endOf(change: ChangeName, outcome: keyof Engine["outcomes"], words: Words): string {
  return outcomeOf(changeName(change, "noun", words), outcome, words);
}

/** How a change ended, of its noun. */
export function outcomeOf(change: string, outcome: keyof Engine["outcomes"], { engine }: Words): string {
  return fill(engine.outcomes[outcome], { change, Change: atStart(change) });
}

/** A list of names: all of them, or the first two and the number of the others. */
export function someOf(names: string[], { engine }: Words): string {
  if (names.length <= 3) return names.join(engine.list);
  return fill(engine.more, { names: names.slice(0, 2).join(engine.list), count: names.length - 2 });
}

/** The row of a change in the table of names; `ChangeName::name` in the engine decides in the same way. */
function kindOf(change: ChangeName): keyof Engine["changes"] {
  const { action, from, to, switched, removed, programs, variables, editing } = change;
  switch (action) {
    case "install":
      return switched ? "installAndUse" : "install";
    case "upgrade":
      return from === null ? "installAndUse" : "upgrade";
    case "rollback":
      return to === null || to === from ? "undo" : "goBack";
    case "remove":
      return removed.length === 0 ? "removeUnused" : "remove";
    case "cleanCaches":
      return removed.length === 0 ? "cleanCaches" : "remove";
    case "environment":
      return variables.length > 0 ? NAMES_OF_EDITS[editing?.kind ?? "none"] : "environment";
    case "systemInstall":
      return from === null || from === to ? "systemInstall" : "systemUpgrade";
    case "rebuildTools":
      return programs.length > 0 ? "rebuildNamed" : "rebuildTools";
    case "updateTools":
      return programs.length > 0 ? "updateNamed" : "updateTools";
    case "settings":
      return variables.length > 0 ? "settingsNamed" : "settings";
    case "pin":
      return variables.length > 0 ? "pinNamed" : "pin";
    case "raiseProjects":
      return variables.length > 0 ? "raiseNamed" : "raiseProjects";
    case "fixProjects":
      return variables.length > 0 ? "fixNamed" : "fixProjects";
    default:
      return action;
  }
}

const NAMES_OF_EDITS = {
  none: "variables",
  unset: "remove",
  addFolder: "addFolder",
  removeFolder: "removeFolder",
} as const;

/** The duration of the last installation on this machine, as an estimate for the next one. */
export function timeOfLast(
  lastChange: Overview["lastChange"],
  { words: { common }, formats }: { words: Pick<Catalogue, "common">; formats: Formats },
): string | null {
  const brought = lastChange?.outcome === "done" && ["upgrade", "downgrade", "install"].includes(lastChange.action);
  if (!brought || lastChange.milliseconds === null) return null;
  return common.about(formats.durationInWords(Math.max(5000, Math.round(lastChange.milliseconds / 5000) * 5000)));
}
