// The page as the program carries it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { root } from "../../../scripts/lib/tools.mjs";

const folder = join(root, "target", "ui-page");

/** As in the product's promise: what a page of this kind may weigh. */
const MOST_BYTES = 60_000;

describe("the built page", () => {
  before(() => {
    const vite = join(root, "node_modules", "vite", "bin", "vite.js");
    const args = ["build", "--config", "ui/vite.config.ts", "--outDir", folder, "--emptyOutDir", "--logLevel", "warn"];
    const done = spawnSync(process.execPath, [vite, ...args], { cwd: root, encoding: "utf8" });
    assert.equal(done.status, 0, done.stderr + done.stdout);
  });

  test("has less than 60 kB of JavaScript, compressed", (t) => {
    const bytes = files(".js").reduce((sum, text) => sum + gzipSync(text).length, 0);
    t.diagnostic(`${bytes} bytes of JavaScript, compressed`);
    assert.ok(bytes > 0 && bytes < MOST_BYTES, `${bytes} bytes`);
  });

  test("holds nothing of the mock", () => {
    const all = files(".js").join("");
    assert.ok(all.includes("plugin:event"), "the program's own client is there");
    for (const trace of ["__upgo", "Users\\\\mei", "home-current"]) assert.ok(!all.includes(trace), trace);
  });

  test("keeps the content policy: no script or style inside the document", () => {
    const html = readFileSync(join(folder, "index.html"), "utf8");
    assert.doesNotMatch(html, /<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=/);
  });
});

function files(ending) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(ending));
  return names.map((name) => readFileSync(join(folder, name), "utf8"));
}
