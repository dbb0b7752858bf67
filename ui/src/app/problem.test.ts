import { describe, expect, test } from "vitest";
import type { ChangeRequest, Problem } from "../api/bindings";
import { scenarios } from "../api/scenarios";
import { planOf } from "../api/scenarios/plan";
import { en } from "../text/en";
import { detailsOf, requestOf } from "./problem";

const machine = scenarios["home-update-line"]?.();
if (!machine) throw new Error("no scenario");

describe("trying again asks for what was asked for", () => {
  test.each<ChangeRequest>([
    { kind: "upgrade", to: "go1.27.1", patch: false },
    { kind: "install", from: { kind: "release", version: "go1.26.7" }, then: "keep" },
    { kind: "install", from: { kind: "release", version: "go1.26.7" }, then: "use" },
    { kind: "install", from: { kind: "file", path: "D:\\go1.27.1.windows-amd64.zip", sha256: null }, then: "use" },
    { kind: "use", version: "go1.24.13" },
    { kind: "remove", version: "go1.24.13", force: false },
    { kind: "addToPath" },
  ])("$kind", (request) => {
    const plan = planOf(request, machine, 1);
    if ("code" in plan) throw new Error(plan.message);
    expect(requestOf(plan)).toEqual(request);
  });
});

test("the details hold what a report needs", () => {
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
