// The components contain no text outside the catalogues.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { parse } from "svelte/compiler";
import { root } from "../../../scripts/lib/tools.mjs";

/** Text that is the same in every language: names, paths, commands, units, keys. */
const NOT_WORDS = [
  /upgo(-desktop)?( [a-z]+)+( \S*\d\S*)?( --[\w-]+(=| )?\S*)*/g, // commands
  /[A-Za-z]:\\[^\s，。）]*( Files\\[^\s，。）]*)?|\\\\[^\s，。]+|~[\\/]\S+/g, // paths
  /HKCU\\\S+|HKLM\\.*|%\w+%[^\s，。]*/g,
  /https?:\S+|\b[\w-]+(\.[\w-]+)*\.(dev|org|example|exe|zip|gz|toml|json|docx)\b(\/\S*)?/g,
  /\bgo\.(mod|work|env)\b|\bgo env( -w)?\b|\bgo (install|build|vet|test|fix)\b|\bTest[A-Z]\w*/g,
  /\.(go-version|tool-versions)\b/g, // files of version managers
  /\bexample\.com\/\S+|\bteam-\d+\\\w+|[\w\\.-]+\.(go|yml)(:\d+)*|\bDockerfile(:\d+)?/g, // projects and their files
  /\b(billing|edge-proxy|ledger|legacy|shop-api|site-gen|telemetry|next)\b|\b(vendor|node_modules)\b|\.git\b/g,
  /\bgo\d[\w.]*|\bgo\b/g,
  /\bGO[A-Z0-9]{2,}(=\S+)?/g,
  /\b[A-Z]+(_[A-Z]+)+\b/g, // other variables
  /UPGO-[A-Z-]+/g,
  /\bh1:\S+=|\b[0-9a-f]{64}\b|\b[0-9a-f]{8}…[0-9a-f]{8}\b/g, // hashes
  /\bask-shell\b|\bchannels\b|\bproof-for-own-feed\b|\b(before-switch|after-switch|on-failure)\b/g, // settings
  /\.zip\b/g,
  /\bkali-linux\b|\/etc\/wsl\.conf/g,
  /\b(GO|CVE|GHSA)-[\w-]+/g, // vulnerabilities
  /\b(Go|Upgo|upgo|PATH|bin|GOTOOLCHAIN|SHA|MSI|MIT|JSON|Windows|WSL|Linux|auto|local|Shell|shell|BOM|Dev Drive|OneDrive|CI|GoLand|Scoop|Chocolatey|winget|Debian|dpkg|AUR|upgo-bin|mise|vfox|goenv|English|Google|OpenPGP|Authenticode|The Go Authors|CC BY|rc|beta|gopls|dlv|staticcheck|VS Code|golangci-lint[\w-]*)\b/g,
  /\b(Ctrl|Enter|Esc|Alt|Shift|Delete|Tab|F\d)\b/g,
  /\b(B|kB|MB|GB|TB)\b|\bGMT[+-]\d+|windows-amd64/g,
];

/** Elements that contain names and numbers; elements that announce something once. */
const NAMES = "svg, script, style, code, kbd, .mono";
const SAID = "[role=status].visually-hidden, [data-testid=toast]";

/**
 * Texts in another language on the page, visible or read out. Texts marked as English are left out and, with `live`,
 * texts announced before the language changed.
 */
export async function untranslated(page, { live = false } = {}) {
  const texts = await page.evaluate(
    (notRead) => {
      const found = [document.title];
      const isMarked = (element) => element.closest("[lang]:not(html)");
      for (const element of document.body.querySelectorAll("*")) {
        if (!element.checkVisibility() || isMarked(element) || element.closest(notRead)) continue;
        for (const name of ["title", "aria-label", "aria-valuetext", "placeholder", "alt"])
          found.push(element.getAttribute(name));
        for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent);
      }
      return found.filter((text) => text?.trim());
    },
    live ? `${NAMES}, ${SAID}` : NAMES,
  );
  return texts.filter((text) => /[A-Za-z]{2,}/.test(NOT_WORDS.reduce((rest, known) => rest.replace(known, " "), text)));
}

/**
 * Upgo's own sentences that the page shows in English although its language is another: marked as English, but not as a
 * quotation of the system or of another program.
 */
export function leftInEnglish(page) {
  return page.evaluate(() =>
    [...document.body.querySelectorAll("[lang=en]")]
      .filter((element) => element.checkVisibility() && !element.closest("[data-quoted]"))
      .map((element) => element.textContent.trim())
      .filter((text) => text !== ""),
  );
}

const SOURCES = join(root, "ui", "src");

describe("the catalogues", () => {
  const files = readdirSync(SOURCES, { recursive: true }).filter((name) => name.endsWith(".svelte"));
  test("contain every text of the components", () => {
    assert.ok(files.length > 20, `${files.length} components were found`);
    const words = files.flatMap((name) =>
      literals(readFileSync(join(SOURCES, name), "utf8")).map((word) => `${name}: ${word}`),
    );
    assert.deepEqual(words, []);
  });

  test("a text outside them is detected", () => {
    const sources = [
      "<p>Hello</p>",
      '<button title="Close it">×</button>',
      '<i aria-label={open ? "Hide" : "Show"}></i>',
      '<Button label="Go on" />',
      "<p>{`${n} files`}</p>",
    ];
    for (const source of sources) assert.notDeepEqual(literals(source), [], source);
    const quiet = [
      '<p class="big">{text().done}</p>',
      '<Icon name="search" />',
      "<style>p { color: red }</style>",
      "<i aria-label={text().close}>· {version}</i>",
      '<button type="button">×</button>',
    ];
    for (const source of quiet) assert.deepEqual(literals(source), [], source);
  });
});

/** Attributes, and properties of components, that are visible or read out. */
const READ =
  /^(title|aria-label|aria-description|aria-valuetext|aria-roledescription|placeholder|alt|label|message|heading|hint|text)$/;

/** The texts in a component's markup. */
function literals(source) {
  const found = [];
  // `go` is the name of a command.
  const say = (text) => /\p{L}{2,}/u.test(text) && text.trim() !== "go" && found.push(text.trim());
  const visit = (node, isRead) => {
    if (node === null || typeof node !== "object") return;
    if (Array.isArray(node)) return node.forEach((each) => visit(each, isRead));
    if (node.type === "Text") return isRead && say(node.data);
    if (node.type === "Attribute") return visit(node.value, READ.test(node.name));
    if (node.type === "ExpressionTag") return visitExpression(node.expression, isRead);
    if (/Directive$|^(Snippet|Render|Const|Html|Debug)|^Style/.test(node.type ?? "") && node.type !== "SnippetBlock")
      return;
    for (const [key, child] of Object.entries(node)) {
      if (key === "attributes") visit(child, false);
      else if (
        ["fragment", "nodes", "consequent", "alternate", "body", "fallback", "pending", "then", "catch"].includes(key)
      )
        visit(child, true);
    }
  };
  const visitExpression = (node, isRead) => {
    if (!isRead || node === null || typeof node !== "object") return;
    if (Array.isArray(node)) return node.forEach((each) => visitExpression(each, isRead));
    if (node.type === "Literal" && typeof node.value === "string") say(node.value);
    if (node.type === "TemplateElement") say(node.value.cooked);
    // Arguments of functions and compared values are names, not texts.
    if (node.type === "ConditionalExpression")
      return [node.consequent, node.alternate].forEach((each) => visitExpression(each, true));
    if (node.type === "LogicalExpression" || node.type === "BinaryExpression") {
      if (/^(===?|!==?|<|>|in)/.test(node.operator)) return;
      return [node.left, node.right].forEach((each) => visitExpression(each, true));
    }
    if (node.type === "TemplateLiteral")
      return [...node.quasis, ...node.expressions].forEach((each) => visitExpression(each, true));
  };
  visit(parse(source, { modern: true }).fragment, true);
  return found;
}
