import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Changed, ChangeName, PlanView, Problem } from "../api/bindings";
import { changeName, doneWords, endOf } from "./change";
import { en } from "./en";
import { zhCn } from "./zh-CN";

type Row = { facts: Pick<ChangeName, "action" | "from" | "to" | "about">; en: string[]; zh: string[] };

const NOTHING_ELSE = { switched: false, undoes: null, removed: [], programs: [], variables: [] };

/** What each change is called before it, after it, and if it failed. The engine is tested with the same table. */
const table = new URL("../../../crates/engine/tests/data/changes.json", import.meta.url);
const rows = JSON.parse(readFileSync(table, "utf8")) as Row[];

test("the page calls a change as the engine does", () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    for (const [words, said] of [
      [en, row.en],
      [zhCn, row.zh],
    ] as const) {
      const facts = { ...NOTHING_ELSE, ...row.facts };
      const name = [changeName(facts, "title", words), changeName(facts, "done", words), endOf(facts, "failed", words)];
      expect(name).toEqual(said);
    }
  }
});

test("an import says how much of it was done", () => {
  const step = (kind: string, version: string) => ({ kind, version });
  const steps = [
    step("unpack", "go1.27.1"),
    step("publish", "go1.27.1"),
    step("unpack", "go1.26.6"),
    step("switch", "go1.27.1"),
  ];
  const plan = { steps } as PlanView;
  const after = (action: string, ...codes: string[]) => {
    const warnings = codes.map((code) => ({ code }) as Problem);
    return doneWords({ plan, changed: { ...NOTHING_ELSE, action, changed: true, warnings } as unknown as Changed }, en);
  };
  expect(after("import")).toBe("Upgo now manages more Go versions");
  expect(after("import", "UPGO-PATH-REFUSED")).toBe("Upgo now manages more Go versions");
  expect(after("import", "UPGO-GO-MANAGED", "UPGO-PATH-REFUSED")).toBe("Upgo now manages 2 of 3 versions");
});
