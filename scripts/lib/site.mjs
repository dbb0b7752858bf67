// Makes the web site with mdBook (scripts/site) from the start pages and the documents that docs/README.md names.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { WINGET } from "./readme.mjs";
import { addresses, isPlaceholder, readProject } from "./release/project.mjs";
import { brokenLinks, filesIn } from "./site-links.mjs";
import { inFolder, pythonTool, root, save } from "./tools.mjs";

const STYLES = ["ui/src/styles/tokens.css", "scripts/site/site.css"];
const LIST = "docs/README.md";
const ADR = "docs/internals/adr";
/** The start pages: language → document, title, description. */
const START = {
  en: [
    "index.md",
    "Upgo: keeps Go up to date",
    "Upgo keeps Go on Windows and Linux up to date: verified, without administrator rights, and with one click back.",
  ],
  "zh-CN": [
    "zh-cn.md",
    "Upgo：让 Go 保持最新",
    "Upgo 让 Windows 和 Linux 上的 Go 工具链保持最新：下载经过验证，无需管理员权限，一键即可回退。",
  ],
};

/** What a file of a release is called, in the order in which they are offered. The first words are English. */
const KINDS = {
  nsis: ["Windows installer", "Windows 安装程序"],
  msi: ["Windows installer for all users (MSI)", "面向所有用户的 Windows 安装程序 (MSI)"],
  deb: ["Debian package", "Debian 软件包"],
  rpm: ["RPM package", "RPM 软件包"],
  "cli-deb": ["Debian package without the window", "不含窗口的 Debian 软件包"],
  "cli-rpm": ["RPM package without the window", "不含窗口的 RPM 软件包"],
  appimage: ["AppImage", "AppImage"],
  programs: ["Programs only", "仅程序"],
  probe: ["Questions to Windows, for a bug report", "用于错误报告的 Windows 检测程序"],
};
const BUTTONS = ["nsis", "deb", "rpm", "appimage"];
const SYSTEMS = { windows: "Windows", linux: "Linux" };
const MACHINES = { amd64: "x64", arm64: "ARM64" };

/**
 * Builds the site. `release` is the description of the newest release, if there is one. An existing folder is replaced
 * only by a site without a broken link. Returns the number of pages and the size of all files.
 */
export function buildSite({ folder, release, tree = root, project = readProject(tree) }) {
  if (release && isPlaceholder(project)) throw new Error("packaging/project.json does not name the project yet");
  const mistakes = release ? mistakesInRelease(release) : [];
  if (mistakes.length > 0) throw new Error(`the release cannot be shown:\n${mistakes.join("\n")}`);

  const pages = new Map(pagesOf(tree).map((page) => [page.path.replace(/md$/, "html"), page]));
  const made = `${folder}.new`;
  rmSync(made, { recursive: true, force: true });
  inFolder("upgo-site-", (work) => {
    stage(join(work, "book"), tree, [...pages.values()], project, release);
    runBook(join(work, "book"), join(work, "made"), project);
    // mdBook's programs and fonts stay behind
    for (const name of filesIn(join(work, "made"))) {
      const from = join(work, "made", name);
      if (pages.has(name)) save(join(made, name), finished(readFileSync(from, "utf8"), name, { pages, tree, project }));
      else if (/^docs\/(?:pictures|schemas)\//.test(name)) cpSync(from, join(made, name));
    }
  });
  save(join(made, "site.css"), STYLES.map((path) => readFileSync(join(root, path), "utf8")).join("\n"));
  cpSync(join(root, "icons", "app.svg"), join(made, "logo.svg"));

  const broken = brokenLinks(made, base(project));
  if (broken.length > 0) throw new Error(`broken links:\n${broken.join("\n")}`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(made, folder);
  return { pages: pages.size, bytes: filesIn(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) };
}

const base = (project) => new URL(project.homepage).pathname.replace(/\/?$/, "/");

/** All pages: the path of the document, its title, and what it is good for. */
function pagesOf(tree) {
  const list = readFileSync(join(tree, LIST), "utf8");
  const named = [...list.matchAll(/^- \[(.+?)\]\((.+?\.md)\): (.+)$/gm)];
  return [
    ...Object.values(START).map(([path, title, about]) => ({ path, title, about, isStart: true })),
    { path: LIST, title: "Documents", about: "How to use Upgo, what it guarantees, how to automate and to develop it." },
    ...named.map(([, title, path, about]) => ({ path: posix.join("docs", path), title, about })),
    ...decisions(tree),
    { path: "LICENSE.md", title: "License", about: "The license of Upgo: MIT." },
    { path: "404.md", title: "There is no such page", about: "The address may be old or mistyped." },
  ];
}

function decisions(tree) {
  const names = readdirSync(join(tree, ADR)).filter((name) => name.endsWith(".md")).sort();
  return names.map((name) => {
    const [, title] = /^# (.*)$/m.exec(readFileSync(join(tree, ADR, name), "utf8"));
    return { path: `${ADR}/${name}`, title, about: `A decision about Upgo: ${title}.` };
  });
}

/** Puts everything that mdBook reads into `book`. */
function stage(book, tree, pages, project, release) {
  cpSync(join(root, "scripts", "site"), book, { recursive: true });
  const source = join(book, "src");
  const documents = pages.filter(({ path, isStart }) => !isStart && existsSync(join(tree, path)));
  for (const { path } of documents) cpSync(join(tree, path), join(source, path));
  for (const folder of ["docs/pictures", "docs/schemas"]) {
    if (existsSync(join(tree, folder))) cpSync(join(tree, folder), join(source, folder), { recursive: true });
  }
  save(join(source, "LICENSE.md"), `# ${readFileSync(join(tree, "LICENSE"), "utf8")}`);
  const rows = decisions(tree).map(({ path, title }) => `- [${title}](${path.slice("docs/".length)})`);
  save(join(source, LIST), `${readFileSync(join(tree, LIST), "utf8")}\n${rows.join("\n")}\n`);
  for (const [language, [path]] of Object.entries(START)) {
    save(join(source, path), startPage(readFileSync(join(source, path), "utf8"), language, project, release));
  }
  const titled = ({ path, title, isStart }) => `- [${isStart ? title : `${title} · Upgo`}](${path})\n`;
  save(join(source, "SUMMARY.md"), pages.map(titled).join(""));
}

function runBook(book, out, project) {
  const env = { ...process.env };
  if (!isPlaceholder(project)) env.MDBOOK_OUTPUT__HTML__GIT_REPOSITORY_URL = addresses(project).source;
  const ran = spawnSync(pythonTool("mdbook"), ["build", book, "--dest-dir", out], { env, encoding: "utf8" });
  if (ran.status !== 0) throw new Error(`mdbook failed: ${ran.stderr || ran.error}`);
}

/** A page of mdBook's with what it leaves to programs in the page, which ours does without. */
function finished(html, path, { pages, tree, project }) {
  const [title] = /<h1\b[^]*?<\/h1>\n?/.exec(html);
  const { isStart, about } = pages.get(path);
  const headings = [...html.matchAll(/<h2 id="([^"]*)"><a class="header"[^>]*>([^]*?)<\/a><\/h2>/g)];
  const contents = headings.map(([, id, text]) => `<li><a href="#${id}">${withoutTags(text)}</a></li>`).join("\n");
  const text = (isStart ? html : html.replace(title, "").replace("<!-- title -->", () => title))
    .replace("<!-- about -->", () => escape(about))
    .replace("<!-- contents -->", () => `<ul>\n${contents}\n</ul>`)
    .replace(headings.length > 2 ? /^$/ : /<nav class="contents"[^]*?<\/nav>\n/, "")
    .replace('class="document wide"', `class="document wide${headings.length > 2 ? " with-contents" : ""}"`)
    .replace(/<a class="header"[^>]*>([^]*?)<\/a>(?=<\/h\d>)/g, "$1")
    .replaceAll("<pre", '<pre tabindex="0"')
    .replace(/<label class="checkbox-label">.*?<span class="img-wrapper">(.*?)<\/span><\/label>/g, "$1")
    .replace(/<div class="table-wrapper">(?=\s*<table>\s*<thead>\s*<tr>(.*)<\/tr>)/g, (_, head) => scrollable(head))
    .replace(/<thead>\s*<tr>(?:<th><\/th>)+<\/tr>\s*<\/thead>/g, "")
    .replaceAll("<th></th>", "<td></td>")
    .replace(/<a href="([^"]*)">(.*?)<\/a>/g, leading);
  return path === "404.html" ? text.replace(/(href|src)="(?!#|https:)/g, `$1="${base(project)}`) : text;

  /** A link named by a file gets the title of the document; one to a file of the source leads to its address. */
  function leading(link, to, inside) {
    if (/^(?:[a-z]+:|#)/.test(to)) return link;
    const file = posix.join(posix.dirname(path), decodeURI(to.split("#")[0]));
    if (pages.has(file)) return /^[\w./-]+\.md$/.test(inside) ? `<a href="${to}">${pages.get(file).title}</a>` : link;
    if (file === "LICENSE") return `<a href="${to}.html">${inside}</a>`;
    const inTree = (name) => !/^\.\.|^docs\/(?:pictures|schemas)\/./.test(name) && existsSync(join(tree, name));
    const ofSource = [file, file.replace(/html$/, "md")].find(inTree);
    if (!ofSource) return link;
    return isPlaceholder(project) ? inside : `<a href="${addresses(project).document(ofSource)}">${inside}</a>`;
  }
}

function withoutTags(html) {
  return html.replace(/<[^>]*>/g, "");
}

/** The frame of a wide table, which the keyboard can scroll, named by the titles of its columns. */
function scrollable(head) {
  const titles = [...head.matchAll(/<th>(.*?)<\/th>/g)].map(([, title]) => withoutTags(title)).filter(Boolean);
  const label = titles.length > 0 ? `Table: ${titles.join(", ")}` : "Table";
  return `<div class="table" tabindex="0" role="group" aria-label="${label}">`;
}

/** A start page with what its template says of a release, or of none. */
function startPage(template, language, project, release) {
  const part = /<!-- released -->\n([^]*?)<!-- not released -->\n([^]*?)<!-- end -->\n/;
  if (!release) return template.replace(part, "$2");
  const word = (kind) => KINDS[kind][language === "en" ? 0 : 1];
  const address = ({ name }) => escape(addresses(project).file(release.version, name));
  const size = (file) => `${(file.size / 1e6).toFixed(1)} MB`;
  const rank = (file) => Object.keys(KINDS).indexOf(file.kind) * 2 + (file.arch === "arm64" ? 1 : 0);
  const files = [...release.files].sort((one, other) => rank(one) - rank(other));
  const button = (file, index) =>
    `<a class="button${index === 0 ? " accent" : ""}" href="${address(file)}">` +
    `${word(file.kind)} (${MACHINES[file.arch]}) <small>${size(file)}</small></a>`;
  const row = (file) =>
    `<tr><td><a href="${address(file)}">${escape(file.name)}</a></td><td>${SYSTEMS[file.os]} ${MACHINES[file.arch]}</td>` +
    `<td>${size(file)}</td><td><code>${file.sha256}</code></td></tr>`;
  const date = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" });
  const notes = release.notes.find(({ version }) => version === release.version)?.[language] ?? [];
  const values = {
    version: release.version,
    date: date.format(new Date(release.date)),
    winget: WINGET,
    buttons: files.filter(({ kind }) => BUTTONS.includes(kind)).map(button).join("\n"),
    rows: files.map(row).join("\n"),
    notes: notes.map((note) => `<li>${escape(note)}</li>`).join("\n"),
  };
  return template.replace(part, (_, released) => released.replace(/\{(\w+)\}/g, (_, name) => values[name]));
}

/** What is wrong with the description of a release, so that no page is made from it. */
function mistakesInRelease({ format, version, date, files, notes }) {
  const isFile = ({ name, kind, os, arch, size, sha256 }) =>
    [/^[\w.+~-]+$/.test(name), kind in KINDS, os in SYSTEMS, arch in MACHINES].every(Boolean) &&
    [Number.isInteger(size), /^[0-9a-f]{64}$/.test(sha256)].every(Boolean);
  const listed = Array.isArray(files) && files.length > 0 ? files : [{}];
  return [
    ...(format === 1 ? [] : [`format ${format} is not known`]),
    ...(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version) ? [] : [`${version} is not a version`]),
    ...(Number.isNaN(Date.parse(date)) ? [`${date} is not a date`] : []),
    ...(Array.isArray(notes) ? [] : ["there are no notes"]),
    ...listed.filter((file) => !isFile(file)).map(({ name }) => `the file ${name} is not described`),
  ];
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
