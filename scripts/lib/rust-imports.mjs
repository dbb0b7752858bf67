// Which files of a folder of Rust modules use each other.
import { posix } from "node:path";
import { codeOnly, endOfItem, withoutTests } from "./rust-source.mjs";

/** The folders of modules among `files`, each with its graph: file or subfolder → those in the same folder that it uses. */
export function folderGraphs(files) {
  const sources = files
    .filter(({ path }) => path.endsWith(".rs") && !/(?:^|[/_])tests\.rs$/.test(path))
    .map(({ path, text }) => ({ path, code: withoutTests(codeOnly(text)) }));
  const folders = sources.filter(({ path }) => /(?:\/mod|^crates\/.*\/(?:lib|main))\.rs$/.test(path));
  return folders.map(({ path, code }) => {
    const folder = posix.dirname(path);
    const inside = sources.filter((source) => source.path !== path && source.path.startsWith(`${folder}/`));
    const names = new Set(inside.map((source) => nameIn(folder, source.path)));
    const home = reexports(code, names);
    const graph = new Map([...names].map((name) => [name, new Set()]));
    for (const source of inside) {
      const name = nameIn(folder, source.path);
      for (const used of usedHere(folder, source)) {
        const target = names.has(used) ? used : home.get(used);
        if (target && target !== name) graph.get(name).add(target);
      }
    }
    return { folder, graph };
  });
}

/** The groups of at least two nodes that all reach each other. */
export function circles(graph) {
  const reached = new Map([...graph.keys()].map((node) => [node, reachable(graph, graph.get(node))]));
  const groups = new Map();
  for (const node of graph.keys()) {
    const group = [...reached.get(node)].filter((other) => reached.get(other).has(node)).sort();
    if (group.length > 1) groups.set(group.join(), group);
  }
  return [...groups.values()];
}

/** Everything that can be reached in a graph, including the start: a list of nodes. */
export function reachable(graph, start) {
  const seen = new Set(start);
  for (const node of seen) for (const next of graph.get(node) ?? []) seen.add(next);
  return seen;
}

/** The file without its ending, or the subfolder, that contains `path`. */
function nameIn(folder, path) {
  return path.slice(folder.length + 1).split("/")[0].replace(/\.rs$/, "");
}

/** The names that mod.rs takes from its files, each with its file. */
function reexports(code, names) {
  const found = [...code.matchAll(/\buse\s+([^;]+);/g)].flatMap(({ 1: path }) => expand(path));
  const own = found.map((path) => path.filter((part) => part !== "self")).filter(([first]) => names.has(first));
  return new Map(own.map((path) => [path.at(-1), path[0]]));
}

/** The names of `folder` that a file in it uses: after `super::`, or after the folder's own path in the crate. */
function usedHere(folder, { path, code }) {
  const depth = path.slice(folder.length + 1).split("/").length - (path.endsWith("/mod.rs") ? 1 : 0);
  const own = `${folder}/`.split("/src/")[1]?.split("/").slice(0, -1);
  return usedPaths(code).flatMap(({ parts }) => {
    const up = parts.findIndex((part) => part !== "super");
    if (parts[0] === "super") return up === depth ? [parts[up]] : [];
    const isOwn = own?.every((part, index) => parts[index + 1] === part);
    return isOwn && parts.length > own.length + 1 ? [parts[own.length + 1]] : [];
  });
}

/** Each path that starts with `super` or `crate`, as its parts with its index; one with braces once for each name in them. */
export function usedPaths(code) {
  return [...code.matchAll(/\b(?:super|crate)(?:::\w+)*(::\{)?/g)].flatMap(({ 0: start, 1: braces, index }) => {
    const end = index + start.length;
    const whole = braces ? code.slice(index, endOfItem(code, end - 1)) : start;
    return expand(whole).map((parts) => ({ parts, index }));
  });
}

/** `a::{b, c::{d, e}}` as a list of paths. */
function expand(text) {
  const whole = text.replace(/\s+as\s+\w+/g, "").trim();
  const open = whole.indexOf("{");
  if (open < 0) return [whole.split("::").map((part) => part.trim())];
  const start = whole.slice(0, open).split("::").map((part) => part.trim()).filter(Boolean);
  const body = whole.slice(open + 1, endOfItem(whole, open) - 1);
  return split(body).flatMap((part) => expand(part).map((rest) => [...start, ...rest]));
}

/** The parts between the commas that are in no braces. */
function split(body) {
  const parts = [""];
  let depth = 0;
  for (const letter of body) {
    depth += { "{": 1, "}": -1 }[letter] ?? 0;
    if (letter === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts.filter((part) => part.trim() !== "");
}
