// The programs for tests that are written in C, compiled for Windows.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "upgo-compiled-"));
const programs = new Map();
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** The path of the program whose source is `name`.c in this folder. */
export function compiled(name) {
  if (!programs.has(name)) programs.set(name, compile(name));
  return programs.get(name);
}

function compile(name) {
  const program = join(folder, `${name}.exe`);
  const source = join(import.meta.dirname, `${name}.c`);
  const ran = spawnSync("x86_64-w64-mingw32-gcc", ["-municode", "-Os", "-s", "-o", program, source], { encoding: "utf8" });
  if (ran.status !== 0) throw ran.error ?? new Error(ran.stderr);
  return program;
}
