import type { About, Code, Problem } from "../api/bindings";
import type { Catalogue } from "../text/index.svelte";

/** What the button of a problem does. `none`: only the words help. */
export type Remedy =
  "retry" | "versions" | "settings" | "history" | "look" | "removeUnused" | "folder" | "newPlan" | "none";

/** The first thing that helps, for each code. A new code does not compile without it. */
export const REMEDIES: Record<Code, Remedy> = {
  "UPGO-OTHER": "retry",
  "UPGO-USAGE": "none",
  "UPGO-REMOVE-CURRENT": "versions",
  "UPGO-SETTING-INVALID": "settings",
  "UPGO-NET-OFFLINE": "retry",
  "UPGO-NET-TLS": "retry",
  "UPGO-NET-PROXY": "retry",
  "UPGO-NET-STATUS": "retry",
  "UPGO-NET-FEED": "retry",
  "UPGO-VERIFY-DIGEST": "retry",
  "UPGO-VERIFY-NO-DIGEST": "versions",
  "UPGO-VERIFY-FEEDS": "retry",
  "UPGO-PERMISSION": "retry",
  "UPGO-PERMISSION-ACCOUNT": "none",
  "UPGO-BUSY": "retry",
  "UPGO-FILE-BUSY": "retry",
  "UPGO-VERSION-UNKNOWN": "versions",
  "UPGO-VERSION-NOT-INSTALLED": "versions",
  "UPGO-DISK-FULL": "removeUnused",
  "UPGO-DISK-FAILED": "retry",
  "UPGO-ARCHIVE-DAMAGED": "retry",
  "UPGO-ARCHIVE-HOSTILE": "none",
  "UPGO-ACTIVE-OTHER": "look",
  "UPGO-SMOKE-FAILED": "retry",
  "UPGO-PLAN-MOVED": "newPlan",
  "UPGO-UNDO-BLOCKED": "history",
  "UPGO-UNDO-PARTIAL": "none",
  "UPGO-PATH-REFUSED": "retry",
  "UPGO-ENV-REFUSED": "retry",
  "UPGO-ENV-GOROOT": "none",
  "UPGO-ENV-HIDDEN": "none",
  "UPGO-HOME-DAMAGED": "folder",
  "UPGO-RECOVERED": "history",
  "UPGO-NOTIFY": "retry",
  "UPGO-CANCELLED": "retry",
};

/** What *Copy details* copies: enough for a report, and nothing about the user but the paths in the error. */
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
