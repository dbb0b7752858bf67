import { describe, expect, it } from "vitest";
import type { HistoryEntry } from "../../api/bindings";
import { upgraded } from "../../api/scenarios/samples";
import { askerOf, filterEntries, groupByDay, markOf, reversalOf } from "./entries";

const upgrade: HistoryEntry = { ...upgraded, id: 3 };
const path: HistoryEntry = {
  ...upgrade,
  id: 2,
  action: "addToPath",
  diff: [{ kind: "added", text: "C:\\Upgo\\current\\bin", place: "user", isEntry: true }],
};
const pathUndone: HistoryEntry = { ...path, id: 4, action: "rollback", undoes: 2 };

describe("the days", () => {
  const dayOf = (at: string) => at.slice(0, 10);
  it("contain the changes in order", () => {
    const earlier = { ...upgrade, id: 1, at: "2026-08-14T10:22:00Z" };
    const days = groupByDay([upgrade, path, earlier], dayOf);
    expect(days.map(({ day, entries }) => [day, entries.map((entry) => entry.id)])).toEqual([
      ["2026-09-02", [3, 2]],
      ["2026-08-14", [1]],
    ]);
  });
  it("are empty without changes", () => {
    expect(groupByDay([], dayOf)).toEqual([]);
  });
});

describe("the filter", () => {
  const entries = [pathUndone, upgrade, path];
  const ids = (filter: "all" | "versions" | "environment") => filterEntries(entries, filter).map((entry) => entry.id);
  it("keeps everything by default", () => expect(ids("all")).toEqual([4, 3, 2]));
  it("finds changes of PATH", () => expect(ids("environment")).toEqual([4, 2]));
  it("classifies an undo like the change that it undid", () => expect(ids("versions")).toEqual([3]));
  it("counts the first installation as both, because it also edits PATH", () => {
    const first = { ...upgrade, action: "install" as const, diff: path.diff };
    expect(filterEntries([first], "versions")).toHaveLength(1);
    expect(filterEntries([first], "environment")).toHaveLength(1);
  });
});

describe("what can be done about a change", () => {
  it.each<[string, Partial<HistoryEntry>, ReturnType<typeof reversalOf>]>([
    ["a change in effect can be undone", {}, { kind: "undo", id: 3 }],
    ["an undo can be redone", { undoes: 2 }, { kind: "redo", id: 3 }],
    ["an undone change is marked", { undoable: false, outcome: "undone", undoneBy: 9 }, { kind: "undone" }],
    [
      "a change without effect has no action",
      { undoable: false, outcome: "cancelled", inEffect: false },
      { kind: "unchanged" },
    ],
    ["a running change has no action", { undoable: false, outcome: null, inEffect: false }, { kind: "running" }],
    ["a cleanup cannot be undone", { undoable: false, action: "cleanCaches" }, { kind: "final" }],
    ["a change that a later one replaced is marked", { undoable: false, replacedBy: 9 }, { kind: "replaced" }],
    ["a change whose old Go was deleted is marked", { undoable: false }, { kind: "gone" }],
  ])("%s", (_, different, reversal) => {
    expect(reversalOf({ ...upgrade, ...different })).toEqual(reversal);
  });
});

describe("a change of settings", () => {
  const settings = { ...upgrade, id: 101, action: "settings" as const, diff: path.diff, variables: ["proxy"] };
  const undo = { ...settings, id: 102, action: "rollback" as const, undoes: 101 };
  const redo = { ...undo, id: 103, undoes: 102 };

  it("is neither about versions nor about the environment, and nor is its undo", () => {
    const entries = [redo, undo, settings];
    expect(filterEntries(entries, "all")).toEqual(entries);
    expect(filterEntries(entries, "environment")).toEqual([]);
    expect(filterEntries(entries, "versions")).toEqual([]);
    expect(entries.map(markOf)).toEqual(["undo", "undo", "settings"]);
  });
});

describe("the mark", () => {
  it("shows the outcome rather than the kind", () => {
    expect(markOf({ ...upgrade, outcome: "failed" })).toBe("failed");
    expect(markOf({ ...upgrade, outcome: "cancelled" })).toBe("cancelled");
    expect(markOf({ ...upgrade, outcome: null })).toBe("running");
  });
  it("shows the kind of a change in effect", () => {
    expect([upgrade, path, pathUndone].map(markOf)).toEqual(["upgrade", "path", "undo"]);
  });
});

it("distinguishes Upgo's own windows from commands", () => {
  expect(askerOf("window")).toEqual({ kind: "window" });
  expect(askerOf("upgo upgrade")).toEqual({ kind: "terminal", command: "upgo upgrade" });
});
