import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Client } from "../api/client";
import { Mock } from "../api/mock";
import { scenarios } from "../api/scenarios";
import { app } from "./state.svelte";
import { rehearsal } from "./rehearsal.svelte";

let client: Client;
let mock: Mock;

beforeEach(() => {
  const make = scenarios["projects-some"];
  if (!make) throw new Error("no such scenario");
  mock = new Mock(make());
  client = mock.client;
  vi.spyOn(app, "client", "get").mockImplementation(() => client);
});

afterEach(() => {
  vi.restoreAllMocks();
  app.dialog = null;
});

async function shown(tests: boolean) {
  const plan = await client.planRehearsal("go1.27.1", tests, false, tests);
  if (plan.status === "error") throw new Error(plan.error.message);
  return plan.data;
}

test("what was shown starts, by its number alone", async () => {
  const [one, tested] = [await shown(false), await shown(true)];
  expect([one.tests, tested.tests, one.projects.length]).toEqual([false, true, 7]);
  await rehearsal.start(tested);
  expect(mock.calls.filter(({ name }) => name === "rehearse")).toEqual([{ name: "rehearse", args: [tested.id] }]);
  expect(mock.scenario.rehearsal).toMatchObject({ kind: "working", to: "go1.27.1", tests: true, raises: true });
});

test("a refused rehearsal is shown again before it is tried again", async () => {
  const plan = await shown(true);
  const refusal = { code: "UPGO-PLAN-MOVED", message: "this rehearsal has expired", means: "", next: "", causes: [] };
  mock.set({ problems: { rehearse: refusal as never } });
  await rehearsal.start(plan);
  if (app.dialog?.kind !== "problem") throw new Error("the problem is not shown");
  app.dialog.retry?.();
  expect(app.dialog).toEqual({ kind: "rehearse", to: "go1.27.1", raises: true });
  expect(mock.calls.filter(({ name }) => name === "rehearse")).toHaveLength(1);
});
