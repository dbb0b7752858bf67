import { expect, it } from "vitest";
import type { NextCheck } from "../../api/bindings";
import { settings } from "../../text/en/settings";
import { checkWords } from "./next-check";

const formats = { ago: () => "4 minutes ago", when: () => "today 16:20" };
const words = (asked: string | null, next: NextCheck) => checkWords(asked, next, settings.next, formats);
const at = "2026-09-02T14:20:00Z";

it("says when it was, when it will be, and why only where that is not plain", () => {
  expect(words(at, { at, why: "regular" })).toBe("Last asked 4 minutes ago. Next today 16:20.");
  expect(words(null, { at, why: "quiet-hours" })).toBe("Not asked yet. Next today 16:20. After the quiet hours.");
});

it("says what it waits for where there is no time", () => {
  expect(words(at, { at: null, why: "metered" })).toBe(
    "Last asked 4 minutes ago. Next when the network costs nothing.",
  );
  expect(words(at, { at: null, why: "off" })).toBe("Last asked 4 minutes ago. Next when you ask.");
});
