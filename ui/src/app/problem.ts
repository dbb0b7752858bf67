import type { About, Code, Problem } from "../api/bindings";
import { claims } from "../api/codes";
import type { Catalogue } from "../text/index.svelte";

/** The action of a problem's button, mostly named after its text in `common`. `none` means that there is no button. */
export type Remedy =
  | "tryAgain"
  | "openVersions"
  | "openSettings"
  | "openHistory"
  | "look"
  | "removeUnused"
  | "openFolder"
  | "repair"
  | "seeNewPlan"
  | "none";

/** The first remedy for each code. A new code does not compile without one. */
export const REMEDIES: Record<Code, Remedy> = {
  "UPGO-OTHER": "tryAgain",
  "UPGO-USAGE": "none",
  "UPGO-REMOVE-CURRENT": "openVersions",
  "UPGO-SETTING-INVALID": "openSettings",
  "UPGO-BACKGROUND-UNSUPPORTED": "openSettings",
  "UPGO-BACKGROUND-OFF": "openSettings",
  "UPGO-BACKGROUND-FAILED": "tryAgain",
  "UPGO-NET-OFFLINE": "tryAgain",
  "UPGO-NET-TLS": "tryAgain",
  "UPGO-NET-PROXY": "tryAgain",
  "UPGO-NET-STATUS": "tryAgain",
  "UPGO-NET-FEED": "tryAgain",
  "UPGO-NET-FEED-OLDER": "tryAgain",
  "UPGO-NET-VULN": "tryAgain",
  "UPGO-VULN-UNKNOWN": "tryAgain",
  "UPGO-VERIFY-DIGEST": "tryAgain",
  "UPGO-VERIFY-NO-DIGEST": "openVersions",
  "UPGO-VERIFY-NO-MANIFEST": "repair",
  "UPGO-VERIFY-FEEDS": "tryAgain",
  "UPGO-VERIFY-VULN": "tryAgain",
  "UPGO-VERIFY-UNPROVEN": "tryAgain",
  "UPGO-VERIFY-CONTRADICTS": "none",
  "UPGO-VERIFY-SIGNATURE": "none",
  "UPGO-PERMISSION": "tryAgain",
  "UPGO-PERMISSION-ACCOUNT": "none",
  "UPGO-BUSY": "tryAgain",
  "UPGO-FILE-BUSY": "tryAgain",
  "UPGO-GO-MANAGED": "look",
  "UPGO-VERSION-UNKNOWN": "openVersions",
  "UPGO-VERSION-NOT-INSTALLED": "openVersions",
  "UPGO-VERSION-SYSTEM": "openVersions",
  "UPGO-TERMINAL": "tryAgain",
  "UPGO-DISK-FULL": "removeUnused",
  "UPGO-DISK-FAILED": "tryAgain",
  "UPGO-ARCHIVE-DAMAGED": "tryAgain",
  "UPGO-ARCHIVE-HOSTILE": "none",
  "UPGO-ACTIVE-OTHER": "look",
  "UPGO-GO-MISSING": "openVersions",
  "UPGO-GO-TOO-OLD": "openVersions",
  "UPGO-GO-SETTING": "look",
  "UPGO-GO-TOOLCHAIN-LINE": "look",
  "UPGO-GO-TOOLCHAIN-MISSING": "openVersions",
  "UPGO-GO-TOOLCHAIN-OTHER": "openVersions",
  "UPGO-GO-MOD": "look",
  "UPGO-GO-WORK": "look",
  "UPGO-GO-ROOT": "look",
  "UPGO-PROJECT-UNREAD": "none",
  "UPGO-TOOL-UNKNOWN": "tryAgain",
  "UPGO-TOOL-REFUSED": "none",
  "UPGO-TOOL-BUILD": "none",
  "UPGO-SMOKE-FAILED": "tryAgain",
  "UPGO-PLAN-MOVED": "seeNewPlan",
  "UPGO-PLAN-UNFINISHED": "look",
  "UPGO-UNDO-BLOCKED": "openHistory",
  "UPGO-UNDO-PARTIAL": "openHistory",
  "UPGO-PATH-REFUSED": "tryAgain",
  "UPGO-PROFILE-LEFT": "look",
  "UPGO-ENV-REFUSED": "tryAgain",
  "UPGO-ENV-GOROOT": "none",
  "UPGO-ENV-HIDDEN": "none",
  "UPGO-VERIFY-SIGNER": "none",
  "UPGO-ELEVATE-REFUSED": "tryAgain",
  "UPGO-ELEVATE-FAILED": "tryAgain",
  "UPGO-ELEVATE-LIST": "none",
  "UPGO-MSI-FAILED": "tryAgain",
  "UPGO-MSI-BUSY": "tryAgain",
  "UPGO-MSI-POLICY": "openVersions",
  "UPGO-MSI-PACKAGE": "tryAgain",
  "UPGO-MSI-RESTART": "none",
  "UPGO-SYSTEM-MISSING": "openVersions",
  "UPGO-SYSTEM-UNSECURED": "none",
  "UPGO-SYSTEM-UNFINISHED": "openVersions",
  "UPGO-HOME-DAMAGED": "openFolder",
  "UPGO-HOME-FOREIGN": "openFolder",
  "UPGO-RECOVERED": "openHistory",
  "UPGO-NOTIFY": "tryAgain",
  "UPGO-CANCELLED": "tryAgain",
};

/** The state of the machine. What the program knows about the change counts more than what the code guarantees. */
export function machineAfter({ code, became }: Problem, { problems, common }: Catalogue): string {
  const claim = became === "unfinished" ? null : (became ?? claims[code]);
  return [claim && problems.claims[claim], problems.codes[code].machine].filter(Boolean).join(common.between);
}

/** The text of *Copy details*: enough for a bug report, and nothing about the user except paths in the error. */
export function detailsOf(problem: Problem, about: About | null, words: Catalogue, change?: string): string {
  const { detail } = words.problems;
  const lines = [
    [detail.code, problem.code],
    [detail.error, problem.message],
    ...problem.causes.map((cause) => [detail.cause, cause]),
    ...(change ? [[detail.change, change]] : []),
    ...(about
      ? [
          [detail.program, `${about.version} (${about.target})`],
          [detail.system, about.system],
        ]
      : []),
  ];
  return lines.map(([head, value]) => `${head}: ${value}`).join("\n");
}
