export const support = {
  log: "Log",
  logHint: "What Upgo did, newest first. Passwords and project names are left out.",
  level: "Level",
  levels: { error: "Errors only", warn: "Warnings and errors", info: "Normal activity", debug: "Everything" },
  find: "Find in the log",
  clearFind: "Clear",
  lines: (count: string) => `${count} lines`,
  noLines: "No lines",
  unreadable: "The log could not be read",
  copyLines: "Copy lines",
  report: "Bug report",
  reportHint:
    "A zip file with these texts. Nothing is sent. Passwords, your user name, and the names of this machine and your projects are left out.",
  saveReport: "Save report",
  saved: (file: string) => `Report saved to ${file}`,
  row: "Log and bug report",
  rowHint: "What Upgo did, and a report to read before you save it. Nothing is sent.",
};
