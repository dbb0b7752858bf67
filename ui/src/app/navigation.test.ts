import { expect, test } from "vitest";
import { goTo, placeOf, START, step } from "./navigation";

test("back and ahead follow the pages as they were visited", () => {
  const trail = goTo(goTo(START, "versions"), "history");
  expect(placeOf(trail)).toBe("history");
  const back = step(trail, -1);
  expect(placeOf(back)).toBe("versions");
  expect(placeOf(step(back, -1))).toBe("home");
  expect(placeOf(step(back, 1))).toBe("history");
});

test("going somewhere forgets what was ahead", () => {
  const trail = goTo(step(goTo(goTo(START, "versions"), "history"), -1), "settings");
  expect(step(trail, 1)).toBe(trail);
  expect(placeOf(step(trail, -1))).toBe("versions");
});

test("at its ends the trail stays, and going where one is adds nothing", () => {
  expect(step(START, -1)).toBe(START);
  expect(step(START, 1)).toBe(START);
  expect(goTo(START, "home")).toBe(START);
});
