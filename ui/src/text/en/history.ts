/** The page History. */
export const history = {
  intro: "Every change to Go on this machine. Undo puts it back exactly as it was.",
  filterName: "Changes to show",
  filters: { all: "All changes", versions: "Versions", environment: "Environment" },

  export: "Export",
  exported: (file: string) => `History saved to ${file}`,

  today: "Today",
  yesterday: "Yesterday",

  redone: (what: string) => `Redone: ${what}`,
  /** A change as a thing; stands inside or at the start of a sentence. */
  what: {
    upgrade: (to: string) => `upgrade to ${to}`,
    download: (to: string) => `download of ${to}`,
    install: (to: string) => `installation of ${to}`,
    use: (to: string) => `switch to ${to}`,
    remove: (version: string) => `removal of ${version}`,
    addToPath: "the PATH entry",
    environment: (names: string) => `the edit of ${names}`,
    adopt: (version: string) => `adoption of ${version}`,
    stepAside: "the new order of PATH",
    keepSystem: "the choice to keep the system Go",
    systemInstall: (version: string) => `installation of ${version} for everybody`,
    systemUninstall: (version: string) => `removal of ${version} for everybody`,
    repairFiles: (version: string) => `repair of the files of ${version}`,
    systemRepair: (version: string) => `repair of ${version}`,
    rebuildTools: (names: string) => `rebuild of ${names}`,
    undo: (what: string) => `undo of ${what}`,
    rollback: (to: string) => `return to ${to}`,
  },
  running: (what: string) => `${capital(what)} is running`,
  cancelled: (what: string) => `${capital(what)} cancelled`,
  failed: (what: string) => `${capital(what)} failed`,
  overtaken: (what: string) => `${capital(what)} was planned anew`,
  interrupted: (what: string) => `${capital(what)} was interrupted`,

  nothingChanged: "Nothing changed",
  takenBack: "Taken back, nothing was lost",
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
  machineThen: "Your machine then",
  pathDiff: "Changes of PATH",

  empty: "Nothing has been changed yet",
  emptyHint: "What Upgo does appears here, with Undo.",
  emptyFilter: "No change of this kind",
  emptyFilterHint: "Other changes are hidden by the filter.",
  showAll: "Show all changes",
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
