// npm test [-- --quick] [-- --only PART]: sets up the requirements of the tests and runs every part.
//
// --quick omits Wine. --only runs one part of the table below. Two lanes run in parallel: parts that wait for a screen,
// and parts that wait for programs. The last lines are the failed tests, and `N passed, N failed, N skipped`.
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ansibleRig } from "./lib/ansible.mjs";
import { chromium } from "./lib/browser.mjs";
import { CargoTest, FlatTap, NodeTest, add, emptyCount, reason } from "./lib/counting.mjs";
import { desktopLibraries, desktopRig } from "./lib/desktop.mjs";
import { NATIVE_TESTS, WINDOWS_TESTS } from "./lib/programs.mjs";
import { duration, heading, say, table, timed } from "./lib/report.mjs";
import { run } from "./lib/run.mjs";
import { WINDOWS_PACKAGERS, debianPackages, packagers, testedShells } from "./lib/debian.mjs";
import { Unavailable, memoryFolder, nodeModules, realGo, root, windowsRig } from "./lib/tools.mjs";

/** Makes passing tests show what they skipped. */
const SHOW = ["--", "--show-output"];

/** The parts of each lane in order, the quick ones first. `setUp` may return the environment for the part. */
const PARTS = [
  { name: "tree", lane: "screen", reader: NodeTest, command: () => ["node", nodeTests("tests/tree")] },
  {
    name: "page",
    lane: "screen",
    reader: FlatTap,
    command: () => ["npx", ["--no-install", "vitest", "run", "--config", "ui/vite.config.ts", "--reporter=tap-flat"]],
  },
  { name: "browser", lane: "screen", reader: NodeTest, setUp: browser, command: () => ["node", nodeTests("tests/ui")] },
  {
    name: "rust",
    lane: "program",
    reader: CargoTest,
    setUp: desktopLibraries,
    command: () => ["cargo", [...NATIVE_TESTS, ...SHOW]],
  },
  // one at a time, because each has its own screen, bus and engine
  {
    name: "desktop",
    lane: "screen",
    reader: NodeTest,
    setUp: desktopRig,
    command: () => ["node", ["--test-concurrency=1", ...nodeTests("tests/desktop")]],
  },
  {
    name: "package",
    lane: "screen",
    reader: NodeTest,
    setUp: packageRig,
    command: () => ["node", nodeTests("tests/packages")],
  },
  {
    name: "ansible",
    lane: "screen",
    reader: NodeTest,
    setUp: ansibleRig,
    command: () => ["node", nodeTests("tests/ansible")],
  },
  {
    name: "windows",
    lane: "program",
    slow: true,
    setUp: windowsRig,
    reader: CargoTest,
    // under Wine, a test waits more than it computes
    command: () => ["cargo", [...WINDOWS_TESTS, ...SHOW, "--test-threads=4"]],
  },
  {
    name: "installers",
    lane: "program",
    slow: true,
    setUp: installerRig,
    reader: NodeTest,
    command: () => ["node", nodeTests("tests/windows")],
  },
];

/** Windows, and the tools for its installers. */
function installerRig() {
  debianPackages(WINDOWS_PACKAGERS);
  return windowsRig();
}

/** The programs, and the tools of the packages. A test whose tool is missing says so itself. */
function packageRig() {
  setUpOptional(packagers);
  return desktopRig();
}

/** Chromium. The tests build the page with all scenarios themselves. */
function browser() {
  chromium();
}

function nodeTests(folder) {
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith(".test.mjs"));
  return ["--test", "--test-reporter=tap", ...files.map((name) => join(folder, name))];
}

const { values: options } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string" } } });
const parts = PARTS.filter((part) => (options.only ? part.name === options.only : !(options.quick && part.slow)));
if (parts.length === 0) {
  console.error(`no such part; the parts are: ${PARTS.map((part) => part.name).join(", ")}`);
  process.exit(2);
}
nodeModules();
setUpOptional(realGo);
setUpOptional(testedShells);
process.env.TMPDIR = memoryFolder() ?? tmpdir();
const ready = parts.map((part) => ({ part, ...setUp(part) })); // one after the other, because each may install or build
const lanes = [...new Set(parts.map((part) => part.lane))];
const results = await Promise.all(lanes.map((lane) => runLane(ready.filter(({ part }) => part.lane === lane))));
process.exitCode = report(results.flat()) ? 0 : 1;

/** Tests that need real Go or a shell look for it themselves and report skips, so a missing one stops nothing here. */
function setUpOptional(install) {
  try {
    install();
  } catch (error) {
    say(error.message);
  }
}

/** The environment of a part, or its count if it cannot be set up. */
function setUp(part) {
  heading(`set up ${part.name}`);
  try {
    return { env: part.setUp?.() };
  } catch (error) {
    say(error.message);
    const missing = { skipped: 1, notes: [`the whole part: ${error.message}`] };
    const broken = { failed: 1, failures: [{ name: "the whole part", output: [error.message] }] };
    return { count: { ...emptyCount(), ...(error instanceof Unavailable ? missing : broken) } };
  }
}

async function runLane(lane) {
  const results = [];
  for (const { part, env, count } of lane) {
    const ran = await timed(() => count ?? runPart(part, env));
    results.push({ part, count: ran.value, seconds: ran.seconds });
  }
  return results;
}

async function runPart(part, env) {
  const reader = new part.reader();
  const [command, args] = part.command();
  console.log(`\n${part.name} $ ${command} ${args.join(" ")}`);
  return reader.end(await run(command, args, { env, prefix: `${part.name} | `, onLine: (line) => reader.line(line) }));
}

/** Prints the summary of the run. Returns whether everything passed. */
function report(results) {
  heading("Skipped and ignored tests");
  const notes = results.flatMap(({ part, count }) => count.notes.map((note) => `  ${part.name}: ${note}`));
  console.log(notes.join("\n") || "  nothing");
  heading("result");
  table(results.map(({ part, count, seconds }) => [part.name, sentence(count), duration(seconds)]));
  const total = results.reduce((sum, { count }) => add(sum, count), emptyCount());
  if (total.failed > 0) heading("Failed tests");
  for (const { part, count } of results) {
    for (const failure of count.failures) console.log([`${part.name}: ${failure.name}`, ...reason(failure)].join("\n    "));
  }
  console.log(`\n${sentence(total)}`);
  return total.failed === 0;
}

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
