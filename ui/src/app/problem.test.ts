import { expect, test } from "vitest";
import type { Problem } from "../api/bindings";
import { en } from "../text/en";
import { detailsOf } from "./problem";

test("the details contain what a bug report needs", () => {
  const problem: Problem = {
    code: "UPGO-CANCELLED",
    title: "",
    advice: "",
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
