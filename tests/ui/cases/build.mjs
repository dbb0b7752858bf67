// The page as embedded in the program.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { buildPage } from "../../../scripts/lib/browser.mjs";

let folder;

/** The limit for the page with all its places and both languages, compressed, because it must not grow unnoticed. */
const MOST = 170_000;

describe("the built page", () => {
  before(() => {
    folder = buildPage("production");
  });

  test("is one script of less than 170 kB, compressed, without the licenses", (t) => {
    const [scripts, licenses] = [(name) => !/licenses/.test(name), (name) => /licenses/.test(name)].map((own) => files(".js", own));
    assert.equal(licenses.length, 1);
    const [bytes] = scripts.map((text) => gzipSync(text).length);
    t.diagnostic(`${bytes} bytes of JavaScript, compressed`);
    assert.equal(scripts.length, 1);
    assert.ok(bytes > 10_000 && bytes < MOST, `${bytes} bytes`);
  });

  test("contains nothing of the mock", () => {
    const all = files(".js").join("");
    assert.ok(all.includes("__TAURI_INTERNALS__"), "the program's own client is missing");
    for (const trace of ["__upgo", "Users\\\\mei", "home-current"]) assert.ok(!all.includes(trace), trace);
  });

  test("keeps the content policy: no script or style inside the document", () => {
    const html = readFileSync(join(folder, "index.html"), "utf8");
    assert.doesNotMatch(html, /<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=/);
  });
});

function files(ending, chosen = () => true) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(ending) && chosen(name));
  return names.map((name) => readFileSync(join(folder, name), "utf8"));
}
