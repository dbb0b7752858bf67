import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Headline } from "../../api/bindings";
import { en } from "../../text/en";
import type { Catalogue } from "../../text/index.svelte";
import { zhCn } from "../../text/zh-CN";

type Sentence = { title: string; line: string };
type Row = { facts: Headline; en: Sentence; zh: Sentence };

/** The sentences of the command line, the tray and the notifications. The engine is tested with the same table. */
const table = new URL("../../../../crates/engine/tests/data/advice.json", import.meta.url);
const rows = JSON.parse(readFileSync(table, "utf8")) as Row[];

/** The page's texts for the same facts. For a security update, they are in the window's title and on the button. */
function saidBy({ home, common }: Catalogue, facts: Headline): string[] {
  switch (facts.kind) {
    case "security":
      return [
        home.states.security,
        common.upgradeTo(facts.to),
        home.whyFixes(facts.fixes, facts.runs, facts.inYourProjects),
      ];
    case "unsupported":
      return [home.unsupported(facts.line), home.noMoreFixes];
    case "update":
      return [home.isOut(facts.to), facts.runs];
    case "current":
      return [home.current, home.runs(facts.runs)];
  }
}

/** The part of the sentence that the page shows, too. The fixes of an update are a title there, without full stop. */
function lineIn(facts: Headline, { line }: Sentence): string {
  if (facts.kind === "update") return facts.runs;
  return facts.kind === "security" ? line.replace(/[.。]$/, "") : line;
}

test("the page says the same sentences as the rest of Upgo", () => {
  expect(rows.length).toBeGreaterThan(3);
  for (const { facts, en: english, zh } of rows) {
    for (const [words, sentence] of [
      [en, english],
      [zhCn, zh],
    ] as const) {
      const said = saidBy(words, facts);
      expect(said.at(-1), JSON.stringify(facts)).toBe(lineIn(facts, sentence));
      expect(sentence.title, JSON.stringify(facts)).toContain(said[0]);
      if (facts.kind !== "security") expect(said[0]).toBe(sentence.title);
    }
  }
});
