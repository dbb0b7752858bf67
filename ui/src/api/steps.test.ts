import { expect, test } from "vitest";
import { step } from "./scenarios/samples";
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
