import type { StepTitle } from "../../api/bindings";
import { isOfUnused, putsBackOnly, type Subject } from "../subject";

const what = (step: StepTitle) => step.version ?? "Go";

/** The plan dialog, and the steps of a plan wherever they are shown. */
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
        return "Put Upgo's Go first";
      case "keepSystem":
        return "Keep the system Go";
      case "systemInstall":
        return plan.from === null
          ? `Install ${plan.to ?? "Go"} for all users`
          : `Upgrade the system Go to ${plan.to ?? "Go"}`;
      case "systemUninstall":
        return `Uninstall ${plan.from ?? "the system Go"}`;
      case "systemRepair":
        return `Repair ${plan.to ?? "the system Go"}`;
      case "repairFiles":
        return `Repair ${plan.about ?? "Go"}`;
      case "rebuildTools":
        return "Rebuild tools";
    }
  },
  lead: "What will happen, in this order. Each step can be undone.",
  leadDestructive: "What will happen, in this order.",
  nothing: "Nothing to do. Your PC is already set up this way.",
  stale: "Something changed on this PC. Here is the updated plan.",
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
        return "Put Upgo's Go first";
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
        return "Rebuild now";
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
        return `Move ${what(step)} into place`;
      case "test":
        return `Test ${what(step)}`;
      case "switch":
        return step.version === null ? `Stop using ${step.from ?? "Go"}` : `Switch to ${step.version}`;
      case "editPath":
        return step.needsAdmin ? "Edit the machine PATH" : "Edit your PATH";
      case "editVariables":
        return "Edit Go variables";
      case "check":
        return "Check what a new terminal runs";
      case "unpublish":
        return `Remove the ${what(step)} command`;
      case "downloadPackage":
        return `Download and verify the installer of ${what(step)}`;
      case "securePackage":
        return `Keep the installer of ${what(step)}`;
      case "installSystem":
        return `Install ${what(step)} for all users`;
      case "replaceSystem":
        return `Replace ${step.from ?? "the system Go"} with ${what(step)} for all users`;
      case "uninstallSystem":
        return "Uninstall the system Go";
      case "repairSystem":
        return "Repair the system Go";
      case "giveBack":
        return "Restore what the uninstaller removes";
      case "changeSetting":
        return "Save this choice";
      case "setAside":
        return "Rename the old folder";
      case "delete":
        return `Delete the files of ${what(step)}`;
      case "rebuildTool":
        return `Rebuild ${step.file ?? ""} with ${what(step)}`;
      case "repairFiles":
        return `Restore the published files of ${what(step)}`;
      case "restoreFiles":
        return `Restore the previous files of ${what(step)}`;
      case "restoreTool":
        return `Restore the previous ${step.file ?? ""}`;
    }
  },
  unpackFiles: (count: string) => `Unpack ${count} files`,
  /** The second line of a step without a place. */
  toldUnless: (version: string) => `If it isn't ${version}, Upgo tells you which Go it is and why`,
  asksHosts: (hosts: string) => `Go may contact ${hosts}`,
  takenBackIfBroken: "If it doesn't work, everything above is undone",
  switchFromTo: (from: string, to: string) => `current → ${from} ⇒ current → ${to}`,
  switchTo: (to: string) => `current → ${to}`,
  about: (size: string) => `about ${size}`,
  frees: (size: string) => `frees ${size}`,
  undo: {
    deleteFile: "Undo: delete the file",
    deleteFolder: "Undo: delete the folder",
    switchBack: "Undo: switch back",
    restorePath: "Undo: restore the old value",
    installAgain: "Undo: install it again",
    oldProgram: "Undo: restore the old program",
    oldFiles: "Undo: restore the old files",
    uninstall: "Undo: uninstall it",
    renameBack: "Undo: rename it back",
  },

  keptForUndo: "So it can be reinstalled later, even offline",
  givenBack: "Your PATH entries in their original order, and GOPATH",
  settingKept: "Upgo upgrades it with the official installer from now on",
  adminPrompt: "Admin prompt",
  oneAdminPrompt: "one admin prompt",

  path: "PATH",
  variables: "Variables",
  pathStays: "PATH does not change",
  pathStaysLine: "Upgo is already on it, so open terminals follow automatically",
  pathStaysPlain: "Nothing is added or removed",
  pathByInstaller: "The Go installer edits the machine PATH",
  pathByInstallerLine: "It adds or removes its own entry. Any of your entries that it removes are restored.",
  pathCounts: {
    added: (count: number) => `${count} added`,
    removed: (count: number) => `${count} removed`,
    moved: (count: number) => `${count} moved`,
  },
  running: (name: string, count: number) => `${name} is running (${count === 1 ? "1 process" : `${count} processes`})`,
  runningKeeps: (version: string) => `It keeps using ${version} until it restarts. No programs will be closed.`,
  runningRemoved: "It runs from a version that will be removed. No programs will be closed.",
  /** The two choices while a program runs from a version that will be removed. */
  wait: "Wait, then remove",
  removeNow: "Remove now",
  process: (pid: string) => `process ${pid}`,
};
