/** The page History. */
export const history = {
  intro: "Every change that Upgo made. Undo restores the previous state.",
  filterName: "Changes to show",
  filters: { all: "All changes", versions: "Versions", environment: "Environment" },

  export: "Export",
  exported: (file: string) => `History saved to ${file}`,

  today: "Today",
  yesterday: "Yesterday",

  redone: (what: string) => `Redone: ${what}`,
  /** A change as a noun, at the start of a sentence or inside one. */
  what: {
    upgrade: (to: string) => `upgrade to ${to}`,
    download: (to: string) => `download of ${to}`,
    install: (to: string) => `installation of ${to}`,
    use: (to: string) => `switch to ${to}`,
    remove: (version: string) => `removal of ${version}`,
    addToPath: "change to PATH",
    environment: (names: string) => `edit of ${names}`,
    adopt: (version: string) => `adoption of ${version}`,
    stepAside: "reordering of PATH",
    keepSystem: "choice to keep the system Go",
    systemInstall: (version: string) => `installation of ${version} for all users`,
    systemUninstall: (version: string) => `removal of ${version} for all users`,
    repairFiles: (version: string) => `repair of files in ${version}`,
    systemRepair: (version: string) => `repair of ${version}`,
    rebuildTools: (names: string) => `rebuild of ${names}`,
    undo: (what: string) => `undo of ${what}`,
    rollback: (to: string) => `return to ${to}`,
  },
  running: (what: string) => `${capital(what)} in progress`,
  cancelled: (what: string) => `${capital(what)} cancelled`,
  failed: (what: string) => `${capital(what)} failed`,
  overtaken: (what: string) => `${capital(what)} was replaced by a new plan`,
  interrupted: (what: string) => `${capital(what)} was interrupted`,

  nothingChanged: "Nothing changed",
  takenBack: "Rolled back; nothing was lost",
  completed: "Interrupted, then completed",

  askers: {
    window: "You, in the window",
    tray: "You, in the tray",
    toast: "You, in a notification",
    terminal: (command: string) => `By ${command} in a terminal`,
  },

  redo: "Redo",
  whyNot: {
    undone: "Undone",
    later: "Undo the later changes first",
  },
  machineThen: "Your machine at that time",
  pathDiff: "Changes to PATH",

  empty: "Nothing has been changed yet",
  emptyHint: "Changes that Upgo makes appear here. You can undo them.",
  emptyFilter: "No changes of this kind",
  emptyFilterHint: "Other changes are hidden by the filter.",
  showAll: "Show all changes",
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
