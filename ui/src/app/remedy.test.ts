import { beforeAll, expect, test, vi } from "vitest";
import type { Code, Problem } from "../api/bindings";
import { remedies } from "../api/remedies";
import { upToDate } from "../api/scenarios/samples";
import { en } from "../text/en";
import { setLanguage } from "../text/index.svelte";
import { remediesOf } from "./remedy";
import { app } from "./state.svelte";

const codes = Object.keys(remedies) as Code[];

beforeAll(() => {
  vi.stubGlobal("navigator", { languages: ["en-GB"] });
  vi.stubGlobal("window", {});
  vi.stubGlobal("document", { documentElement: {} });
  setLanguage("en");
});

function problemOf(code: Code): Problem {
  return { code, title: "", message: "", means: "", next: "", advice: "", causes: [] };
}

test("every code has one to three buttons, wherever it is shown", () => {
  const places = [{ retry: null }, { retry: () => {} }, { retry: () => {}, withoutProof: () => {}, leave: () => {} }];
  for (const code of codes) {
    for (const place of places) {
      const actions = remediesOf(problemOf(code), place);
      expect(actions.length, code).toBeGreaterThanOrEqual(1);
      expect(actions.length, code).toBeLessThanOrEqual(3);
      for (const { remedy, title } of actions) expect(title, code).toBe(en.engine.remedies[remedy]);
    }
  }
});

test("only a place that can repeat the request offers that", () => {
  const of = (code: Code, retry: (() => void) | null) =>
    remediesOf(problemOf(code), { retry }).map(({ remedy }) => remedy);
  expect(of("UPGO-CANCELLED", () => {})).toEqual(["tryAgain"]);
  expect(of("UPGO-CANCELLED", null)).toEqual(["log"]);
  expect(of("UPGO-VERIFY-UNPROVEN", () => {})).not.toContain("withoutProof");
});

test("versions that nothing uses are removed only where there may be some", () => {
  const overview = vi.spyOn(app, "overview", "get");
  const of = (installed: string[]) => {
    overview.mockReturnValue({ ...upToDate, installed });
    return remediesOf(problemOf("UPGO-DISK-FULL"), { retry: () => {} }).map(({ remedy }) => remedy);
  };
  expect(of(["go1.27.1", "go1.26.5"])).toContain("removeUnused");
  expect(of(["go1.27.1"])).not.toContain("removeUnused");
  overview.mockRestore();
});

test("a remedy first leaves what shows the problem", () => {
  const done: string[] = [];
  const [again] = remediesOf(problemOf("UPGO-BUSY"), {
    retry: () => done.push("retry"),
    leave: () => done.push("leave"),
  });
  again?.run();
  expect(done).toEqual(["leave", "retry"]);
});
