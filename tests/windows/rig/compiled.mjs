// The programs for tests that are written in C, compiled for Windows.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "upgo-compiled-"));
const programs = new Map();
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/**
 * The path of the program whose source is `name`.c in this folder. One that asks for an administrator's rights gets them
 * from Wine without a prompt, and what it starts inherits them.
 */
export function compiled(name, asAdministrator = false) {
  const key = asAdministrator ? `${name}-as-administrator` : name;
  if (!programs.has(key)) programs.set(key, compile(name, join(folder, `${key}.exe`), asAdministrator ? [asking()] : []));
  return programs.get(key);
}

function compile(name, program, resources) {
  const source = join(import.meta.dirname, `${name}.c`);
  run("x86_64-w64-mingw32-gcc", ["-municode", "-Os", "-s", "-o", program, source, ...resources]);
  return program;
}

/** The path of a resource with a manifest. The number of such a resource is 1, and 24 its type. */
function asking() {
  const [script, object] = ["asking.rc", "asking.res"].map((name) => join(folder, name));
  writeFileSync(script, `1 24 ${JSON.stringify(join(import.meta.dirname, "administrator.manifest"))}\n`);
  run("x86_64-w64-mingw32-windres", [script, "-O", "coff", "-o", object]);
  return object;
}

function run(command, words) {
  const ran = spawnSync(command, words, { encoding: "utf8" });
  if (ran.status !== 0) throw ran.error ?? new Error(ran.stderr);
}
