// The part of Rust's grammar that is needed to search code without matching comments and strings.

const TOKENS = [
  /\/\/[^\n]*/, // line comment
  /r(#*)"[\s\S]*?"\1/, // raw string
  /"(?:\\[\s\S]|[^"\\])*"/, // string
  /'(?:\\[^\n]{1,10}?|[^'\\\n])'/u, // character; a lifetime has no closing quote
];
const SKIPPED = new RegExp(TOKENS.map((token) => `(?:${token.source})`).join("|"), "uy");

/** The source with comments, strings and characters blanked out. Line numbers stay the same. */
export function codeOnly(source) {
  let code = "";
  for (let at = 0; at < source.length; ) {
    const end = endOfSkipped(source, at);
    code += end === at ? source[at] : source.slice(at, end).replace(/[^\n]/g, " ");
    at = end === at ? at + 1 : end;
  }
  return code;
}

function endOfSkipped(source, at) {
  if (source.startsWith("/*", at)) return endOfBlockComment(source, at);
  // `r"` begins a raw string only if it does not continue an identifier
  if (source[at] === "r" && /\w/.test(source[at - 1] ?? "") && !/[bc]/.test(source[at - 1])) return at;
  SKIPPED.lastIndex = at;
  return SKIPPED.test(source) ? SKIPPED.lastIndex : at;
}

/** Block comments nest. */
function endOfBlockComment(source, start) {
  let depth = 0;
  for (let at = start; at < source.length; at += 2) {
    if (source.startsWith("/*", at)) depth += 1;
    else if (source.startsWith("*/", at)) depth -= 1;
    else at -= 1;
    if (depth === 0) return at + 2;
  }
  return source.length;
}

/** The part of a file before its unit tests, which come last by convention. */
export function withoutTests(code) {
  const tests = /#\[cfg\((?:test|all\(test\b[^\]]*\))\)\]\s*(?:#\[[^\]]*\]\s*)*mod\s+\w+\s*\{/.exec(code);
  return tests ? code.slice(0, tests.index) : code;
}

/** The end of an item: after its closing brace, or after the `;` of a tuple. */
export function endOfItem(code, start) {
  let depth = 0;
  for (let at = start; at < code.length; at += 1) {
    if ("({".includes(code[at])) depth += 1;
    if (")}".includes(code[at])) depth -= 1;
    if (depth === 0 && (code[at] === "}" || code[at] === ";")) return at + 1;
  }
  return code.length;
}
