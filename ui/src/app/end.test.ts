import { afterEach, expect, test, vi } from "vitest";
import { Mock } from "../api/mock";
import { scenarios } from "../api/scenarios";
import { app } from "./state.svelte";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function connected(scenario: string): Promise<Mock> {
  vi.stubGlobal("document", { documentElement: { dataset: {} } });
  vi.stubGlobal("navigator", { language: "en", languages: ["en"] });
  const make = scenarios[scenario];
  if (!make) throw new Error("no such scenario");
  const mock = new Mock(make());
  await app.connect(mock.client);
  return mock;
}

/** Starts the offered upgrade, and lets this much time pass. */
async function upgraded(milliseconds: number): Promise<Mock> {
  const mock = await connected("home-update-line");
  vi.useFakeTimers();
  void app.change({ kind: "upgrade", to: "go1.27.1", patch: false });
  await vi.advanceTimersByTimeAsync(milliseconds);
  return mock;
}

test("a change shorter than 300 ms shows only its button at work, then its end", async () => {
  const mock = await upgraded(290);
  expect([app.home.kind, app.planning?.kind]).toEqual(["update", "upgrade"]);
  mock.progress(5);
  const shown = new Set<string>();
  mock.finish();
  for (let turn = 0; turn < 20; turn += 1) {
    await vi.advanceTimersByTimeAsync(20);
    shown.add(app.home.kind);
  }
  expect(shown.has("working")).toBe(false);
  expect([app.home.kind, app.job.kind, app.planning]).toEqual(["current", "done", null]);
});

test("a longer change is shown from then on, as far as it has come", async () => {
  const mock = await upgraded(200);
  mock.progress(2);
  await vi.advanceTimersByTimeAsync(110);
  const steps = app.job.kind === "working" ? app.job.progress.steps.map(({ state }) => state) : [];
  expect([app.home.kind, app.planning, steps[2]]).toEqual(["working", null, "running"]);
});

test("the end of a change is shown together with the machine after it", async () => {
  const mock = await connected("working-after-switch");
  const before = app.overview?.current;
  expect([app.home.kind, before]).toEqual(["working", "go1.26.5"]);

  const shown: string[] = [];
  mock.hold("overview");
  mock.finish();
  for (let turn = 0; turn < 20; turn += 1) {
    await Promise.resolve();
    shown.push(app.home.kind);
  }
  expect(new Set(shown)).toEqual(new Set(["working"]));
  mock.release("overview");
  await vi.waitFor(() => expect(app.home.kind).toBe("current"));
  expect(app.overview?.current).toBe("go1.27.1");
});
