import { expect, test } from "vitest";
import { editingOf, step } from "./scenarios/plan-parts";
import { listed } from "./steps";

const line = (kind: "added" | "removed", text: string) => ({ kind, text, place: "PATH", isEntry: true });

test("edits of PATH that follow one another are listed as one", () => {
  const first = step("editPath", { diff: [line("added", "/upgo/bin")] });
  const last = step("editPath", { diff: [line("added", "/go/bin")] });
  const machine = step("editPath", { diff: [line("removed", "/usr/local/go/bin")], needsAdmin: true });
  const all = listed([step("download", {}), first, last, machine, step("check", {}), last]);
  expect(all.map(({ places }) => places)).toEqual([[0], [1, 2], [3], [4], [5]]);
  expect(all[1]?.step.diff.map(({ text }) => text)).toEqual(["/upgo/bin", "/go/bin"]);
});

test("a plan is named after what it only removes or adds", () => {
  const unset = step("editVariables", { diff: [line("removed", "GOARCH=arm64")] });
  const set = step("editVariables", { diff: [line("removed", "GOARCH=arm64"), line("added", "GOARCH=amd64")] });
  const folder = (kind: "added" | "removed") => step("editPath", { diff: [line(kind, "C:\\src\\my tools\\")] });
  expect(editingOf([unset])).toEqual({ kind: "unset" });
  expect(editingOf([set])).toBeUndefined();
  expect(editingOf([folder("added"), step("check", {})])).toEqual({ kind: "addFolder", name: "my tools" });
  expect(editingOf([folder("removed")])).toEqual({ kind: "removeFolder", name: "my tools" });
  expect(editingOf([folder("removed"), folder("added")])).toBeUndefined();
});
