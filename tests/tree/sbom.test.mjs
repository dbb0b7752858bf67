// The list of a package's contents is complete, and agrees with the lock files.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { compiledCrates, lockedCrates, lockedPackages, merged, mistakes } from "../../scripts/lib/sbom.mjs";
import { root } from "../../scripts/lib/tools.mjs";

const component = (purl, content, ...dependsOn) => ({
  list: { "bom-ref": purl, name: purl, purl, hashes: content ? [{ alg: "SHA-256", content }] : undefined },
  edge: { ref: purl, dependsOn },
});
const part = (own, ...others) => ({
  metadata: { component: own.list, tools: [{ name: "maker" }] },
  components: others.map(({ list }) => list),
  dependencies: [own, ...others].map(({ edge }) => edge),
});

const serde = component("pkg:cargo/serde@1.0.0", "aa");
const cli = component("pkg:cargo/upgo-cli@0.1.0?download_url=file://.", "", "pkg:cargo/serde@1.0.0");
const desktop = component("pkg:cargo/upgo-desktop@0.1.0", "", "pkg:cargo/serde@1.0.0");
const facts = {
  compiled: ["pkg:cargo/upgo-cli@0.1.0", "pkg:cargo/serde@1.0.0", "pkg:cargo/serde@1.0.0"],
  locked: { "pkg:cargo/serde@1.0.0": "aa", "pkg:cargo/upgo-cli@0.1.0": "", "pkg:cargo/upgo-desktop@0.1.0": "" },
};

test("parts become one list, with each component once", () => {
  const list = merged("0.1.0", [part(cli, serde), part(desktop, serde)]);
  assert.deepEqual(list.components.map(({ purl }) => purl), [cli.list.purl, desktop.list.purl, serde.list.purl]);
  assert.deepEqual(list.dependencies[0], { ref: "upgo", dependsOn: [cli.list.purl, desktop.list.purl] });
  assert.equal(list.metadata.tools.length, 1);
  assert.deepEqual(mistakes(list, facts), []);
});

test("what is missing, foreign, changed or unknown is a mistake", () => {
  const found = (...parts) => mistakes(merged("0.1.0", parts), facts).map((line) => line.split(":")[0]);
  assert.deepEqual(found(part(cli)), ["missing", "a dependency that is not listed"]);
  assert.deepEqual(found(part(cli, serde, component("pkg:cargo/other@1.0.0", "bb"))), ["not locked"]);
  assert.deepEqual(found(part(cli, component("pkg:cargo/serde@1.0.0", "bb"))), ["another checksum than the lock file's"]);
  assert.deepEqual(found(part(cli, component("pkg:cargo/serde@1.0.0", ""))), ["another checksum than the lock file's"]);
});

test("the lock files are read with their checksums", () => {
  const read = (name) => readFileSync(join(root, name), "utf8");
  const crates = lockedCrates(read("Cargo.lock"));
  assert.equal(Object.keys(crates).length, read("Cargo.lock").match(/^\[\[package\]\]$/gm).length);
  assert.equal(crates["pkg:cargo/upgo-cli@0.1.0"], "");
  const bare = Object.entries(crates).filter(([purl, checksum]) => !/^[0-9a-f]{64}$/.test(checksum) && !purl.includes("/upgo-"));
  assert.deepEqual(bare, []);
  const packages = lockedPackages(JSON.parse(read("package-lock.json")));
  assert.match(packages[Object.keys(packages).find((purl) => purl.startsWith("pkg:npm/%40tauri-apps/api@"))], /^[0-9a-f]{128}$/);
  const tree = "upgo-cli v0.1.0 (/a/crates/cli)\nserde v1.0.0\nserde_derive v1.0.0 (proc-macro)\nserde v1.0.0 (*)\n\n[build-dependencies]\n";
  assert.deepEqual(compiledCrates(tree).length, 4);
  assert.equal(compiledCrates(tree)[2], "pkg:cargo/serde_derive@1.0.0");
});
