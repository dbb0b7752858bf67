import type { Code } from "../../api/bindings";

/** An error code for the user: what happened, the state of the machine, and what to do. */
export interface ProblemWords {
  title: string;
  /** The usual outcome of a change that fails with this code. */
  change?: "untouched" | "rolledBack";
  /** The rest about the state of the machine. */
  machine?: string;
  remedy: string;
}

/** What became of a change that failed. The code's own applies only if the program does not know. */
const changes = {
  untouched: "Nothing was changed.",
  rolledBack: "The change was rolled back.",
};
const known = "The last good data is still used.";
const heldBack = `${known} Something on the network may be withholding newer data.`;
const reset =
  "Try again later or on another network. If false data was accepted before, run upgo cache reset in a terminal.";

const codes: Record<Code, ProblemWords> = {
  "UPGO-OTHER": {
    title: "Something unexpected went wrong",
    change: "untouched",
    remedy: "Try again. If it keeps happening, report it with the details.",
  },
  "UPGO-USAGE": {
    title: "Upgo didn't understand the request",
    change: "untouched",
    remedy: "Copy the details and report them.",
  },
  "UPGO-REMOVE-CURRENT": {
    title: "This version is in use",
    change: "untouched",
    remedy: "Switch to another version first, then remove this one.",
  },
  "UPGO-SETTING-INVALID": {
    title: "A setting has an invalid value",
    machine: "The last valid value is still used.",
    remedy: "Choose another value in Settings.",
  },
  "UPGO-BACKGROUND-UNSUPPORTED": {
    title: "This background mode isn't available on this PC",
    machine: "The background mode is unchanged.",
    remedy: "Choose another mode in Settings.",
  },
  "UPGO-BACKGROUND-OFF": {
    title: "Starting at sign-in is turned off in the system settings",
    machine: "The background mode is unchanged. Your choice in the system settings takes precedence.",
    remedy: "Turn Upgo on in Task Manager, under Startup apps, then choose again.",
  },
  "UPGO-BACKGROUND-FAILED": {
    title: "The system refused to change what starts automatically",
    machine: "Settings shows the mode that applies now.",
    remedy: "Try again.",
  },
  "UPGO-NET-OFFLINE": {
    title: "go.dev cannot be reached",
    change: "untouched",
    remedy: "Check the connection or the proxy and try again.",
  },
  "UPGO-NET-TLS": {
    title: "This machine does not trust the server's certificate",
    change: "untouched",
    machine: "A proxy or antivirus software may be intercepting the connection.",
    remedy: "Add the issuer's certificate to the system, or set ca-file to it in Upgo's settings file.",
  },
  "UPGO-NET-PROXY": {
    title: "The proxy refused the connection",
    change: "untouched",
    remedy: "Check HTTPS_PROXY, NO_PROXY and the system's proxy settings.",
  },
  "UPGO-NET-STATUS": {
    title: "The server returned an error",
    change: "untouched",
    remedy: "Try again later, or set another mirror.",
  },
  "UPGO-NET-FEED": {
    title: "The server did not send the list of Go releases",
    change: "untouched",
    machine: "A sign-in page or a proxy may have answered.",
    remedy: "Open go.dev in a browser, sign in if asked, then try again.",
  },
  "UPGO-NET-FEED-OLDER": {
    title: "The list of Go releases is missing a known release",
    machine: heldBack,
    remedy: reset,
  },
  "UPGO-NET-VULN": {
    title: "The server did not send the vulnerability database",
    machine: known,
    remedy: "Open the address in a browser, then try again.",
  },
  "UPGO-VULN-UNKNOWN": {
    title: "There is no vulnerability data yet",
    change: "untouched",
    remedy: "Check now when you're online.",
  },
  "UPGO-VERIFY-DIGEST": {
    title: "The file is not the official one",
    machine: "The wrong file was deleted. Nothing from it was unpacked or run.",
    remedy: "Try again. If it keeps happening, the source is broken or tampered with. Use another one.",
  },
  "UPGO-VERIFY-NO-DIGEST": {
    title: "There is no official SHA-256 for this file",
    change: "untouched",
    machine: "Upgo installs nothing that it cannot verify.",
    remedy: "Choose a release that has an official SHA-256.",
  },
  "UPGO-VERIFY-NO-MANIFEST": {
    title: "The file list of this version is missing",
    machine: "Upgo can't tell whether its files match the published release.",
    remedy: "Repair recreates the list.",
  },
  "UPGO-VERIFY-FEEDS": {
    title: "An official list of Go releases cannot be right",
    change: "untouched",
    machine: "One of the two answers may be forged.",
    remedy: reset,
  },
  "UPGO-VERIFY-VULN": {
    title: "The vulnerability database contradicts what it said before",
    machine: heldBack,
    remedy: reset,
  },
  "UPGO-VERIFY-UNPROVEN": {
    title: "The Go checksum database could not confirm the release",
    change: "untouched",
    machine: "Only the release list confirms it.",
    remedy: "Try again later or on another network, or install without proof.",
  },
  "UPGO-VERIFY-CONTRADICTS": {
    title: "The Go checksum database contradicts the download",
    change: "untouched",
    machine: "Either the release list and its files are not from Google, or the database is not.",
    remedy: "Do not install it. Try another network. If it keeps happening, report it.",
  },
  "UPGO-VERIFY-SIGNATURE": {
    title: "The archive's signature is not valid",
    change: "untouched",
    machine: "The archive was changed, or it was not signed by Google.",
    remedy: "Do not install it. Try another network or source. If it keeps happening, report it.",
  },
  "UPGO-PERMISSION": {
    title: "Access to a file or folder was denied",
    change: "untouched",
    remedy: "Give your account permission for the folder, then try again.",
  },
  "UPGO-PERMISSION-ACCOUNT": {
    title: "Upgo's folder belongs to a different account",
    change: "untouched",
    machine: "Files would end up owned by the wrong account.",
    remedy: "Start Upgo as yourself, without administrator rights.",
  },
  "UPGO-BUSY": {
    title: "Another Upgo process is changing the same thing",
    change: "untouched",
    remedy: "Wait until it is done and try again.",
  },
  "UPGO-FILE-BUSY": {
    title: "Another program is using a file",
    change: "rolledBack",
    remedy: "Close the program and try again.",
  },
  "UPGO-GO-MANAGED": {
    title: "Another program manages this Go",
    change: "untouched",
    remedy: "Remove it with the program that installed it, or leave it: Upgo's Go comes first on PATH.",
  },
  "UPGO-VERSION-UNKNOWN": {
    title: "This version does not exist",
    change: "untouched",
    remedy: "Choose one of the available versions.",
  },
  "UPGO-VERSION-NOT-INSTALLED": {
    title: "This version is not installed",
    change: "untouched",
    remedy: "Install it first.",
  },
  "UPGO-VERSION-SYSTEM": {
    title: "This system cannot run this version",
    change: "untouched",
    remedy: "Choose an older version.",
  },
  "UPGO-DISK-FULL": {
    title: "There is not enough disk space",
    change: "rolledBack",
    remedy: "Remove versions that you don't use, or free up some space, and try again.",
  },
  "UPGO-DISK-FAILED": {
    title: "A file could not be read or written",
    change: "rolledBack",
    remedy: "Check the disk and the folder, then try again.",
  },
  "UPGO-ARCHIVE-DAMAGED": {
    title: "The archive cannot be unpacked",
    change: "untouched",
    remedy: "Download it again from the official source.",
  },
  "UPGO-ARCHIVE-HOSTILE": {
    title: "The archive contains unsafe entries",
    change: "untouched",
    machine: "None of it was kept.",
    remedy: "Do not use this file.",
  },
  "UPGO-ACTIVE-OTHER": {
    title: "A new terminal runs another Go, or none",
    machine: "The change was made. Nothing was lost.",
    remedy: "See which Go comes first on PATH.",
  },
  "UPGO-GO-MISSING": {
    title: "There is no Go to run",
    change: "untouched",
    remedy: "Install a version.",
  },
  "UPGO-GO-TOO-OLD": {
    title: "The Go that runs here is older than the project needs",
    machine: "go version works here, but go build and similar commands fail.",
    remedy: "Use a newer Go, or set GOTOOLCHAIN to auto so that Go can switch.",
  },
  "UPGO-GO-SETTING": {
    title: "A Go setting has an invalid value",
    machine: "Go commands fail until this is fixed.",
    remedy: "Correct the value.",
  },
  "UPGO-GO-TOOLCHAIN-LINE": {
    title: "Go was asked for a toolchain that doesn't exist",
    machine: "Go commands fail until this is fixed.",
    remedy: "Use the name of a release, such as go1.27.3.",
  },
  "UPGO-GO-TOOLCHAIN-MISSING": {
    title: "Go can't get the toolchain it needs",
    machine: "Go commands fail until this is fixed.",
    remedy: "Install it and Go will find it.",
  },
  "UPGO-GO-TOOLCHAIN-OTHER": {
    title: "A program has a toolchain's name but is a different version",
    machine: "Go commands fail until this is fixed.",
    remedy: "Remove the program, or install the toolchain it is named after.",
  },
  "UPGO-GO-MOD": {
    title: "Go rejects the version in go.mod or go.work",
    machine: "go version works here, but go build and similar commands fail.",
    remedy: "Correct the line.",
  },
  "UPGO-GO-WORK": {
    title: "The workspace doesn't match its modules",
    machine: "go version works here, but go build and similar commands fail.",
    remedy: "Run go work use, or set GOWORK=off to ignore the workspace.",
  },
  "UPGO-GO-ROOT": {
    title: "GOROOT doesn't match the Go that runs",
    machine: "Builds fail because there is no matching compiler.",
    remedy: "Remove GOROOT. Go finds its own folder.",
  },
  "UPGO-PROJECT-UNREAD": {
    title: "Upgo can't tell what a project imports",
    change: "untouched",
    remedy: "Run go list ./... in its folder.",
  },
  "UPGO-TOOL-UNKNOWN": {
    title: "A tool no longer exists",
    change: "untouched",
    remedy: "See which tools there are, then try again.",
  },
  "UPGO-TOOL-REFUSED": {
    title: "Upgo can't rebuild this tool",
    machine: "The tool is unchanged and still works.",
    remedy: "Rebuild it the way it was built before.",
  },
  "UPGO-TOOL-BUILD": {
    title: "The tool could not be rebuilt",
    machine: "The old one stays and still works.",
    remedy: "Check the output of Go. A newer version of the tool may be needed.",
  },
  "UPGO-SMOKE-FAILED": {
    title: "The new Go failed its test",
    change: "rolledBack",
    machine: "The old Go stays.",
    remedy: "Check the details: antivirus software or a policy may be blocking it. Then try again.",
  },
  "UPGO-PLAN-MOVED": {
    title: "The machine has changed since the plan was made",
    change: "untouched",
    remedy: "Review the new plan.",
  },
  "UPGO-PLAN-UNFINISHED": {
    title: "The previous state was not restored completely",
    machine: "Part of the change is still in place. Your Go works.",
    remedy: "Refresh to continue restoring it.",
  },
  "UPGO-UNDO-BLOCKED": {
    title: "This cannot be undone",
    change: "untouched",
    remedy: "History shows what changed after it.",
  },
  "UPGO-UNDO-PARTIAL": {
    title: "The environment has changed since then",
    machine: "Only the parts that are still in effect are undone. Later changes stay.",
    remedy: "You don't have to do anything.",
  },
  "UPGO-PATH-REFUSED": {
    title: "PATH cannot be edited safely",
    machine: "PATH is unchanged.",
    remedy: "Add the folder yourself, or shorten PATH first.",
  },
  "UPGO-PROFILE-LEFT": {
    title: "A shell profile was not edited",
    machine: "The rest of the change is done.",
    remedy: "Edit the file yourself, or take ownership of it, make it writable and try again.",
  },
  "UPGO-ENV-REFUSED": {
    title: "A variable cannot be edited safely",
    machine: "The variable is unchanged.",
    remedy: "Change it where it is set.",
  },
  "UPGO-ENV-GOROOT": {
    title: "GOROOT is set",
    machine: "Every Go uses the tools in that folder. Any other Go version then fails.",
    remedy: "Remove it. Go finds its own folder.",
  },
  "UPGO-ENV-HIDDEN": {
    title: "A value has no effect",
    machine: "Another value takes precedence. Nothing is lost.",
    remedy: "Remove the other value, or leave things as they are.",
  },
  "UPGO-VERIFY-SIGNER": {
    title: "A package is not signed by Google",
    machine: "It was not installed.",
    remedy: "Do not use this file. Download it again from the official source.",
  },
  "UPGO-ELEVATE-REFUSED": {
    title: "The administrator prompt was declined",
    change: "rolledBack",
    remedy: "Try again and choose Yes at the prompt.",
  },
  "UPGO-ELEVATE-FAILED": {
    title: "The step that needs administrator rights failed",
    change: "rolledBack",
    remedy: "Try again. If it keeps happening, run the command in an administrator terminal.",
  },
  "UPGO-ELEVATE-LIST": {
    title: "Upgo does not do this as administrator",
    change: "untouched",
    remedy: "Run the command in an administrator terminal.",
  },
  "UPGO-MSI-FAILED": {
    title: "The Go installer failed",
    change: "rolledBack",
    remedy: "Check the log named in the details, then try again.",
  },
  "UPGO-MSI-BUSY": {
    title: "Another installation is in progress",
    change: "rolledBack",
    remedy: "Wait until it is done and try again.",
  },
  "UPGO-MSI-POLICY": {
    title: "A policy on this machine blocks the installation",
    change: "rolledBack",
    remedy: "Ask your administrator, or use a Go managed by Upgo, which needs no installer.",
  },
  "UPGO-MSI-PACKAGE": {
    title: "Windows Installer cannot use the package",
    change: "rolledBack",
    remedy: "Download it again from the official source.",
  },
  "UPGO-MSI-RESTART": {
    title: "Windows needs a restart to finish",
    machine: "Everything else is done.",
    remedy: "Restart Windows when it suits you.",
  },
  "UPGO-SYSTEM-MISSING": {
    title: "The official installer has not installed Go here",
    change: "untouched",
    remedy: "Install a version in Versions.",
  },
  "UPGO-SYSTEM-UNSECURED": {
    title: "The installer of the system Go is unknown",
    machine: "Nothing was changed, because Upgo could not restore it after a failure.",
    remedy: "Uninstall it in Windows Settings, or put Upgo's Go first on PATH.",
  },
  "UPGO-SYSTEM-UNFINISHED": {
    title: "A change to the system Go was interrupted",
    machine: "It may be missing until the change is finished. Upgo has kept its installer.",
    remedy: "Repair it in Versions to restore the old one. This takes one administrator prompt.",
  },
  "UPGO-HOME-DAMAGED": {
    title: "One of Upgo's own files cannot be read",
    change: "untouched",
    remedy: "Move the file to another folder and try again.",
  },
  "UPGO-RECOVERED": {
    title: "An interrupted change was completed or rolled back",
    machine: "Go works. Nothing was lost.",
    remedy: "History shows what was done.",
  },
  "UPGO-NOTIFY": {
    title: "The notification could not be shown",
    change: "untouched",
    remedy: "Allow notifications for Upgo in the system settings, then try again.",
  },
  "UPGO-CANCELLED": {
    title: "Cancelled",
    change: "untouched",
    machine: "A stopped download resumes next time.",
    remedy: "Try again to continue.",
  },
};

/** The error report. */
export const problems = {
  codes,
  changes,
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
