import { describe, expect, it } from "vitest";
import type { Problem, SettingEntry } from "../../api/bindings";
import { asText, isWindows, keptChoices, positionIn } from "./values";

const problem: Problem = {
  code: "UPGO-USAGE",
  message: "the settings cannot be read",
  means: "",
  next: "",
  causes: [],
};
const entry: SettingEntry = { key: "keep-versions", value: 5, default: 3, isSet: true, kind: "", doc: "" };

it("finds where the file is wrong, in the message or in a cause", () => {
  expect(positionIn({ ...problem, causes: ["line 3, column 14: expected `=`"] })).toEqual({ line: 3, column: 14 });
  expect(positionIn({ ...problem, message: "line 1, column 2: no value" })).toEqual({ line: 1, column: 2 });
  expect(positionIn({ ...problem, message: "line 3: channel must be one of stable, rc" })).toEqual({
    line: 3,
    column: null,
  });
  expect(positionIn(problem)).toBeNull();
});

describe("the versions to keep", () => {
  it("hold the number in force, where it belongs", () => {
    expect(keptChoices(3)).toEqual([1, 2, 3, 4, 5, 10]);
    expect(keptChoices(7)).toEqual([1, 2, 3, 4, 5, 7, 10]);
  });
  it("stay as they are where the value is no number", () => expect(keptChoices("many")).toEqual([1, 2, 3, 4, 5, 10]));
});

it("gives a value back as it was written, and a default as none", () => {
  expect(asText(entry)).toBe("5");
  expect(asText({ ...entry, isSet: false })).toBeNull();
});

it("knows Windows by its name or its target", () => {
  const about = { version: "1", home: "", target: "linux-amd64", system: "Debian GNU/Linux 12" };
  expect(isWindows(about)).toBe(false);
  expect(isWindows({ ...about, target: "windows-arm64", system: "Windows 11 24H2" })).toBe(true);
});
