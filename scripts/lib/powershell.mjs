// Reads PowerShell with the grammar that VS Code uses, as WebAssembly: what Windows PowerShell 5.1 would refuse, and what
// constrained language mode does, in which managed machines run scripts that their policy does not name. The grammar knows
// no list of bare words (`Select-Object Name, Id`), so scripts quote them.
import { createRequire } from "node:module";
import { join } from "node:path";
import { nodePackage } from "./tools.mjs";

/** Words of PowerShell 6 and 7 that 5.1 does not know. */
const NEWER = /^(?:-AsHashtable|-AsByteStream|-Parallel|utf8NoBOM|utf8BOM)$/i;
/** Types that may be named in constrained language mode (about_Language_Modes); those that scripts of ours use. */
const ALLOWED_TYPES = /^\[(?:array|bool|datetime|guid|hashtable|int|long|object|psobject|pscustomobject|ref|regex|string|switch|version|void|xml)(?:\[\])?\]$/i;
/** Commands that make or load other types. `New-Object` may, for the types above only. */
const OF_TYPES = /^(?:New-Object|Add-Type)$/i;
/** What Pester refuses outside of a `Describe` or `Context`: no test of such a file runs. */
const IN_BLOCK = /^(?:It|BeforeEach|AfterEach)$/i;

/**
 * Returns a function that says what is wrong with a script, also for constrained language mode or as tests for Pester.
 */
export async function powershell() {
  const folder = join(nodePackage("tree-sitter"), "wasm");
  const { Language, Parser } = createRequire(import.meta.url)(join(folder, "tree-sitter.js"));
  await Parser.init({ locateFile: (name) => join(folder, name) });
  const parser = new Parser();
  parser.setLanguage(await Language.load(join(folder, "tree-sitter-powershell.wasm")));
  return (text, { constrained = false, tests = false } = {}) => {
    const { rootNode } = parser.parse(text.endsWith("\n") ? text : `${text}\n`);
    return [...refusedBy51(rootNode), ...(constrained ? refusedIfConstrained(rootNode) : []), ...(tests ? refusedByPester(rootNode) : [])];
  };
}

function refusedBy51(tree) {
  const wrong = tree.hasError ? [...tree.descendantsOfType("ERROR").map((node) => said(node, "no PowerShell 5.1")), "it has a mistake"].slice(0, 3) : [];
  const chains = tree.descendantsOfType("pipeline_chain_tail").map((node) => said(node.parent, "&& and || are PowerShell 7"));
  const words = tree.descendantsOfType(["command_parameter", "generic_token"]).filter(({ text }) => NEWER.test(text));
  return [...wrong, ...chains, ...words.map((node) => said(node, "a word of PowerShell 7"))];
}

/** Within `try`, a script may do without. */
function refusedIfConstrained(tree) {
  const types = tree.descendantsOfType("type_literal").filter(({ text }) => !ALLOWED_TYPES.test(text));
  const commands = tree.descendantsOfType("command_name").filter(({ text }) => OF_TYPES.test(text));
  const classes = tree.descendantsOfType(["class_statement", "enum_statement"]);
  return [...types, ...commands, ...classes].filter((node) => !isTried(node)).map((node) => said(node, "refused in constrained language mode"));
}

function refusedByPester(tree) {
  const commands = tree.descendantsOfType("command_name").filter(({ text }) => IN_BLOCK.test(text));
  return commands.filter((node) => !isInBlock(node)).map((node) => said(node.parent, "Pester refuses this outside of a Describe"));
}

function isInBlock(node) {
  for (let at = node; at; at = at.parent) if (at.type === "command" && /^(?:Describe|Context)\b/i.test(at.text)) return true;
  return false;
}

function isTried(node) {
  for (let at = node; at.parent; at = at.parent) {
    if (at.parent.type === "try_statement" && at.type === "statement_block" && at.previousNamedSibling === null) return true;
  }
  return false;
}

function said(node, what) {
  return `line ${node.startPosition.row + 1}: ${what}: ${node.text.trim().split("\n")[0]}`;
}
