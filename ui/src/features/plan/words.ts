import type { Difference, PlanView, StepTitle } from "../../api/bindings";
import type { Formats } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";

/** The language that the plan speaks. */
interface Say {
  words: Catalogue;
  formats: Formats;
}

/** A step as the dialog shows it. */
export interface PlanStep {
  /** What is done. */
  what: string;
  /** Where, or on what. */
  where: string | null;
  /** Whether `where` is a name of a file, a folder or a link. */
  isName: boolean;
  /** How much is downloaded, written or freed. */
  cost: string | null;
  /** How it is taken back. */
  undo: string | null;
}

/** Says a step: what, where, what it costs, and how it is undone. */
export function planStep(step: StepTitle, say: Say): PlanStep {
  const { plan } = say.words;
  return {
    what: plan.step(step),
    ...whereOf(step, say),
    cost: costOf(step, say),
    undo: undoOf(step, say),
  };
}

/** The sum of a plan: `78.9 MB download · about 268 MB on disk · no admin rights`. */
export function planSum({ downloadBytes, diskBytes, freedBytes }: PlanView, { words, formats }: Say): string {
  const { plan, common } = words;
  const parts = [
    downloadBytes !== null && plan.downloads(formats.size(downloadBytes)),
    diskBytes !== null && plan.disk(formats.size(diskBytes)),
    freedBytes !== null && plan.frees(formats.size(freedBytes)),
    plan.noAdmin,
  ];
  return parts.filter(Boolean).join(common.separator);
}

/** Every change of PATH in the plan, in its order. */
export function pathDifferences(plan: PlanView): Difference[] {
  return plan.steps.flatMap((step) => step.diff);
}

/** `1 added · 1 removed` */
export function countDifferences(differences: Difference[], { words: { plan, common } }: Say): string {
  return (["added", "removed", "moved"] as const)
    .map((kind) => ({ kind, count: differences.filter((difference) => difference.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => plan.pathCounts[kind](count))
    .join(common.separator);
}

function whereOf(step: StepTitle, { words: { plan, common } }: Say): Pick<PlanStep, "where" | "isName"> {
  switch (step.kind) {
    case "download":
    case "readFile":
      return { where: [step.file, step.host].filter(Boolean).join(common.separator) || null, isName: true };
    case "switch":
      return { where: switchWords(step, plan), isName: true };
    case "check":
      return { where: step.version && plan.takenBackUnless(step.version), isName: false };
    case "test":
      return { where: plan.takenBackIfBroken, isName: false };
    case "publish":
    case "unpublish":
      return { where: step.place ?? plan.oneRename, isName: step.place !== null };
    case "unpack":
    case "delete":
      return { where: step.place, isName: true };
    case "editPath":
      return { where: step.place ?? step.diff[0]?.text ?? null, isName: true };
  }
}

function switchWords({ from, version }: StepTitle, plan: Say["words"]["plan"]): string | null {
  if (version === null) return null;
  return from === null ? plan.switchTo(version) : plan.switchFromTo(from, version);
}

function costOf({ kind, bytes }: StepTitle, { words: { plan }, formats }: Say): string | null {
  if (bytes === null) return null;
  const size = formats.size(bytes);
  if (kind === "delete") return plan.frees(size);
  return kind === "unpack" ? plan.about(size) : size;
}

function undoOf({ kind }: StepTitle, { words: { plan } }: Say): string | null {
  switch (kind) {
    case "download":
      return plan.undo.deleteFile;
    case "unpack":
      return plan.undo.deleteFolder;
    case "switch":
      return plan.undo.switchBack;
    case "editPath":
      return plan.undo.restorePath;
    case "delete":
      return plan.undo.installAgain;
    case "readFile":
    case "publish":
    case "unpublish":
    case "test":
    case "check":
      return null;
  }
}
