/** The log and the bug report. */
export const support = {
  log: "Log",
  logHint: "What Upgo did, newest first. Passwords and project names are left out.",
  level: "Level",
  levels: { error: "Errors only", warn: "Warnings and errors", info: "What was done", debug: "Everything" },
  find: "Find in the log",
  clearFind: "Clear",
  lines: (count: string) => `${count} lines`,
  noLines: "No lines",
  unreadable: "The log could not be read",
  copyLines: "Copy lines",
  report: "Bug report",
  reportHint:
    "A zip file with these texts. Upgo sends it nowhere. Passwords, your name, and the names of this PC and your projects are left out.",
  saveReport: "Save report",
  saved: (file: string) => `Saved ${file}`,
  logRowHint: "What Upgo did, for troubleshooting",
  reportRowHint: "See what it contains, then save it. Nothing is sent.",
};
