// Hooks: what a plan says of them, and what the history keeps.
import type { HookRun, HookTitle, PlanView } from "../bindings";
import { behind } from "./home";
import { machine, problem, stated, upgraded } from "./machine";
import { step } from "./plan-parts";
import type { Scenario } from "./scenario";

const drain: HookTitle = { owner: "policy", command: "C:\\Tools\\drain.exe -w", limitSeconds: 120, soakSeconds: null };
const check: HookTitle = { owner: "settings", command: "C:\\Tools\\check.exe", limitSeconds: 30, soakSeconds: null };
const probe: HookTitle = { owner: "settings", command: "C:\\Tools\\probe.exe", limitSeconds: 30, soakSeconds: 900 };

/** The plan with hooks, as the engine adds them to a plan that switches. */
function withHooks(plan: PlanView): PlanView {
  const [download, ...rest] = plan.steps;
  const steps = [
    ...(download ? [download] : []),
    step("hookBefore", { file: "drain.exe", place: "C:\\Tools\\drain.exe", hook: drain }),
    ...rest,
    step("hookAfter", { file: "check.exe", place: "C:\\Tools\\check.exe", hook: check }),
    step("hookSoak", { file: "probe.exe", place: "C:\\Tools\\probe.exe", hook: probe }),
    step("hookOnFailure", { file: "drain.exe", place: "C:\\Tools\\drain.exe", hook: drain }),
  ];
  return { ...plan, steps, routine: false };
}

const ran: HookRun[] = [
  {
    ...{ step: 1, hook: "beforeSwitch", owner: "policy", program: "C:\\Tools\\drain.exe" },
    ...{ end: { kind: "passed" }, milliseconds: 900, output: ["2 jobs left", "drained"], leftOut: 0 },
  },
  {
    ...{ step: 7, hook: "afterSwitch", owner: "settings", program: "C:\\Tools\\check.exe" },
    ...{ end: { kind: "exited", code: 3 }, milliseconds: 4_200, output: ["the license server is gone"], leftOut: 412 },
  },
  {
    ...{ step: 8, hook: "onFailure", owner: "policy", program: "C:\\Tools\\drain.exe" },
    ...{ end: { kind: "notStarted", why: "Access is denied. (os error 5)" }, milliseconds: 0, output: [], leftOut: 0 },
  },
];

const failed = stated(
  problem(
    "UPGO-HOOK-FAILED",
    "the after-switch hook C:\\Tools\\check.exe ended with status 3; its last line was: the license server is gone",
  ),
  {
    sentence: "hookSaid",
    values: {
      what: {
        sentence: "hookExited",
        values: { hook: "after-switch", program: "C:\\Tools\\check.exe", code: "3" },
      },
      line: { sentence: "quoted", values: { text: "the license server is gone" } },
    },
  },
);

export const hookScenarios: Record<string, () => Scenario> = {
  "plan-hooks": () => ({ ...behind("go1.26.5"), adjustPlan: withHooks }),
  "history-hooks": () => {
    const entry = { ...upgraded, outcome: "failed" as const, inEffect: false, undoable: false, problem: failed };
    return machine({ history: { entries: [{ ...entry, hooks: ran }], hasOlder: false, warnings: [] } });
  },
};
