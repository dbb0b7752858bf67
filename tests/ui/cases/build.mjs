// The page as the program carries it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { buildPage } from "../../../scripts/lib/browser.mjs";

let folder;

/** The product's promise, in bytes of gzip: all places of the page, in the language that is read most. */
const MOST_IN_ENGLISH = 60_000;
/** Chinese says the same in fewer letters, of three bytes each. */
const MOST_IN_CHINESE = 60_600;
/** All that is built, of which nobody loads more than one language at once. */
const MOST_IN_ALL = 69_500;

describe("the built page", () => {
  before(() => {
    folder = buildPage("production");
  });

  for (const [language, most] of Object.entries({ en: MOST_IN_ENGLISH, "zh-CN": MOST_IN_CHINESE })) {
    test(`needs less than ${most / 1000} kB of JavaScript for all places in ${language}, compressed`, (t) => {
      const bytes = scriptsOf(language).reduce((sum, text) => sum + gzipSync(text).length, 0);
      t.diagnostic(`${bytes} bytes of JavaScript in ${language}, compressed`);
      assert.ok(bytes > 10_000 && bytes < most, `${bytes} bytes`);
    });
  }

  test("stays small with all its languages", (t) => {
    const bytes = files(".js").reduce((sum, text) => sum + gzipSync(text).length, 0);
    t.diagnostic(`${bytes} bytes of JavaScript in all, compressed`);
    assert.ok(bytes < MOST_IN_ALL, `${bytes} bytes`);
  });

  test("holds nothing of the mock", () => {
    const all = files(".js").join("");
    assert.ok(all.includes("__TAURI_INTERNALS__"), "the program's own client is there");
    for (const trace of ["__upgo", "Users\\\\mei", "home-current"]) assert.ok(!all.includes(trace), trace);
  });

  test("keeps the content policy: no script or style inside the document", () => {
    const html = readFileSync(join(folder, "index.html"), "utf8");
    assert.doesNotMatch(html, /<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=/);
  });
});

/** All scripts but the catalogues of other languages. */
function scriptsOf(language) {
  const names = readdirSync(join(folder, "assets")).filter((name) => name.endsWith(".js"));
  const catalogues = names.filter((name) => /^(en|zh-CN)-/.test(name));
  assert.equal(catalogues.length, 2, names.join(", "));
  const read = names.filter((name) => !catalogues.includes(name) || name.startsWith(`${language}-`));
  return read.map((name) => readFileSync(join(folder, "assets", name), "utf8"));
}

function files(ending) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(ending));
  return names.map((name) => readFileSync(join(folder, name), "utf8"));
}
