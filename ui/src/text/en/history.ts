export const history = {
  intro: "Every change that Upgo made. Undo shows its plan first. A change that can't be undone says why.",
  filterName: "Changes to show",
  filters: { all: "All changes", versions: "Versions", environment: "Environment" },

  export: "Export",
  exported: (file: string) => `History saved to ${file}`,

  today: "Today",
  yesterday: "Yesterday",

  nothingChanged: "Nothing changed",
  takenBack: "Rolled back; nothing was lost",
  completed: "Interrupted, then completed",

  askers: {
    window: "You, in the window",
    tray: "You, in the tray",
    toast: "You, in a notification",
    terminal: (command: string) => `By ${command} in a terminal`,
  },

  downloaded: (part: string, whole: string) => `downloaded ${part} instead of ${whole}`,

  rehearsal: "Rehearsal",
  tried: (count: number) => (count === 1 ? "tried on 1 project" : `tried on ${count} projects`),
  broke: (some: number, count: number) => `${some} of ${count} projects broke`,

  hooks: {
    names: {
      beforeSwitch: "Hook before the switch",
      afterSwitch: "Hook after the switch",
      soak: "Hook that watches the new Go",
      onFailure: "Hook after the failure",
    },
    owners: { policy: "set by the policy", settings: "set in your settings" },
    /** In a plan. */
    atMost: (seconds: number) => `at most ${seconds} s`,
    everyMinute: (seconds: number) =>
      seconds < 60 ? `for ${seconds} s` : `every minute for ${Math.round(seconds / 60)} min`,
    ifItFails: {
      hookBefore: "if it fails, nothing is changed",
      hookAfter: "if it fails, everything above is undone",
      hookSoak: "if it fails once, everything above is undone",
      hookOnFailure: "it does not run if the change succeeds",
    },
    ends: {
      passed: "done",
      exited: (code: number) => `ended with status ${code}`,
      killed: "killed by another program",
      timedOut: (seconds: number) => `stopped after ${seconds} s`,
      memory: "stopped because it used too much memory",
      processes: "stopped because it started too many processes",
      cancelled: "cancelled",
      notStarted: "could not be started",
    },
    leftOut: (count: number) => (count === 1 ? "1 earlier line is not kept" : `${count} earlier lines are not kept`),
    output: (program: string) => `Output of ${program}`,
  },

  redo: "Redo",
  whyNot: {
    undone: "Undone",
    gone: "The Go that it moved aside was deleted",
    replaced: "A later change replaced it",
    final: "Cannot be undone",
  },
  machineThen: "Your machine at that time",
  diff: "What changed",

  empty: "Nothing has been changed yet",
  emptyHint: "Changes that Upgo makes appear here. You can undo them.",
  emptyFilter: "No changes of this kind",
  emptyFilterHint: "Other changes are hidden by the filter.",
  showAll: "Show all changes",
  showOlder: "Show older changes",
};
