import type { Code } from "../../api/bindings";
import { claims, codes as fromEngine } from "./codes";

/** An error code for the user: what happened, what else is known about the machine, and what to do. */
export interface ProblemWords {
  title: string;
  machine?: string;
  remedy: string;
}

/** What to do in the window, where the engine names a command. */
const remedies: Partial<Record<Code, string>> = {
  "UPGO-USAGE": "Copy the details and report them.",
  "UPGO-REMOVE-CURRENT": "Switch to another version first, then remove this one.",
  "UPGO-SETTING-INVALID": "Choose another value in Settings.",
  "UPGO-BACKGROUND-UNSUPPORTED": "Choose another mode in Settings.",
  "UPGO-VULN-UNKNOWN": "Check now when you're online.",
  "UPGO-VERIFY-NO-DIGEST": "Choose a release that has an official SHA-256.",
  "UPGO-VERIFY-NO-MANIFEST": "Repair recreates the list.",
  "UPGO-VERIFY-UNPROVEN": "Try again later or on another network, or install without proof.",
  "UPGO-PERMISSION": "Give your account permission for the folder, then try again.",
  "UPGO-GO-MANAGED": "Remove it with the program that installed it, or leave it: Upgo's Go comes first on PATH.",
  "UPGO-VERSION-UNKNOWN": "Choose one of the available versions.",
  "UPGO-VERSION-NOT-INSTALLED": "Install it first.",
  "UPGO-VERSION-SYSTEM": "Choose an older version.",
  "UPGO-DISK-FULL": "Remove versions that you don't use, or free up some space, and try again.",
  "UPGO-ACTIVE-OTHER": "See which Go comes first on PATH.",
  "UPGO-GO-MISSING": "Install a version.",
  "UPGO-GO-SETTING": "Correct the value.",
  "UPGO-GO-TOOLCHAIN-MISSING": "Install it and Go will find it.",
  "UPGO-TOOL-UNKNOWN": "See which tools there are, then try again.",
  "UPGO-PLAN-UNFINISHED": "Refresh to continue restoring it.",
  "UPGO-UNDO-BLOCKED": "History shows what changed after it.",
  "UPGO-UNDO-PARTIAL": "You don't have to do anything.",
  "UPGO-ENV-REFUSED": "Change it where it is set.",
  "UPGO-ENV-GOROOT": "Remove it. Go finds its own folder.",
  "UPGO-ENV-HIDDEN": "Remove the other value, or leave things as they are.",
  "UPGO-MSI-POLICY": "Ask your administrator, or use a Go managed by Upgo, which needs no installer.",
  "UPGO-SYSTEM-MISSING": "Install a version in Versions.",
  "UPGO-SYSTEM-UNSECURED": "Uninstall it in Windows Settings, or put Upgo's Go first on PATH.",
  "UPGO-SYSTEM-UNFINISHED": "Repair it in Versions to restore the old one. This takes one administrator prompt.",
  "UPGO-RECOVERED": "History shows what was done.",
  "UPGO-CANCELLED": "Try again to continue.",
};

const codes = { ...fromEngine };
for (const [code, remedy] of Object.entries(remedies) as [Code, string][]) {
  codes[code] = { ...codes[code], remedy };
}

/** The error report. */
export const problems = {
  codes,
  claims,
  didNotWork: "That didn't work",
  whatWentWrong: "What went wrong",
  machineNow: "Your machine now",
  whatToDo: "What you can do",
  runs: (version: string) => `${version} runs`,
  runsUnchanged: (version: string) => `${version} runs; PATH is unchanged`,
  noneRuns: "New terminals can't find Go",
  code: "Code",
  /** Labels of the lines that *Copy details* copies. */
  detail: {
    code: "Code",
    error: "Error",
    cause: "Cause",
    program: "Upgo",
    system: "System",
    change: "Change",
    time: "Time",
  },
};
