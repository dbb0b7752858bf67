import { describe, expect, test } from "vitest";
import type { Job, Overview, Problem, Situation } from "../api/bindings";
import { homeView, type Look, stateName } from "./home-view";

const overviewOf = (situation: Situation) => ({ situation, active: { version: "go1.26.5" } }) as Overview;
const seen = (situation: Situation): Look => ({ kind: "seen", overview: overviewOf(situation) });
const problem = { code: "UPGO-HOME-DAMAGED" } as Problem;
const idle: Job = { kind: "idle" };

const situations: Situation[] = [
  { kind: "no-go" },
  { kind: "not-on-path" },
  { kind: "shadowed", chosen: "go1.27.1", runs: "go1.25.7", root: "C:\\Go", origin: "msi" },
  { kind: "unsure" },
  { kind: "not-permitted" },
  { kind: "unsupported" },
  { kind: "update" },
  { kind: "postponed", until: "2026-09-03T07:14:00Z" },
  { kind: "skipped", version: "go1.27.1", fixes: 10 },
  { kind: "stale", days: 9 },
  { kind: "checking" },
  { kind: "current" },
];
const jobs = (["working", "failed", "recovered"] as const).map((kind) => ({ kind }) as Job);

describe("the first match wins", () => {
  test.each(situations)("without a job, Home shows the machine: $kind", (situation) => {
    expect(homeView(seen(situation), idle)).toEqual({
      kind: situation.kind,
      situation,
      overview: overviewOf(situation),
    });
  });

  test.each(jobs)("a job precedes the machine: $kind", (job) => {
    for (const situation of situations) expect(homeView(seen(situation), job).kind).toBe(job.kind);
    expect(homeView({ kind: "none" }, job).kind).toBe(job.kind);
    expect(homeView({ kind: "failed", problem }, job).kind).toBe(job.kind);
  });

  test.each(["cancelled", "done"] as const)("a change that is %s shows the machine", (kind) => {
    expect(homeView(seen({ kind: "update" }), { kind } as Job).kind).toBe("update");
  });
});

test("Home has a state before the first overview and after a failed one", () => {
  expect(stateName(homeView({ kind: "none" }, idle))).toBe("checking");
  expect(stateName(homeView({ kind: "failed", problem }, idle))).toBe("failed");
  expect(stateName(homeView(seen({ kind: "current" }), idle))).toBe("current");
});
