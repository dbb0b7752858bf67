import { describe, expect, it, test } from "vitest";
import type { RehearsalJob } from "../../api/bindings";
import { machineOf } from "../../api/scenarios/stage";
import { en } from "../../text/en";
import { formats } from "../../text/format";
import { doneIn, footOf, nameOf, shownOf } from "./rehearsals";

const say = { words: en, formats: formats("en-GB", en.format) };

test("says that the lines were raised", () => {
  const report = machineOf("home-current").rehearsed("go1.27.1");
  expect(footOf(report, say, true)).toMatch(/^Tried with the updated files\. 2 September/);
  expect(footOf(report, say)).toMatch(/^2 September/);
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
    expect(shown(0)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(shown(10)).toEqual([8, 9, 10, 11, 12, 13, 14, 15]);
    expect(shown(19)).toEqual([12, 13, 14, 15, 16, 17, 18, 19]);
    expect(shown(20)).toEqual([12, 13, 14, 15, 16, 17, 18, 19]);
  });

  it("counts those that are done", () => expect(doneIn(running(7))).toBe(7));
});

test("a project is called like its folder", () => {
  expect(nameOf("C:\\src\\ledger")).toBe("ledger");
  expect(nameOf("/home/mei/src/app/")).toBe("app");
  expect(nameOf("/")).toBe("/");
});
