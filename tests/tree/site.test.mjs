// The web site is made from the documents: complete, without a script, and without a broken link.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { root } from "../../scripts/lib/tools.mjs";
import { brokenLinks, filesIn } from "../../scripts/lib/site-links.mjs";
import { buildSite } from "../../scripts/lib/site.mjs";

const place = mkdtempSync(join(tmpdir(), "upgo-site-"));
after(() => rmSync(place, { recursive: true, force: true }));

const folder = join(place, "site");
/** The path of each page, and its HTML. */
let pages;
before(() => {
  buildSite({ folder });
  const names = filesIn(folder).filter((name) => name.endsWith(".html"));
  pages = new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
});

test("each document is a page, and the page of documents names each one", () => {
  const documents = ["docs", "docs/teams", "docs/internals", "docs/internals/adr"].flatMap((each) => readdirSync(join(root, each)).map((name) => `${each}/${name}`));
  const wanted = documents.filter((path) => path.endsWith(".md")).map((path) => path.replace(/md$/, "html"));
  const list = pages.get("docs/README.html");
  for (const page of wanted) {
    assert.ok(pages.has(page), page);
    if (page !== "docs/README.html") assert.ok(list.includes(`href="${page.slice("docs/".length)}"`), `docs/README.html does not name ${page}`);
  }
  for (const page of ["index.html", "zh-cn.html", "404.html", "CHANGELOG.html", "LICENSE.html"]) assert.ok(pages.has(page), page);
});

test("each page has a title of its own, a language, and the policy that forbids everything but its own files", () => {
  const policy = `content="default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"`;
  const titles = new Set();
  for (const [name, html] of pages) {
    assert.match(html, new RegExp(`<html lang="${/zh-cn\.html$/i.test(name) ? "zh-CN" : "en"}">`), name);
    assert.ok(html.includes(policy), name);
    assert.doesNotMatch(html, /<script|<style|<form|<iframe|\sstyle=|\son\w+=/i, name);
    assert.equal(html.match(/<h1\b/g)?.length, 1, `${name} has not one main heading`);
    assert.match(html, /<meta name="description" content="[^"]{10,}">/, name);
    titles.add(/<title>(.+)<\/title>/.exec(html)?.[1]);
  }
  assert.equal(titles.size, pages.size);
});

test("the site is small enough to be loaded anywhere", () => {
  const size = (name) => statSync(join(folder, name)).size;
  const total = filesIn(folder).reduce((sum, name) => sum + size(name), 0);
  assert.ok(total < 6e6, `the site has ${total} bytes`);
  assert.ok(size("site.css") < 20_000, `site.css has ${size("site.css")} bytes`);
  assert.ok(size("index.html") < 20_000, `index.html has ${size("index.html")} bytes`);
});

test("the page for unknown addresses works at any depth", () => {
  const targets = [...pages.get("404.html").matchAll(/(?:href|src)="([^"]*)"/g)].map(([, target]) => target);
  assert.ok(targets.length > 5);
  assert.deepEqual(targets.filter((target) => !/^(?:\/[\w-]+\/|#main$)/.test(target)), []);
});

test("both start pages have the same parts, and say that there is no release", () => {
  const parts = (language) => readFileSync(join(root, "scripts/site/src", language), "utf8").match(/<!--.*?-->|<\w+|\{\w+\}/g);
  assert.deepEqual(parts("zh-cn.md"), parts("index.md"));
  assert.ok(pages.get("index.html").includes("Not released yet") && pages.get("zh-cn.html").includes("尚未发布"));
  assert.doesNotMatch(pages.get("index.html"), /winget|OWNER|REPOSITORY|\{/);
});

test("what the window links to is there: its pages, and a heading for each error code", () => {
  const links = readFileSync(join(root, "src-tauri/src/commands/links.rs"), "utf8");
  const linked = [...links.matchAll(/"\{\}(docs\/.+?\.html)/g)].map(([, page]) => page);
  assert.deepEqual(linked, ["docs/README.html", "docs/errors.html"]);
  for (const page of linked) assert.ok(pages.has(page), page);
  const codes = [...readFileSync(join(root, "docs/errors.md"), "utf8").matchAll(/^## (UPGO-\S+)$/gm)];
  assert.ok(codes.length > 100);
  for (const [, code] of codes) assert.ok(pages.get("docs/errors.html").includes(`id="${code.toLowerCase()}"`), code);
});

const project = { owner: "someone", repository: "upgo", homepage: "https://someone.github.io/upgo/" };
const described = {
  format: 1,
  version: "0.2.0",
  date: "2026-12-01T10:00:00Z",
  notes: [{ version: "0.2.0", date: "2026-12-01T10:00:00Z", en: ["Upgo updates itself & more."], "zh-CN": ["Upgo 可以更新自身。"] }],
  files: [
    { name: "upgo-0.2.0-windows-amd64.zip", kind: "programs", os: "windows", arch: "amd64", size: 9_100_000, sha256: "a".repeat(64) },
    { name: "upgo_0.2.0_amd64.deb", kind: "deb", os: "linux", arch: "amd64", size: 8_100_000, sha256: "b".repeat(64) },
    { name: "Upgo-0.2.0-setup.exe", kind: "nsis", os: "windows", arch: "amd64", size: 7_100_000, sha256: "c".repeat(64) },
  ],
};

test("a release becomes buttons, with the installer for Windows first, and a table of all files", () => {
  const made = join(place, "released");
  buildSite({ folder: made, release: described, project });
  const files = "https://github.com/someone/upgo/releases/download/v0.2.0";
  for (const [page, words] of [
    ["index.html", ["Upgo 0.2.0, 1 December 2026", "Windows installer (x64)", "7.1 MB", "Upgo updates itself &amp; more."]],
    ["zh-cn.html", ["Upgo 0.2.0，2026年12月1日", "Windows 安装程序 (x64)", "Upgo 可以更新自身。"]],
  ]) {
    const html = readFileSync(join(made, page), "utf8");
    for (const word of words) assert.ok(html.includes(word), `${page}: ${word}`);
    const buttons = [...html.matchAll(/class="button( accent)?" href="(https:[^"]*)"/g)].map(([, accent, href]) => [href, Boolean(accent)]);
    assert.deepEqual(buttons, [
      [`${files}/Upgo-0.2.0-setup.exe`, true],
      [`${files}/upgo_0.2.0_amd64.deb`, false],
    ]);
    for (const { name, sha256 } of described.files) assert.ok(html.includes(`${files}/${name}`) && html.includes(sha256), name);
    assert.match(html, /href="[^"]*docs\/installing\.html#windows"/, "what refuses an unsigned program is said where it is downloaded");
    assert.ok(html.includes('<a href="https://github.com/someone/upgo">'), "the source is not linked");
  }
  assert.match(readFileSync(join(made, "404.html"), "utf8"), /href="\/upgo\/site\.css"/);
});

test("a release is not shown if it is described wrongly, or if the project has no name yet", () => {
  const made = join(place, "refused");
  const refuses = (change, message, named = project) =>
    assert.throws(() => buildSite({ folder: made, release: { ...described, ...change }, project: named }), message);
  refuses({}, /does not name the project/, { ...project, owner: "OWNER" });
  refuses({ format: 2 }, /format 2/);
  refuses({ version: '1.0.0"><script>' }, /not a version/);
  refuses({ date: "soon" }, /not a date/);
  refuses({ files: [] }, /not described/);
  for (const change of [{ name: "../x" }, { kind: "snap" }, { os: "plan9" }, { arch: "386" }, { size: "9" }, { sha256: "ab" }]) {
    refuses({ files: [{ ...described.files[0], ...change }] }, /is not described/);
  }
  assert.ok(!existsSync(made));
});

/** A copy of everything that the site is made from. */
function copyOfTree(name) {
  for (const path of ["docs", "packaging", "LICENSE", ...readdirSync(root).filter((each) => each.endsWith(".md"))]) {
    cpSync(join(root, path), join(place, name, path), { recursive: true });
  }
  return join(place, name);
}

test("a broken link in a document fails the build, and the site from before stays", () => {
  const tree = copyOfTree("tree");
  const made = join(place, "kept");
  buildSite({ folder: made, tree });
  const path = join(tree, "docs/hooks.md");
  const text = readFileSync(path, "utf8");
  for (const [link, message] of [
    ["gone.md", /docs\/hooks\.html: href="gone\.html": no such file/],
    ["commands.md#gone", /docs\/hooks\.html: href="commands\.html#gone": no such heading/],
    ["#gone", /no such heading/],
    ["pictures/gone.png", /no such file/],
    ["http://example.com", /not https/],
    ["../gone.mjs", /no such file/],
    ["../../outside.md", /no such file/],
  ]) {
    writeFileSync(path, `${text}\n[a](${link})\n`);
    assert.throws(() => buildSite({ folder: made, tree }), message, link);
  }
  writeFileSync(path, `${text}\n![a](https://example.com/a.png)\n`);
  assert.throws(() => buildSite({ folder: made, tree }), /a file of another site/);
  assert.ok(existsSync(join(made, "index.html")));

  // a link to the source leads somewhere as soon as the project is named
  writeFileSync(path, `${text}\n[a](../packaging/project.json)\n`);
  const shows = (html) => assert.ok(readFileSync(join(made, "docs/hooks.html"), "utf8").includes(html), html);
  buildSite({ folder: made, tree });
  shows("<p>a</p>");
  buildSite({ folder: made, tree, project });
  shows('<a href="https://github.com/someone/upgo/blob/main/packaging/project.json">a</a>');
});

test("a document's tables, code and names of files are shown as a reader expects them", () => {
  const tree = copyOfTree("shown");
  const table = "| a | |\n|---|---|\n| `<b>` | c |\n\n| | |\n|---|---|\n| b | c |\n";
  const links = "see [settings.md](settings.md) and [it](settings.md)";
  const code = "```rust\nfn main<a>() -> &b\n```\n\n![a picture](pictures/rollout.svg)";
  writeFileSync(join(tree, "docs/hooks.md"), `${readFileSync(join(root, "docs/hooks.md"), "utf8")}\n${links}\n\n${table}\n${code}\n`);
  const made = join(place, "shown-site");
  buildSite({ folder: made, tree });
  const html = readFileSync(join(made, "docs/hooks.html"), "utf8");
  assert.ok(html.includes('see <a href="settings.html">Settings</a> and <a href="settings.html">it</a>'));
  assert.match(html, /aria-label="Table: a">\s*<table>\s*<thead>\s*<tr><th>a<\/th><td><\/td><\/tr>[^]*<code>&lt;b&gt;<\/code>/);
  assert.match(html, /aria-label="Table">\s*<table>\s*<tbody>\s*<tr><td>b/);
  assert.match(html, /<pre tabindex="0"><code class="language-rust">fn main&lt;a&gt;\(\) -&gt; &amp;b\n?<\/code><\/pre>/);
  assert.match(html, /<p><img src="pictures\/rollout\.svg" alt="a picture"><\/p>/);
});

test("the check finds what is wrong with the links of a site", () => {
  const site = join(place, "wrong");
  cpSync(folder, site, { recursive: true });
  const wrong = (body) => {
    writeFileSync(join(site, "docs/wrong.html"), body);
    return brokenLinks(site, "/REPOSITORY/");
  };
  assert.deepEqual(wrong('<a id="x" href="commands.html#upgo-status"><img src="../logo.svg"><a href="#x"><a href="https://go.dev">'), []);
  for (const body of [
    '<a href="gone.html">',
    '<a href="commands.html#gone">',
    '<a href="../../outside.html">',
    '<a href="/elsewhere/index.html">',
    '<a href="http://go.dev">',
    '<a href="//go.dev">',
    '<a href="javascript:alert(1)">',
    '<img src="https://go.dev/a.png">',
    '<a id="x"><a id="x">',
  ]) {
    assert.equal(wrong(body).length, 1, body);
  }
});

test("the page for security teams can be read in five minutes", () => {
  const words = readFileSync(join(root, "docs/teams/security.md"), "utf8").split(/\s+/).length;
  assert.ok(words < 1100, `${words} words at 220 a minute`);
});
