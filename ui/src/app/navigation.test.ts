import { expect, test } from "vitest";
import { goTo, placeOf, sectionOf, START, step } from "./navigation";

test("back and forward follow the visited pages", () => {
  const trail = goTo(goTo(START, "versions"), "history");
  expect(placeOf(trail)).toBe("history");
  const back = step(trail, -1);
  expect(placeOf(back)).toBe("versions");
  expect(placeOf(step(back, -1))).toBe("home");
  expect(placeOf(step(back, 1))).toBe("history");
});

test("navigating clears the forward history", () => {
  const trail = goTo(step(goTo(goTo(START, "versions"), "history"), -1), "settings");
  expect(step(trail, 1)).toBe(trail);
  expect(placeOf(step(trail, -1))).toBe("versions");
});

test("the history stops at its ends, and going to the current page adds nothing", () => {
  expect(step(START, -1)).toBe(START);
  expect(step(START, 1)).toBe(START);
  expect(goTo(START, "home")).toBe(START);
});

test("the history belongs to the page that opened it, and the findings to Environment", () => {
  const from = (...places: Parameters<typeof goTo>[1][]) => sectionOf(places.reduce(goTo, START));
  expect(from("history")).toBe("home");
  expect(from("versions", "history")).toBe("versions");
  expect(from("health")).toBe("environment");
  expect(from("health", "history")).toBe("environment");
  expect(from("settings")).toBe("settings");
});
