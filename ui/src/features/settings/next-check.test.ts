import { expect, it } from "vitest";
import type { NextCheck } from "../../api/bindings";
import { en } from "../../text/en";
import { zhCn } from "../../text/zh-CN";
import { checkWords } from "./next-check";

const formats = { ago: () => "4 minutes ago", when: () => "today at 16:20" };
const words = (asked: string | null, next: NextCheck, catalogue = en) => checkWords(asked, next, catalogue, formats);
const at = "2026-09-02T14:20:00Z";

it("says when the last and the next check are, and why if that is not obvious", () => {
  expect(words(at, { at, why: "regular" })).toBe("Last checked 4 minutes ago. Next check today at 16:20.");
  expect(words(null, { at, why: "quiet-hours" })).toBe(
    "Not checked yet. Next check today at 16:20. After quiet hours.",
  );
});

it("says what a check without a time waits for", () => {
  expect(words(at, { at: null, why: "metered" })).toBe("Last checked 4 minutes ago. Waiting for an unmetered network.");
  expect(words(at, { at: null, why: "off" })).toBe("Last checked 4 minutes ago. Checks only when you ask.");
});

it("puts no space between two Chinese sentences", () => {
  expect(words(at, { at, why: "quiet-hours" }, zhCn)).not.toMatch(/[。：] /);
});
