// A part of `npm test` is left out only if it passed today on exactly the same files, tools and variables.
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { emptyCount } from "../../scripts/lib/counting.mjs";
import { digestOf, filesBelow, projectFiles } from "../../scripts/lib/inputs.mjs";
import { PARTS } from "../../scripts/lib/parts.mjs";
import { Memory, stateOf } from "../../scripts/lib/remembered.mjs";

const folder = mkdtempSync(join(tmpdir(), "upgo-remembered-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const DAY = 24 * 60 * 60 * 1000;
const passed = { ...emptyCount(), passed: 3, skipped: 1, notes: ["a: no screen"], left: ["2 of 3 widths"] };

test("a part that passed counts again with its notes, in the same state and on the same day", () => {
  const file = join(folder, "passed.json");
  const at = Date.parse("2026-11-23T06:00:00Z");
  new Memory(file, at).keep("rust", "a", passed);
  new Memory(file, at).keep("page", "b", passed);
  const known = new Memory(file, at + DAY - 1).passed("rust", "a");
  assert.deepEqual(known, { count: passed, at: "2026-11-23T06:00:00.000Z" });
  for (const [name, state, now] of [
    ["rust", "b", at],
    ["desktop", "a", at],
    ["rust", undefined, at],
    ["rust", "a", at + DAY],
    ["rust", "a", at - 1], // the clock was turned back
  ]) {
    assert.equal(new Memory(file, now).passed(name, state), undefined, `${name} ${state} ${now}`);
  }
});

test("what failed is not remembered, and a damaged memory is none", () => {
  const file = join(folder, "damaged.json");
  new Memory(file).keep("rust", "a", { ...passed, failed: 1 });
  new Memory(file).keep("rust", undefined, passed);
  assert.equal(new Memory(file).passed("rust", "a"), undefined);
  const at = new Date().toISOString();
  for (const text of ["", "null", "[1]", '{"rust":1}', '{"rust":{"state":"a"}}', `{"rust":{"state":"a","at":"${at}","count":{"failed":0,"passed":0}}}`]) {
    writeFileSync(file, text);
    assert.equal(new Memory(file).passed("rust", "a"), undefined, text);
  }
});

test("a file's name, content, mode, target and absence change the state", () => {
  const tree = join(folder, "tree");
  mkdirSync(join(tree, "below"), { recursive: true });
  writeFileSync(join(tree, "a"), "one");
  writeFileSync(join(tree, "below", "b"), "two");
  const files = ["a", "below/b"];
  assert.deepEqual(filesBelow(tree), files);
  const seen = new Set();
  const isNew = (list = files, ...words) => {
    const digest = digestOf(tree, list, ...words);
    return !seen.has(digest) && seen.add(digest) && digest === digestOf(tree, list, ...words);
  };
  assert.ok(isNew());
  assert.ok(isNew(files, "rustc 1.95"));
  assert.ok(isNew(["a"]));
  for (const change of [
    () => writeFileSync(join(tree, "a"), "One"),
    () => chmodSync(join(tree, "a"), 0o755),
    () => rmSync(join(tree, "a")),
    () => symlinkSync("below/b", join(tree, "a")),
  ]) {
    change();
    assert.ok(isNew(), String(change));
  }
});

test("each part reads its own tests, and only the laws read everything", () => {
  const own = { page: "ui/src/", browser: "tests/ui/", rust: "crates/", desktop: "tests/desktop/", package: "tests/packages/" };
  for (const [name, path] of Object.entries({ ...own, ansible: "tests/ansible/", windows: "crates/", installers: "tests/windows/" })) {
    const part = PARTS.find((each) => each.name === name);
    assert.ok(projectFiles([path], part.without).length > 0, name);
    for (const common of ["package-lock.json", "scripts/test.mjs", "scripts/lib/parts.mjs"]) {
      assert.deepEqual(projectFiles([common], part.without), [common], `${name}: ${common}`);
    }
    assert.match(stateOf(part), /^[0-9a-f]{64}$/);
  }
  assert.deepEqual(PARTS.filter((part) => !part.without).map(({ name }) => name), ["tree"]);
  for (const folder of PARTS.flatMap((part) => part.without ?? [])) {
    assert.ok(projectFiles([folder]).length > 0, `${folder} is gone`);
  }
});
