import { describe, expect, test } from "vitest";
import { machineOf } from "../../api/scenarios/stage";
import { en } from "../../text/en";
import { chainName, findRows, rowsOf, type ValueRow } from "./values";

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
      "GOPROXY, https://proxy.corp.example,direct, from System, overrides Default, Go's own go.env",
    );
    expect(chainName(row("GOARCH"), en, true)).toBe("GOARCH, 386, from go env -w");
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
