// Writes the YAML that winget's manifests need: maps, lists, texts, numbers. A text that YAML could take for something
// else is quoted as in JSON, which is YAML too.

/** A text that means itself without quotes: it looks like no number, no date, no boolean and no other syntax. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n|~)$)[A-Za-z\p{Script=Han}](?:[\w ./\\:+()\p{Script=Han}，。；、-]*[\w./+)\p{Script=Han}，。；-])?$/iu;
const RELEASE = /^\d+\.\d+\.\d+$/;

/** The text of a document. */
export function yaml(value) {
  return `${block(value, "")}\n`;
}

function block(value, indent) {
  if (Array.isArray(value)) return value.map((item) => `${indent}- ${block(item, `${indent}  `).trimStart()}`).join("\n");
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => `${indent}${key}:${after(inner, indent)}`)
    .join("\n");
}

function after(value, indent) {
  if (Array.isArray(value)) return `\n${value.map((item) => listItem(item, indent)).join("\n")}`;
  if (typeof value === "object") return `\n${block(value, `${indent}  `)}`;
  return ` ${scalar(value, indent)}`;
}

/** A list is indented like its key, as in winget's own manifests. */
function listItem(item, indent) {
  if (typeof item !== "object") return `${indent}- ${scalar(item, indent)}`;
  return `${indent}- ${block(item, `${indent}  `).trimStart()}`;
}

function scalar(value, indent) {
  if (typeof value !== "string") return String(value);
  if (value.includes("\n")) return `|-\n${value.split("\n").map((line) => (line ? `${indent}  ${line}` : "")).join("\n")}`;
  const plain = RELEASE.test(value) || (PLAIN.test(value) && !value.includes(": ") && !value.includes(" #"));
  return plain ? value : JSON.stringify(value);
}
