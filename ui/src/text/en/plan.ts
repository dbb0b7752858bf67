import type { StepTitle } from "../../api/bindings";
import { isOfUnused, putsBackOnly, type Subject } from "../subject";

const what = (step: StepTitle) => step.version ?? "Go";

/** The dialog that shows a plan; also the words of its steps, wherever they are shown. */
export const plan = {
  title: (plan: Subject): string => {
    switch (plan.action) {
      case "upgrade":
        return plan.from === null ? `Install ${plan.to ?? "Go"}` : `Upgrade to ${plan.to ?? "Go"}`;
      case "download":
      case "install":
        return `Install ${plan.to ?? "Go"}`;
      case "use":
        return `Switch to ${plan.to ?? "Go"}`;
      case "rollback":
        return putsBackOnly(plan) ? "Undo the last change" : `Go back to ${plan.to}`;
      case "remove":
        return isOfUnused(plan) ? "Remove unused versions" : `Remove ${plan.from ?? "Go"}`;
      case "addToPath":
        return "Add to PATH";
      case "environment":
        return "Edit the environment";
      case "adopt":
        return "Let Upgo manage Go";
      case "stepAside":
        return "Let Upgo's Go come first";
      case "keepSystem":
        return "Keep the system Go";
      case "systemInstall":
        return plan.from === null
          ? `Install ${plan.to ?? "Go"} for everybody`
          : `Upgrade the system Go to ${plan.to ?? "Go"}`;
      case "systemUninstall":
        return `Uninstall ${plan.from ?? "the system Go"}`;
      case "systemRepair":
        return `Repair ${plan.to ?? "the system Go"}`;
      case "repairFiles":
        return `Repair ${plan.about ?? "Go"}`;
      case "rebuildTools":
        return "Build tools again";
    }
  },
  lead: "What will happen, in this order. Each step can be undone.",
  leadDestructive: "What will happen, in this order.",
  nothing: "There is nothing to do. Everything is already as this plan wants it.",
  stale: "Something changed. The plan was made anew.",
  steps: "Steps",
  apply: (plan: Subject): string => {
    switch (plan.action) {
      case "upgrade":
        return plan.from === null ? "Install now" : "Upgrade now";
      case "download":
      case "install":
        return "Install now";
      case "use":
        return "Switch now";
      case "rollback":
        return "Undo now";
      case "remove":
        return isOfUnused(plan) ? "Remove unused versions" : `Remove ${plan.from ?? "Go"}`;
      case "addToPath":
        return "Add to PATH";
      case "environment":
        return "Apply now";
      case "adopt":
        return "Let Upgo manage Go";
      case "stepAside":
        return "Let Upgo's Go come first";
      case "keepSystem":
        return "Keep the system Go";
      case "systemInstall":
        return plan.from === null ? "Install now" : "Upgrade now";
      case "systemUninstall":
        return "Uninstall now";
      case "systemRepair":
      case "repairFiles":
        return "Repair now";
      case "rebuildTools":
        return "Build now";
    }
  },
  step: (step: StepTitle): string => {
    switch (step.kind) {
      case "download":
        return `Download and verify ${what(step)}`;
      case "readFile":
        return "Read and verify the file";
      case "unpack":
        return `Unpack ${what(step)}`;
      case "publish":
        return `Put ${what(step)} in its place`;
      case "test":
        return `Try ${what(step)}`;
      case "switch":
        return step.version === null ? `Switch ${step.from ?? "Go"} off` : `Switch to ${step.version}`;
      case "editPath":
        return step.needsAdmin ? "Edit the machine PATH" : "Edit your PATH";
      case "editVariables":
        return "Edit variables of Go";
      case "check":
        return "Check what a new terminal runs";
      case "unpublish":
        return `Take ${what(step)} out of its place`;
      case "downloadPackage":
        return `Download and verify the installer of ${what(step)}`;
      case "securePackage":
        return `Keep the installer of ${what(step)}`;
      case "installSystem":
        return `Install ${what(step)} for everybody`;
      case "replaceSystem":
        return `Replace ${step.from ?? "the system Go"} by ${what(step)} for everybody`;
      case "uninstallSystem":
        return "Uninstall the system Go";
      case "repairSystem":
        return "Repair the system Go";
      case "giveBack":
        return "Give back what the uninstaller takes";
      case "changeSetting":
        return "Remember the choice";
      case "setAside":
        return "Rename the old folder";
      case "delete":
        return `Delete the files of ${what(step)}`;
      case "rebuildTool":
        return `Build ${step.file ?? ""} again with ${what(step)}`;
      case "repairFiles":
        return `Put the files of ${what(step)} back as they were published`;
      case "restoreFiles":
        return `Give ${what(step)} its files of before`;
      case "restoreTool":
        return `Put ${step.file ?? ""} back as it was`;
    }
  },
  unpackFiles: (count: string) => `Unpack ${count} files`,
  /** The second line of a step that names no place. */
  toldUnless: (version: string) => `If it is not ${version}, you are told which one it is, and why`,
  asksHosts: (hosts: string) => `Go may ask ${hosts}`,
  takenBackIfBroken: "If it does not work, everything above is taken back",
  switchFromTo: (from: string, to: string) => `current → ${from} ⇒ current → ${to}`,
  switchTo: (to: string) => `current → ${to}`,
  about: (size: string) => `about ${size}`,
  frees: (size: string) => `frees ${size}`,
  undo: {
    deleteFile: "Undo: delete the file",
    deleteFolder: "Undo: delete the folder",
    switchBack: "Undo: switch back",
    restorePath: "Undo: put the old value back",
    installAgain: "Undo: install it again",
    oldProgram: "Undo: put the old program back",
    oldFiles: "Undo: put the old files back",
    uninstall: "Undo: uninstall it",
    renameBack: "Undo: rename it back",
  },

  keptForUndo: "So that it can be put back, also offline",
  givenBack: "Entries of your PATH with their order, and GOPATH",
  settingKept: "Upgo upgrades it with the official installer from now on",
  adminPrompt: "Admin prompt",
  oneAdminPrompt: "one admin prompt",

  path: "PATH",
  variables: "Variables",
  pathStays: "PATH does not change",
  pathStaysLine: "Upgo is already on it, so open terminals follow by themselves",
  pathStaysPlain: "Nothing is added to it, nothing is removed",
  pathByInstaller: "The Go installer edits the machine PATH",
  pathByInstallerLine: "It adds or takes away its own entry. What it takes of yours is given back.",
  pathCounts: {
    added: (count: number) => `${count} added`,
    removed: (count: number) => `${count} removed`,
    moved: (count: number) => `${count} moved`,
  },
  running: (name: string, count: number) => `${name} is running (${count === 1 ? "1 process" : `${count} processes`})`,
  runningKeeps: (version: string) => `It keeps ${version} until it restarts. Nothing is closed.`,
  runningRemoved: "It runs from what is to be removed. Nothing is closed.",
  /** The two ways on while something runs from what is to be removed. */
  wait: "Wait, then remove",
  removeNow: "Remove now",
  process: (pid: string) => `process ${pid}`,
};
