// Imports and dependencies point one way.
import { execFileSync } from "node:child_process";
import { circles, folderGraphs, usedPaths } from "../rust-imports.mjs";
import { codeOnly, withoutTests } from "../rust-source.mjs";
import { root } from "../tools.mjs";
import { TEST_CODE, violation } from "./tree.mjs";

/** The folders of the engine. Each imports only from itself and from earlier ones. */
const LAYERS = [
  ...["base", "machine", "net", "released", "environment", "choices", "store", "which_go", "projects", "change"],
  ...["guidance", "cases"],
];
/** Folders that are one module: what they contain is known by the name of the folder. */
const WHOLE = ["environment", "store", "projects", "cases"];

/** Data flows one way through the engine: no folder imports from a later one, and no modules form a cycle. */
export function direction(files) {
  const imports = files.flatMap(engineModule).flatMap((file) =>
    usedPaths(file.code).flatMap(({ parts: [start, layer, name], index }) => {
      if (start !== "crate" || !LAYERS.includes(layer)) return [];
      return { ...file, used: moduleIn(layer, name), usedLayer: layer, index };
    }),
  );
  const upward = imports
    .filter(({ layer, usedLayer }) => LAYERS.indexOf(usedLayer) > LAYERS.indexOf(layer))
    .map(({ path, code, index, layer, used }) =>
      violation(path, code, index, `an import from a later folder`, `${layer} imports ${used}`),
    );
  const graph = new Map();
  for (const { module, used } of imports) {
    if (used !== module) graph.set(module, (graph.get(module) ?? new Set()).add(used));
  }
  return [...upward, ...circle(graph)];
}

/** The module of the engine that a file belongs to, with the file's code except its tests. */
function engineModule({ path, text }) {
  const found = /^crates\/engine\/src\/(\w+)\/(\w+)/.exec(path);
  if (!found || !LAYERS.includes(found[1]) || TEST_CODE.test(path)) return [];
  const [, layer, name] = found;
  return [{ path, module: moduleIn(layer, name), layer, code: withoutTests(codeOnly(text)) }];
}

function moduleIn(layer, name) {
  return WHOLE.includes(layer) ? layer : `${layer}::${name}`;
}

/** The first cycle in a graph, as a violation. */
function circle(graph) {
  const done = new Set();
  const visit = (name, path) => {
    if (path.includes(name)) return [[...path.slice(path.indexOf(name)), name].join(" → ")];
    if (done.has(name)) return [];
    for (const next of graph.get(name) ?? []) {
      const found = visit(next, [...path, name]);
      if (found.length > 0) return found;
    }
    done.add(name);
    return [];
  };
  for (const name of graph.keys()) {
    const found = visit(name, []);
    if (found.length > 0) return [`modules of the engine import each other: ${found[0]}`];
  }
  return [];
}

/** At most three files of a folder use each other in a circle. A larger one cannot be read in any order. */
export function fileCircles(files) {
  return folderGraphs(files.filter(({ path }) => !TEST_CODE.test(path))).flatMap(({ folder, graph }) =>
    circles(graph)
      .filter((circle) => circle.length > 3)
      .map((circle) => `${folder}: ${circle.length} files use each other: ${circle.join(", ")}`),
  );
}

/** The engine does not depend on front ends, the launcher depends on nothing, and the test kit is never shipped. */
export function dependencies(metadata) {
  const faces = ["tauri", "clap", "indicatif"];
  const shipped = reachable(metadata, "upgo-engine");
  return [
    ...faces.filter((name) => shipped.has(name)).map((name) => `upgo-engine depends on ${name}`),
    ...[...reachable(metadata, "upgo-launcher")].map((name) => `upgo-launcher depends on ${name}; it may have no dependency`),
    ...["upgo-engine", "upgo-cli", "upgo-launcher", "upgo-desktop"]
      .filter((name) => reachable(metadata, name).has("upgo-testkit"))
      .map((name) => `${name} depends on upgo-testkit outside its tests`),
  ];
}

/** The names of all packages that a build of `name` needs, except for its tests. */
function reachable(metadata, name) {
  const packages = new Map(metadata.packages.map((each) => [each.id, each.name]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const start = metadata.packages.find((each) => each.name === name && each.source === null);
  const seen = new Set();
  const visit = (id) => {
    for (const dependency of nodes.get(id)?.deps ?? []) {
      const needed = dependency.dep_kinds.some(({ kind }) => kind === null || kind === "build");
      if (!needed || seen.has(dependency.pkg)) continue;
      seen.add(dependency.pkg);
      visit(dependency.pkg);
    }
  };
  if (start) visit(start.id);
  return new Set([...seen].map((id) => packages.get(id)));
}

export function readMetadata() {
  const args = ["metadata", "--format-version", "1", "--all-features", "--locked"];
  return JSON.parse(execFileSync("cargo", args, { cwd: root, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }));
}
