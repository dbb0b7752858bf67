// The files for every package manager, made from one release description.
import { aur } from "./aur.mjs";
import { chocolatey } from "./chocolatey.mjs";
import { homebrew } from "./homebrew.mjs";
import { scoop } from "./scoop.mjs";
import { winget } from "./winget.mjs";
import { pick } from "./words.mjs";

/** Package manager → what makes its files, and what a release must have for that. */
const MANAGERS = {
  winget: [winget, "nsis", "windows"],
  scoop: [scoop, "programs", "windows"],
  chocolatey: [chocolatey, "nsis", "windows"],
  homebrew: [homebrew, "programs", "linux"],
  aur: [aur, "deb", "linux"],
};

/** Path → text: `winget/Upgo.Upgo.yaml` and so on. A manager whose package is not in the release gets no files. */
export function managersFiles(release, project) {
  const made = Object.entries(MANAGERS).filter(([, [, kind, os]]) => pick(release, kind, os, "amd64"));
  return Object.fromEntries(
    made.flatMap(([manager, [make]]) => Object.entries(make(release, project)).map(([name, text]) => [`${manager}/${name}`, text])),
  );
}
