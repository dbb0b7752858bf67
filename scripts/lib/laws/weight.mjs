// How much code there is, compared with the budget in docs/internals/weight.md.
import { codeOnly, endOfItem } from "../rust-source.mjs";

const DOCUMENT = "docs/internals/weight.md";

/** Name → lines that are not blank, of everything that has a budget, and the locked crates. */
export function weigh(files) {
  const sums = {};
  const add = (name, count) => (sums[name] = (sums[name] ?? 0) + count);
  for (const { path, text } of files) {
    if (path === "Cargo.lock") {
      add("locked crates", text.split("\nname = ").length - 1);
    } else if (path.endsWith(".rs") && !isTest(path)) {
      const lines = countLines(withoutTests(text));
      const [top, name, , room] = path.split("/");
      add("product Rust", lines);
      add(top === "crates" ? name : top, lines);
      if (path.startsWith("crates/engine/src/") && path.split("/").length > 4) add(`engine/${room}`, lines);
    } else if (/^ui\/src\/.*\.(?:ts|svelte|css)$/.test(path) && !/\.test\.ts$|bindings\.ts$|\/generated\//.test(path)) {
      add("page", countLines(text));
    } else if (/^scripts\/.*\.(?:mjs|py|sh|ps1)$/.test(path)) {
      add("scripts", countLines(text));
    }
  }
  return sums;
}

/** What weighs more than its budget, or has none. */
export function overweight(files) {
  const budget = Object.fromEntries([...textOf(files).matchAll(ROW)].map(([, name, lines]) => [name, Number(lines)]));
  return Object.entries(weigh(files))
    .filter(([name, count]) => !(count <= budget[name]))
    .map(([name, count]) => `${name} has ${count}, and its budget is ${budget[name] ?? "missing"}: see ${DOCUMENT}`);
}

/** The document with each budget lowered to what there is. */
export function lowered(files) {
  const sums = weigh(files);
  return textOf(files).replace(ROW, (_, name, budget) => `| ${name} | ${Math.min(sums[name] ?? 0, Number(budget))} |`);
}

const ROW = /^\| ([\w/ .-]+) \| (\d+) \|$/gm;

function textOf(files) {
  return files.find(({ path }) => path === DOCUMENT)?.text ?? "";
}

function isTest(path) {
  const folders = path.split("/").slice(0, -1);
  return folders.some((name) => ["tests", "benches", "examples", "testkit"].includes(name)) || /(?:^|[/_])tests?\.rs$/.test(path);
}

function withoutTests(text) {
  const attribute = /#\[cfg\((?:test|all\(test[^\]]*)\)?\)\]/g;
  const items = [...codeOnly(text).matchAll(attribute)].reverse();
  return items.reduce((rest, { index }) => rest.slice(0, index) + rest.slice(endOfItem(codeOnly(rest), afterAttributes(rest, index))), text);
}

/** Where an item begins after its attributes. */
function afterAttributes(text, index) {
  return index + /^(?:#\[(?:[^[\]]|\[[^\]]*\])*\]\s*)*/.exec(text.slice(index))[0].length;
}

function countLines(text) {
  return text.split("\n").filter((line) => line.trim()).length;
}
