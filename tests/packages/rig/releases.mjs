// Two releases of Upgo, made by the dry run of scripts/release.mjs from real packages.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../../scripts/lib/packages.mjs";
import { allNotes } from "../../../scripts/lib/release/prepare.mjs";
import { addresses, readProject } from "../../../scripts/lib/release/project.mjs";
import { root } from "../../../scripts/lib/tools.mjs";

/** The version of the tree, or one that was not released yet, and a higher one. Both have as many bytes. */
const later = (by) => version.replace(/^\d+/, (major) => Number(major) + by);
const isOut = allNotes(root).some((notes) => notes.version === version);
export const [OLD, NEW] = [0, 1].map((by) => later(by + Number(isOut)));

/**
 * The programs of another version. Building them again would take ten minutes, so the number in them is replaced, and
 * the programs say themselves whether it worked: an update starts `upgo self trial`.
 */
export function programsOf(programs, wanted, folder) {
  mkdirSync(folder, { recursive: true });
  return Object.fromEntries(
    Object.entries(programs).map(([name, file]) => {
      const bytes = readFileSync(file);
      for (let at = bytes.indexOf(version); at >= 0; at = bytes.indexOf(version, at + 1)) bytes.write(wanted, at);
      const changed = join(folder, name);
      writeFileSync(changed, bytes, { mode: 0o755 });
      return [name, changed];
    }),
  );
}

/**
 * Makes the release from the packages in `from`, and puts its files into `v` and its version in `to`. Returns the folder
 * of the dry run. What nobody made a package for is a stand-in.
 */
export function release(wanted, from, to, folder) {
  const out = join(folder, `dry-run-${wanted}`);
  const env = { ...process.env, UPGO_SIGNING_KEY: "" };
  const args = ["scripts/release.mjs", wanted, "--dry-run", "--files", from, "--out", out];
  const made = spawnSync(process.execPath, args, { cwd: root, env, encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stdout + made.stderr);
  cpSync(join(out, "release", "files"), join(to, `v${wanted}`), { recursive: true });
  return out;
}

/** What makes a program of the test build believe in the keys of these dry runs, at the address of the project. */
export function publisher(dryRuns) {
  const keys = dryRuns.map((folder) => readFileSync(join(folder, "throw-away.pub"), "utf8").split("\n")[1]);
  return [`${addresses(readProject()).source}/releases/latest/download/`, ...keys].join(" ");
}
