import { describe, expect, it, test } from "vitest";
import { inLanguage } from "../../api/said";
import { manyProjects, project } from "../../api/scenarios/many";
import { someProjects } from "../../api/scenarios/samples";
import { machineOf } from "../../api/scenarios/stage";
import { en } from "../../text/en";
import { askedText, asText, columnsOf, findProjects, placeOf, valuesOf } from "./projects";

const names = (found: { name: string }[]) => found.map(({ name }) => name);

describe("the list", () => {
  it("begins with what the upgrade breaks, and ends with what it does not concern", () => {
    const breaks = project("C:\\src\\zeta", "1.20", "breaks");
    const found = findProjects([...someProjects.projects, breaks], "", "all");
    expect(names(found)).toEqual([
      "zeta",
      "next",
      "edge-proxy",
      "telemetry",
      "billing",
      "ledger",
      "shop-api",
      "site-gen",
    ]);
  });

  it("finds every typed word in name, folder, module and versions", () => {
    const { projects } = manyProjects();
    expect(names(findProjects(projects, "TEAM-12 gate", "all"))).toEqual(["team-12\\gateway"]);
    expect(findProjects(projects, "example.com/team-1/", "all")).toHaveLength(10);
    expect(findProjects(projects, "go1.25.7", "all")).toHaveLength(30);
    expect(findProjects(projects, "zebra", "all")).toEqual([]);
  });

  it("shows only those that the upgrade concerns, or those with findings", () => {
    const { projects } = someProjects;
    expect(names(findProjects(projects, "", "concerned"))).not.toContain("next");
    expect(findProjects(projects, "", "concerned")).toHaveLength(someProjects.concerned);
    expect(names(findProjects(projects, "", "findings"))).toEqual(["ledger"]);
  });
});

test("the columns say what a project needs, what runs now and after the upgrade, and what decides", () => {
  const values = new Map(someProjects.projects.map((each) => [each.name, Object.values(valuesOf(each, en.projects))]));
  expect(columnsOf(someProjects.projects)).toEqual(["needs", "now", "after", "decides"]);
  expect(values.get("billing")).toEqual(["1.26.0", "go1.26.5", "go1.27.1", "Upgo"]);
  expect(values.get("site-gen")).toEqual(["1.25.7", "go1.25.7", "go1.25.7", "GOTOOLCHAIN"]);
  expect(values.get("next")).toEqual(["1.28", "None", "None", "Upgo"]);
  const modules = project("C:\\src\\app", "1.27.0", "changes", { go: null });
  const decided = { ...modules, after: modules.after && { ...modules.after, decidedBy: "go.mod" as const } };
  expect(Object.values(valuesOf(decided, en.projects))).toEqual(["1.16", "go1.26.5", "go1.27.1", "go.mod"]);
});

test("without an upgrade, there is no column about it", () => {
  expect(columnsOf(machineOf("projects-current").projects.projects)).toEqual(["needs", "now", "decides"]);
});

test("a place is short inside its project, and whole elsewhere", () => {
  expect(placeOf("C:\\src\\app", "C:\\src\\app\\go.mod", 3)).toBe("go.mod:3");
  expect(placeOf("/src/app", "/src/app/cmd/main.go", null)).toBe("cmd/main.go");
  expect(placeOf("/src/app", "/src/application/go.mod", 3)).toBe("/src/application/go.mod:3");
  expect(placeOf("/src/app", "/src/go.work", 0)).toBe("/src/go.work");
});

test("a line reads as in its file", () => {
  const asked = someProjects.projects.flatMap((each) => each.asked).map(askedText);
  expect(asked).toContain("toolchain go1.24.13");
  expect(asked).toContain("FROM golang:1.24-alpine");
  expect(asked).toContain("GOTOOLCHAIN=go1.25.7");
});

test("a project as text has its folder, its lines and its findings", () => {
  const ledger = someProjects.projects.find(({ name }) => name === "ledger");
  expect(ledger && asText(inLanguage(ledger, "en"))).toMatch(
    /^C:\\src\\ledger\n.*\ngo\.mod:3: go 1\.24\.0\n[\s\S]*Dockerfile:1 names go1\.24/,
  );
});
