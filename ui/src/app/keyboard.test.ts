import { describe, expect, test } from "vitest";
import { ariaShortcut, belongsToField, isOfBrowser, isPressed, type KeyPress } from "./keyboard";

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
    ["Menu", press("ContextMenu")],
    ["Ctrl+Plus", press("+", { ctrlKey: true })],
    ["Ctrl+Plus", press("+", { ctrlKey: true, shiftKey: true })],
    ["Ctrl+Plus", press("=", { ctrlKey: true })],
    ["Ctrl+Minus", press("-", { ctrlKey: true })],
  ])("%s is pressed", (shortcut, event) => expect(isPressed(shortcut, event)).toBe(true));

  test.each<[string, KeyPress]>([
    ["Ctrl+K", press("k")],
    ["Ctrl+K", press("k", { ctrlKey: true, shiftKey: true })],
    ["Ctrl+K", press("k", { ctrlKey: true, altKey: true })],
    ["F6", press("F6", { shiftKey: true })],
    ["/", press("/", { ctrlKey: true })],
    ["Ctrl+Plus", press("+")],
    ["Ctrl+Minus", press("-", { ctrlKey: true, altKey: true })],
  ])("%s is not", (shortcut, event) => expect(isPressed(shortcut, event)).toBe(false));
});

test("the keys of a browser are not those of text fields and of the system", () => {
  const ctrl = { ctrlKey: true };
  const ofBrowser = [
    press("r", ctrl),
    press("R", { ...ctrl, shiftKey: true }),
    press("p", ctrl),
    press("F7"),
    press("F3"),
  ];
  expect(ofBrowser.filter((event) => !isOfBrowser(event))).toEqual([]);
  const editing = ["a", "c", "v", "x", "y", "z", "ArrowLeft", "Backspace", "Home", "Insert"].map((key) =>
    press(key, ctrl),
  );
  const typing = [press("r"), press("R", { shiftKey: true }), press("e", { ...ctrl, altKey: true }), press("Tab")];
  const ofSystem = [press("F4", { altKey: true }), press("F10", { altKey: true })];
  const zooming = ["+", "=", "-", "0"].map((key) => press(key, ctrl));
  expect([...editing, ...typing, ...ofSystem, ...zooming].filter(isOfBrowser)).toEqual([]);
});

test("text fields keep their own keys", () => {
  expect(["/", "Ctrl+Z", "Delete", "Shift+F10", "Menu"].every(belongsToField)).toBe(true);
  expect(["Ctrl+K", "F5", "Alt+Left"].some(belongsToField)).toBe(false);
});

test("a shortcut is written for screen readers as they expect it", () => {
  expect(ariaShortcut("Ctrl+Shift+C")).toBe("Control+Shift+C");
  expect(ariaShortcut("Alt+Left")).toBe("Alt+ArrowLeft");
});
