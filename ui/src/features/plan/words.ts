import type { Difference, HookTitle, Overview, PlanView, StepTitle } from "../../api/bindings";
import { timeOfLast } from "../../text/change";
import type { Formats } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";

/** The language of the plan. */
interface Say {
  words: Catalogue;
  formats: Formats;
}

export interface PlanStep {
  what: string;
  /** Its object: a path, a name on the machine, or words. */
  where: { kind: "path" | "name" | "words"; text: string } | null;
  /** The amount that is downloaded, written or freed. */
  cost: string | null;
  undo: string | null;
}

/** The texts of a step: action, object, cost, and undo. A switch may not reach new terminals. */
export function planStep(step: StepTitle, say: Say, reaches = true): PlanStep {
  return {
    what: step.name,
    where: step.kind === "switch" && !reaches ? null : whereOf(step, say),
    cost: costOf(step, say),
    undo: undoOf(step, say),
  };
}

/** `78.9 MB download · about 268 MB on disk · about 20 seconds · no admin rights`. Only a download has a time. */
export function planSum(
  { downloadBytes, diskBytes, freedBytes, needsAdmin, routine }: PlanView,
  { words, formats }: Say,
  lastChange: Overview["lastChange"] = null,
): string {
  const { plan, common } = words;
  const parts = [
    downloadBytes !== null && common.download(formats.size(downloadBytes)),
    diskBytes !== null && common.disk(formats.size(diskBytes)),
    downloadBytes !== null && !needsAdmin && timeOfLast(lastChange, { words, formats }),
    freedBytes !== null && plan.frees(formats.size(freedBytes)),
    needsAdmin ? plan.oneAdminPrompt : !routine && common.noAdmin,
  ];
  return parts.filter(Boolean).join(common.separator);
}

/** The changes of PATH, or of the files of a project, by a step. The dialog shows them in the step, and nowhere else. */
export function stepDifferences({ kind, diff }: StepTitle): Difference[] {
  return kind === "editVariables" || kind === "changeSetting" ? [] : diff;
}

/** Whether the plan runs Windows Installer, which edits the system PATH itself. */
export function runsInstaller({ steps }: PlanView): boolean {
  return steps.some(({ kind }) => ["installSystem", "replaceSystem", "uninstallSystem"].includes(kind));
}

export function variableDifferences(plan: PlanView): Difference[] {
  return plan.steps.flatMap((step) => (step.kind === "editVariables" ? step.diff : []));
}

export function settingDifferences(plan: PlanView): Difference[] {
  return plan.steps.flatMap((step) => (step.kind === "changeSetting" ? step.diff : []));
}

function whereOf(step: StepTitle, { words }: Say): PlanStep["where"] {
  const { plan, common } = words;
  switch (step.kind) {
    case "download":
      if (step.reuse) {
        const words = [step.host, plan.othersFrom(step.reuse.base)];
        return { kind: "words", text: words.filter(Boolean).join(common.separator) };
      }
      return name([step.file, step.host].filter(Boolean).join(common.separator));
    case "downloadPackage":
      return name([step.file, step.host].filter(Boolean).join(common.separator));
    case "switch":
      return switchWords(step, plan);
    case "readFile":
      return path(step.file);
    case "unpack":
    case "delete":
      return path(step.place);
    case "editPath":
    case "editVariables":
    case "editEditors":
      return path(step.place ?? step.diff[0]?.text ?? null);
    case "publish":
    case "unpublish":
    case "installSystem":
    case "replaceSystem":
    case "uninstallSystem":
    case "repairSystem":
    case "repairFiles":
    case "restoreFiles":
    case "setAside":
    case "cleanBuildCache":
    case "cleanModuleCache":
    case "deleteDownloaded":
      return path(step.place);
    case "rebuildTool":
    case "updateTool":
    case "installTool":
      return step.host === null ? path(step.place) : { kind: "words", text: plan.asksHosts(step.host) };
    case "restoreTool":
    case "replaceUpgo":
    case "restoreUpgo":
    case "editProject":
      return path(step.place);
    case "downloadUpgo":
      return name(step.host ?? "");
    case "securePackage":
      return { kind: "words", text: plan.keptForUndo };
    case "giveBack":
      return { kind: "words", text: plan.givenBack };
    case "changeSetting":
      return step.file === "system-wide" ? { kind: "words", text: plan.settingKept } : null;
    case "test":
    case "tryUpgo":
    case "rehearse":
      return { kind: "words", text: plan.takenBackIfBroken };
    case "hookBefore":
    case "hookAfter":
    case "hookSoak":
    case "hookOnFailure":
      return step.hook ? { kind: "words", text: hookWords(step.kind, step.hook, words) } : null;
    case "check":
      return step.version === null ? null : { kind: "words", text: plan.toldUnless(step.version) };
  }
}

/** What a hook runs, who wants it, how long it may take, and what follows if it fails. */
function hookWords(
  kind: "hookBefore" | "hookAfter" | "hookSoak" | "hookOnFailure",
  { owner, command, limitSeconds, soakSeconds }: HookTitle,
  { history: { hooks }, common }: Say["words"],
): string {
  const soak = soakSeconds === null ? [] : [hooks.everyMinute(soakSeconds)];
  const parts = [command, hooks.owners[owner], ...soak, hooks.atMost(limitSeconds), hooks.ifItFails[kind]];
  return parts.join(common.separator);
}

function path(text: string | null): PlanStep["where"] {
  return text === null ? null : { kind: "path", text };
}

function name(text: string): PlanStep["where"] {
  return text === "" ? null : { kind: "name", text };
}

function switchWords({ from, version }: StepTitle, plan: Say["words"]["plan"]): PlanStep["where"] {
  if (version === null) return null;
  return { kind: "words", text: from === null ? plan.switchTo(version) : plan.switchFromTo(from, version) };
}

function costOf({ kind, bytes, reuse }: StepTitle, { words: { plan, common }, formats }: Say): string | null {
  if (bytes === null) return null;
  const size = formats.size(bytes);
  if (reuse) return plan.insteadOf(size, formats.size(reuse.wholeBytes));
  if (["delete", "cleanBuildCache", "cleanModuleCache", "deleteDownloaded"].includes(kind)) return plan.frees(size);
  return kind === "unpack" ? common.about(size) : size;
}

function undoOf({ kind }: StepTitle, { words: { plan, common } }: Say): string | null {
  switch (kind) {
    case "download":
    case "downloadPackage":
    case "securePackage":
    case "installTool":
      return plan.undo.deleteFile;
    case "unpack":
      return plan.undo.deleteFolder;
    case "switch":
      return plan.undo.switchBack;
    case "editPath":
    case "editVariables":
    case "editEditors":
    case "changeSetting":
      return plan.undo.restorePath;
    case "installSystem":
      return plan.undo.uninstall;
    case "setAside":
      return plan.undo.renameBack;
    case "delete":
    case "replaceSystem":
    case "uninstallSystem":
      return plan.undo.installAgain;
    case "rebuildTool":
    case "updateTool":
    case "restoreTool":
    case "replaceUpgo":
    case "restoreUpgo":
      return plan.undo.oldProgram;
    case "editProject":
    case "repairFiles":
      return plan.undo.oldFiles;
    case "cleanBuildCache":
    case "cleanModuleCache":
    case "deleteDownloaded":
      return common.cannotBeUndone;
    case "readFile":
    case "publish":
    case "unpublish":
    case "restoreFiles":
    case "downloadUpgo":
    case "tryUpgo":
    case "rehearse":
    case "hookBefore":
    case "hookAfter":
    case "hookSoak":
    case "hookOnFailure":
    case "test":
    case "check":
    case "repairSystem":
    case "giveBack":
      return null;
  }
}
