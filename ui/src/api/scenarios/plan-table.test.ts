import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ChangeRequest, PlanView } from "../bindings";
import { scenarios } from ".";
import { planOf } from "./plan";

type Facts = Pick<PlanView, "action" | "from" | "to" | "about" | "pathChanges" | "routine" | "destructive" | "command">;
type Machine = { installed: string[]; current: string | null; released: string[] };
type Row = { machine: string; request: ChangeRequest; plan: Facts & { steps: string[] } };

/** What the engine plans. It is tested with the same table, on machines like these scenarios. */
const table = new URL("../../../../crates/engine/tests/data/plans.json", import.meta.url);
const { machines, rows } = JSON.parse(readFileSync(table, "utf8")) as {
  machines: Record<string, Machine>;
  rows: Row[];
};

test("the machines are those of the scenarios", () => {
  for (const [name, { installed, current }] of Object.entries(machines)) {
    const overview = scenarios[name]?.().overview;
    expect({ installed: overview?.installed, current: overview?.current }).toEqual({ installed, current });
  }
});

test.each(rows.map((row) => [row.machine, row.request, row.plan] as const))("on %s, %o", (name, request, planned) => {
  const scenario = scenarios[name]?.();
  const plan = scenario && planOf(request, scenario, 1);
  if (!plan || "code" in plan) throw new Error(`no plan on ${name}`);
  const { action, from, to, about, pathChanges, routine, destructive, command } = plan;
  const facts = { action, from, to, about, pathChanges, routine, destructive, command };
  expect({ ...facts, steps: plan.steps.map(({ kind }) => kind) }).toEqual(planned);
});
