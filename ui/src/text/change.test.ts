import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ChangeName } from "../api/bindings";
import { changeName, endOf } from "./change";
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
