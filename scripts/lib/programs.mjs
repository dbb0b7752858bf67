// Builds the project's programs and returns their paths.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf, filesBelow, projectFiles } from "./inputs.mjs";
import { say } from "./report.mjs";
import { reproducible } from "./reproducible.mjs";
import { ending, nodeModules, npm, root, windowsRig } from "./tools.mjs";

/** The target for Windows builds on other systems. */
export const WINDOWS_TARGET = "x86_64-pc-windows-gnu";

/** A failed build, whose errors are already on the screen. */
export class BuildFailed extends Error {}

/** What the page is made from. */
const PAGE = ["ui/", "icons/", "package.json", "package-lock.json"];

/**
 * Builds the page that is embedded in the desktop program, unless it is there from the same files. A new one would make
 * cargo compile the desktop program again.
 */
export function buildPage() {
  nodeModules();
  const [record, made] = [join(root, "target", "page.json"), join(root, "ui", "dist")];
  const files = projectFiles(PAGE);
  const state = () => JSON.stringify({ from: digestOf(root, files, process.version), made: digestOf(made, filesBelow(made)) });
  if (files && existsSync(record) && readFileSync(record, "utf8") === state()) return;
  rmSync(record, { force: true });
  // Its standard output goes to standard error, because callers read the last line of standard output.
  const done = spawnSync(...npm(["run", "--silent", "build:ui"]), { cwd: root, stdio: ["ignore", 2, "inherit"] });
  if (done.status !== 0) throw new BuildFailed(`the page could not be built: npm ${ending(done)}`);
  if (!files) return;
  mkdirSync(join(root, "target"), { recursive: true });
  writeFileSync(record, state());
}

/**
 * Builds with cargo and returns the path of each requested program, by its name.
 *
 * `options`: `packages` for cargo, or only their `examples`, `release`, `target` if it is not this machine, the tree to
 * build (`folder`), and variables to set (`env`). The bytes of a release are the same wherever it is built.
 */
export function buildPrograms({ packages, examples = [], release = false, target: wanted, folder = root, env = {} }) {
  // With a target, the flags of a release do not apply to build scripts, which some of them would break.
  const target = wanted ?? (release && process.platform === "linux" ? hostTarget() : undefined);
  const tools = { ...(target === WINDOWS_TARGET && process.platform !== "win32" ? windowsRig() : process.env), ...env };
  const messages = cargo([
    "build",
    ...packages.flatMap((name) => ["-p", name]),
    ...examples.flatMap((name) => ["--example", name]),
    ...(release ? ["--release", "--locked"] : []),
    ...(target ? ["--target", target] : []),
  ], release ? reproducible(tools, folder, target) : tools, folder);
  return programsIn(messages, target);
}

/** The target of this machine. */
export function hostTarget() {
  return /^host: (.*)$/m.exec(spawnSync("rustc", ["-vV"], { cwd: root, encoding: "utf8" }).stdout ?? "")?.[1];
}

/**
 * The arguments for the tests of this machine. The selection of packages decides the features of each dependency, so
 * development builds use the programs of this build. Another selection would compile the window's libraries again.
 */
export const NATIVE_TESTS = ["test", "--no-fail-fast", "--workspace", "--features", "upgo-cli/faults"];

/** The programs and examples of the tests' build, by their names. */
export function testPrograms() {
  return programsIn(cargo([...NATIVE_TESTS, "--no-run"], process.env));
}

/** The arguments for the tests of Windows. Everything that needs their programs builds them in this way, so that it
    is done once. */
export const WINDOWS_TESTS = [
  ...["test", "--no-fail-fast", "--target", WINDOWS_TARGET, "--features", "upgo-cli/faults"],
  ...["upgo-engine", "upgo-launcher", "upgo-cli", "upgo-toast", "upgo-desktop"].flatMap((name) => ["-p", name]),
];

/**
 * The programs of the tests for Windows: `upgo`, `upgo-desktop`, `sample_go`, and `loader`. UPGO_WINDOWS_PROGRAMS names
 * a folder of programs that were built elsewhere.
 */
export function windowsTestPrograms() {
  const folder = process.env.UPGO_WINDOWS_PROGRAMS;
  if (!folder) return programsIn(cargo([...WINDOWS_TESTS, "--no-run"], windowsRig()), WINDOWS_TARGET);
  const names = { upgo: "upgo.exe", "upgo-desktop": "upgo-desktop.exe", sample_go: "sample_go.exe", loader: "WebView2Loader.dll" };
  return Object.fromEntries(Object.entries(names).map(([name, file]) => [name, join(folder, file)]));
}

/**
 * Every program of that build, as `{ name, file, isTest }`. The launcher is the one that travels inside `upgo`. None if
 * the programs were built elsewhere.
 */
export function windowsTestExecutables() {
  if (process.env.UPGO_WINDOWS_PROGRAMS) return [];
  const messages = cargo([...WINDOWS_TESTS, "--no-run"], windowsRig());
  const launchers = messages
    .filter((message) => message.reason === "build-script-executed")
    .map((message) => join(message.out_dir, "upgo-launcher.exe"))
    .filter((file) => existsSync(file));
  const built = messages.filter((message) => message.executable).map((message) => ({
    name: message.target.name,
    file: message.executable,
    isTest: message.profile.test,
  }));
  return [...built, ...launchers.map((file) => ({ name: "upgo-launcher", file, isTest: false }))];
}

/** Cargo's standard output. Its progress and errors go to this process's standard error. */
function cargo(args, env, folder = root) {
  say(`cargo ${args.join(" ")}`);
  const done = spawnSync("cargo", [...args, "--message-format=json-render-diagnostics"], {
    cwd: folder,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (done.status !== 0) throw new BuildFailed(`cargo ${args[0]} ${ending(done)}`);
  return done.stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

/** The built programs, without the test programs. */
function programsIn(messages, target) {
  const built = messages.filter((message) => message.executable && !message.profile.test);
  const programs = Object.fromEntries(built.map((message) => [message.target.name, message.executable]));
  return { ...programs, ...webViewLoader(messages, target) };
}

/** WebView2Loader.dll, which a program linked by GNU's linker needs next to it. */
function webViewLoader(messages, target) {
  if (target !== WINDOWS_TARGET) return {};
  const folders = messages.filter((message) => message.reason === "build-script-executed").map((message) => message.out_dir);
  const loader = folders.map((folder) => join(folder, "x64", "WebView2Loader.dll")).find((file) => existsSync(file));
  return loader ? { loader } : {};
}
