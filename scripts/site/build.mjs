// Builds the site into a folder: the documents, the start pages, the list of documents, and the page for unknown addresses.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { addresses, isPlaceholder, readProject } from "../lib/release/project.mjs";
import { root } from "../lib/tools.mjs";
import { brokenLinks, filesIn } from "./check.mjs";
import { COPIED, about, documents, groups, languageOf, pageOf } from "./documents.mjs";
import { layout, relative } from "./layout.mjs";
import { escape, render, title } from "./markdown.mjs";
import { mistakesInRelease, startPage } from "./start.mjs";
import { WORDS } from "./words.mjs";

const STYLES = ["ui/src/styles/tokens.css", "scripts/site/site.css"];

/**
 * Builds the site. `release` is the description of the newest release, if there is one. An existing folder is replaced only
 * by a site without a broken link. Returns the number of pages and the size of all files.
 */
export function buildSite({ folder, release, tree = root, project = readProject(tree) }) {
  if (release && isPlaceholder(project)) throw new Error("packaging/project.json does not name the project yet");
  const mistakes = release ? mistakesInRelease(release) : [];
  if (mistakes.length > 0) throw new Error(`the release cannot be shown:\n${mistakes.join("\n")}`);

  const site = { tree, project, release, base: new URL(project.homepage).pathname.replace(/\/?$/, "/") };
  const source = isPlaceholder(project) ? undefined : addresses(project).source;
  const rendered = documents(tree).map((path) => renderDocument(site, path));
  const pages = [...rendered.map(documentPage), listPage(site, rendered), licensePage(tree), ...startPages(site), missingPage(site)];

  const made = `${folder}.new`;
  rmSync(made, { recursive: true, force: true });
  const write = (path, content) => {
    mkdirSync(dirname(join(made, path)), { recursive: true });
    writeFileSync(join(made, path), content);
  };
  for (const page of pages) write(page.path, layout({ source, ...page }));
  write("site.css", STYLES.map((path) => readFileSync(join(root, path), "utf8")).join("\n"));
  write("logo.svg", readFileSync(join(root, "icons", "app.svg")));
  for (const path of copied(tree)) {
    mkdirSync(dirname(join(made, path)), { recursive: true });
    copyFileSync(join(tree, path), join(made, path));
  }

  const broken = brokenLinks(made, site.base);
  if (broken.length > 0) throw new Error(`broken links:\n${broken.join("\n")}`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(made, folder);
  return { pages: pages.length, bytes: filesIn(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) };
}

/** The pictures and schemas. */
function copied(tree) {
  const folders = ["docs/pictures", "docs/schemas"].filter((folder) => existsSync(join(tree, folder)));
  return folders.flatMap((folder) => readdirSync(join(tree, folder)).map((name) => `${folder}/${name}`)).filter((path) => COPIED.test(path));
}

/** A document with its title, its HTML, and the headings of its parts. */
function renderDocument({ tree, project }, path) {
  const page = pageOf(path);
  const known = new Set(documents(tree));
  const read = (file) => readFileSync(join(tree, file), "utf8");
  const fileOf = (link) => posix.join(posix.dirname(path), decodeURI(link.split("#")[0]));
  const titleOf = (link) => (known.has(fileOf(link)) ? title(read(fileOf(link))) : undefined);
  const address = (link) => {
    if (/^(?:https:|#)/.test(link)) return link;
    const [, fragment] = link.split("#");
    const file = fileOf(link);
    const end = fragment ? `#${fragment}` : "";
    if (known.has(file)) return relative(page, pageOf(file) + end);
    if (file === "LICENSE") return relative(page, "license.html");
    if (COPIED.test(file)) return relative(page, file);
    // a file of the source, which has an address once the project has one
    if (!file.startsWith("..") && existsSync(join(tree, file))) return isPlaceholder(project) ? null : addresses(project).document(file);
    throw new Error(`${path}: the site has no page for the link ${link}`);
  };
  try {
    return { path, page, ...render(read(path), address, titleOf) };
  } catch (error) {
    throw new Error(`${path}: ${error.message}`, { cause: error });
  }
}

function documentPage({ path: file, page: path, title: name, html, headings }) {
  const language = languageOf(file);
  const words = WORDS[language].documents;
  const to = (other) => relative(path, other);
  const isReadme = path.startsWith("readme.");
  const contents =
    headings.length > 2
      ? `<nav class="contents" aria-label="${words.contents}"><p>${words.contents}</p><ul>
${headings.map(({ id, text }) => `<li><a href="#${id}">${escape(text)}</a></li>`).join("\n")}
</ul></nav>\n`
      : "";
  const up = path === "changelog.html" ? "" : `<p class="up"><a href="${to("docs/index.html")}">${words.all}</a></p>\n`;
  return {
    path,
    language,
    title: isReadme ? `${name}${words.readme}` : `${name} · Upgo`,
    description: about(file) ?? firstSentence(html) ?? name,
    kind: contents ? "document wide with-contents" : "document wide",
    body: `<div class="head">${up}<h1>${escape(name)}</h1></div>\n${contents}<article>\n${html}</article>`,
  };
}

function listPage({ tree }, rendered) {
  const path = "docs/index.html";
  const words = WORDS.en.documents;
  const of = new Map(rendered.map((each) => [each.path, each]));
  const row = (file) => {
    const { page, title: name, html } = of.get(file);
    const text = about(file) ?? (file.startsWith("docs/internals/adr/") ? undefined : firstSentence(html));
    const language = languageOf(file);
    const lang = language === "en" ? "" : ` lang="${language}" hreflang="${language}"`;
    return `<li><a href="${relative(path, page)}"${lang}>${escape(language === "en" ? name : name + WORDS[language].documents.readme)}</a>${text ? `<span>${escape(text)}</span>` : ""}</li>`;
  };
  const group = ({ title: name, files }) => `<section><h2>${name}</h2>\n<ul class="card list">\n${files.map(row).join("\n")}\n</ul></section>`;
  return {
    path,
    title: `${words.title} · Upgo`,
    description: words.description,
    kind: "document wide",
    body: `<article><h1>${words.title}</h1>\n${groups(tree).map(group).join("\n")}</article>`,
  };
}

function startPages({ project, release }) {
  const paths = { en: "index.html", "zh-CN": "zh-cn.html" };
  return Object.entries(paths).map(([language, path]) => {
    const { title: name, description } = WORDS[language].start;
    const to = (other) => relative(path, other);
    return { path, language, title: name, description, kind: "start", body: startPage({ language, to, project, release }) };
  });
}

function licensePage(tree) {
  const text = readFileSync(join(tree, "LICENSE"), "utf8");
  const [name, ...rest] = text.trim().split(/\n\n+/);
  const body = rest.map((part) => `<p>${escape(part)}</p>`).join("\n");
  return {
    path: "license.html",
    title: "License · Upgo",
    description: name,
    kind: "document wide",
    body: `<article><h1>${escape(name)}</h1>\n${body}\n</article>`,
  };
}

/** It can be shown at any address, so its links start at the site's own folder. */
function missingPage({ base }) {
  const { title: name, text, back } = WORDS.en.missing;
  const to = (path) => base + path;
  return {
    path: "404.html",
    title: `${name} · Upgo`,
    description: text,
    kind: "document wide",
    to,
    body: `<article><h1>${name}</h1>\n<p>${text}</p>\n<p class="buttons"><a class="button" href="${to("index.html")}">${back}</a></p></article>`,
  };
}

/** The first sentence of a document's first paragraph, as text, or `undefined`. */
function firstSentence(html) {
  const paragraph = /<p>([^]*?)<\/p>/.exec(html)?.[1] ?? "";
  // a decision begins with the word "Context."
  const text = paragraph.replace(/<strong>Context\.<\/strong>|<[^>]*>/g, "").replace(/\s+/g, " ").trim();
  const sentence = /^.*?[.:](?= |$)/.exec(text)?.[0] ?? text;
  const names = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return sentence.replace(/:$/, ".").replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => names[name]) || undefined;
}
