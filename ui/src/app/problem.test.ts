import { expect, test } from "vitest";
import type { Problem } from "../api/bindings";
import { claims } from "../api/codes";
import { en } from "../text/en";
import { zhCn } from "../text/zh-CN";
import { detailsOf, machineAfter } from "./problem";

test("the details contain what a bug report needs", () => {
  const problem: Problem = {
    code: "UPGO-CANCELLED",
    message: "it was cancelled",
    means: "",
    next: "",
    causes: ["first", "second"],
  };
  const about = { version: "0.1.0", target: "windows-amd64", home: "C:\\Upgo", system: "Windows 11" };
  expect(detailsOf(problem, about, en, "upgo upgrade")).toBe(
    [
      "Code: UPGO-CANCELLED",
      "Error: it was cancelled",
      "Cause: first",
      "Cause: second",
      "Change: upgo upgrade",
      "Upgo: 0.1.0 (windows-amd64)",
      "System: Windows 11",
    ].join("\n"),
  );
});

test("the program's own result of a change takes precedence over the default for the code", () => {
  const after = (became: Problem["became"], code: Problem["code"] = "UPGO-SMOKE-FAILED") =>
    machineAfter({ code, message: "", means: "", next: "", causes: [], became }, en);
  expect(after(undefined)).toBe("The change was rolled back. The old Go stays.");
  expect(after("rolledBack")).toBe("The change was rolled back. The old Go stays.");
  expect(after("untouched")).toBe("Nothing was changed. The old Go stays.");
  expect(after("unfinished", "UPGO-PLAN-UNFINISHED")).not.toMatch(/^Nothing|rolled back\./);
  for (const words of [en, zhCn]) {
    for (const [code, { machine }] of Object.entries(words.problems.codes)) {
      expect(claims[code as Problem["code"]] ?? machine, `${code} says nothing about the machine`).toBeTruthy();
    }
  }
});
