// Loaded before a script (`node --import`): the script sees Windows, and whatever it starts obeys the rules of Node there.
// The programs themselves are not run: each is written to AS_WINDOWS_LOG as a line of JSON and answers as if it had
// succeeded. AS_WINDOWS_PROGRAMS is a folder with the programs that cargo "built".
import childProcess from "node:child_process";
import { appendFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";

const { AS_WINDOWS_LOG: log, AS_WINDOWS_PROGRAMS: programs, AS_WINDOWS_ARCH: arch = "x64" } = process.env;
const node = process.execPath;
Object.defineProperty(process, "platform", { value: "win32" });
Object.defineProperty(process, "arch", { value: arch });

/** Names that Windows has only a command script for, which CreateProcess does not find. */
const SCRIPTS_ONLY = new Set(["npm", "npx", "corepack", "yarn", "pnpm"]);

/** How Node refuses a program on Windows; undefined if it starts. */
function refusal(command, options = {}) {
  if (options.shell) return undefined;
  // https://nodejs.org/api/child_process.html, "Spawning .bat and .cmd files on Windows"
  if (/\.(?:cmd|bat)$/i.test(command)) return "EINVAL";
  return SCRIPTS_ONLY.has(command) ? "ENOENT" : undefined;
}

/** What the program would print. */
function answer(command, args) {
  if (command !== "cargo" || args[0] !== "build") return "";
  const names = args.filter((_, at) => args[at - 1] === "-p").map((name) => (name === "upgo-cli" ? "upgo" : name));
  const built = (name) => ({ executable: join(programs, `${name}.exe`), profile: { test: false }, target: { name } });
  return names.map((name) => `${JSON.stringify(built(name))}\n`).join("");
}

/** Replaces `spawnSync`. */
function start(command, args = [], options = {}) {
  const code = refusal(command, options);
  appendFileSync(log, `${JSON.stringify({ command, args, refused: code ?? null })}\n`);
  const text = options.encoding ? (value) => value : (value) => Buffer.from(value);
  if (!code) return { status: 0, signal: null, stdout: text(answer(command, args)), stderr: text("") };
  const error = Object.assign(new Error(`spawnSync ${command} ${code}`), { code });
  return { status: null, signal: null, stdout: null, stderr: null, error };
}

childProcess.spawnSync = start;
for (const name of ["spawn", "exec", "execSync", "execFile", "execFileSync", "fork"]) {
  childProcess[name] = () => {
    throw new Error(`${name}: not played here yet`);
  };
}
syncBuiltinESMExports();
process.env.npm_execpath = join(node, "..", "node_modules", "npm", "bin", "npm-cli.js");
