// Made by `npm run gen` from crates/engine/src/base/report/code.rs.
import type { Code } from "../../api/bindings";
import type { Claim } from "../../api/codes";
import type { Remedy } from "../../api/remedies";
import type { ProblemWords } from "./problems";

/** What is known about a change that failed. */
export const claims: Record<Claim, string> = {
  untouched: "Nothing was changed.",
  dependents: "Changes that need it were not made.",
  notMade: "The change was not made. Steps that had begun were rolled back.",
  notCarriedOut: "The plan was not carried out.",
  notInstalled: "Nothing from it was installed.",
  inProgress: "Any change in progress was rolled back.",
  rolledBack: "The change was rolled back.",
  rolledBackLater: "A failed change is rolled back, now or the next time Upgo runs.",
};

/** The buttons for a problem. */
export const remedies: Record<Remedy, string> = {
  tryAgain: "Try again",
  seeNewPlan: "See the new plan",
  repair: "Repair",
  lookAgain: "Check again",
  checkNow: "Check now",
  withoutProof: "Install without proof",
  testMirror: "Test mirror",
  removeMirrors: "Use go.dev only",
  mirrorSettings: "Mirror settings",
  proxySettings: "Proxy settings",
  chooseCertificate: "Choose certificate",
  settings: "Open settings",
  backgroundSettings: "Background settings",
  notificationSettings: "Notification settings",
  settingsFile: "Open settings file",
  startupApps: "Startup apps",
  systemNotifications: "Windows notifications",
  installedApps: "Installed apps",
  home: "View",
  versions: "Open versions",
  health: "Open health",
  history: "Open history",
  editPath: "Edit PATH",
  editVariables: "Edit variables",
  whyThisGo: "Why this Go?",
  removeUnused: "Remove unused versions",
  caches: "Clean caches",
  openFolder: "Open folder",
  goDownloads: "Open go.dev",
  reportToGo: "Report to Go",
  log: "Open log",
  report: "Create bug report",
};

/** The words of the codes. */
export const codes: Record<Code, ProblemWords> = {
  "UPGO-ACTIVE-OTHER": {
    title: "A new terminal may run another Go, or none",
    machine: "The change was made. Nothing was lost.",
    remedy: "See which Go comes first on PATH.",
  },
  "UPGO-ARCHIVE-DAMAGED": {
    title: "An archive cannot be unpacked",
    remedy: "Download it again from the official source.",
  },
  "UPGO-ARCHIVE-HOSTILE": {
    title: "An archive contains unsafe entries that no Go archive has",
    machine: "Nothing from it was installed or kept.",
    remedy: "Do not use this file.",
  },
  "UPGO-AUDIT-LOG-DAMAGED": {
    title: "A part of the audit log does not match its hashes",
    machine: "A disk or a person has changed it. The other entries are not affected.",
    remedy: "Compare the log with a copy.",
  },
  "UPGO-AUDIT-LOG-WRITE": {
    title: "The audit log could not be written",
    machine: "A policy of this machine requires an entry for each change, so Upgo changes nothing without it.",
    remedy: "Check the disk and the folder that the message names, then try again.",
  },
  "UPGO-BACKGROUND-FAILED": {
    title: "The system refused to change what it starts automatically",
    machine: "Settings and “upgo background” show the mode that applies now.",
    remedy: "Try again. If it keeps happening, report it with the details.",
  },
  "UPGO-BACKGROUND-OFF": {
    title: "Starting Upgo at sign-in is turned off in the system settings",
    machine: "The background mode is unchanged. Your choice in the system settings takes precedence.",
    remedy: "Turn Upgo on in Task Manager, under Startup apps, then try again.",
  },
  "UPGO-BACKGROUND-TASK-OFF": {
    title: "The hourly check is disabled in Task Scheduler",
    machine: "The background mode is unchanged. Your choice in Task Scheduler takes precedence.",
    remedy: "Enable the task in Task Scheduler, in the folder Upgo, then try again.",
  },
  "UPGO-BACKGROUND-UNSUPPORTED": {
    title: "This background mode is not available here",
    machine: "The background mode is unchanged.",
    remedy: "Choose another mode in Settings.",
  },
  "UPGO-BUSY": {
    title: "Another process is making a conflicting change",
    machine: "This was not done, because Upgo does not interfere with the other process.",
    remedy: "Wait until it is done, then try again.",
  },
  "UPGO-CACHE-CLEAN": {
    title: "A cache of Go was not cleaned completely",
    machine: "What was deleted stays deleted; Go builds or downloads it again.",
    remedy: "Close the programs that use the cache, then try again.",
  },
  "UPGO-CACHE-COST": {
    title: "What a cache contained may not be available again",
    machine: "Projects that need it cannot be built until Go can download it.",
    remedy: "Keep the module cache if you want to build without the network.",
  },
  "UPGO-CACHE-REFUSED": {
    title: "A cache of Go cannot be cleaned safely",
    machine: "The go command deletes whatever folder GOMODCACHE names, so Upgo checks the folder first.",
    remedy: "Set GOCACHE or GOMODCACHE to a folder that holds only the cache, or clean it with “go clean” yourself.",
  },
  "UPGO-CANCELLED": {
    title: "The operation was cancelled",
    machine: "A stopped download resumes next time.",
    remedy: "Try again to continue.",
  },
  "UPGO-COMMAND": {
    title: "A command or a shell could not be started",
    machine: "It did not run.",
    remedy: "Check its name, and that it is installed.",
  },
  "UPGO-DEADLINE": {
    title: "The deadline of an unattended run has passed",
    machine: "A stopped download resumes next time.",
    remedy: "Try again to continue.",
  },
  "UPGO-DISK-FAILED": {
    title: "A file could not be read or written",
    remedy: "Check the disk and the folder, then try again.",
  },
  "UPGO-DISK-FULL": {
    title: "There is not enough disk space",
    remedy: "Remove versions that you don't use, clean Go's caches, or free up some space, and try again.",
  },
  "UPGO-ELEVATE-FAILED": {
    title: "Upgo's administrator process failed",
    remedy: "Try again. If it keeps happening, run the command in an administrator terminal.",
  },
  "UPGO-ELEVATE-LIST": {
    title: "Upgo does not do this as administrator on behalf of a standard user",
    remedy: "Use Windows' own settings for it, such as Environment Variables.",
  },
  "UPGO-ELEVATE-REFUSED": {
    title: "The administrator prompt was declined",
    remedy: "Try again and choose Yes at the prompt. Most of what Upgo does needs no administrator rights.",
  },
  "UPGO-ELEVATE-UNATTENDED": {
    title: "An unattended run does not show the administrator prompt",
    remedy: "Try again.",
  },
  "UPGO-ENV-GOROOT": {
    title: "GOROOT is set",
    machine: "Every go command uses the tools in that folder. Any other Go version then fails.",
    remedy: "Remove it. Go finds its own folder.",
  },
  "UPGO-ENV-HIDDEN": {
    title: "A value in the environment has no effect",
    machine: "Usually another value takes precedence. Nothing is lost.",
    remedy: "Remove the other value, or leave things as they are.",
  },
  "UPGO-ENV-REFUSED": {
    title: "A variable cannot be edited safely",
    machine: "The variable is unchanged.",
    remedy: "Change it where it is set.",
  },
  "UPGO-ENV-UNHEARD": {
    title: "Explorer did not answer when it was told about the changed environment",
    machine:
      "The change was made. A terminal opened from the Start menu or the taskbar may still have the old environment.",
    remedy: "Sign out or restart Explorer if a new terminal does not find go.",
  },
  "UPGO-FILE-BUSY": {
    title: "Another program is using a file",
    remedy: "Close the program, then try again.",
  },
  "UPGO-GO-MANAGED": {
    title: "Another program manages this Go installation",
    remedy: "Remove it with the program that installed it, or leave it: Upgo's Go comes first on PATH.",
  },
  "UPGO-GO-MISSING": {
    title: "There is no Go to run",
    remedy: "Install a version.",
  },
  "UPGO-GO-MOD": {
    title: "Go does not accept go.mod or go.work",
    machine: "“go version” works here; “go build” and similar commands fail.",
    remedy: "Correct the file.",
  },
  "UPGO-GO-ROOT": {
    title: "GOROOT does not match the Go that runs",
    machine: "Builds fail, for example with “compile: version … does not match go tool version …”.",
    remedy: "Remove GOROOT; Go finds its own folder.",
  },
  "UPGO-GO-SETTING": {
    title: "A Go setting has an invalid value",
    machine: "Go commands fail until it is corrected.",
    remedy: "Correct the value.",
  },
  "UPGO-GO-TOO-OLD": {
    title: "The Go that runs here is older than the project requires",
    machine: "“go version” works here; “go build” and similar commands fail.",
    remedy: "Install the Go version that the project requires, or set GOTOOLCHAIN to auto so that Go downloads it.",
  },
  "UPGO-GO-TOOLCHAIN-LINE": {
    title: "The requested toolchain has an invalid name",
    machine: "Go commands fail until it is corrected.",
    remedy: "Use the name of a release, such as go1.27.3.",
  },
  "UPGO-GO-TOOLCHAIN-MISSING": {
    title: "Go cannot get the toolchain that it needs",
    machine: "Go commands fail until that toolchain is available.",
    remedy: "Install it and Go will find it.",
  },
  "UPGO-GO-TOOLCHAIN-OTHER": {
    title: "A program has the name of a toolchain but is a different version",
    machine: "Go notices the mismatch and stops.",
    remedy: "Remove the program, or install the toolchain that it is named after.",
  },
  "UPGO-GO-WORK": {
    title: "The workspace does not match its modules",
    machine: "“go version” works here; “go build” and similar commands fail.",
    remedy: "Run “go work use”, or set GOWORK=off to ignore the workspace.",
  },
  "UPGO-HOME-DAMAGED": {
    title: "One of Upgo's own files is damaged",
    remedy: "Try again; Upgo sets most damaged files aside by itself. If this one remains, move it out of the folder.",
  },
  "UPGO-HOME-FOREIGN": {
    title: "Upgo did not create the folder that it should change, or one of its own folders is a link",
    machine: "Upgo deletes files in its folder without asking, so it uses only a folder of its own.",
    remedy: "Choose an empty folder for Upgo's data, then start Upgo again.",
  },
  "UPGO-HOME-ONLY-READ": {
    title: "Upgo only reads its data folder, because it cannot tell that nobody else decides what is in there",
    machine: "Its settings do not count, no Go in it is started, and nothing in it changes.",
    remedy: "Choose a folder of your own for Upgo's data, then start Upgo again.",
  },
  "UPGO-HOOK-FAILED": {
    title: "A hook stopped or took back a change",
    remedy: "History shows what the hook printed. Remove the cause, then try again.",
  },
  "UPGO-HOOK-REFUSED": {
    title: "This change has hooks, which do not run here",
    machine: "A hook never has more rights than your other programs, and starts no change that has hooks itself.",
    remedy: "Start Upgo without administrator rights, then try again.",
  },
  "UPGO-MSI-BUSY": {
    title: "Another installation is in progress",
    remedy: "Wait until it is done, then try again.",
  },
  "UPGO-MSI-FAILED": {
    title: "Windows Installer failed",
    remedy: "Check the log named in the details, then try again.",
  },
  "UPGO-MSI-PACKAGE": {
    title: "Windows Installer cannot use the package",
    remedy: "Download it again from the official source.",
  },
  "UPGO-MSI-POLICY": {
    title: "A policy on this machine blocks the installation",
    remedy: "Ask your administrator, or use a Go managed by Upgo, which needs no installer.",
  },
  "UPGO-MSI-RESTART": {
    title: "Windows must be restarted to finish an installation",
    machine: "Everything else is done.",
    remedy: "Restart Windows when it suits you.",
  },
  "UPGO-NET-FEED": {
    title: "A server did not send the list of Go releases",
    machine: "A sign-in page or a proxy may have answered.",
    remedy: "Open the address in a browser, sign in if asked, then try again.",
  },
  "UPGO-NET-FEED-OLDER": {
    title: "The official list of Go releases is missing a known release",
    machine: "Upgo keeps using the data that it has. Something on the network may be withholding newer releases.",
    remedy: "Try again later or on another network.",
  },
  "UPGO-NET-FEED-WITHDRAWN": {
    title: "Your own list of Go releases no longer has a release that it had before",
    machine: "It may have been withdrawn on purpose. Otherwise you may miss a fix.",
    remedy: "Ask whoever maintains the list.",
  },
  "UPGO-NET-OFFLINE": {
    title: "A server cannot be reached",
    remedy: "Check the connection or the proxy, then try again.",
  },
  "UPGO-NET-PROXY": {
    title: "A connection through the proxy failed",
    remedy: "Check the proxy in Upgo's settings and in the system's, then try again.",
  },
  "UPGO-NET-STATUS": {
    title: "A server returned an error or an unusable answer",
    remedy: "Try again later, or set another mirror.",
  },
  "UPGO-NET-TLS": {
    title: "The secure connection to a server failed",
    machine: "A proxy or antivirus software may be intercepting the connection.",
    remedy: "Check the proxy. If it replaces certificates, choose the file with its issuer's certificate.",
  },
  "UPGO-NET-VULN": {
    title: "A server did not send the vulnerability database",
    machine: "Upgo keeps using the vulnerability data that it has.",
    remedy: "Open the address in a browser, then try again.",
  },
  "UPGO-NOTIFY": {
    title: "A notification could not be shown",
    machine: "Nothing else is affected.",
    remedy: "Allow notifications for Upgo in the system settings, then try again.",
  },
  "UPGO-OTHER": {
    title: "Something unexpected went wrong",
    remedy: "Try again. If it keeps happening, report it with the details.",
  },
  "UPGO-PATH-LEFT": {
    title: "A new terminal finds no Go, because PATH is left to you",
    machine: "The change was made.",
    remedy: "Put Upgo's folder first on PATH.",
  },
  "UPGO-PATH-REFUSED": {
    title: "PATH was not edited, because that is not safe or not allowed",
    machine: "PATH is unchanged.",
    remedy: "Remove entries that you don't need, or add the folder in the PATH editor.",
  },
  "UPGO-PERMISSION": {
    title: "Access to a file or folder was denied",
    remedy: "Give your account permission for the folder, then try again.",
  },
  "UPGO-PERMISSION-ACCOUNT": {
    title: "Upgo's home folder belongs to a different account",
    machine: "Files would end up owned by the wrong account.",
    remedy: "Run Upgo as yourself, without administrator rights.",
  },
  "UPGO-PIN-MINIMUM": {
    title: "A newer Go stays in use for the project",
    machine: "A “toolchain” line names the oldest Go that may be used, and Go never switches to an older one.",
    remedy: "Open a terminal with that version in Versions.",
  },
  "UPGO-PIN-UNREAD": {
    title: "Go does not follow the pin by itself",
    machine: "Only a version manager reads the file that names the Go of the project.",
    remedy: "Install the version manager, or add a “toolchain” line to go.mod.",
  },
  "UPGO-PLAN-MOVED": {
    title: "The machine has changed since the plan was made",
    machine: "A toolchain that it had already unpacked may be kept for the next plan.",
    remedy: "Review the new plan, then try again.",
  },
  "UPGO-PLAN-UNFINISHED": {
    title: "A change failed, and the previous state could not be restored completely",
    machine: "Part of the change is still in place. Every step leaves a working Go.",
    remedy: "Choose Check again to continue restoring it.",
  },
  "UPGO-POLICY-MALFORMED": {
    title: "A part of your organization's policy is invalid",
    machine: "Upgo applies the safer interpretation.",
    remedy: "Ask your administrator to correct the policy.",
  },
  "UPGO-POLICY-SETTING": {
    title: "This setting is managed by your organization",
    remedy: "Ask your administrator to change the policy.",
  },
  "UPGO-POLICY-VERSION": {
    title: "The policy of your organization does not permit this version",
    remedy: "Choose another version, or ask your administrator.",
  },
  "UPGO-PROFILE-LEFT": {
    title: "A shell startup file was not edited",
    machine: "The rest of the change is not affected.",
    remedy: "Edit the file yourself. Or take ownership of it, make it writable, and try again.",
  },
  "UPGO-PROGRAM-BLOCKED": {
    title: "This machine does not start the programs that Go builds here",
    machine: "Go itself works. A virus scanner or a policy refuses programs that it does not know.",
    remedy: "Ask your administrator to allow the programs that you build. Health says what blocks them.",
  },
  "UPGO-PROJECT-EDIT": {
    title: "Upgo cannot edit a file of a project",
    machine: "The project still asks for the same Go.",
    remedy: "Check the file that the message names, or edit it yourself.",
  },
  "UPGO-PROJECT-FILE": {
    title: "A project or a file of one cannot be read",
    machine: "Upgo does not know which Go it asks for.",
    remedy: "Check that it exists, and that this account may read it.",
  },
  "UPGO-PROJECT-LEFT-OUT": {
    title: "A project is left out of a change",
    machine: "It still asks for the same Go.",
    remedy: "See what its rehearsal found in Projects.",
  },
  "UPGO-PROJECT-UNREAD": {
    title: "Upgo cannot tell what a project imports",
    machine: "It is unknown whether a vulnerability affects the project.",
    remedy: "Run “go list ./...” in its folder to see what is missing.",
  },
  "UPGO-RECOVERED": {
    title: "An interrupted change was completed or rolled back",
    machine: "Go works. Nothing was lost.",
    remedy: "History shows what was done.",
  },
  "UPGO-REHEARSAL-BREAKS": {
    title: "One of your projects does not work with the new Go",
    remedy: "Look at the change in History. To upgrade anyway, turn off the rehearsal in Settings.",
  },
  "UPGO-REHEARSAL-LIMITED": {
    title: "A part of a rehearsal could not be done",
    machine: "It is unknown whether the new Go breaks it.",
    remedy: "Remove the cause, then try again.",
  },
  "UPGO-REMOVE-CURRENT": {
    title: "The version to remove is in use",
    remedy: "Switch to another version first, then remove this one.",
  },
  "UPGO-SELF-FOREIGN": {
    title: "A release of Upgo is not for this program",
    machine: "It is of another format or for another system, or its package lacks something.",
    remedy: "Install the newest Upgo with its installer.",
  },
  "UPGO-SELF-IMPLAUSIBLE": {
    title: "The description of Upgo's newest release has a date or a version that cannot be true yet",
    machine:
      "The clock of this machine may be wrong, or the description is. Upgo uses nothing of it except the keys that it revokes.",
    remedy: "Check the date of this machine, then try again later.",
  },
  "UPGO-SELF-MANAGED": {
    title: "Upgo does not update itself here",
    remedy: "Update Upgo in the way that you installed it.",
  },
  "UPGO-SELF-OLDER": {
    title: "The description of Upgo's newest release is older than one that was read before",
    machine: "Something on the network may be withholding a newer release.",
    remedy: "Try again later or on another network.",
  },
  "UPGO-SELF-SIGNATURE": {
    title: "The description of Upgo's newest release is not signed by a trusted key",
    machine: "A server or a proxy may have sent something else. This Upgo stays as it is.",
    remedy: "Try again later or on another network.",
  },
  "UPGO-SELF-STALE": {
    title: "The description of Upgo's newest release is more than half a year old",
    machine: "There may be no newer release, or something on the network may be withholding it.",
    remedy: "Look at Upgo's website for a newer release.",
  },
  "UPGO-SELF-TRIAL": {
    title: "The new Upgo does not work on this machine",
    machine: "The present Upgo stays.",
    remedy: "Check the details. Antivirus software or a policy may be blocking the new program.",
  },
  "UPGO-SETTING-INVALID": {
    title: "A setting or its value is not valid",
    machine: "The last valid value is still used.",
    remedy: "Choose another value in Settings.",
  },
  "UPGO-SMOKE-FAILED": {
    title: "The new toolchain failed its test",
    machine: "The old Go stays.",
    remedy: "Check the details. Antivirus software or a policy may be blocking the toolchain.",
  },
  "UPGO-SYSTEM-MISSING": {
    title: "The official installer has not installed a machine-wide Go here",
    remedy: "Install a version on the Versions page.",
  },
  "UPGO-SYSTEM-UNFINISHED": {
    title: "A change to the machine-wide Go was interrupted",
    machine: "It may be missing until the change is finished. Upgo has the package of the previous one.",
    remedy: "Repair it in Versions to restore the old one. This takes one administrator prompt.",
  },
  "UPGO-SYSTEM-UNSECURED": {
    title: "The installer package of the machine-wide Go is unknown",
    machine: "Upgo could not restore this Go after a failure.",
    remedy: "Uninstall it in Windows Settings, or put Upgo's Go first on PATH.",
  },
  "UPGO-TERMINAL": {
    title: "No terminal could be opened",
    remedy: "Set the variable TERMINAL to the name of your terminal program, or install one.",
  },
  "UPGO-TOOL-BUILD": {
    title: "A program could not be rebuilt or updated",
    machine: "The old program is unchanged.",
    remedy: "Check Go's output. A newer version of the program may be needed: “go install PACKAGE@latest”.",
  },
  "UPGO-TOOL-REFUSED": {
    title: "Upgo cannot rebuild or update a program",
    machine: "The program is unchanged.",
    remedy: "Build it the way it was built before.",
  },
  "UPGO-TOOL-UNKNOWN": {
    title: "No program of this name was installed with “go install”",
    remedy: "Choose one of the programs in Versions.",
  },
  "UPGO-UNDO-BLOCKED": {
    title: "A change cannot be undone",
    remedy: "History shows what changed after it.",
  },
  "UPGO-UNDO-PARTIAL": {
    title: "Something has changed since the change that is being undone",
    machine: "Only the parts that are still in effect are undone. Later changes are kept.",
    remedy: "You don't have to do anything.",
  },
  "UPGO-USAGE": {
    title: "The request or one of its values is not valid here",
    remedy: "Copy the details and report them.",
  },
  "UPGO-VERIFY-CONTRADICTS": {
    title: "The Go checksum database contradicts the download or itself",
    machine: "Either the release list and its files are not from Google, or the database is not.",
    remedy:
      "Do not install it. Try another network. If it keeps happening, report it at https://go.dev/security/policy.",
  },
  "UPGO-VERIFY-DIGEST": {
    title: "A file does not match the official release",
    remedy: "Try again. If it keeps happening, the source is broken or tampered with; use another one.",
  },
  "UPGO-VERIFY-FEEDS": {
    title: "The two official release lists disagree, or one names a release that cannot exist",
    machine: "One of the two lists may be forged.",
    remedy: "Try again later or on another network.",
  },
  "UPGO-VERIFY-NO-DIGEST": {
    title: "There is no official SHA-256 for a file",
    machine: "Upgo installs nothing that it cannot verify.",
    remedy: "Choose a release that has an official SHA-256.",
  },
  "UPGO-VERIFY-NO-MANIFEST": {
    title: "The file list of a toolchain is missing",
    machine: "Upgo cannot tell whether the files match the published release.",
    remedy: "Choose Repair to recreate the list.",
  },
  "UPGO-VERIFY-SIGNATURE": {
    title: "The OpenPGP signature of an archive is not valid",
    machine: "The archive is not the one that was signed, or it was not signed by Google.",
    remedy:
      "Do not install it. Try another source. If it keeps happening, report it at https://go.dev/security/policy.",
  },
  "UPGO-VERIFY-SIGNER": {
    title: "A package is not signed by the expected publisher",
    machine: "The package was not installed.",
    remedy: "Do not use this file. Download it again from the official source.",
  },
  "UPGO-VERIFY-UNPROVEN": {
    title: "The Go checksum database could not confirm a release",
    machine: "No second source confirms the download.",
    remedy: "Try again later or on another network, or install without proof.",
  },
  "UPGO-VERIFY-VULN": {
    title: "The vulnerability database contradicts what it said before, or is dated in the future",
    machine: "Upgo keeps using the data that it has. Something on the network may be withholding entries.",
    remedy: "Try again later or on another network.",
  },
  "UPGO-VERSION-NOT-INSTALLED": {
    title: "This version is not installed",
    remedy: "Install it first.",
  },
  "UPGO-VERSION-SYSTEM": {
    title: "This system cannot run this version",
    remedy: "Choose an older version.",
  },
  "UPGO-VERSION-UNKNOWN": {
    title: "This version does not exist or is not available here",
    remedy: "Choose one of the available versions.",
  },
  "UPGO-VULN-UNKNOWN": {
    title: "There is no vulnerability data",
    remedy: "Check now when you're online.",
  },
};
