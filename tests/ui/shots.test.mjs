// Checks that `npm run shots` still works. This test takes four screenshots; the command takes all.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/lib/tools.mjs";

test("takes four screenshots", () => {
  const folder = join(root, "target", "shots");
  rmSync(folder, { recursive: true, force: true });
  const done = spawnSync(process.execPath, [join(root, "scripts", "shots.mjs"), "--few"], { encoding: "utf8" });
  assert.equal(done.status, 0, done.stdout + done.stderr);
  assert.equal(readdirSync(folder).filter((name) => name.endsWith(".png")).length, 4);
});
