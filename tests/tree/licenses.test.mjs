// The licenses that the packages and the window have. `npm run gen -- --check` compares them with what is compiled.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { joined, textsOf } from "../../scripts/lib/licenses.mjs";
import { makeWindowsFolder } from "../../scripts/lib/packages.mjs";
import { inFolder, root, save } from "../../scripts/lib/tools.mjs";

const OWN = "MIT License\n\nCopyright 2026 The Upgo authors\n\nPermission is granted.";

/** The texts of a library with these files. */
function texts(license, files, authors) {
  return inFolder("upgo-licenses-", (folder) => {
    for (const [path, text] of Object.entries(files)) save(join(folder, path), text);
    return textsOf({ name: "lib", license, authors, folder }, OWN);
  });
}

test("of a choice of licenses, the MIT one comes along, and of all others every text", () => {
  const both = { "LICENSE-MIT": "mit", "LICENSE-APACHE": "apache", "src/license.rs": "code" };
  assert.deepEqual(texts("MIT OR Apache-2.0", both), ["mit"]);
  assert.deepEqual(texts("Apache-2.0 AND MIT", both).sort(), ["apache", "mit"]);
  assert.deepEqual(texts("BSD-3-Clause", { "COPYING": "bsd", "NOTICE.md": "notice" }).sort(), ["bsd", "notice"]);
  assert.deepEqual(texts("MIT", { "LICENSE.txt": "mit", "inner/COPYING": "inner" }).sort(), ["inner", "mit"]);
});

test("a library without a text gets that of its license with its authors, or stops the release", () => {
  assert.match(texts("MIT", {}, "A. Author")[0], /^MIT License\n\nCopyright \(c\) A\. Author\n\nPermission/);
  assert.throws(() => texts("BSD-3-Clause", {}), /lib \(BSD-3-Clause\) has no text/);
});

test("Upgo's own license comes first, and works with the same text share it", () => {
  const all = joined(OWN, [{ name: "b", texts: ["Same\ntext"] }, { name: "a", texts: ["Same  text", "Other"] }]);
  assert.ok(all.startsWith(OWN));
  assert.match(all, /\na, b\n\nSame\ntext\n/);
  assert.equal(all.split("Same").length, 2);
});

const all = readFileSync(join(root, "packaging/licenses.txt"), "utf8");

test("the programs come with all of them", () => {
  const program = join(root, "LICENSE");
  inFolder("upgo-licenses-", (folder) => {
    makeWindowsFolder({ upgo: program, "upgo-desktop": program }, folder);
    assert.equal(readFileSync(join(folder, "LICENSE.txt"), "utf8"), all);
  });
});

test("the file has Upgo, its libraries, and what comes without a text of its own", () => {
  assert.ok(all.startsWith(readFileSync(join(root, "LICENSE"), "utf8").trimEnd()));
  for (const name of ["tauri", "serde", "rustls", "svelte", "Fluent UI System Icons", "WebView2Loader.dll", "Rust standard library"])
    assert.match(all, new RegExp(`^(?:.*, )?${name}(?:, .*)?$`, "m"), name);
});
