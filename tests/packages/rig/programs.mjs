// The programs for the packages of a test, without debug information: stripping it takes longer than everything else.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { desktopPrograms } from "../../../scripts/lib/desktop.mjs";

/** The paths of the stripped programs, in a new folder in `folder`. */
export function strippedPrograms(folder) {
  const place = join(folder, "programs");
  mkdirSync(place);
  const { upgo, desktop } = desktopPrograms();
  const stripped = ([name, file]) => {
    execFileSync("strip", ["--strip-unneeded", "-o", join(place, name), file]);
    return [name, join(place, name)];
  };
  return Object.fromEntries(Object.entries({ upgo, "upgo-desktop": desktop }).map(stripped));
}
