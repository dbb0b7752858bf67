// The programs for the packages of a test, without debug information: stripping it takes longer than everything else.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { desktopPrograms } from "../../../scripts/lib/desktop.mjs";

/** The paths of the stripped programs, in a new folder in `folder`. */
export function strippedPrograms(folder) {
  const { upgo, desktop } = desktopPrograms();
  return stripped({ upgo, "upgo-desktop": desktop }, join(folder, "programs"));
}

/** Copies of `programs` (name → path) without debug information, in a new folder. `strip` is the program for that. */
export function stripped(programs, place, strip = "strip") {
  mkdirSync(place);
  return Object.fromEntries(
    Object.entries(programs).map(([name, file]) => {
      execFileSync(strip, ["--strip-unneeded", "-o", join(place, name), file]);
      return [name, join(place, name)];
    }),
  );
}
