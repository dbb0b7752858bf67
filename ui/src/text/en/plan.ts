/** The plan dialog, and the steps of a plan wherever they are shown. */
export const plan = {
  lead: "What will happen, in this order.",
  nothing: "Nothing to do. Your machine is already set up this way.",
  stale: "Something changed on this machine. Here is the updated plan.",
  /** The second line of a step without a place. */
  toldUnless: (version: string) => `If it isn't ${version}, Upgo tells you which Go it is and why`,
  /** A download that fetches only what an installed version does not have. */
  insteadOf: (part: string, whole: string) => `${part} instead of ${whole}`,
  othersFrom: (version: string) => `all other files from ${version}; without api, doc, misc and test`,
  asksHosts: (hosts: string) => `Go may contact ${hosts}`,
  takenBackIfBroken: "If it doesn't work, everything above is undone",
  switchFromTo: (from: string, to: string) => `New terminals run ${to} instead of ${from}`,
  switchTo: (to: string) => `New terminals run ${to}`,
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
  pathStaysLine: "Upgo is already on PATH, so open terminals follow automatically",
  pathStaysPlain: "Nothing is added or removed",
  pathByInstaller: "The Go installer edits the system PATH",
  pathByInstallerLine: "It adds or removes its own entry. Any of your entries that it removes are restored.",
  running: (name: string, count: number) => `${name} is running (${count === 1 ? "1 process" : `${count} processes`})`,
  openSetting: "Open the setting",
  runningKeeps: (version: string) => `It keeps using ${version} until it restarts. No programs will be closed.`,
  runningRemoved: "It runs from a version that will be removed. No programs will be closed.",
  runningGo: "Running builds may fail. No programs will be closed.",
  /** What a cleanup costs later. */
  cleanedBuild: "The next build compiles every package again",
  cleanedBuildLine: "Until then, builds and tests take longer. Inputs of fuzz tests are kept.",
  deletedDownloaded: "Go downloads it again when a project needs it",
  deletedDownloadedLine: "Until then, projects that need it cannot be built without a network connection.",
  cleanedModules: "Go downloads the modules again when it needs them",
  cleanedModulesLine: "Until then, projects that need them cannot be built without a network connection.",
  /** The two choices while a program runs from a version that will be removed. */
  wait: "Wait, then remove",
  waitToClean: "Wait, then clean",
  process: (pid: string) => `process ${pid}`,

  queue: {
    title: "Waiting",
    count: (count: number) => (count === 1 ? "1 change" : `${count} changes`),
    until: {
      turn: "Starts when the running change is done",
      consent: "Its plan has changed since you agreed to it.",
      decision: "The change before it did not succeed.",
    },
    remove: "Remove from queue",
  },
};
