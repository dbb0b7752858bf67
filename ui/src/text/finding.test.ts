import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { healthScenarios } from "../api/scenarios/health";
import { en } from "./en";
import { findingTitle, languageOf } from "./finding";
import { zhCn } from "./zh-CN";
import { findings } from "./zh-CN/findings";

test("Chinese has its own punctuation, and a space between Han and Latin letters or digits", () => {
  for (const [id, words] of Object.entries(findings)) {
    for (const text of Object.values(words)) {
      expect(text.trim(), id).not.toBe("");
      expect(text, id).not.toMatch(/\p{Script=Han}[,;:?!]|!|！/u);
      expect(text, id).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u);
    }
  }
});

test("a finding without a translation is shown in English, and marked", () => {
  const all = Object.values(healthScenarios).flatMap((make) => make().doctor.findings);
  const known = all.find(({ id }) => id === "goroot.stale");
  const unknown = all.find(({ id }) => id === "future.check");
  if (!known || !unknown) throw new Error("the scenarios have one of each");
  expect(findingTitle(known, zhCn)).toBe("GOROOT 指向错误的文件夹");
  expect(languageOf(known, zhCn)).toBeUndefined();
  expect(findingTitle(unknown, zhCn)).toBe(unknown.title);
  expect(languageOf(unknown, zhCn)).toBe("en");
  expect(findingTitle(known, en)).toBe(known.title);
});

test("every check of the program has its text", () => {
  const table = readFileSync(new URL("../../../crates/engine/src/guidance/doctor/checks.rs", import.meta.url), "utf8");
  const ids = [...table.matchAll(/^ {4}"([a-z0-9.-]+)", /gm)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(30);
  expect(ids.filter((id) => id === undefined || !(id in findings))).toEqual([]);
});
