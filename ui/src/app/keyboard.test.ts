import { describe, expect, test } from "vitest";
import { ariaShortcut, belongsToField, isPressed, type KeyPress } from "./keyboard";

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...held,
});

describe("a shortcut", () => {
  test.each<[string, KeyPress]>([
    ["Ctrl+K", press("k", { ctrlKey: true })],
    ["Ctrl+K", press("K", { ctrlKey: true })],
    ["Ctrl+Shift+C", press("C", { ctrlKey: true, shiftKey: true })],
    ["Alt+Left", press("ArrowLeft", { altKey: true })],
    ["Ctrl+,", press(",", { ctrlKey: true })],
    ["F5", press("F5")],
    ["/", press("/")],
  ])("%s is pressed", (shortcut, event) => expect(isPressed(shortcut, event)).toBe(true));

  test.each<[string, KeyPress]>([
    ["Ctrl+K", press("k")],
    ["Ctrl+K", press("k", { ctrlKey: true, shiftKey: true })],
    ["Ctrl+K", press("k", { ctrlKey: true, altKey: true })],
    ["F6", press("F6", { shiftKey: true })],
    ["/", press("/", { ctrlKey: true })],
  ])("%s is not", (shortcut, event) => expect(isPressed(shortcut, event)).toBe(false));
});

test("text fields keep their own keys", () => {
  expect(["/", "Ctrl+Z", "Delete"].every(belongsToField)).toBe(true);
  expect(["Ctrl+K", "F5", "Alt+Left"].some(belongsToField)).toBe(false);
});

test("a shortcut is written for screen readers as they expect it", () => {
  expect(ariaShortcut("Ctrl+Shift+C")).toBe("Control+Shift+C");
  expect(ariaShortcut("Alt+Left")).toBe("Alt+ArrowLeft");
});
