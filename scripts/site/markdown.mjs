// Documents as HTML: headings with GitHub's anchors, links that a page of the site understands, tables that can scroll.
import { Marked } from "marked";

/** The names of a document's headings, as GitHub makes them. */
export function fragments(text) {
  const name = namer();
  return new Set(tokens(text).filter(({ type }) => type === "heading").map((heading) => name(plain(heading.tokens))));
}

/** The targets of a document's links and pictures. */
export function links(text) {
  const found = [];
  new Marked().walkTokens(tokens(text), (token) => {
    if (token.type === "link" || token.type === "image") found.push(token.href);
    if (token.type === "html") found.push(...[...token.text.matchAll(ADDRESS)].map(([, , target]) => target));
  });
  return found;
}

/**
 * A document as HTML. `address(link)` is the address of a link or a picture on the site, or `null` for a link that leads
 * nowhere yet. `titleOf(link)` is the title of the document that it leads to, which replaces the name of a file.
 *
 * Returns the title, the HTML without the title, and the headings of the second level.
 */
export function render(text, address, titleOf) {
  const name = namer();
  const page = { title: title(text), headings: [] };
  const marked = new Marked({
    renderer: {
      heading({ tokens: inside, depth }) {
        const [id, html] = [name(plain(inside)), this.parser.parseInline(inside)];
        if (depth === 1) return "";
        if (depth === 2) page.headings.push({ id, text: plain(inside) });
        return `<h${depth} id="${id}">${html}</h${depth}>\n`;
      },
      link({ href, tokens: inside }) {
        const target = address(href);
        if (target === null) return this.parser.parseInline(inside);
        const isFile = /^(?:[\w-]+\/)*[\w-]+\.md$/.test(plain(inside));
        const shown = (isFile && escape(titleOf(href) ?? "")) || this.parser.parseInline(inside);
        return `<a href="${escape(target)}">${shown}</a>`;
      },
      image({ href, text: alt }) {
        return `<img src="${escape(address(href))}" alt="${escape(alt)}" loading="lazy">`;
      },
      code({ text: code }) {
        return `<pre tabindex="0"><code>${escape(code)}\n</code></pre>\n`;
      },
      html({ text: html }) {
        return picture(html, address);
      },
      table(table) {
        const cell = (inside, kind) => `<${kind}>${this.parser.parseInline(inside.tokens)}</${kind.split(" ")[0]}>`;
        const named = table.header.filter(({ text: title }) => title);
        const header = table.header.map((each) => cell(each, each.text ? 'th scope="col"' : "td")).join("");
        const rows = table.rows.map((row) => `<tr>${row.map((each) => cell(each, "td")).join("")}</tr>`).join("\n");
        const head = named.length > 0 ? `<thead><tr>${header}</tr></thead>\n` : "";
        const pictures = table.rows.flat().every((each) => each.tokens.every(({ type }) => type === "image"));
        const label = named.length > 0 ? `Table: ${named.map(({ tokens: inside }) => plain(inside)).join(", ")}` : "Table";
        const group = `class="table${pictures ? " pictures" : ""}" tabindex="0" role="group" aria-label="${escape(label)}"`;
        return `<div ${group}><table>${head}<tbody>${rows}</tbody></table></div>\n`;
      },
    },
  });
  const html = marked.parse(text);
  return { ...page, html };
}

/** The title of a document: its first heading. */
export function title(text) {
  return plain(tokens(text).find(({ type, depth }) => type === "heading" && depth === 1)?.tokens ?? []);
}

/** The attributes of HTML in a document that name a file. */
const ADDRESS = /\b(src|srcset)="([^"]*)"/g;

/** The only HTML that a document may contain: pictures and comments. Everything else is an error. */
function picture(html, address) {
  const text = html.replace(/<!--[^]*?-->/g, "");
  for (const [tag] of text.matchAll(/<[^>]*>/g)) {
    if (!/^<\/?(?:picture|source|img)\b[^>]*>$/.test(tag) || /\s(?:on\w+|style)=/i.test(tag)) {
      throw new Error(`HTML that the site does not know: ${tag}`);
    }
  }
  return text.replace(ADDRESS, (_, attribute, target) => `${attribute}="${escape(address(target))}"`);
}

function tokens(text) {
  return new Marked().lexer(text);
}

/** Gives each heading of a document its name. A name that is taken gets a number. */
function namer() {
  const taken = new Map();
  return (text) => {
    const name = text.toLowerCase().replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, "").replaceAll(" ", "-");
    const times = taken.get(name) ?? 0;
    taken.set(name, times + 1);
    return times > 0 ? `${name}-${times}` : name;
  };
}

/** The text of tokens without their marks. */
function plain(inside) {
  return inside.map((token) => (token.tokens ? plain(token.tokens) : unescape(token.text ?? ""))).join("");
}

function unescape(text) {
  const names = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => names[name]);
}

/** Text as HTML. */
export function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
