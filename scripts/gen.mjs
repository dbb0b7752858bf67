// npm run gen [-- --check]: writes (or checks) every generated file: the error table, the settings, the JSON schemas, the
// reference of the command line, and the types that the page shares with the program.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { desktopLibraries } from "./lib/desktop.mjs";
import { testPrograms } from "./lib/programs.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const check = process.argv.includes("--check");

const BINDINGS = "ui/src/api/bindings.ts";
desktopLibraries();
const programs = testPrograms();
const files = {
  ...JSON.parse(output("generate")),
  "docs/cli.md": commandLine(),
  [BINDINGS]: await bindings(),
};
let stale = 0;
for (const [path, text] of Object.entries(files)) {
  const full = join(root, path);
  if (existsSync(full) && readFileSync(full, "utf8") === text) continue;
  if (check) {
    console.error(`${path} is stale: run npm run gen`);
    stale += 1;
  } else {
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    console.log(`wrote ${path}`);
  }
}
process.exitCode = stale > 0 ? 1 : 0;

/** The help of `upgo` and of each of its commands, as Markdown. */
function commandLine() {
  const help = (...command) => upgo("help", ...command).trimEnd();
  const commandsIn = (text) => {
    const section = text.split(/^Commands:$/m)[1]?.split(/^\S/m)[0] ?? "";
    return [...section.matchAll(/^ {2}([a-z][a-z-]*) /gm)].map((match) => match[1]).filter((name) => name !== "help");
  };
  const pages = [];
  const visit = (command) => {
    const text = help(...command);
    pages.push(`## upgo ${command.join(" ")}`.trimEnd() + `\n\n\`\`\`text\n${text}\n\`\`\`\n`);
    for (const name of commandsIn(text)) visit([...command, name]);
  };
  visit([]);
  return `# The command line\n\nMade from \`upgo help\` by \`npm run gen\`.\n\n${pages.join("\n")}`;
}

/** The commands, events and types of src-tauri/src/bridge.rs, in TypeScript. */
async function bindings() {
  const text = output("bindings");
  const options = await resolveConfig(join(root, BINDINGS));
  return format(text, { ...options, parser: "typescript" });
}

function upgo(...words) {
  return output("upgo", ...words);
}

/** What one of the project's programs prints. */
function output(name, ...words) {
  const env = { ...process.env, COLUMNS: "100", NO_COLOR: "1" };
  const options = { cwd: root, env, encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "inherit"] };
  const ran = spawnSync(programs[name], words, options);
  if (ran.status !== 0) throw new Error(`${name} ${words.join(" ")} ended with ${ran.status}`);
  return ran.stdout;
}
