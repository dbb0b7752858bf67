// The plans that the engine made for a state.
import type { Changed, ChangeRequest, Job, PlanView, Problem } from "../bindings";
import type { Planned, Scenario } from "./scenario";

/** The plan of a request with the number `id`, or the reason why there is none. */
export function planOf(request: ChangeRequest, scenario: Scenario, id: number): PlanView | Problem {
  const { plan } = plannedOn(scenario, request);
  return "code" in plan ? plan : { ...plan, id, request };
}

/** A plan that was carried out on a state. */
export function doneBy(
  plan: PlanView,
  scenario: Scenario,
  id: number | null,
  milliseconds: number,
  different: Partial<Changed> = {},
): Job {
  const { changed, left } = plannedOn(scenario, plan.request);
  if (!changed) throw new Error("it was refused");
  return { kind: "done", plan, changed: { ...changed, id, ...different }, left, milliseconds };
}

function plannedOn({ plans }: Scenario, request: ChangeRequest): Planned {
  const key = keyOf(request);
  const planned = plans.find((each) => keyOf(each.request) === key);
  if (!planned) throw new Error(`the facts of this state have no request ${JSON.stringify(request)}`);
  return planned;
}

/** A request in one notation. The page may leave out what is `null`, and name a version without `go`. */
function keyOf(request: ChangeRequest): string {
  return JSON.stringify(request, (_, value: unknown) => {
    if (typeof value === "string") return value.replace(/^go(?=\d)/, "");
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, each]) => each !== null)
        .sort(),
    );
  });
}
