// What the READMEs say and a script can check. `crates/cli/tests/cli/readme.rs` tests that each command of `upgo` exists.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readProject } from "../../scripts/lib/release/project.mjs";
import { READMES, WINGET, releasedVersion, withInstallation } from "../../scripts/lib/readme.mjs";
import { root } from "../../scripts/lib/tools.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const readme = read("README.md");
const chinese = read("README.zh-CN.md");
const scripts = JSON.parse(read("package.json")).scripts;
/** The lines of each block of commands. */
const blocks = (text) => {
  const all = [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)];
  return all.filter(([, kind]) => kind === "").map(([, , lines]) => lines.trim().split("\n"));
};
/** The documents, with `/` between names. */
const documents = readdirSync(join(root, "docs"), { recursive: true })
  .map((name) => `docs/${name.replaceAll("\\", "/")}`)
  .filter((name) => name.endsWith(".md"));

test("the README is read in three minutes", () => {
  const words = readme.split(/\s+/).filter(Boolean).length;
  assert.ok(words <= 700, `${words} words`);
});

test("the two commands that show and test Upgo come first for developers", () => {
  for (const [text, part] of [
    [readme, "## For developers"],
    [chinese, "## 面向开发者"],
  ]) {
    const [first] = blocks(text.split(`${part}\n`)[1]);
    assert.deepEqual(first.map((line) => line.split("#")[0].trim()), ["npm run demo", "npm test"]);
  }
});

test("both languages have the same parts, commands, output and links", () => {
  const commands = (text) => blocks(text).map((lines) => lines.map((line) => line.split("#")[0].trim()));
  const output = (text) => [...text.matchAll(/^```text\n[^]*?^```$/gm)].map(([block]) => block);
  const kinds = (text) => [...text.matchAll(/^(#+ |\| |- |\*\*|```)/gm)].map(([, kind]) => kind);
  const links = (text) => [...text.matchAll(/(?:\]\(|\b(?:src|srcset)=")([^")\s]+)/g)].map(([, link]) => link);
  const elsewhere = (text) => links(text).filter((link) => !/^#|^README/.test(link)).sort();
  for (const part of [commands, output, kinds, elsewhere]) assert.deepEqual(part(chinese), part(readme));
  assert.ok(readme.includes("](README.zh-CN.md)") && chinese.includes("](README.md)"));
});

test("no text for people has a placeholder for the project", () => {
  for (const path of ["README.md", "README.zh-CN.md", "SECURITY.md", "CHANGELOG.md", ...documents]) {
    assert.doesNotMatch(read(path), /\b(?:OWNER|REPOSITORY)\b/, path);
  }
});

test("each npm command exists", () => {
  const named = [...readme.matchAll(/\bnpm (?:run )?([\w:]+)/g)].map(([, name]) => name);
  assert.ok(named.includes("build"));
  assert.deepEqual(named.filter((name) => !(name in scripts)), []);
});

test("each picture of the folder is shown, in the README, in a document or on the start page", () => {
  const shown = [readme, ...documents.map(read), ...["index", "zh-cn"].map((name) => read(`scripts/site/src/${name}.md`))];
  const isPicture = (name) => /\.(?:png|webp|svg)$/.test(name);
  const pictures = readdirSync(join(root, "docs/pictures")).filter(isPicture);
  assert.deepEqual(pictures.filter((name) => !shown.some((text) => text.includes(name.replace(".png", "")))), []);
});

test("how to get it follows from packaging/project.json", () => {
  const version = releasedVersion(read("CHANGELOG.md"));
  for (const path of Object.keys(READMES)) {
    assert.equal(read(path), withInstallation(path, read(path), readProject(), version), "run `node scripts/site.mjs --readme`");
  }
});

test("before a release, the README says that there is none; after it, it names the project", () => {
  const named = { owner: "someone", repository: "upgo", homepage: "https://upgo.example/" };
  const of = (project, version, text = readme) => withInstallation("README.md", text, project, version);
  assert.match(of({ ...named, owner: "OWNER" }, "1.0.0"), /There is no published release yet/);
  assert.match(of(named, null), /There is no published release yet/);
  const after = of(named, "1.0.0");
  assert.doesNotMatch(after, /no published release|OWNER|REPOSITORY/);
  assert.ok(after.includes(WINGET) && after.includes("upgo_1.0.0_amd64.deb"));
  assert.equal(of(named, "1.0.0", after), after);
});

test("the changelog's newest heading with a number is the released version", () => {
  assert.equal(releasedVersion("# Changelog\n\n## Unreleased\n\n- a\n"), null);
  assert.equal(releasedVersion("## Unreleased\n\n## 0.2.0 (2026-12-01)\n\n## 0.1.0\n"), "0.2.0");
});

test("the page for security teams names every host that the engine may ask, and no other", () => {
  const engine = "crates/engine/src";
  const constants = {
    [`${engine}/net/http/hosts.rs`]: /fn hosts\b[^]*?^ {4}\}/m,
    [`${engine}/released/catalog/sources.rs`]: /const OFFICIAL.*/,
    [`${engine}/released/advisories/database.rs`]: /const OFFICIAL.*/,
    [`${engine}/released/signature/mod.rs`]: /const GOOGLE.*/,
    [`${engine}/net/goproxy/mod.rs`]: /const DEFAULT.*/,
  };
  const asked = Object.entries(constants).flatMap(([path, where]) => {
    const code = where.exec(read(path))?.[0] ?? "";
    const hosts = [...code.matchAll(/"(?:https:\/\/)?((?:[a-z]+\.)+(?:dev|org|com|cn))\b/g)].map(([, host]) => host);
    assert.notEqual(hosts.length, 0, path);
    return hosts;
  });
  const table = /^\| host .*\n(?:\|.*\n)+/m.exec(read("docs/teams/security.md"))[0];
  const told = [...table.matchAll(/`([a-z.]+\.[a-z]+)`/g)].map(([, host]) => host);
  assert.deepEqual([...new Set(told)].sort(), [...new Set(asked)].sort());
});

test("each document says first for whom it is", () => {
  for (const path of documents.filter((path) => !path.includes("/adr/"))) {
    const [, first] = read(path).split(/\n\n+/);
    assert.match(first, /^For [^]*[.:]/, path);
  }
});
