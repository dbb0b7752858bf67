// Facts about the steps of a plan.
import type { PlanView, StepTitle, Version } from "./bindings";

/** The versions that the steps delete. */
export function deletedBy(steps: Pick<StepTitle, "kind" | "version">[]): Version[] {
  return steps.flatMap(({ kind, version }) => (kind === "delete" && version !== null ? [version] : []));
}

/** The variables, settings and projects that the steps edit, each once. */
export function editedBy(steps: StepTitle[]): string[] {
  return [...new Set(steps.flatMap(namesIn))];
}

function namesIn({ kind, file, diff }: StepTitle): string[] {
  if ((kind === "changeSetting" || kind === "editProject") && file !== null) return [file];
  if (kind === "editPath") return ["PATH"];
  return kind === "editVariables" ? diff.map(({ text }) => text.replace(/=.*/s, "")) : [];
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
