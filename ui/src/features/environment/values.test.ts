import { describe, expect, test } from "vitest";
import { scenarios } from "../../api/scenarios";
import { machineOf } from "../../api/scenarios/stage";
import { en } from "../../text/en";
import { chainName, findRows, rowsOf, type ValueRow } from "./values";
import { answerSentence, answerTitle, linkEffect, proofCommand, whyAsText } from "./why-words";

const { environment } = machineOf("environment-usual");
const rows = rowsOf(environment);
const all = [...rows.important, ...rows.defaults];
const row = (name: string) => all.find((each) => each.name === name) as ValueRow;

describe("the values", () => {
  test("the most important variables come first, unset ones last", () => {
    expect(rows.important.map(({ name }) => name)).toEqual(["GOROOT", "GOTOOLCHAIN", "GOPROXY", "GOARCH", "GOPATH"]);
    expect(rows.defaults.map(({ name }) => name)).toEqual(["GOBIN", "GOPRIVATE"]);
  });

  test("a chain names the winning source and the others", () => {
    expect(chainName(row("GOPROXY"), en, true)).toBe(
      "GOPROXY, https://proxy.corp.example,direct, from Machine, overrides Default, go.env",
    );
    expect(chainName(row("GOARCH"), en, true)).toBe("GOARCH, 386, from go env file");
    expect(chainName(row("GOBIN"), en, true)).toBe("GOBIN, Not set");
  });

  test("a set GOROOT is flagged", () => {
    expect(row("GOROOT")).toMatchObject({ value: null, verdict: "asItShouldBe", resets: [] });
    const set = rowsOf(machineOf("environment-goroot").environment);
    expect(set.important[0]).toMatchObject({ value: "C:\\Go", verdict: "betterUnset", resets: ["user"] });
  });

  test("a processor of another machine is flagged", () => {
    const verdict = (target?: string) =>
      rowsOf(environment, target).important.find(({ name }) => name === "GOARCH")?.verdict;
    expect(verdict("windows-amd64")).toBe("betterUnset");
    expect(verdict("windows-386")).toBeNull();
    expect(verdict()).toBeNull();
  });

  test("a value is removed from its source, starting with the winning one", () => {
    expect(row("GOPROXY").resets).toEqual(["machine"]);
    expect(row("GOTOOLCHAIN").resets).toEqual([]);
  });

  test("the search covers names and values", () => {
    expect(findRows(all, " corp ").map(({ name }) => name)).toEqual(["GOPROXY"]);
    expect(findRows(all, "gopa").map(({ name }) => name)).toEqual(["GOPATH"]);
  });
});

describe("why this Go", () => {
  const why = (name: string, folder: string | null = "C:\\src\\my project") => {
    const scenario = scenarios[name]?.();
    if (scenario === undefined) throw new Error(name);
    return scenario.why(folder);
  };

  test("the answer names the project that requires it", () => {
    const report = why("why-project");
    expect(answerTitle(report, en)).toBe("go1.28rc1");
    expect(answerSentence(report, en)).toBe(
      "because my project requires it. Go downloads it first. In other folders, terminals run go1.27.1.",
    );
    expect(report.chain.map((link, index) => linkEffect(link, index, en))).toEqual([
      "",
      "no change",
      "may switch",
      "decides",
      "",
    ]);
  });

  test("without a Go, or if Go refuses, there is no reason to show", () => {
    expect(answerTitle(why("why-no-go"), en)).toBe("No Go found");
    expect(answerSentence(why("why-no-go"), en)).toBe("");
    expect(answerTitle({ ...why("why-project"), toolchain: null }, en)).toBe("Go can't run here");
  });

  test("the copied text has the answer, the problem and every cause", () => {
    const lines = whyAsText(why("why-too-old"), "C:\\src\\x", en).split("\n");
    expect(lines[0]).toBe("C:\\src\\x: go1.27.1");
    expect(lines.filter((line) => line.startsWith("→"))).toHaveLength(1);
    expect(lines.join("\n")).toContain("go.mod requires go >= 1.28");
  });

  test("the command can be pasted", () => {
    expect(proofCommand(null)).toBe("go version");
    expect(proofCommand("C:\\src\\x")).toBe("cd C:\\src\\x && go version");
    expect(proofCommand("C:\\my src")).toBe('cd "C:\\my src" && go version');
  });
});
