import type { About, ChangeRequest, Code, PlanView, Problem } from "../api/bindings";
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
  "UPGO-PATH-REFUSED": "retry",
  "UPGO-HOME-DAMAGED": "folder",
  "UPGO-RECOVERED": "history",
  "UPGO-NOTIFY": "retry",
  "UPGO-CANCELLED": "retry",
};

/** The request that makes the same plan again. */
export function requestOf(plan: PlanView): ChangeRequest {
  switch (plan.action) {
    case "upgrade":
      return { kind: "upgrade", to: plan.to, patch: false };
    case "install":
      return installRequestOf(plan);
    case "use":
      return { kind: "use", version: plan.to ?? "" };
    case "rollback":
      return { kind: "rollback", id: plan.undoes };
    case "remove":
      return plan.from === null ? { kind: "removeUnused" } : { kind: "remove", version: plan.from, force: false };
    case "addToPath":
      return { kind: "addToPath" };
  }
}

function installRequestOf(plan: PlanView): ChangeRequest {
  const file = plan.steps.find((step) => step.kind === "readFile")?.file ?? null;
  return {
    kind: "install",
    from: file === null ? { kind: "release", version: plan.to ?? "" } : { kind: "file", path: file, sha256: null },
    then: plan.steps.some((step) => step.kind === "switch") ? "use" : "keep",
  };
}

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
