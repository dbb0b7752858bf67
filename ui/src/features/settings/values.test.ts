import { expect, it } from "vitest";
import type { Problem } from "../../api/bindings";
import { isWindows, positionIn } from "./values";

const problem: Problem = {
  code: "UPGO-SETTING-INVALID",
  title: "",
  advice: "",
  message: "the settings cannot be read",
  means: "",
  next: "",
  causes: [],
};

it("finds the position of an error in the message or a cause", () => {
  expect(positionIn({ ...problem, causes: ["line 3, column 14: expected `=`"] })).toEqual({ line: 3, column: 14 });
  expect(positionIn({ ...problem, message: "line 1, column 2: no value" })).toEqual({ line: 1, column: 2 });
  expect(positionIn({ ...problem, message: "line 3: channel must be one of" })).toEqual({ line: 3, column: null });
  expect(positionIn(problem)).toBeNull();
});

it("recognizes Windows by its name or target", () => {
  const about = { version: "1", home: "", target: "linux-amd64", system: "Debian GNU/Linux 12" };
  expect(isWindows(about)).toBe(false);
  expect(isWindows({ ...about, target: "windows-arm64", system: "Windows 11 24H2" })).toBe(true);
});
