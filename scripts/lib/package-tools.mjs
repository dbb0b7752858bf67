// Starts the programs that make packages.
import { spawnSync } from "node:child_process";
import { sourceDate } from "./reproducible.mjs";
import { Unavailable, root } from "./tools.mjs";

/**
 * Runs a program of `debianPackage`, dated by the commit. Returns its standard output; the rest shows only on failure.
 */
export function run(program, args, { cwd = root, env = {}, debianPackage } = {}) {
  const full = { ...process.env, SOURCE_DATE_EPOCH: sourceDate(process.env, root), ...env };
  const ran = spawnSync(program, args, { cwd, env: full, encoding: "utf8", maxBuffer: 1 << 26 });
  if (ran.error?.code === "ENOENT" && debianPackage) {
    throw new Unavailable(`${program} is missing: install the Debian package ${debianPackage}`);
  }
  if (ran.status !== 0) throw new Error(`${program} failed:\n${ran.stdout ?? ""}${ran.stderr || ran.error}`);
  return ran.stdout;
}
