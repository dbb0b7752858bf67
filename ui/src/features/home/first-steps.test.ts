import { describe, expect, test } from "vitest";
import type { Difference } from "../../api/bindings";
import { en } from "../../text/en";
import { firstSteps } from "./first-steps";

type View = Parameters<typeof firstSteps>[0];
type Say = Parameters<typeof firstSteps>[1];

const added = (text: string, place: string): Difference => ({
  kind: "added",
  text,
  place,
  isEntry: place.includes("PATH"),
});

function onPath(diff: Difference[], known = "computed") {
  const plan = { action: "install", steps: [{ kind: "editPath", diff }] };
  const view = { plan, changed: { to: "go1.27.3", known } } as unknown as View;
  return firstSteps(view, { words: en } as Say)[1];
}

describe("the folders that the first installation added", () => {
  test("are those on PATH, not the lines of a shell's files", () => {
    const step = onPath([
      added("/home/ann/.local/share/upgo/bin", "PATH, first, by /home/ann/.local/share/upgo/env"),
      added(". '/home/ann/.local/share/upgo/env' # Upgo", "/home/ann/.profile"),
      added(". '/home/ann/.local/share/upgo/env' # Upgo (with this file)", "/home/ann/.bashrc"),
    ]);
    expect(step?.title).toBe("Added 1 folder to your PATH");
    expect(step?.folders).toEqual(["/home/ann/.local/share/upgo/bin"]);
  });

  test("are named on Windows, too", () => {
    const step = onPath([added("C:\\Upgo\\bin", "your PATH, first"), added("C:\\go\\bin", "your PATH, last")]);
    expect(step?.title).toBe("Added 2 folders to your PATH");
  });

  test("are said with how they were checked, if a shell was started for it", () => {
    expect(onPath([], "asked")?.line).toContain("Upgo started your shell");
    expect(onPath([])?.line).not.toContain("shell");
  });
});
