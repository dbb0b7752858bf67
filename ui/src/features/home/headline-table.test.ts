import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Headline } from "../../api/bindings";
import { en } from "../../text/en";
import { zhCn } from "../../text/zh-CN";
import { fixesOf } from "./fixes";

type Sentence = { title: string; line: string };
type Row = { facts: Headline; en: Sentence; zh: Sentence };

/** The sentences of the command line, the tray and the notifications. The engine is tested with the same table. */
const table = new URL("../../../../crates/engine/tests/data/headlines.json", import.meta.url);
const rows = JSON.parse(readFileSync(table, "utf8")) as Row[];

test("the page says what a security update fixes as all of Upgo does, without the full stop of a sentence", () => {
  const security = rows.flatMap(({ facts, ...said }) => (facts.kind === "security" ? [{ facts, ...said }] : []));
  expect(security.length).toBeGreaterThan(2);
  for (const { facts, en: english, zh } of security) {
    expect(`${fixesOf(facts, en)}.`).toBe(english.line);
    expect(`${fixesOf(facts, zhCn)}。`).toBe(zh.line);
  }
});
