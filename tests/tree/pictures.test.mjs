// The pictures of the README and the site match today's window.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { MADE_FROM, drawn, picturedDigest, picturedFiles } from "../../scripts/lib/pictured.mjs";
import { root } from "../../scripts/lib/tools.mjs";

test("what the pictures show has not changed since they were taken", () => {
  const { digest } = JSON.parse(readFileSync(join(root, MADE_FROM), "utf8"));
  assert.equal(digest, picturedDigest(root), "the pictured places look different: run `npm run shots -- --readme` and look at docs/pictures");
});

test("what is drawn counts, and nothing else", () => {
  const files = picturedFiles(root);
  for (const file of ["app/Navigation.svelte", "features/home/Home.svelte", "components/StepList.svelte", "features/versions/InstalledRow.svelte"]) {
    assert.ok(files.includes(file), `${file} is not among ${files.join(", ")}`);
  }
  assert.deepEqual(files.filter((file) => /^api\/|^features\/(?:health|history|palette|settings|support)\//.test(file)), []);
  const row = '<script lang="ts">\n  let a = 1;\n</script>\n\n<!-- why -->\n<p class="a">{a}</p>\n<style>\n  .a { color: red; /* why */ }\n</style>\n';
  assert.equal(drawn("a.svelte", row), '<p class="a">{a}</p> <style> .a { color: red; } </style>');
  assert.notEqual(drawn("a.svelte", row.replace("red", "blue")), drawn("a.svelte", row));
  assert.equal(drawn("a.ts", '/** Why. */\nexport const a = "http://b"; // c\n'), 'export const a = "http://b"; // c');
});
