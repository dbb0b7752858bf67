// The web site is made from the documents: complete, without a script, and without a broken link.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { root } from "../../scripts/lib/tools.mjs";
import { buildSite } from "../../scripts/site/build.mjs";
import { brokenLinks, filesIn } from "../../scripts/site/check.mjs";
import { render } from "../../scripts/site/markdown.mjs";
import { WORDS } from "../../scripts/site/words.mjs";

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
  const list = pages.get("docs/index.html");
  for (const page of wanted) {
    assert.ok(pages.has(page), page);
    assert.ok(list.includes(`href="${page.slice("docs/".length)}"`), `docs/index.html does not name ${page}`);
  }
  for (const page of ["index.html", "zh-cn.html", "404.html", "changelog.html", "license.html"]) assert.ok(pages.has(page), page);
});

test("each page has a title of its own, a language, and the policy that forbids everything but its own files", () => {
  const policy = `content="default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"`;
  const titles = new Set();
  for (const [name, html] of pages) {
    assert.match(html, new RegExp(`<html lang="${/zh-cn\.html$/.test(name) ? "zh-CN" : "en"}">`), name);
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

test("both start pages say the same, and say that there is no release", () => {
  const { en, "zh-CN": zh } = { en: WORDS.en.start, "zh-CN": WORDS["zh-CN"].start };
  assert.deepEqual(Object.keys(zh), Object.keys(en));
  assert.deepEqual([zh.reasons.length, zh.facts.length, zh.pictures.length], [en.reasons.length, en.facts.length, en.pictures.length]);
  assert.ok(pages.get("index.html").includes("Not released yet") && pages.get("zh-cn.html").includes("尚未发布"));
  assert.doesNotMatch(pages.get("index.html"), /winget|OWNER|REPOSITORY/);
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

test("a broken link in a document fails the build, and the site from before stays", () => {
  const tree = join(place, "tree");
  for (const path of ["docs", "packaging", "LICENSE", ...readdirSync(root).filter((name) => name.endsWith(".md"))]) {
    cpSync(join(root, path), join(tree, path), { recursive: true });
  }
  const made = join(place, "kept");
  buildSite({ folder: made, tree });
  const path = join(tree, "docs/hooks.md");
  const text = readFileSync(path, "utf8");
  for (const [link, message] of [
    ["gone.md", /docs\/hooks\.md: .*no page for the link gone\.md/],
    ["commands.md#gone", /docs\/hooks\.html: href="commands\.html#gone": no such heading/],
    ["#gone", /no such heading/],
    ["pictures/gone.png", /no such file/],
    ["http://example.com", /no page|not https/],
    ["../gone.mjs", /no page/],
    ["../../outside.md", /no page/],
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

test("a document's tables, code and names of files are shown as a reader expects them", () => {
  const show = (text) => render(text, (link) => link.replace(".md", ".html"), () => "The other one").html;
  assert.equal(show("see [other.md](other.md)"), '<p>see <a href="other.html">The other one</a></p>\n');
  assert.equal(show("see [it](other.md)"), '<p>see <a href="other.html">it</a></p>\n');
  assert.match(show("| a | |\n|---|---|\n| `<b>` | c |\n"), /<th scope="col">a<\/th><td><\/td>.*[^]*<code>&lt;b&gt;<\/code>/);
  assert.doesNotMatch(show("| | |\n|---|---|\n| b | c |\n"), /<thead>/);
  assert.match(show("```\n<a> & b\n```\n"), /<pre tabindex="0"><code>&lt;a&gt; &amp; b\n<\/code>/);
  assert.equal(show("<!-- a note -->\n\ntext\n").trim(), "<p>text</p>");
  for (const html of ["<script>a()</script>", '<img src="a.png" onload="a()">', "a <b>bold</b> word"]) {
    assert.throws(() => show(html), /HTML that the site does not know/, html);
  }
});

test("the page for security teams can be read in five minutes", () => {
  const words = readFileSync(join(root, "docs/teams/security.md"), "utf8").split(/\s+/).length;
  assert.ok(words < 1100, `${words} words at 220 a minute`);
});
