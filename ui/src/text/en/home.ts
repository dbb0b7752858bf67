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
    checking: "Looking at your Go",
    current: "Up to date",
  },

  current: "Go is up to date",
  runs: (version: string) => `New terminals run ${version}.`,
  runsNone: "New terminals find no Go.",
  runsUnknown: "New terminals run a Go that does not tell its version.",
  checked: (ago: string) => `Checked ${ago}.`,
  security: "A security update is ready",
  isOut: (version: string) => `${version} is out`,
  unsupported: (line: string) => `Go ${line} is no longer supported`,
  noMoreFixes: "It gets no more security fixes.",
  arrow: (from: string, to: string) => `${from} → ${to}`,
  addsToPath: "adds Upgo to your PATH",
  remindedTomorrow: (version: string) => `${version} is offered again tomorrow`,
  remindedNextWeek: (version: string) => `${version} is offered again in a week`,
  skipped: (version: string) => `${version} is skipped`,
  otherWays: "Other ways to upgrade",
  staysOn: (version: string, line: string) => `${version}, stays on Go ${line}`,

  stale: (days: number) => (days === 1 ? "Go was up to date 1 day ago" : `Go was up to date ${days} days ago`),
  staleNever: "Not checked for updates yet",
  unreachable: "go.dev cannot be reached.",
  lookingFor: "Asking for the newest releases.",
  checkFailed: (when: string) => `The last check got no answer. What you see is of ${when}.`,
  checkFailedNever: "The check got no answer. Nothing is known of the newest releases.",

  noGo: "There is no Go on this machine yet",
  noGoLine: "Install the newest release. Upgo keeps it current and takes any change back.",
  noGoElsewhere: (folder: string) =>
    `There is a Go in ${folder}, but it is not on PATH. Install the newest release, or add its bin folder to PATH.`,
  noGoUnknown: "go.dev cannot be reached, so the newest release is not known. You can install from a file.",
  promises: {
    official: "Only official bytes",
    officialLine: "Every file must match the SHA-256 that go.dev publishes.",
    undo: "Everything can be undone",
    undoLine: "You see each change before it happens and can take it back.",
    noRestart: "No restart",
    noRestartLine: "Open a new terminal once. From then on every upgrade reaches open terminals at their next command.",
  },
  lookedIn: (places: number) =>
    places === 1 ? "Looked in 1 place and found none" : `Looked in ${places} places and found none`,
  lookedInElsewhere: (places: number) => (places === 1 ? "Looked in 1 place" : `Looked in ${places} places`),
  lookedInLine: "If you have the archive of a Go release, it can be installed without the network.",

  notOnPath: "Go is installed, but terminals do not find it",
  notChosenLine: (version: string) => `Upgo has ${version}, but no version is chosen.`,
  notOnPathLine: (version: string) => `${version} is installed by Upgo. Its folder is not on PATH.`,
  searched: "What a new terminal searches",
  searchedNote: "from top to bottom, none has a Go",

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
    stepAside: "Let Upgo's Go come first",
    keep: "Keep the system Go",
  },
  wayLines: {
    adopt: (runs: string) => `Brings ${runs} into Upgo. The old folder stays, and comes behind Upgo's.`,
    adoptSystem: (runs: string) =>
      `Keeps a copy of ${runs}, then uninstalls the system one. One admin prompt, then never again.`,
    stepAside: "Takes the system Go off the machine PATH and keeps it in yours. It stays installed. One admin prompt.",
    keep: "Upgo upgrades it with the official installer. One admin prompt for each upgrade.",
  },
  whatItMeans: "What this means",
  belongsTo: (owner: string) => `The Go that runs belongs to: ${owner}`,
  belongsToUnknown: "Nobody knows who put the Go that runs there",
  untilItGoes: (chosen: string, folder: string) =>
    `${chosen} stays installed. It runs as soon as ${folder} is no longer searched first.`,

  facts: {
    version: "Version",
    support: "Support",
    name: (label: string, value: string, line: string) => `${label}: ${value}. ${line}`,
    newest: "Newest stable release",
    newestIs: (version: string) => `Newest stable is ${version}`,
    newestOn: (day: string) => `Newest stable on ${day}`,
    newestWas: (version: string, day: string) => `Newest stable was ${version} on ${day}`,
    notChecked: "Not checked yet",
    unknown: "Unknown",
    until: (line: string, month: string) => `Until Go ${line}, about ${month}`,
    endedOn: (date: string) => `Ended on ${date}`,
    noMoreFixes: "No more security fixes",
    vulnerabilities: "Known vulnerabilities",
    none: "None",
    noneOn: (day: string) => `None on ${day}`,
    inGo: (ago: string) => `In Go itself, checked ${ago}`,
    whenOnline: "Checked again when you are online",
    known: (count: number, version: string) => `${count} in ${version}`,
    allFixed: (version: string) => `All fixed in ${version}`,
    someFixed: (count: number, version: string) => `${count} of them fixed in ${version}`,
    notFixed: "No release fixes them yet",
    asOf: (day: string) => `as of ${day}`,
  },

  why: "Why upgrade",
  whySupport: (line: string) => `Go ${line} gets no more security fixes`,
  whySupportEnded: (date: string) => `Its support ended on ${date}`,
  whyNewLine: (line: string) => `What is new in Go ${line}`,
  whyFirstPatch: (line: string) => `First patch of Go ${line}`,
  whyPatch: (line: string) => `Fixes for Go ${line}`,
  whyPrerelease: (line: string) => `A preview of Go ${line}`,
  released: (date: string) => `Released ${date}`,
  prereleaseWarning: "Not for production",
  whyVulnerable: (count: number, version: string) =>
    count === 1 ? `1 known vulnerability in ${version}` : `${count} known vulnerabilities in ${version}`,
  /** The one sentence of a security update: the command line, the tray and the toasts say the same. */
  whyFixes: (count: number, runs: string, used: number | null) =>
    `Fixes ${count} known ${count === 1 ? "vulnerability" : "vulnerabilities"} in ${runs}${used === null ? "" : `, ${used} in packages that your projects use`}.`,
  whyRebuild: (version: string) => `Programs built with ${version} keep them until you rebuild them`,
  advisory: {
    part: "Part of Go",
    parts: { stdlib: "Standard library", toolchain: "The go command" },
    allOfIt: "All of the package",
    fixedInLine: (line: string) => `Fixed in Go ${line}`,
    notInLine: "Not in this line",
    firstFixed: "First fixed in",
    notYet: "Not yet",
    aliases: "Also known as",
    published: "Published",
  },
  whyLonger: (line: string) => `Go ${line} is supported for longer`,

  goCommand: "go",
  terminal: "Your terminal",
  pathWord: "path",
  lastChange: "Last change",
  undoable: "can be undone",

  offline: "Without the network you can",
  offlineSwitch: (count: number) => `Switch between the ${count} installed versions`,
  offlineFile: "A Go archive. Verified against the official SHA-256.",

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
        return `Taking ${versionOf(plan)} over`;
      case "stepAside":
        return "Letting Upgo's Go come first";
      case "keepSystem":
        return "Keeping the system Go";
      case "systemInstall":
        return `Installing ${versionOf(plan)} for everybody`;
      case "systemUninstall":
        return `Uninstalling ${versionOf(plan)}`;
      case "systemRepair":
      case "repairFiles":
        return `Repairing ${versionOf(plan)}`;
      case "rebuildTools":
        return "Building tools again";
    }
  },
  secondsLeft: (count: string) => (count === "1" ? "About 1 second left." : `About ${count} seconds left.`),
  minutesLeft: (count: string) => (count === "1" ? "About 1 minute left." : `About ${count} minutes left.`),
  longLeft: "More than an hour left.",
  untilSwitch: (version: string) => `Terminals run ${version} until the switch.`,
  switched: (version: string) => `The switch is done: terminals run ${version}.`,
  waitingForNetwork: "Waiting for the network.",
  waitingForOther: "Waiting for another program.",
  takingBack: "Taking it back",
  stopping: "Stopping. Nothing has changed.",
  progressOfPlan: "Progress",
  stepStates: {
    waiting: "next",
    running: "running",
    done: "done",
    undone: "taken back",
    failed: "failed",
    skipped: "left out",
  },
  checkedOnTheWay: "SHA-256 is checked on the way",
  files: (done: string) => `${done} files`,
  goodToKnow: "Good to know",
  cancelHarmless: "You can cancel without harm",
  cancelHarmlessLine: "Nothing visible changes before the switch. A stopped download is resumed next time.",
  cancelHarmlessTools: "What was built so far is taken back; a second try is quicker.",
  undoNow: "You can still take it back",
  undoNowLine: "The switch is done. Undo puts back what was there before.",
  terminalsFollow: "Open terminals follow by themselves",
  terminalsFollowLine: "They use the new Go at their next command.",
  newTerminal: "Open a new terminal once",
  newTerminalLine: "From then on every upgrade reaches open terminals at their next command.",

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
        return changed.switched && changed.to !== null ? `You are back on ${changed.to}` : "The change is undone";
      case "remove":
        return isOfUnused({ ...changed, request })
          ? "The unused versions are removed"
          : `${versionOf(changed)} is removed`;
      case "addToPath":
        return "New terminals find Go now";
      case "environment":
        return "New terminals have the new environment";
      case "adopt":
        return `Upgo manages ${versionOf(changed)} now`;
      case "stepAside":
        return "Upgo's Go comes first now";
      case "keepSystem":
        return "The system Go is kept";
      case "systemInstall":
        return `Everybody has ${versionOf(changed)} now`;
      case "systemUninstall":
        return `${versionOf(changed)} is uninstalled`;
      case "systemRepair":
      case "repairFiles":
        return `${versionOf(changed)} is repaired`;
      case "rebuildTools":
        return changed.programs.length === 1
          ? "1 tool is built again"
          : `${changed.programs.length} tools are built again`;
    }
  },
  doneChecked: "A new terminal runs it: checked.",
  doneFreed: (size: string) => `${size} are free again.`,
  itTook: (time: string) => `It took ${time}.`,
  leftToDo: "Left to do",
  noneUrgent: (count: number) => `${count}, none of them urgent`,
  stillRunning: (name: string, version: string) => `${name} still uses ${version}`,
  stillRunningLine: "It uses the new Go once it is restarted.",
  keptForUndo: (version: string) => `${version} is kept for Undo`,
  keptForUndoLine: "It takes space on the disk. Without it, Undo downloads it again.",
  removeNow: "Remove now",
  rebuildTools: (count: number) => (count === 1 ? "Rebuild 1 tool" : `Rebuild ${count} tools`),
  rebuildToolsLine: (names: string) => `An older Go has built ${names}.`,
  rebuild: "Rebuild",
  reload: (editor: string) => `Reload ${editor}`,
  reloadLine: "It keeps the Go that it knows until then.",
  unused: (count: number) =>
    count === 1 ? "1 version is not needed any more" : `${count} versions are not needed any more`,
  seeWhich: "See which",
  whatWasDone: "What was done",
  steps: (count: number) => (count === 1 ? "1 step" : `${count} steps`),
  fromHost: (size: string, host: string) => `${size} from ${host}`,
  digestMatched: "SHA-256 matched",

  recoveredCompleted: "An interrupted change was completed",
  recoveredTakenBack: "An interrupted change was taken back",
  wasTakenBack: "Taken back",
  recoveredRuns: (version: string) => `${version} runs.`,
  recoveredLost: (version: string) => `${version} runs, nothing was lost.`,
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
        return "The tools were not built again";
    }
  },
  nothingChanged: "Nothing changed.",
  stillRuns: (version: string) => `Terminals still run ${version}.`,
  unreadable: "Upgo cannot look at your Go",
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
        return "PATH stays as it was.";
      case "environment":
        return "The environment stays as it was.";
      case "adopt":
      case "stepAside":
      case "keepSystem":
      case "systemInstall":
      case "systemUninstall":
      case "systemRepair":
      case "repairFiles":
        return "Cancelled. Nothing changed.";
      case "rebuildTools":
        return "The tools stay as they were.";
    }
  },
};
