// Made by `npm run gen` from crates/engine/src/base/report/code.rs.
import type { Code } from "./bindings";

/** What every use of an error code guarantees about a change. */
export type Claim =
  | "untouched"
  | "dependents"
  | "notMade"
  | "notCarriedOut"
  | "notInstalled"
  | "inProgress"
  | "rolledBack"
  | "rolledBackLater";

/** The claim of each code, if it makes one. */
export const claims: Partial<Record<Code, Claim>> = {
  "UPGO-ARCHIVE-DAMAGED": "notInstalled",
  "UPGO-CACHE-REFUSED": "untouched",
  "UPGO-CANCELLED": "inProgress",
  "UPGO-DEADLINE": "inProgress",
  "UPGO-DISK-FAILED": "rolledBackLater",
  "UPGO-DISK-FULL": "rolledBackLater",
  "UPGO-ELEVATE-FAILED": "notMade",
  "UPGO-ELEVATE-LIST": "untouched",
  "UPGO-ELEVATE-REFUSED": "notMade",
  "UPGO-ELEVATE-UNATTENDED": "untouched",
  "UPGO-FILE-BUSY": "rolledBackLater",
  "UPGO-GO-MANAGED": "untouched",
  "UPGO-GO-MISSING": "untouched",
  "UPGO-HOME-DAMAGED": "untouched",
  "UPGO-HOME-FOREIGN": "untouched",
  "UPGO-HOOK-FAILED": "rolledBackLater",
  "UPGO-HOOK-REFUSED": "untouched",
  "UPGO-MEASURE": "untouched",
  "UPGO-MSI-BUSY": "notMade",
  "UPGO-MSI-FAILED": "notMade",
  "UPGO-MSI-PACKAGE": "notMade",
  "UPGO-MSI-POLICY": "notMade",
  "UPGO-NET-FEED": "dependents",
  "UPGO-NET-OFFLINE": "dependents",
  "UPGO-NET-PROXY": "dependents",
  "UPGO-NET-STATUS": "dependents",
  "UPGO-NET-TLS": "dependents",
  "UPGO-OTHER": "rolledBackLater",
  "UPGO-PERMISSION": "rolledBackLater",
  "UPGO-PERMISSION-ACCOUNT": "untouched",
  "UPGO-PLAN-MOVED": "notCarriedOut",
  "UPGO-POLICY-SETTING": "untouched",
  "UPGO-POLICY-VERSION": "untouched",
  "UPGO-PROJECT-EDIT": "untouched",
  "UPGO-PROJECT-FILE": "untouched",
  "UPGO-PROJECT-UNREAD": "untouched",
  "UPGO-REHEARSAL-BREAKS": "rolledBackLater",
  "UPGO-REMOVE-CURRENT": "untouched",
  "UPGO-SELF-FOREIGN": "untouched",
  "UPGO-SELF-IMPLAUSIBLE": "untouched",
  "UPGO-SELF-MANAGED": "untouched",
  "UPGO-SELF-OLDER": "untouched",
  "UPGO-SELF-SIGNATURE": "untouched",
  "UPGO-SELF-TRIAL": "notMade",
  "UPGO-SETUP-INVALID": "untouched",
  "UPGO-SMOKE-FAILED": "rolledBack",
  "UPGO-SYSTEM-MISSING": "untouched",
  "UPGO-SYSTEM-UNSECURED": "untouched",
  "UPGO-TERMINAL": "untouched",
  "UPGO-TOOL-UNKNOWN": "untouched",
  "UPGO-UNDO-BLOCKED": "untouched",
  "UPGO-USAGE": "untouched",
  "UPGO-VERIFY-CONTRADICTS": "untouched",
  "UPGO-VERIFY-DIGEST": "notInstalled",
  "UPGO-VERIFY-FEEDS": "untouched",
  "UPGO-VERIFY-NO-DIGEST": "untouched",
  "UPGO-VERIFY-REBUILD": "untouched",
  "UPGO-VERIFY-SIGNATURE": "untouched",
  "UPGO-VERIFY-UNPROVEN": "untouched",
  "UPGO-VERSION-NOT-INSTALLED": "untouched",
  "UPGO-VERSION-SYSTEM": "untouched",
  "UPGO-VERSION-UNKNOWN": "untouched",
  "UPGO-VULN-UNKNOWN": "untouched",
};
