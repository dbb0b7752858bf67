// The links of a built site: each one leads to a page, a file or a heading of the site, or over https to another one.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, posix } from "node:path";

/** The files of a folder and of those below it, with `/` between names. */
export function filesIn(folder) {
  const names = readdirSync(folder, { recursive: true }).map((name) => name.replaceAll("\\", "/"));
  return names.filter((name) => statSync(join(folder, name)).isFile()).sort();
}

/**
 * What is wrong with the links and pictures of a site. `base` is the folder in which the site is published, which the
 * page for unknown addresses needs, because it can be shown at any depth.
 */
export function brokenLinks(folder, base) {
  const pages = filesIn(folder).filter((name) => name.endsWith(".html"));
  const texts = new Map(pages.map((page) => [page, readFileSync(join(folder, page), "utf8")]));
  return pages.flatMap((page) => {
    const html = texts.get(page);
    const ids = identifiers(html);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${page}: the id ${id} is there twice`);
    const wrong = references(html).flatMap(({ attribute, target }) => {
      const problem = problemOf(target, attribute, page, texts, folder, base);
      return problem ? [`${page}: ${attribute}="${target}": ${problem}`] : [];
    });
    return [...twice, ...wrong];
  });
}

function problemOf(target, attribute, page, texts, folder, base) {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(target)) {
    if (attribute !== "href") return "a file of another site";
    return target.startsWith("https://") ? null : "not https";
  }
  const [path, fragment] = target.split("#");
  const from = path.startsWith("/") ? null : posix.dirname(page);
  if (from === null && !path.startsWith(base)) return "outside of the site";
  const file = path === "" ? page : from === null ? path.slice(base.length) : posix.join(from, decodeURI(path));
  if (file.startsWith("..") || !existsSync(join(folder, file)) || !statSync(join(folder, file)).isFile()) return "no such file";
  if (fragment && !identifiers(texts.get(file) ?? "").includes(fragment)) return "no such heading";
  return null;
}

function references(html) {
  return [...html.matchAll(/\s(href|src|srcset)="([^"]*)"/g)].map(([, attribute, target]) => ({
    attribute,
    target: target.replaceAll("&amp;", "&"),
  }));
}

function identifiers(html) {
  return [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
}
