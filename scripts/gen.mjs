// npm run gen [-- --check]: writes (or checks) every generated file: the error table, the settings, the JSON schemas,
// the command-line reference, what Windows answers, the types that the page shares with the program, the scripts within
// other files of packaging, the licenses of the libraries, and the address of the project in what others publish.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { ciTemplates } from "./lib/ci-templates.mjs";
import { commandReference, commandsIn } from "./lib/command-reference.mjs";
import { desktopLibraries } from "./lib/desktop.mjs";
import { readTree } from "./lib/laws/tree.mjs";
import { lowered } from "./lib/laws/weight.mjs";
import { readRecorded, withAnswers } from "./lib/probes.mjs";
import { testPrograms } from "./lib/programs.mjs";
import { licenses } from "./lib/licenses.mjs";
import { addresses, readProject } from "./lib/release/project.mjs";
import { root, save } from "./lib/tools.mjs";

const check = process.argv.includes("--check");

desktopLibraries();
const programs = testPrograms();
const { source } = addresses(readProject());
const withSource = (path, place) => ({ [path]: readFileSync(join(root, path), "utf8").replace(place, source) });
const files = {
  ...JSON.parse(output("generate")),
  "docs/commands.md": commandLine(),
  "docs/internals/weight.md": lowered(readTree()),
  "docs/internals/windows.md": withAnswers(readFileSync(join(root, "docs/internals/windows.md"), "utf8"), readRecorded(root)),
  "ui/src/api/bindings.ts": output("bindings"),
  "packaging/licenses.txt": licenses(),
  ...ciTemplates(),
  ...withSource("packaging/ansible/galaxy.yml", /(?<=^repository: ).*$/m),
  ...withSource("packaging/powershell/Upgo/Upgo.psd1", /(?<=Uri = ')https:\/\/github\.com\/[^/']+\/[^/']+/g),
};
for (const path of Object.keys(files).filter((path) => path.endsWith(".ts"))) {
  const options = await resolveConfig(join(root, path));
  files[path] = await format(files[path], { ...options, parser: "typescript" });
}
let stale = 0;
for (const [path, text] of Object.entries(files)) {
  const full = join(root, path);
  if (existsSync(full) && readFileSync(full, "utf8") === text) continue;
  if (check) {
    console.error(`${path} is stale: run npm run gen`);
    stale += 1;
  } else {
    save(full, text);
    console.log(`wrote ${path}`);
  }
}
process.exitCode = stale > 0 ? 1 : 0;

/** The help of `upgo` and of each of its commands, as Markdown. */
function commandLine() {
  const helps = [];
  const visit = (command) => {
    const text = output("upgo", "help", ...(command.length ? command : ["--all"])).trimEnd();
    helps.push([command, text]);
    for (const name of commandsIn(text)) visit([...command, name]);
  };
  visit([]);
  return commandReference(helps);
}

/** The output of one of the project's programs. */
function output(name, ...words) {
  const env = { ...process.env, COLUMNS: "100", NO_COLOR: "1" };
  const options = { cwd: root, env, encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "inherit"] };
  const ran = spawnSync(programs[name], words, options);
  if (ran.status !== 0) throw new Error(`${name} ${words.join(" ")} exited with ${ran.status}`);
  return ran.stdout;
}
