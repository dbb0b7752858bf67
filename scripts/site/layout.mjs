// What all pages of the site have in common: the head, the bar on top, and the foot.
import { posix } from "node:path";
import { escape } from "./markdown.mjs";
import { WORDS } from "./words.mjs";

/** Nothing from elsewhere, no program, no form: the pages are text, pictures and one style sheet. */
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/** The address of a page or a file of the site, as another page names it. */
export function relative(from, to) {
  const [path, fragment] = to.split("#");
  const short = path === from ? "" : posix.relative(posix.dirname(from), path);
  return (short || (fragment ? "" : posix.basename(path))) + (fragment ? `#${fragment}` : "");
}

/**
 * A page of the site. `body` is the HTML of its main part; `to(path)` is the address of a page from this one, and `kind`
 * selects the layout of the main part.
 */
export function layout({ path, language = "en", title, description, body, kind, to = (other) => relative(path, other), source }) {
  const words = WORDS[language].frame;
  const isStart = path === "index.html" || path === "zh-cn.html";
  const place = (target, text, lang) => {
    const here = target === path ? ' aria-current="page"' : "";
    return `<li><a href="${to(target)}"${here}${lang ? ` lang="${lang}" hreflang="${lang}"` : ""}>${text}</a></li>`;
  };
  const start = language === "en" ? "index.html" : "zh-cn.html";
  const alternates = isStart
    ? `\n<link rel="alternate" hreflang="en" href="${to("index.html")}">\n<link rel="alternate" hreflang="zh-CN" href="${to("zh-cn.html")}">`
    : "";
  const other = language === "en" ? place("zh-cn.html", "中文", "zh-CN") : place("index.html", "English", "en");
  const english = language === "en" ? undefined : "en";
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escape(description)}">
<title>${escape(title)}</title>
<link rel="icon" type="image/svg+xml" href="${to("logo.svg")}">
<link rel="stylesheet" href="${to("site.css")}">${alternates}
</head>
<body>
<a class="skip" href="#main">${words.skip}</a>
<header class="bar"><div class="wide">
<a class="logo" href="${to(start)}"><img src="${to("logo.svg")}" alt="" width="28" height="28">Upgo</a>
<nav aria-label="${words.site}"><ul>
${place(`${start}#download`, words.download)}
${place("docs/index.html", words.documents)}
${place("changelog.html", words.changelog)}
${place("docs/teams/security.html", words.security)}
${other}
</ul></nav>
</div></header>
<main id="main" class="${kind}">
${body}
</main>
<footer><div class="wide">
<p>${words.foot}</p>
<ul>
<li><a href="${to("license.html")}"${english ? ' hreflang="en"' : ""}>${words.license}</a></li>
<li><a href="${to("security.html")}"${english ? ' hreflang="en"' : ""}>${words.vulnerabilities}</a></li>
<li><a href="${to("contributing.html")}"${english ? ' hreflang="en"' : ""}>${words.contribute}</a></li>${
    source ? `\n<li><a href="${escape(source)}">${words.source}</a></li>` : ""
  }
</ul>
</div></footer>
</body>
</html>
`;
}
