// Made by `npm run gen` from crates/engine/src/base/report/code.rs.
import type { Code } from "./bindings";

/** An action of the window that helps with a problem. */
export type Remedy =
  | "tryAgain"
  | "seeNewPlan"
  | "repair"
  | "lookAgain"
  | "checkNow"
  | "withoutProof"
  | "testMirror"
  | "removeMirrors"
  | "mirrorSettings"
  | "proxySettings"
  | "chooseCertificate"
  | "settings"
  | "backgroundSettings"
  | "notificationSettings"
  | "settingsFile"
  | "startupApps"
  | "systemNotifications"
  | "installedApps"
  | "home"
  | "versions"
  | "health"
  | "history"
  | "editPath"
  | "editVariables"
  | "whyThisGo"
  | "removeUnused"
  | "caches"
  | "openFolder"
  | "goDownloads"
  | "reportToGo"
  | "log"
  | "report";

/** The actions for each code, the most helpful first. */
export const remedies: Record<Code, readonly Remedy[]> = {
  "UPGO-ACTIVE-OTHER": ["home", "editPath", "whyThisGo"],
  "UPGO-ARCHIVE-DAMAGED": ["tryAgain", "testMirror", "removeMirrors"],
  "UPGO-ARCHIVE-HOSTILE": ["goDownloads"],
  "UPGO-AUDIT-LOG-DAMAGED": ["openFolder"],
  "UPGO-AUDIT-LOG-WRITE": ["tryAgain", "openFolder"],
  "UPGO-BACKGROUND-FAILED": ["tryAgain", "backgroundSettings", "report"],
  "UPGO-BACKGROUND-OFF": ["startupApps", "tryAgain", "backgroundSettings"],
  "UPGO-BACKGROUND-TASK-OFF": ["tryAgain", "backgroundSettings"],
  "UPGO-BACKGROUND-UNSUPPORTED": ["backgroundSettings"],
  "UPGO-BUSY": ["tryAgain", "history"],
  "UPGO-CACHE-CLEAN": ["tryAgain", "openFolder", "log"],
  "UPGO-CACHE-COST": ["editVariables"],
  "UPGO-CACHE-LEFT": ["caches"],
  "UPGO-CACHE-REFUSED": ["editVariables", "log"],
  "UPGO-CANCELLED": ["tryAgain"],
  "UPGO-CHANGE-REPLACED": ["history", "versions"],
  "UPGO-CLOCK-WRONG": ["history"],
  "UPGO-COMMAND": ["tryAgain", "log"],
  "UPGO-DEADLINE": ["tryAgain", "log"],
  "UPGO-DISK-FAILED": ["tryAgain", "openFolder", "log"],
  "UPGO-DISK-FULL": ["removeUnused", "caches", "tryAgain"],
  "UPGO-ELEVATE-FAILED": ["tryAgain", "log", "report"],
  "UPGO-ELEVATE-LIST": ["editVariables"],
  "UPGO-ELEVATE-REFUSED": ["tryAgain"],
  "UPGO-ELEVATE-UNATTENDED": ["tryAgain"],
  "UPGO-ENV-GOROOT": ["editVariables"],
  "UPGO-ENV-HIDDEN": ["editVariables"],
  "UPGO-ENV-REFUSED": ["editVariables", "tryAgain"],
  "UPGO-ENV-UNHEARD": ["lookAgain"],
  "UPGO-FILE-BUSY": ["tryAgain", "log"],
  "UPGO-GO-MANAGED": ["whyThisGo", "versions"],
  "UPGO-GO-MISSING": ["versions"],
  "UPGO-GO-MOD": ["whyThisGo"],
  "UPGO-GO-ROOT": ["editVariables"],
  "UPGO-GO-SETTING": ["editVariables", "whyThisGo"],
  "UPGO-GO-TOO-OLD": ["versions", "editVariables"],
  "UPGO-GO-TOOLCHAIN-LINE": ["whyThisGo", "editVariables"],
  "UPGO-GO-TOOLCHAIN-MISSING": ["versions", "editVariables"],
  "UPGO-GO-TOOLCHAIN-OTHER": ["editPath", "versions"],
  "UPGO-GO-UNMANAGED": ["versions", "whyThisGo"],
  "UPGO-GO-WORK": ["whyThisGo", "editVariables"],
  "UPGO-HOME-DAMAGED": ["tryAgain", "health", "openFolder"],
  "UPGO-HOME-FOREIGN": ["openFolder"],
  "UPGO-HOME-ONLY-READ": ["openFolder"],
  "UPGO-HOOK-FAILED": ["history", "settings", "log"],
  "UPGO-HOOK-REFUSED": ["settings", "log"],
  "UPGO-MEASURE": ["tryAgain", "editVariables"],
  "UPGO-MSI-BUSY": ["tryAgain"],
  "UPGO-MSI-FAILED": ["tryAgain", "log"],
  "UPGO-MSI-PACKAGE": ["tryAgain", "goDownloads"],
  "UPGO-MSI-POLICY": ["versions"],
  "UPGO-MSI-RESTART": ["lookAgain"],
  "UPGO-NET-FEED": ["tryAgain", "goDownloads", "proxySettings"],
  "UPGO-NET-FEED-OLDER": ["tryAgain", "goDownloads"],
  "UPGO-NET-FEED-WITHDRAWN": ["tryAgain"],
  "UPGO-NET-OFFLINE": ["tryAgain", "proxySettings"],
  "UPGO-NET-PROXY": ["proxySettings", "tryAgain"],
  "UPGO-NET-STATUS": ["tryAgain", "testMirror", "mirrorSettings"],
  "UPGO-NET-TLS": ["proxySettings", "chooseCertificate", "tryAgain"],
  "UPGO-NET-VULN": ["tryAgain", "proxySettings"],
  "UPGO-NOTIFY": ["systemNotifications", "tryAgain", "notificationSettings"],
  "UPGO-OTHER": ["tryAgain", "report"],
  "UPGO-PATH-LEFT": ["editPath", "settings"],
  "UPGO-PATH-REFUSED": ["editPath", "tryAgain"],
  "UPGO-PERMISSION": ["tryAgain", "openFolder"],
  "UPGO-PERMISSION-ACCOUNT": ["openFolder"],
  "UPGO-PIN-MINIMUM": ["whyThisGo"],
  "UPGO-PIN-UNREAD": ["whyThisGo"],
  "UPGO-PLAN-MOVED": ["seeNewPlan"],
  "UPGO-PLAN-UNFINISHED": ["lookAgain", "history", "report"],
  "UPGO-POLICY-MALFORMED": ["settings"],
  "UPGO-POLICY-SETTING": ["settings"],
  "UPGO-POLICY-VERSION": ["versions", "settings"],
  "UPGO-PROFILE-LEFT": ["editPath", "tryAgain"],
  "UPGO-PROGRAM-BLOCKED": ["health", "log"],
  "UPGO-PROJECT-EDIT": ["whyThisGo"],
  "UPGO-PROJECT-FILE": ["whyThisGo"],
  "UPGO-PROJECT-LEFT-OUT": ["whyThisGo"],
  "UPGO-PROJECT-STAYS": ["whyThisGo"],
  "UPGO-PROJECT-UNREAD": ["whyThisGo"],
  "UPGO-RECOVERED": ["history"],
  "UPGO-REHEARSAL-BREAKS": ["history", "settings"],
  "UPGO-REHEARSAL-LIMITED": ["log"],
  "UPGO-REMOVE-CURRENT": ["versions"],
  "UPGO-SELF-FOREIGN": ["tryAgain", "report"],
  "UPGO-SELF-IMPLAUSIBLE": ["tryAgain", "proxySettings", "report"],
  "UPGO-SELF-MANAGED": ["settings"],
  "UPGO-SELF-OLDER": ["tryAgain", "proxySettings"],
  "UPGO-SELF-SIGNATURE": ["tryAgain", "proxySettings", "report"],
  "UPGO-SELF-STALE": ["tryAgain", "proxySettings"],
  "UPGO-SELF-TRIAL": ["tryAgain", "log", "report"],
  "UPGO-SETTING-INVALID": ["settings", "settingsFile"],
  "UPGO-SETUP-CAUTION": ["history"],
  "UPGO-SETUP-INVALID": ["report"],
  "UPGO-SETUP-LEFT-OUT": ["log"],
  "UPGO-SMOKE-FAILED": ["tryAgain", "log", "report"],
  "UPGO-SYSTEM-MISSING": ["versions"],
  "UPGO-SYSTEM-UNFINISHED": ["versions"],
  "UPGO-SYSTEM-UNSECURED": ["installedApps", "editPath"],
  "UPGO-TERMINAL": ["tryAgain", "log"],
  "UPGO-TOOL-BUILD": ["tryAgain", "log"],
  "UPGO-TOOL-REFUSED": ["log"],
  "UPGO-TOOL-UNKNOWN": ["versions"],
  "UPGO-UNDO-BLOCKED": ["history"],
  "UPGO-UNDO-PARTIAL": ["history"],
  "UPGO-USAGE": ["report"],
  "UPGO-VERIFY-CONTRADICTS": ["reportToGo", "log"],
  "UPGO-VERIFY-DIGEST": ["tryAgain", "testMirror", "removeMirrors"],
  "UPGO-VERIFY-FEEDS": ["tryAgain", "goDownloads"],
  "UPGO-VERIFY-NO-DIGEST": ["versions"],
  "UPGO-VERIFY-NO-MANIFEST": ["repair"],
  "UPGO-VERIFY-REBUILD": ["tryAgain", "log"],
  "UPGO-VERIFY-SIGNATURE": ["testMirror", "removeMirrors", "reportToGo"],
  "UPGO-VERIFY-SIGNER": ["goDownloads"],
  "UPGO-VERIFY-UNPROVEN": ["tryAgain", "withoutProof", "proxySettings"],
  "UPGO-VERIFY-VULN": ["tryAgain", "log"],
  "UPGO-VERSION-DAMAGED": ["repair"],
  "UPGO-VERSION-NO-FILE": ["versions", "checkNow"],
  "UPGO-VERSION-NOT-INSTALLED": ["versions"],
  "UPGO-VERSION-SYSTEM": ["versions"],
  "UPGO-VERSION-UNKNOWN": ["versions", "checkNow"],
  "UPGO-VULN-AVOIDED": ["versions"],
  "UPGO-VULN-OTHER-LINE": ["versions"],
  "UPGO-VULN-UNKNOWN": ["checkNow"],
};
