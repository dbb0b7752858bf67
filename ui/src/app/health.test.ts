import { afterEach, expect, test, vi } from "vitest";
import type { Finding } from "../api/bindings";
import { Mock } from "../api/mock";
import { scenarios } from "../api/scenarios";
import { app } from "./state.svelte";

afterEach(() => vi.unstubAllGlobals());

/** What the badge counts in a scenario with a finding about the network and another one. */
async function countIn(scenario: string): Promise<number> {
  vi.stubGlobal("document", { documentElement: { dataset: {} } });
  vi.stubGlobal("navigator", { language: "en", languages: ["en"] });
  const make = scenarios[scenario];
  if (!make) throw new Error("no such scenario");
  const mock = new Mock(make());
  const findings = ["network.go-dev-blocked", "path.missing"].map((id) => ({ id, ignored: false }) as Finding);
  mock.scenario = { ...mock.scenario, doctor: { ...mock.scenario.doctor, findings } };
  await app.connect(mock.client);
  await app.health.look();
  return app.health.count;
}

test("the badge does not count a failed check that Home tells", async () => {
  expect([await countIn("home-current"), await countIn("home-stale")]).toEqual([2, 1]);
});
