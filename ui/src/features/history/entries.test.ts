import { describe, expect, it } from "vitest";
import type { HistoryEntry } from "../../api/bindings";
import { upgraded } from "../../api/scenarios/machine";
import { askerOf, filterEntries, groupByDay, markOf, reversalOf } from "./entries";

const upgrade: HistoryEntry = { ...upgraded, id: 3 };
const path: HistoryEntry = {
  ...upgrade,
  id: 2,
  action: "addToPath",
  diff: [{ kind: "added", text: "C:\\Upgo\\current\\bin", place: "user" }],
};
const pathUndone: HistoryEntry = { ...path, id: 4, action: "rollback", undoes: 2 };

describe("the days", () => {
  const dayOf = (at: string) => at.slice(0, 10);
  it("hold the changes in their order", () => {
    const earlier = { ...upgrade, id: 1, at: "2026-08-14T10:22:00Z" };
    const days = groupByDay([upgrade, path, earlier], dayOf);
    expect(days.map(({ day, entries }) => [day, entries.map((entry) => entry.id)])).toEqual([
      ["2026-09-02", [3, 2]],
      ["2026-08-14", [1]],
    ]);
  });
  it("are none where nothing was changed", () => {
    expect(groupByDay([], dayOf)).toEqual([]);
  });
});

describe("the filter", () => {
  const entries = [pathUndone, upgrade, path];
  const ids = (filter: "all" | "versions" | "environment") => filterEntries(entries, filter).map((entry) => entry.id);
  it("leaves all", () => expect(ids("all")).toEqual([4, 3, 2]));
  it("knows what touched PATH", () => expect(ids("environment")).toEqual([4, 2]));
  it("takes the undo of a PATH entry for what it took back", () => expect(ids("versions")).toEqual([3]));
  it("counts the first installation, which also edits PATH, as both", () => {
    const first = { ...upgrade, action: "install" as const, diff: path.diff };
    expect(filterEntries([first], "versions")).toHaveLength(1);
    expect(filterEntries([first], "environment")).toHaveLength(1);
  });
});

describe("what can be done about a change", () => {
  it.each<[string, Partial<HistoryEntry>, ReturnType<typeof reversalOf>]>([
    ["one in effect is undone", {}, { kind: "undo", id: 3 }],
    ["the undo of another is redone", { undoes: 2 }, { kind: "redo", id: 3 }],
    ["one that was undone says so", { undoable: false, outcome: "undone", undoneBy: 9 }, { kind: "undone" }],
    [
      "one that changed nothing has none",
      { undoable: false, outcome: "cancelled", inEffect: false },
      { kind: "unchanged" },
    ],
    ["one that runs has none", { undoable: false, outcome: null, inEffect: false }, { kind: "running" }],
    ["one below later changes says so", { undoable: false }, { kind: "later" }],
  ])("%s", (_, different, reversal) => {
    expect(reversalOf({ ...upgrade, ...different })).toEqual(reversal);
  });
});

describe("the mark", () => {
  it("shows the end before the kind", () => {
    expect(markOf({ ...upgrade, outcome: "failed" })).toBe("failed");
    expect(markOf({ ...upgrade, outcome: "cancelled" })).toBe("cancelled");
    expect(markOf({ ...upgrade, outcome: null })).toBe("running");
  });
  it("shows the kind of what is in effect", () => {
    expect([upgrade, path, pathUndone].map(markOf)).toEqual(["upgrade", "path", "undo"]);
  });
});

it("tells Upgo's own faces from commands", () => {
  expect(askerOf("window")).toEqual({ kind: "window" });
  expect(askerOf("upgo upgrade")).toEqual({ kind: "terminal", command: "upgo upgrade" });
});
