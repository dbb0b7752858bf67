import type { Changed, ChangeRequest } from "../../api/bindings";
import { isOfUnused, putsBackOnly, type Subject, versionOf } from "../subject";

/** The page Home. */
export const home = {
  /** The state in the window's title. */
  states: {
    working: "Working",
    failed: "Failed",
    recovered: "Recovered",
    done: "Done",
    "no-go": "No Go yet",
    "not-on-path": "Needs attention",
    shadowed: "Another Go comes first",
    security: "Security update",
    unsupported: "Support ended",
    update: "Update",
    stale: "Offline",
    checking: "Checking your Go setup",
    current: "Up to date",
  },

  current: "Go is up to date",
  runs: (version: string) => `New terminals run ${version}.`,
  runsNone: "New terminals can't find Go.",
  runsUnknown: "New terminals run a Go whose version can't be read.",
  checked: (ago: string) => `Checked ${ago}.`,
  security: "A security update is ready",
  isOut: (version: string) => `${version} is out`,
  unsupported: (line: string) => `Go ${line} is no longer supported`,
  noMoreFixes: "It gets no more security fixes.",
  arrow: (from: string, to: string) => `${from} → ${to}`,
  addsToPath: "adds Upgo to your PATH",
  remindedTomorrow: (version: string) => `You'll be reminded of ${version} tomorrow`,
  remindedNextWeek: (version: string) => `You'll be reminded of ${version} in a week`,
  skipped: (version: string) => `You skipped ${version}`,
  otherWays: "Other ways to upgrade",
  staysOn: (version: string, line: string) => `${version}, stays on Go ${line}`,

  stale: (days: number) => (days === 1 ? "Go was up to date 1 day ago" : `Go was up to date ${days} days ago`),
  staleNever: "Not checked for updates yet",
  unreachable: "go.dev cannot be reached.",
  lookingFor: "Looking for new releases.",
  checkFailed: (when: string) => `The last check failed. Showing results from ${when}.`,
  checkFailedNever: "The last check failed. The newest releases are unknown.",

  noGo: "Go is not installed yet",
  noGoLine: "Install the newest release. Upgo keeps it up to date and can undo any change.",
  noGoElsewhere: (folder: string) =>
    `Go was found in ${folder}, but it is not on PATH. Install the newest release, or add its bin folder to PATH.`,
  noGoUnknown: "go.dev cannot be reached, so the newest release is unknown. You can install from a file.",
  promises: {
    official: "Only official files",
    officialLine: "Every file must match the SHA-256 that go.dev publishes.",
    undo: "Everything can be undone",
    undoLine: "You can see what a change will do before you start it, and undo it afterwards.",
    noRestart: "No restart",
    noRestartLine: "Open a new terminal once. After that, open terminals pick up each upgrade with their next command.",
  },
  lookedIn: (places: number) =>
    places === 1 ? "Searched 1 place and found no Go" : `Searched ${places} places and found no Go`,
  lookedInElsewhere: (places: number) => (places === 1 ? "Searched 1 place" : `Searched ${places} places`),
  lookedInLine: "If you have the archive of a Go release, you can install it offline.",

  notOnPath: "Go is installed, but terminals can't find it",
  notChosenLine: (version: string) => `Upgo has ${version}, but no version is selected.`,
  notOnPathLine: (version: string) => `Upgo installed ${version}, but its folder is not on PATH.`,
  searched: "Where a new terminal looks for Go",
  searchedNote: "from top to bottom, no Go found",

  shadowedLine: (chosen: string, runs: string) => `You chose ${chosen}, but new terminals run ${runs}.`,
  shadowedUnknown: (chosen: string) => `You chose ${chosen}, but new terminals run another Go.`,
  searchOrder: "How a new terminal finds Go",
  searchOrderWindows: "How Windows finds Go",
  firstWins: "from top to bottom, the first one wins",
  position: (place: string) => `position ${place}`,
  runsBadge: "Runs",
  hiddenBadge: "Hidden",
  managedByUpgo: "Managed by Upgo",
  whatToDo: "Choose what to do",
  recommended: "Recommended",
  seeThePlan: "See the plan",
  ways: {
    adopt: "Let Upgo manage Go",
    stepAside: "Put Upgo's Go first",
    keep: "Keep the system Go",
  },
  wayLines: {
    adopt: (runs: string) => `Adds ${runs} to Upgo. The old folder stays, but comes after Upgo's on PATH.`,
    adoptSystem: (runs: string) =>
      `Keeps a copy of ${runs}, then uninstalls the system one. One admin prompt, then never again.`,
    stepAside: "Moves the system Go from the machine PATH to yours. It stays installed. One admin prompt.",
    keep: "Upgo upgrades it with the official installer. One admin prompt for each upgrade.",
  },
  whatItMeans: "What this means",
  belongsTo: (owner: string) => `Origin of this Go: ${owner}`,
  belongsToUnknown: "Upgo can't tell what installed this Go",
  untilItGoes: (chosen: string, folder: string) =>
    `${chosen} stays installed. It runs once ${folder} no longer comes first on PATH.`,

  facts: {
    version: "Version",
    support: "Support",
    name: (label: string, value: string, line: string) => `${label}: ${value}. ${line}`,
    newest: "Newest stable release",
    newestIs: (version: string) => `Newest stable is ${version}`,
    newestOn: (day: string) => `Newest stable as of ${day}`,
    newestWas: (version: string, day: string) => `Newest stable as of ${day}: ${version}`,
    notChecked: "Not checked yet",
    unknown: "Unknown",
    until: (line: string, month: string) => `Until Go ${line}, about ${month}`,
    endedOn: (date: string) => `Ended on ${date}`,
    noMoreFixes: "No more security fixes",
    vulnerabilities: "Known vulnerabilities",
    none: "None",
    noneOn: (day: string) => `None as of ${day}`,
    inGo: (ago: string) => `In Go itself, checked ${ago}`,
    whenOnline: "Checks again when you're online",
    known: (count: number, version: string) => `${count} in ${version}`,
    allFixed: (version: string) => `All fixed in ${version}`,
    someFixed: (count: number, version: string) => `${count} of them fixed in ${version}`,
    notFixed: "No release fixes them yet",
    asOf: (day: string) => `as of ${day}`,
  },

  why: "Why upgrade",
  whySupport: (line: string) => `Go ${line} gets no more security fixes`,
  whySupportEnded: (date: string) => `Its support ended on ${date}`,
  whyNewLine: (line: string) => `What's new in Go ${line}`,
  whyFirstPatch: (line: string) => `First patch of Go ${line}`,
  whyPatch: (line: string) => `Fixes for Go ${line}`,
  whyPrerelease: (line: string) => `A preview of Go ${line}`,
  released: (date: string) => `Released ${date}`,
  prereleaseWarning: "Not for production use",
  whyVulnerable: (count: number, version: string) =>
    count === 1 ? `1 known vulnerability in ${version}` : `${count} known vulnerabilities in ${version}`,
  /** What a security update fixes. The command line, the tray and the toasts say the same as a sentence. */
  whyFixes: (count: number, runs: string, used: number | null) =>
    `Fixes ${count} known ${count === 1 ? "vulnerability" : "vulnerabilities"} in ${runs}${used === null ? "" : `, ${used} in packages that your projects use`}`,
  whyRebuild: (version: string) => `Programs you built with ${version} stay vulnerable until you rebuild them`,
  advisory: {
    part: "Component",
    parts: { stdlib: "Standard library", toolchain: "The go command" },
    allOfIt: "The whole package",
    fixedInLine: (line: string) => `Fixed in Go ${line}`,
    notInLine: "Not fixed in this line",
    firstFixed: "First fixed in",
    notYet: "Not fixed yet",
    aliases: "Also known as",
    published: "Published",
  },
  whyLonger: (line: string) => `Go ${line} is supported for longer`,

  goCommand: "go",
  terminal: "Your terminal",
  pathWord: "path",
  lastChange: "Last change",
  undoable: "can be undone",

  offline: "What you can do offline",
  offlineSwitch: (count: number) => `Switch between the ${count} installed versions`,
  offlineFile: "Choose a Go archive. Upgo verifies it against the official SHA-256.",

  working: (plan: Subject): string => {
    switch (plan.action) {
      case "upgrade":
        return plan.from === null ? `Installing ${versionOf(plan)}` : `Upgrading to ${versionOf(plan)}`;
      case "download":
      case "install":
        return `Installing ${versionOf(plan)}`;
      case "use":
        return `Switching to ${versionOf(plan)}`;
      case "rollback":
        return putsBackOnly(plan) ? "Undoing the last change" : `Going back to ${plan.to}`;
      case "remove":
        return isOfUnused(plan) ? "Removing unused versions" : `Removing ${versionOf(plan)}`;
      case "addToPath":
        return "Adding Upgo to PATH";
      case "environment":
        return "Editing the environment";
      case "adopt":
        return `Adding ${versionOf(plan)} to Upgo`;
      case "stepAside":
        return "Putting Upgo's Go first";
      case "keepSystem":
        return "Keeping the system Go";
      case "systemInstall":
        return `Installing ${versionOf(plan)} for all users`;
      case "systemUninstall":
        return `Uninstalling ${versionOf(plan)}`;
      case "systemRepair":
      case "repairFiles":
        return `Repairing ${versionOf(plan)}`;
      case "rebuildTools":
        return "Rebuilding tools";
    }
  },
  secondsLeft: (count: string) => (count === "1" ? "About 1 second left." : `About ${count} seconds left.`),
  minutesLeft: (count: string) => (count === "1" ? "About 1 minute left." : `About ${count} minutes left.`),
  longLeft: "More than an hour left.",
  untilSwitch: (version: string) => `Terminals run ${version} until the switch.`,
  switched: (version: string) => `The switch is done. Terminals now run ${version}.`,
  waitingForNetwork: "Waiting for the network.",
  waitingForOther: "Waiting for another program.",
  takingBack: "Undoing the change",
  stopping: "Stopping. Nothing has changed.",
  progressOfPlan: "Progress",
  stepStates: {
    waiting: "waiting",
    running: "running",
    done: "done",
    undone: "undone",
    failed: "failed",
    skipped: "skipped",
  },
  checkedOnTheWay: "SHA-256 is verified during the download",
  files: (done: string) => `${done} files`,
  goodToKnow: "Good to know",
  cancelHarmless: "You can cancel safely",
  cancelHarmlessLine: "Nothing changes for you until the switch. A stopped download resumes next time.",
  cancelHarmlessTools: "Tools rebuilt so far are restored. Trying again will be faster.",
  undoNow: "You can still undo this",
  undoNowLine: "The switch is done. Undo restores the previous state.",
  terminalsFollow: "Open terminals follow automatically",
  terminalsFollowLine: "They pick up the new Go with their next command.",
  newTerminal: "Open a new terminal once",
  newTerminalLine: "After that, open terminals pick up each upgrade with their next command.",

  done: (changed: Changed, request: ChangeRequest): string => {
    if (!changed.changed) return "There was nothing to do";
    switch (changed.action) {
      case "upgrade":
      case "use":
        return `You now have ${versionOf(changed)}`;
      case "download":
      case "install":
        return changed.switched ? `You now have ${versionOf(changed)}` : `${versionOf(changed)} is installed`;
      case "rollback":
        return changed.switched && changed.to !== null ? `You are back on ${changed.to}` : "Change undone";
      case "remove":
        return isOfUnused({ ...changed, request }) ? "Removed unused versions" : `Removed ${versionOf(changed)}`;
      case "addToPath":
        return "New terminals can now find Go";
      case "environment":
        return "New terminals use the new environment";
      case "adopt":
        return `Upgo now manages ${versionOf(changed)}`;
      case "stepAside":
        return "Upgo's Go now comes first";
      case "keepSystem":
        return "The system Go is kept";
      case "systemInstall":
        return `${versionOf(changed)} is installed for all users`;
      case "systemUninstall":
        return `Uninstalled ${versionOf(changed)}`;
      case "systemRepair":
      case "repairFiles":
        return `Repaired ${versionOf(changed)}`;
      case "rebuildTools":
        return changed.programs.length === 1 ? "Rebuilt 1 tool" : `Rebuilt ${changed.programs.length} tools`;
    }
  },
  doneChecked: "Verified in a new terminal.",
  doneFreed: (size: string) => `Freed ${size}.`,
  itTook: (time: string) => `It took ${time}.`,
  leftToDo: "Left to do",
  noneUrgent: (count: number) => `${count}, none urgent`,
  stillRunning: (name: string, version: string) => `${name} still uses ${version}`,
  stillRunningLine: "Restart it to use the new Go.",
  keptForUndo: (version: string) => `${version} is kept for Undo`,
  keptForUndoLine: "It takes up disk space. If you remove it, Undo downloads it again.",
  removeNow: "Remove now",
  rebuildTools: (count: number) => (count === 1 ? "Rebuild 1 tool" : `Rebuild ${count} tools`),
  rebuildToolsLine: (names: string) => `Built with an older Go: ${names}`,
  rebuild: "Rebuild",
  reload: (editor: string) => `Reload ${editor}`,
  reloadLine: "It uses the previous Go until you run “Developer: Reload Window”.",
  unused: (count: number) => (count === 1 ? "1 version you no longer need" : `${count} versions you no longer need`),
  seeWhich: "Review",
  whatWasDone: "What was done",
  steps: (count: number) => (count === 1 ? "1 step" : `${count} steps`),
  fromHost: (size: string, host: string) => `${size} from ${host}`,
  digestMatched: "SHA-256 matched",

  recoveredCompleted: "An interrupted change was completed",
  recoveredTakenBack: "An interrupted change was rolled back",
  wasTakenBack: "Rolled back",
  recoveredRuns: (version: string) => `New terminals run ${version}.`,
  recoveredLost: (version: string) => `New terminals run ${version}. Nothing was lost.`,
  nothingLost: "Nothing was lost.",

  failed: (plan: Subject): string => {
    switch (plan.action) {
      case "upgrade":
        return plan.from === null ? "The installation did not finish" : "The upgrade did not finish";
      case "download":
      case "install":
        return "The installation did not finish";
      case "use":
        return "The switch did not finish";
      case "rollback":
        return "Undo did not finish";
      case "remove":
        return "The removal did not finish";
      case "addToPath":
        return "PATH was not changed";
      case "environment":
        return "The environment was not changed";
      case "adopt":
      case "stepAside":
      case "keepSystem":
      case "systemInstall":
      case "systemUninstall":
      case "systemRepair":
      case "repairFiles":
        return "The change did not finish";
      case "rebuildTools":
        return "The tools were not rebuilt";
    }
  },
  nothingChanged: "Nothing changed.",
  stillRuns: (version: string) => `Terminals still run ${version}.`,
  unreadable: "Upgo can't read your Go setup",
  cancelled: (plan: Subject): string => {
    switch (plan.action) {
      case "upgrade":
        return `${plan.from === null ? "Installation of" : "Upgrade to"} ${versionOf(plan)} cancelled. Nothing changed.`;
      case "download":
      case "install":
        return `Installation of ${versionOf(plan)} cancelled. Nothing changed.`;
      case "use":
        return `Switch to ${versionOf(plan)} cancelled. Nothing changed.`;
      case "rollback":
        return "Undo cancelled. Nothing changed.";
      case "remove":
        return "Removal cancelled. Nothing changed.";
      case "addToPath":
        return "Cancelled. PATH is unchanged.";
      case "environment":
        return "Cancelled. The environment is unchanged.";
      case "adopt":
      case "stepAside":
      case "keepSystem":
      case "systemInstall":
      case "systemUninstall":
      case "systemRepair":
      case "repairFiles":
        return "Cancelled. Nothing changed.";
      case "rebuildTools":
        return "Cancelled. The tools are unchanged.";
    }
  },
};
