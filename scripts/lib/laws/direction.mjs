// Imports and dependencies point one way.
import { execFileSync } from "node:child_process";
import { circles, folderGraphs, reachable, usedPaths } from "../rust-imports.mjs";
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
  const first = (names, path) => {
    for (const name of names) {
      const at = path.indexOf(name);
      if (at >= 0) return [`modules of the engine import each other: ${[...path.slice(at), name].join(" → ")}`];
      const found = done.has(name) ? [] : first(graph.get(name) ?? [], [...path, name]);
      if (found.length > 0) return found;
      done.add(name);
    }
    return [];
  };
  return first(graph.keys(), []);
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
  const shipped = needed(metadata, "upgo-engine");
  return [
    ...faces.filter((name) => shipped.has(name)).map((name) => `upgo-engine depends on ${name}`),
    ...[...needed(metadata, "upgo-launcher")].map((name) => `upgo-launcher depends on ${name}; it may have no dependency`),
    ...["upgo-engine", "upgo-cli", "upgo-launcher", "upgo-desktop"]
      .filter((name) => needed(metadata, name).has("upgo-testkit"))
      .map((name) => `${name} depends on upgo-testkit outside its tests`),
  ];
}

/** The names of all packages that a build of `name` needs, except for its tests. */
function needed({ packages, resolve }, name) {
  const names = new Map(packages.map((each) => [each.id, each.name]));
  const isBuilt = ({ dep_kinds: kinds }) => kinds.some(({ kind }) => kind === null || kind === "build");
  const graph = new Map(resolve.nodes.map(({ id, deps }) => [id, deps.filter(isBuilt).map(({ pkg }) => pkg)]));
  const start = packages.find((each) => each.name === name && each.source === null);
  return new Set([...reachable(graph, graph.get(start?.id))].map((id) => names.get(id)));
}

export function readMetadata() {
  const args = ["metadata", "--format-version", "1", "--all-features", "--locked"];
  return JSON.parse(execFileSync("cargo", args, { cwd: root, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }));
}
