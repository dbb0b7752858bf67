// `.ci/run` runs every step, fails if one of them does, and ends with what the failed ones printed last.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/lib/tools.mjs";

/** Runs `.ci/run` with a shell script in place of npm. */
function runs(npm) {
  const folder = mkdtempSync(join(tmpdir(), "upgo-ci-"));
  try {
    for (const name of [".ci", "bin"]) mkdirSync(join(folder, name));
    copyFileSync(join(root, ".ci", "run"), join(folder, ".ci", "run"));
    writeFileSync(join(folder, "package.json"), '{ "devDependencies": {} }');
    writeFileSync(join(folder, "bin", "npm"), `#!/bin/sh\n${npm}\n`, { mode: 0o755 });
    const env = { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH}`, TMPDIR: folder };
    return spawnSync("bash", [join(folder, ".ci", "run")], { env, encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("a run whose steps all pass succeeds and prints nothing twice", () => {
  const { status, stdout } = runs('echo "ran $*"');
  assert.equal(status, 0, stdout);
  assert.deepEqual(stdout.match(/^ran .*$/gm), ["ran ci", "ran test", "ran run test:windows", "ran run test:more", "ran run check"]);
});

test("a failed step does not stop the others, and its last lines come again at the end, with its errors", () => {
  const { status, stdout } = runs('echo "ran $*"; [ "$1" != test ] || { seq 2000; echo "on stderr" >&2; exit 3; }');
  assert.equal(status, 1);
  const [live, again] = stdout.split("### the last lines of npm test\n");
  for (const line of ["ran test", "1", "2000", "on stderr", "ran run check"]) assert.ok(live.includes(`\n${line}\n`), line);
  assert.deepEqual(again.trim().split("\n").slice(-4), ["2000", "on stderr", "", "failed: npm test"]);
  assert.ok(!again.includes("\n1900\n") && !again.includes("ran run check"));
});
