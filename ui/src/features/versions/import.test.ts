import { describe, expect, it } from "vitest";
import type { FoundGo } from "../../api/bindings";
import { canImport, requestFor, versionsIn } from "./import";

const go: FoundGo = {
  root: "/sdk/go1.26.7",
  version: "go1.26.7",
  origin: "golang-dl",
  active: false,
  damaged: false,
  stored: false,
  refusal: null,
};
const same: FoundGo = { ...go, root: "/home/.goenv/versions/1.26.7", origin: "goenv" };
const older: FoundGo = { ...go, root: "/sdk/go1.24.13", version: "go1.24.13" };

describe("an import", () => {
  it("counts a version once, however many installations have it", () => {
    expect(versionsIn([go, same, older], new Set([go.root, same.root, older.root]))).toBe(2);
    expect(versionsIn([go, same, older], new Set([go.root]))).toBe(1);
    expect(versionsIn([go], new Set())).toBe(0);
  });

  it("requests the chosen folders in the order of the list", () => {
    const chosen = new Set([older.root, go.root]);
    expect(requestFor([go, same, older], chosen)).toEqual({ kind: "import", roots: [go.root, older.root] });
  });

  it("brings a damaged one, but neither what Upgo has nor what it refuses", () => {
    expect(canImport({ ...go, damaged: true })).toBe(true);
    expect(canImport({ ...go, stored: true })).toBe(false);
    expect(canImport({ ...go, refusal: "moduleCache" })).toBe(false);
  });
});
