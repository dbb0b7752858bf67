// The page as embedded in the program.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { buildPage } from "../../../scripts/lib/browser.mjs";

let folder;

/**
 * The limit for what a window loads before it shows a machine at rest. What Home shows besides that is a part of its own
 * (docs/internals/adr/0052-first-screen.md).
 */
const MOST_AT_START = 45_000;
/**
 * The limit for all pages in both languages, because later parts must not grow unnoticed either. Environment and Health
 * added 24 kB, of which 6 kB are the doctor's findings in Chinese. Advisories, proof and repair added 6 kB; automatic
 * updates and mirrors added 5 kB. The lists behind every number added 4 kB. Buttons for every problem added 2 kB; the
 * log and the bug report added 4 kB. The missing settings, their search and import added 5.7 kB, of which 2.3 kB are
 * words. What is possible offline, the pause of notifications and the steps of the last change added 1 kB.
 * The import, the queue and the first steps added 4 kB.
 * The engine's sentences with their values in Chinese added 6 kB, the updates
 * of programs 2 kB, the formats of regions, places in words and fades 1 kB.
 * The sizes of Go's caches and the plan that cleans them added 2.5 kB.
 * The messages of problems and the chain of proof in Chinese added 5 kB, and the
 * reasons not to clean a cache, the zoom keys and the second lines of banners 2 kB.
 * The version of Upgo itself with its update, its owners and the restart added 4.2 kB, of which 1.5 kB are words.
 * The place Projects added 8 kB, what an upgrade brings 5 kB and the rehearsal 7 kB; 4.4 kB of this are words.
 * Hooks in plans, in the history and in Settings added 2.5 kB, of which 1.7 kB are words.
 * Managed settings, withheld versions, the request and the report for the administrator added 9.5 kB, of which 2.8 kB are
 * words. Dialogs as one file instead of seven took 4.5 kB away.
 * The own advice of each error in Chinese (66 sentences) added 3 kB; a prompt that waits, a PATH that is left to the user,
 * and a Go whose commands fail added 0.6 kB.
 */
const MOST_IN_ALL = 206_000;

describe("the built page", () => {
  before(() => {
    folder = buildPage("production");
  });

  test("opens with less than 45 kB of JavaScript, compressed", (t) => {
    const names = scriptsAtStart();
    const bytes = names.reduce((sum, name) => sum + gzipSync(textOf(name)).length, 0);
    t.diagnostic(`${bytes} bytes of JavaScript to the first screen, compressed`);
    assert.ok(bytes > 10_000 && bytes < MOST_AT_START, `${bytes} bytes`);
    // a script that imports others would have to be parsed before they are requested
    assert.equal(names.length, 2, `not only the page and its language: ${names.join(", ")}`);
  });

  test("stays small including everything loaded later", (t) => {
    const bytes = files(".js").reduce((sum, text) => sum + gzipSync(text).length, 0);
    t.diagnostic(`${bytes} bytes of JavaScript in all, compressed`);
    assert.ok(bytes < MOST_IN_ALL, `${bytes} bytes`);
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

/** The scripts of the document, their imports, and the requests before Home is drawn. */
function scriptsAtStart() {
  const names = readdirSync(join(folder, "assets")).filter((name) => name.endsWith(".js"));
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const found = new Set(names.filter((name) => html.includes(name) || /^(en|tauri)-/.test(name)));
  for (const name of found) {
    for (const [, imported] of textOf(name).matchAll(/\b(?:from|import)\s*["']\.\/([^"']+)["']/g)) found.add(imported);
  }
  return [...found];
}

function textOf(name) {
  return readFileSync(join(folder, "assets", name), "utf8");
}

function files(ending) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(ending));
  return names.map((name) => readFileSync(join(folder, name), "utf8"));
}
