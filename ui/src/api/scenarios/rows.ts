// The rows of reports, with the sentences of the engine.
import type { Changed, Job, PlanView, Row, RowAction } from "../bindings";
import { says, type Stated } from "../said";

/** A row of the engine. */
function rowOf(tone: Row["tone"], title: Stated, different: Partial<Row> = {}): Row {
  const nothing = { second: null, badge: null, path: null, action: null, rows: [], few: null, quoted: null };
  return { tone, title: says(title), ...nothing, ...different };
}

/** A change that is done, with what is left to do. */
export function doneBy(plan: PlanView, changed: Changed, milliseconds: number): Job {
  return { kind: "done", plan, changed, left: leftAfter(changed), milliseconds };
}

const RELOAD = "Developer: Reload Window";

function leftAfter({ action, pathChanged, outdatedTools, raisesTo, editors, unused, from }: Changed): Row[] {
  const rows: Row[] = [];
  const add = (tone: Row["tone"], sentence: string, values: Stated["values"], action: RowAction) =>
    rows.push(rowOf(tone, { sentence, values }, { action }));
  if (pathChanged && action !== "rollback") add("info", "newTerminalForPath", {}, { kind: "openTerminal" });
  if (outdatedTools.length > 0)
    add("info", "builtWithOlder", { names: outdatedTools.join(", ") }, { kind: "rebuildTools" });
  if (raisesTo !== null)
    add("info", "projectsToRaise", { version: raisesTo.slice(2) }, { kind: "raiseProjects", to: raisesTo });
  if (editors.length > 0)
    add("info", "reloadEditors", { names: editors.join(", "), command: RELOAD }, { kind: "copy", text: RELOAD });
  if (unused.length > 0) add("neutral", "canBeRemoved", { names: unused.join(", ") }, { kind: "reviewUnused" });
  else if (from !== null && action === "upgrade")
    add("neutral", "keptForUndo", { version: from, number: from.slice(2) }, { kind: "remove", version: from });
  return rows;
}
