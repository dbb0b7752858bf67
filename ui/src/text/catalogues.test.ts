import { expect, test } from "vitest";
import { en } from "./en";
import { zhCn } from "./zh-CN";

type Entry = { path: string; value: unknown };

function entries(value: unknown, path = ""): Entry[] {
  if (typeof value !== "object" || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => entries(inner, path === "" ? key : `${path}.${key}`));
}

const english = entries(en);
const chinese = entries(zhCn);

test("both languages have the same keys, each of the same kind", () => {
  const shapes = (list: Entry[]) => list.map(({ path, value }) => `${path}: ${typeof value}`).sort();
  expect(shapes(chinese)).toEqual(shapes(english));
});

test("no text is empty, shouts or begs", () => {
  for (const { path, value } of [...english, ...chinese]) {
    if (typeof value !== "string" || path === "common.between") continue;
    expect(value.trim(), path).not.toBe("");
    expect(value, path).not.toMatch(/!|！|\bplease\b|\boops\b/i);
  }
});

/** Phrases that read as translated. */
const TRANSLATED =
  /\b(of before|anew|cannot be had|not to be had|mend|is told|are told|If it stays|for everybody|takes? (it )?away|a Go\b.*that does not tell)\b/i;

test("English is plain", () => {
  for (const { path, value } of english) {
    // the texts of a function are in its source
    expect(String(value), path).not.toMatch(TRANSLATED);
  }
});

test("Chinese has its own punctuation, and a space between Han and Latin letters or digits", () => {
  for (const { path, value } of chinese) {
    if (typeof value !== "string") continue;
    expect(value, path).not.toMatch(/\p{Script=Han}[,;:?!]/u);
    expect(value, path).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u);
  }
});
