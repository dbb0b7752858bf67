import type { Code } from "../../api/bindings";

/** What a code says to a person: what happened, how the machine is now, what can be done. */
export interface ProblemWords {
  title: string;
  machine: string;
  remedy: string;
}

const nothing = "Nothing was changed.";
const takenBack = "The change was taken back.";
const known = "What is known stays in force.";
const heldBack = `${known} Somebody may be holding newer ones back.`;
const report = "Try again later. If it stays, report it.";

const codes: Record<Code, ProblemWords> = {
  "UPGO-OTHER": {
    title: "Something went wrong that Upgo has no name for",
    machine: nothing,
    remedy: "Try again. If it stays, report it with the details.",
  },
  "UPGO-USAGE": {
    title: "Upgo did not understand what was asked",
    machine: nothing,
    remedy: "Copy the details and report them.",
  },
  "UPGO-REMOVE-CURRENT": {
    title: "This version is in use",
    machine: nothing,
    remedy: "Use another version first, then remove this one.",
  },
  "UPGO-SETTING-INVALID": {
    title: "A setting has a value that is not possible",
    machine: "The last good value stays in force.",
    remedy: "Choose another value in Settings.",
  },
  "UPGO-BACKGROUND-UNSUPPORTED": {
    title: "Upgo cannot stay in this way here",
    machine: "It is as it was before.",
    remedy: "Choose another way in Settings.",
  },
  "UPGO-BACKGROUND-OFF": {
    title: "The start at log-in is switched off in the system's own settings",
    machine: "It is as it was before. What you have chosen there wins.",
    remedy: "Switch Upgo on in Task Manager, under Startup apps, then choose again.",
  },
  "UPGO-BACKGROUND-FAILED": {
    title: "The system refused to change what it starts by itself",
    machine: "It is as Settings shows it.",
    remedy: "Try again.",
  },
  "UPGO-NET-OFFLINE": {
    title: "go.dev cannot be reached",
    machine: nothing,
    remedy: "Check the connection or the proxy and try again.",
  },
  "UPGO-NET-TLS": {
    title: "The server shows a certificate that this machine does not trust",
    machine: `${nothing} A proxy or a virus scanner may be opening the connection.`,
    remedy: "Add its issuer's certificate to the system, or name it in the setting ca-file.",
  },
  "UPGO-NET-PROXY": {
    title: "The proxy refused the connection",
    machine: nothing,
    remedy: "Check HTTPS_PROXY, NO_PROXY and the proxy settings of the system.",
  },
  "UPGO-NET-STATUS": {
    title: "The server answered with an error",
    machine: nothing,
    remedy: "Try again later, or set another mirror.",
  },
  "UPGO-NET-FEED": {
    title: "What the server sent is not the list of Go releases",
    machine: `${nothing} A sign-in page or a proxy may have answered.`,
    remedy: "Open go.dev in a browser, sign in if you are asked to, then try again.",
  },
  "UPGO-NET-FEED-OLDER": {
    title: "The list of Go releases lacks one that is out",
    machine: heldBack,
    remedy: report,
  },
  "UPGO-NET-VULN": {
    title: "What the server sent is not the vulnerability database",
    machine: known,
    remedy: "Open the address in a browser, then try again.",
  },
  "UPGO-VULN-UNKNOWN": {
    title: "Nothing is known of vulnerabilities",
    machine: nothing,
    remedy: "Check now where there is a network.",
  },
  "UPGO-VERIFY-DIGEST": {
    title: "The file is not the official one",
    machine: "The wrong file was deleted. Nothing from it was unpacked or run.",
    remedy: "Try again. If it stays, its source is broken or tampered with: use another one.",
  },
  "UPGO-VERIFY-NO-DIGEST": {
    title: "There is no official SHA-256 for this file",
    machine: `${nothing} Upgo installs nothing that it cannot verify.`,
    remedy: "Choose a release that has an official SHA-256.",
  },
  "UPGO-VERIFY-NO-MANIFEST": {
    title: "There is no list of the files that it was unpacked with",
    machine: "It cannot be told whether its files are as they were published.",
    remedy: "Repair makes the list anew.",
  },
  "UPGO-VERIFY-FEEDS": {
    title: "The two official lists of releases disagree",
    machine: `${nothing} One of the two answers may be forged.`,
    remedy: report,
  },
  "UPGO-VERIFY-VULN": {
    title: "The vulnerability database is older than it was",
    machine: heldBack,
    remedy: report,
  },
  "UPGO-VERIFY-UNPROVEN": {
    title: "The Go checksum database could not confirm the release",
    machine: `${nothing} Only the list of releases vouches for it.`,
    remedy: "Try again when the network lets you, or install it without the proof.",
  },
  "UPGO-VERIFY-CONTRADICTS": {
    title: "The Go checksum database contradicts what was downloaded",
    machine: `${nothing} Either the list and its files are not Google's, or the database is not.`,
    remedy: "Do not install it. Try another network, and report it if it stays.",
  },
  "UPGO-VERIFY-SIGNATURE": {
    title: "The signature beside the archive is not right",
    machine: `${nothing} The archive is not what was signed, or whoever signed it is not Google.`,
    remedy: "Do not install it. Try another network or source, and report it if it stays.",
  },
  "UPGO-PERMISSION": {
    title: "A file or folder may not be read or written",
    machine: nothing,
    remedy: "Give your account the right to the folder, then try again.",
  },
  "UPGO-PERMISSION-ACCOUNT": {
    title: "Upgo runs as another account than the one that owns its folder",
    machine: `${nothing} Files would end up owned by the wrong account.`,
    remedy: "Start Upgo as yourself, without administrator rights.",
  },
  "UPGO-BUSY": {
    title: "Another Upgo is changing the same thing",
    machine: nothing,
    remedy: "Wait until it is done and try again.",
  },
  "UPGO-FILE-BUSY": {
    title: "Another program holds a file open",
    machine: takenBack,
    remedy: "Close the program and try again.",
  },
  "UPGO-GO-MANAGED": {
    title: "Another program manages this Go",
    machine: nothing,
    remedy: "Remove it with the program that installed it, or leave it there: Upgo's comes first on PATH.",
  },
  "UPGO-VERSION-UNKNOWN": {
    title: "There is no such version",
    machine: nothing,
    remedy: "Choose one of the available versions.",
  },
  "UPGO-VERSION-NOT-INSTALLED": {
    title: "This version is not installed",
    machine: nothing,
    remedy: "Install it first.",
  },
  "UPGO-VERSION-SYSTEM": {
    title: "This system cannot run the version",
    machine: nothing,
    remedy: "Choose an older version.",
  },
  "UPGO-DISK-FULL": {
    title: "There is not enough space on the disk",
    machine: takenBack,
    remedy: "Remove versions that you do not use, or free some space, and try again.",
  },
  "UPGO-DISK-FAILED": {
    title: "A file could not be read or written",
    machine: takenBack,
    remedy: "Check the disk and the folder, then try again.",
  },
  "UPGO-ARCHIVE-DAMAGED": {
    title: "The archive cannot be unpacked",
    machine: nothing,
    remedy: "Download it again from the official source.",
  },
  "UPGO-ARCHIVE-HOSTILE": {
    title: "The archive tries to write where it must not",
    machine: `${nothing} Nothing of it was kept.`,
    remedy: "Do not use this file.",
  },
  "UPGO-ACTIVE-OTHER": {
    title: "A new terminal runs another Go, or none",
    machine: "The change is done. Nothing is lost.",
    remedy: "Look at what comes first.",
  },
  "UPGO-GO-MISSING": {
    title: "There is no Go to run",
    machine: nothing,
    remedy: "Install one.",
  },
  "UPGO-GO-TOO-OLD": {
    title: "The Go that runs here is older than the project needs",
    machine: "go version works here. go build and the like stop.",
    remedy: "Use a newer Go, or let Go take it: set GOTOOLCHAIN to auto.",
  },
  "UPGO-GO-SETTING": {
    title: "Go is told something that it does not understand",
    machine: "Go commands stop until it is put right.",
    remedy: "Correct the value.",
  },
  "UPGO-GO-TOOLCHAIN-LINE": {
    title: "The toolchain that is asked for has a name that no toolchain has",
    machine: "Go commands stop until it is put right.",
    remedy: "Write the name of a release, as go1.27.3.",
  },
  "UPGO-GO-TOOLCHAIN-MISSING": {
    title: "The toolchain that Go wants to switch to cannot be had",
    machine: "Go commands stop until it is put right.",
    remedy: "Install it: then Go finds it.",
  },
  "UPGO-GO-TOOLCHAIN-OTHER": {
    title: "A program that is named like a toolchain is another one",
    machine: "Go commands stop until it is put right.",
    remedy: "Remove the program, or install the toolchain that it is named after.",
  },
  "UPGO-GO-MOD": {
    title: "Go does not accept what go.mod or go.work says of its version",
    machine: "go version works here. go build and the like stop.",
    remedy: "Correct the line.",
  },
  "UPGO-GO-WORK": {
    title: "The workspace and its modules do not fit together",
    machine: "go version works here. go build and the like stop.",
    remedy: "Run go work use, or set GOWORK=off to leave the workspace out.",
  },
  "UPGO-GO-ROOT": {
    title: "GOROOT names another Go than the one that runs",
    machine: "A build stops: its compiler does not match.",
    remedy: "Remove GOROOT: Go finds its own tree.",
  },
  "UPGO-PROJECT-UNREAD": {
    title: "What a project imports cannot be told",
    machine: nothing,
    remedy: "Run go list ./... in its folder.",
  },
  "UPGO-TOOL-UNKNOWN": {
    title: "A tool is not there any more",
    machine: nothing,
    remedy: "Look which tools there are, then try again.",
  },
  "UPGO-TOOL-REFUSED": {
    title: "Upgo cannot build the tool again",
    machine: "It stays as it is, and works.",
    remedy: "Build it again as it was built before.",
  },
  "UPGO-TOOL-BUILD": {
    title: "The tool could not be built again",
    machine: "The old one stays, and works.",
    remedy: "Look at what Go said: a newer version of the tool may be needed.",
  },
  "UPGO-SMOKE-FAILED": {
    title: "The new Go did not work when it was tried",
    machine: `${takenBack} The old Go stays.`,
    remedy: "Look at the details: a virus scanner or a policy may block it. Then try again.",
  },
  "UPGO-PLAN-MOVED": {
    title: "The machine changed since the plan",
    machine: nothing,
    remedy: "Look at the new plan.",
  },
  "UPGO-PLAN-UNFINISHED": {
    title: "The previous state was not restored completely",
    machine: "Part of the change is still in place. Your Go works.",
    remedy: "Refresh: Upgo then goes on restoring it.",
  },
  "UPGO-UNDO-BLOCKED": {
    title: "This cannot be undone",
    machine: nothing,
    remedy: "History shows what came after it.",
  },
  "UPGO-UNDO-PARTIAL": {
    title: "The environment has been changed since",
    machine: "Only what is left of that change is taken back. What came later stays.",
    remedy: "Nothing has to be done.",
  },
  "UPGO-PATH-REFUSED": {
    title: "PATH cannot be edited safely",
    machine: "PATH was left as it is.",
    remedy: "Add the folder yourself, or shorten PATH first.",
  },
  "UPGO-PROFILE-LEFT": {
    title: "A shell's start-up file was not edited",
    machine: "The rest of the change is done.",
    remedy: "Edit the file yourself, or make it yours and writable and try again.",
  },
  "UPGO-ENV-REFUSED": {
    title: "A variable cannot be edited safely",
    machine: "It was left as it is.",
    remedy: "Set it where it is kept.",
  },
  "UPGO-ENV-GOROOT": {
    title: "GOROOT is set",
    machine: "Every Go takes its tools from there, also one of another version, which then fails.",
    remedy: "Take it away: Go finds its own folder.",
  },
  "UPGO-ENV-HIDDEN": {
    title: "A value has no effect",
    machine: "Another one comes before it. Nothing is lost.",
    remedy: "Take the other one away, or leave it so.",
  },
  "UPGO-VERIFY-SIGNER": {
    title: "A package is not signed by Google",
    machine: "It was not installed.",
    remedy: "Do not use this file. Download it again from the official source.",
  },
  "UPGO-ELEVATE-REFUSED": {
    title: "The admin prompt was declined",
    machine: "The change was taken back.",
    remedy: "Try again and answer the prompt with yes.",
  },
  "UPGO-ELEVATE-FAILED": {
    title: "The part that runs as administrator could not do its work",
    machine: "The change was taken back.",
    remedy: "Try again. If it stays, do it in a terminal that was opened as administrator.",
  },
  "UPGO-ELEVATE-LIST": {
    title: "Upgo does not do this as administrator",
    machine: nothing,
    remedy: "Do it in a terminal that was opened as administrator.",
  },
  "UPGO-MSI-FAILED": {
    title: "The Go installer failed",
    machine: "The change was taken back.",
    remedy: "Look at the log that is named, and try again.",
  },
  "UPGO-MSI-BUSY": {
    title: "Another installation is running",
    machine: "The change was taken back.",
    remedy: "Wait until it has ended and try again.",
  },
  "UPGO-MSI-POLICY": {
    title: "This machine does not allow the installation",
    machine: "The change was taken back.",
    remedy: "Ask whoever looks after this machine, or use a Go of Upgo's own: it needs no installer.",
  },
  "UPGO-MSI-PACKAGE": {
    title: "Windows Installer cannot use the package",
    machine: "The change was taken back.",
    remedy: "Download it again from the official source.",
  },
  "UPGO-MSI-RESTART": {
    title: "Windows has to be restarted to finish",
    machine: "Everything else is done.",
    remedy: "Restart Windows when it suits you.",
  },
  "UPGO-SYSTEM-MISSING": {
    title: "The official installer has installed no Go here",
    machine: nothing,
    remedy: "Install one in Versions.",
  },
  "UPGO-SYSTEM-UNSECURED": {
    title: "The installer of the system Go is not known",
    machine: "Nothing was changed: if something failed, it could not be put back.",
    remedy: "Remove it in Windows' settings, or let Upgo's Go come first.",
  },
  "UPGO-SYSTEM-UNFINISHED": {
    title: "The system Go was being changed when something stopped it",
    machine: "It may be missing until the change is finished. Upgo has its installer.",
    remedy: "Repair it in Versions. One admin prompt puts the old one back.",
  },
  "UPGO-HOME-DAMAGED": {
    title: "One of Upgo's own files cannot be understood",
    machine: nothing,
    remedy: "Move the file aside and try again.",
  },
  "UPGO-RECOVERED": {
    title: "A change was interrupted, and has been completed or taken back since",
    machine: "Go works. Nothing was lost.",
    remedy: "History shows what was done.",
  },
  "UPGO-NOTIFY": {
    title: "The notification could not be shown",
    machine: nothing,
    remedy: "Allow notifications for Upgo in the settings of the system, then try again.",
  },
  "UPGO-CANCELLED": {
    title: "It was cancelled",
    machine: `${nothing} A stopped download is resumed next time.`,
    remedy: "Try again to go on.",
  },
};

/** Errors as the user would want them. */
export const problems = {
  codes,
  didNotWork: "That did not work",
  whatWentWrong: "What went wrong",
  machineNow: "Your machine now",
  whatToDo: "What you can do",
  runs: (version: string) => `${version} runs`,
  runsUnchanged: (version: string) => `${version} runs, PATH is unchanged`,
  noneRuns: "No Go runs in a new terminal",
  code: "Code",
  /** Heads of the lines that *Copy details* copies. */
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
