/** The command palette. */
export const palette = {
  name: "Commands",
  hint: "Search actions, pages, settings and versions",
  likely: "Suggested",
  recent: "Recent",
  actions: "Actions",
  goTo: "Go to",
  results: (count: number) => (count === 1 ? "1 result" : `${count} results`),
  nothing: (query: string) => `Nothing found for “${query}”`,
  nothingHint: "Try the name of an action, a page or a version such as 1.26.",

  versionsOf: (number: string) => `Versions: ${number}`,
  instant: "installed · instant",

  keys: { esc: "Esc", enter: "Enter", ctrlEnter: "Ctrl+Enter" },
  shortcuts: {
    title: "Keyboard shortcuts",
    search: "Search this page",
    back: "Go back",
    forward: "Go forward",
    nextPart: "Next part of the window",
    previousPart: "Previous part of the window",
    copyDetails: "Copy details",
    menu: "Open the menu of a row",
  },
  open: "open",
  run: "run",
  showPlan: "show the plan",
  doNow: "do it now",
  terminal: "Terminal",
};
