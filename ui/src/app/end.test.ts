import { afterEach, expect, test, vi } from "vitest";
import { Mock } from "../api/mock";
import { scenarios } from "../api/scenarios";
import { app } from "./state.svelte";

afterEach(() => vi.unstubAllGlobals());

test("the end of a change is shown together with the machine after it", async () => {
  vi.stubGlobal("document", { documentElement: { dataset: {} } });
  vi.stubGlobal("navigator", { language: "en", languages: ["en"] });
  const make = scenarios["working-after-switch"];
  if (!make) throw new Error("no such scenario");
  const mock = new Mock(make());
  await app.connect(mock.client);
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
