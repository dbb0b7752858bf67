// Machines on which a plan is another one than usual.
import type { HookTitle, PlanView } from "../bindings";
import { step } from "./plan-parts";
import { advised, problem, stated } from "./problems";
import type { Scenario } from "./scenario";
import { machineOf } from "./stage";

/** An upgrade that leaves programs running and has a warning, so it does not run from one click. */
function withCautions(plan: PlanView): PlanView {
  const running = [
    { name: "gopls", pids: [4312, 9020] },
    { name: "dlv", pids: [7788] },
  ];
  const refused = problem("UPGO-PATH-REFUSED", "Upgo may not change PATH here");
  const stating = stated(refused, { sentence: "pathNotAllowed", values: {} });
  const warning = advised(stating, { sentence: "pathBySetting", values: {} });
  return { ...plan, routine: false, running, warnings: [warning] };
}

/** A removal of a version that programs run from, two of them with the same name. */
function withPrograms(plan: PlanView): PlanView {
  const running = [
    { name: "go", pids: [4312] },
    { name: "compile", pids: [9020, 9024] },
    { name: "go", pids: [7788] },
  ];
  return { ...plan, running };
}

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

/** A machine-wide Go stays first on PATH, as the warnings of the machine say. */
function withMachineGo(plan: PlanView): PlanView {
  return { ...plan, routine: false, warnings: machineOf("plan-machine-go").overview.warnings };
}

export const adjusted: Record<string, Pick<Scenario, "adjustPlan">> = {
  "plan-upgrade": { adjustPlan: withCautions },
  "plan-anew": { adjustPlan: withCautions },
  "plan-machine-go": { adjustPlan: withMachineGo },
  "plan-remove-running": { adjustPlan: withPrograms },
  "plan-nothing": { adjustPlan: (plan) => ({ ...plan, steps: [], downloadBytes: null, diskBytes: null }) },
  "plan-hooks": { adjustPlan: withHooks },
  "settings-caches-busy": { adjustPlan: (plan) => ({ ...plan, running: [{ name: "go", pids: [4312] }] }) },
  "managed-plan": { adjustPlan: (plan) => ({ ...plan, routine: false }) },
};
