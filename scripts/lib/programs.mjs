// Builds the project's programs and returns their paths.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { digestOf, filesBelow, projectFiles } from "./inputs.mjs";
import { say } from "./report.mjs";
import { reproducible } from "./reproducible.mjs";
import { ending, nodeModules, npm, root, save, windowsRig } from "./tools.mjs";

/** The target for Windows builds on other systems. */
export const WINDOWS_TARGET = "x86_64-pc-windows-gnu";

/** A failed build, whose errors are already on the screen. */
export class BuildFailed extends Error {}

/** What the page is made from. */
const PAGE = ["ui/", "icons/", "package.json", "package-lock.json"];

/**
 * Builds the program's page, unless it is there from the same files: a new one makes cargo compile the program again.
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
  if (files) save(record, state());
}

/**
 * Builds with cargo and returns the path of each program by its name: `packages` or only their `examples`, for another
 * `target`, from the tree `folder`, with the variables `env`. The bytes of a release are the same wherever it is built.
 */
export function buildPrograms({ packages, examples = [], release = false, target: wanted, folder = root, env = {} }) {
  // With a target, the flags of a release do not apply to build scripts, which some of them would break.
  const target = wanted ?? (release && process.platform === "linux" ? hostTarget() : undefined);
  const tools = { ...(target === WINDOWS_TARGET && process.platform !== "win32" ? windowsRig() : process.env), ...env };
  const selected = [...packages.flatMap((name) => ["-p", name]), ...examples.flatMap((name) => ["--example", name])];
  const how = [...(release ? ["--release", "--locked"] : []), ...(target ? ["--target", target] : [])];
  const variables = release ? reproducible(tools, folder, target) : tools;
  return programsIn(cargo(["build", ...selected, ...how], variables, folder), target);
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

/** The arguments for the tests of Windows. All that needs their programs builds them this way, so it is done once. */
export const WINDOWS_TESTS = [
  ...["test", "--no-fail-fast", "--target", WINDOWS_TARGET, "--features", "upgo-cli/faults"],
  ...["upgo-engine", "upgo-launcher", "upgo-cli", "upgo-toast", "upgo-desktop", "upgo-windows-probe"].flatMap((name) => ["-p", name]),
];

/**
 * `upgo`, `upgo-desktop`, `sample_go` and `loader` for tests on Windows, built here or found in UPGO_WINDOWS_PROGRAMS.
 */
export function windowsTestPrograms() {
  const folder = process.env.UPGO_WINDOWS_PROGRAMS;
  if (!folder) return programsIn(cargo([...WINDOWS_TESTS, "--no-run"], windowsRig()), WINDOWS_TARGET);
  const names = { upgo: "upgo.exe", "upgo-desktop": "upgo-desktop.exe", sample_go: "sample_go.exe", loader: "WebView2Loader.dll" };
  return Object.fromEntries(Object.entries(names).map(([name, file]) => [name, join(folder, file)]));
}

/**
 * Every program of that build, `{ name, file, isTest }`, with the launcher in `upgo`. None if it was built elsewhere.
 */
export function windowsTestExecutables() {
  if (process.env.UPGO_WINDOWS_PROGRAMS) return [];
  const messages = cargo([...WINDOWS_TESTS, "--no-run"], windowsRig());
  const launchers = byBuildScripts(messages, "upgo-launcher.exe");
  const built = messages.filter(({ executable }) => executable);
  return [
    ...built.map(({ target, executable, profile }) => ({ name: target.name, file: executable, isTest: profile.test })),
    ...launchers.map((file) => ({ name: "upgo-launcher", file, isTest: false })),
  ];
}

/** Cargo's standard output. Its progress and errors go to this process's standard error. */
function cargo(args, env, folder = root) {
  say(`cargo ${args.join(" ")}`);
  const options = { cwd: folder, env, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] };
  const done = spawnSync("cargo", [...args, "--message-format=json-render-diagnostics"], options);
  if (done.status !== 0) throw new BuildFailed(`cargo ${args[0]} ${ending(done)}`);
  return done.stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

/** The built programs, without the test programs. */
function programsIn(messages, target) {
  const built = messages.filter((message) => message.executable && !message.profile.test);
  const programs = Object.fromEntries(built.map((message) => [message.target.name, message.executable]));
  // a program linked by GNU's linker needs it next to it
  const [loader] = target === WINDOWS_TARGET ? byBuildScripts(messages, join("x64", "WebView2Loader.dll")) : [];
  return { ...programs, ...(loader ? { loader } : {}) };
}

/** The files of this name that build scripts have made. */
function byBuildScripts(messages, name) {
  const ran = messages.filter(({ reason }) => reason === "build-script-executed");
  return ran.map((message) => join(message.out_dir, name)).filter((file) => existsSync(file));
}
