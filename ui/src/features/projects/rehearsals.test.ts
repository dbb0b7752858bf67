import { describe, expect, it, test } from "vitest";
import type { RehearsalJob } from "../../api/bindings";
import { rehearsed } from "../../api/scenarios/samples";
import { en } from "../../text/en";
import { formats } from "../../text/format";
import { doneIn, fewOf, footOf, headlineOf, nameOf, shownOf, sizeOf, sorted, timeOf, VERDICTS } from "./rehearsals";

const say = { words: en, formats: formats("en-GB", en.format) };

describe("the headline", () => {
  it("says the worst, and of how many", () => {
    expect(headlineOf(rehearsed("same", "go1.27.1", false), say)).toBe("All 7 projects work the same with go1.27.1");
    expect(headlineOf(rehearsed("breaks", "go1.27.1", true), say)).toBe("1 of 7 projects breaks with go1.27.1");
  });

  it("calls a project that fails with both neither good nor broken", () => {
    const report = rehearsed("fails", "go1.27.1", true);
    expect(headlineOf(report, say)).toBe("1 of 7 projects fails with go1.27.1 and with your Go");
    expect(sorted(report)[0]?.verdict).toBe("failsWithBoth");
    expect(VERDICTS.failsWithBoth.tone).toBe("neutral");
  });

  it("does not claim tests where there were none", () => {
    const report = rehearsed("same", "go1.27.1", true);
    const untested = report.projects.map((project) => ({ ...project, passingTests: 0 }));
    expect(footOf({ ...report, projects: untested }, say)).toMatch(/^Built and vetted\. There was no test to run\./);
  });

  it("does not claim that it built where there was nothing to build", () => {
    const report = rehearsed("same", "go1.27.1", false);
    const projects = report.projects.map((project) => ({ ...project, verdict: "unknown" as const, phases: [] }));
    expect(footOf({ ...report, projects }, say)).toMatch(/^Nothing was built, vetted or tested\./);
    expect(footOf(report, say)).toMatch(/^Built and vetted, not tested\./);
  });

  it("says that the lines were raised", () => {
    const report = rehearsed("same", "go1.27.1", false);
    expect(footOf(report, say, true)).toMatch(/^Tried with the raised lines\. Built and vetted, not tested\./);
  });

  it("is about no project if there is none", () => {
    const report = { ...rehearsed("same", "go1.27.1", false), projects: [] };
    expect(headlineOf(report, say)).toBe("There was no project to try");
  });
});

test("what breaks comes first", () => {
  const verdicts = sorted(rehearsed("breaks", "go1.27.1", true)).map(({ verdict }) => verdict);
  expect(verdicts.slice(0, 3)).toEqual(["breaks", "differs", "same"]);
});

test("all that differ are shown at first, and a few others", () => {
  const [first] = rehearsed("breaks", "go1.27.1", true).projects;
  const of = (breaks: number, same: number) =>
    [...Array(breaks).fill("breaks"), ...Array(same).fill("same")].map((verdict) => ({ ...first, verdict }));
  expect(fewOf(of(2, 30) as never)).toHaveLength(8);
  expect(fewOf(of(12, 30) as never)).toHaveLength(12);
  expect(fewOf(of(0, 3) as never)).toHaveLength(3);
});

describe("a running rehearsal of many projects", () => {
  const running = (done: number): RehearsalJob & { kind: "working" } => ({
    kind: "working",
    to: "go1.27.1",
    tests: false,
    raises: false,
    done: 0,
    total: 0,
    remainingSeconds: null,
    cancelling: false,
    projects: Array.from({ length: 20 }, (_, index) => ({ folder: `${index}`, phase: null, done: index < done })),
  });
  const shown = (done: number) => shownOf(running(done)).map(({ folder }) => Number(folder));

  it("shows those around the one that runs", () => {
    expect(shown(0)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(shown(10)).toEqual([8, 9, 10, 11, 12, 13]);
    expect(shown(19)).toEqual([14, 15, 16, 17, 18, 19]);
    expect(shown(20)).toEqual([14, 15, 16, 17, 18, 19]);
  });

  it("counts those that are done", () => expect(doneIn(running(7))).toBe(7));
});

test("times and sizes are those of both, and say what is missing", () => {
  const run = { passed: true, milliseconds: 8200, peakMemoryBytes: null };
  expect(timeOf({ phase: "build", from: run, to: { ...run, passed: false } }, say)).toBe(
    "go build\u00a0· 8.2 s → failed",
  );
  expect(timeOf({ phase: "test", from: null, to: null }, say)).toBe("go test\u00a0· not run → not run");
  expect(sizeOf({ name: "app.exe", fromBytes: 12_400_000, toBytes: null }, say)).toBe(
    "app.exe\u00a0· 12.4 MB → not built",
  );
});

test("a project is called like its folder", () => {
  expect(nameOf("C:\\src\\ledger")).toBe("ledger");
  expect(nameOf("/home/mei/src/app/")).toBe("app");
  expect(nameOf("/")).toBe("/");
});
