// npm test, npm run test:windows, npm run test:more [-- --only PART] [-- --all]: sets up the requirements of the tests
// and runs them.
//
// --only runs one part of scripts/lib/parts.mjs, whichever command it belongs to. Two parts run at once. A part that
// passed today on exactly these files, tools and variables is not run again, and counts as it did then; the result says
// so. --all runs it anyway, and so do --only and a build server (CI). The last lines are the failed tests, and `N
// passed, N failed, N skipped`.
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { add, emptyCount, reason } from "./lib/counting.mjs";
import { programsOfTests } from "./lib/debian.mjs";
import { PARTS, prepare, setUpOptional } from "./lib/parts.mjs";
import { buildPage } from "./lib/programs.mjs";
import { Memory, stateOf } from "./lib/remembered.mjs";
import { duration, heading, table, timed } from "./lib/report.mjs";
import { run } from "./lib/run.mjs";
import { memoryFolder, nodeModules, realGo } from "./lib/tools.mjs";

const { values: options } = parseArgs({
  options: { group: { type: "string" }, only: { type: "string" }, all: { type: "boolean" } },
});
const parts = PARTS.filter((part) => (options.only ? part.name === options.only : part.group === options.group));
if (parts.length === 0) {
  console.error(`no such part; the parts are: ${PARTS.map((part) => part.name).join(", ")}`);
  process.exit(2);
}
nodeModules();
setUpOptional(buildPage); // a page that is made later would make cargo compile the desktop program again
setUpOptional(realGo);
setUpOptional(programsOfTests);
const memory = new Memory();
const mayRemember = !options.all && !options.only && !process.env.CI;
const states = new Map(parts.map((part) => [part, stateOf(part)]));
const known = mayRemember ? parts.flatMap((part) => remembered(part) ?? []) : [];
process.env.TMPDIR = memoryFolder() ?? tmpdir();
let installed = Promise.resolve();
const waiting = parts.filter((part) => !known.some((result) => result.part === part));
const ran = await Promise.all([runNext(), runNext()]);
const results = [...known, ...ran.flat()];
process.exitCode = report(parts.map((part) => results.find((result) => result.part === part))) ? 0 : 1;

/** The result of a part that need not run again. */
function remembered(part) {
  const passed = memory.passed(part.name, states.get(part));
  return passed && { part, count: passed.count, since: passed.at };
}

/** Runs one part after the other, as long as one is waiting. */
async function runNext() {
  const results = [];
  for (let part = waiting.shift(); part; part = waiting.shift()) {
    const { value: count, seconds } = await timed(() => runPart(part));
    results.push({ part, count, seconds });
    // What changed while the part ran may have been tested or not.
    if (count.failed === 0 && stateOf(part) === states.get(part)) memory.keep(part.name, states.get(part), count);
  }
  return results;
}

async function runPart(part) {
  const ready = await setUp(part);
  if (ready.problem !== undefined) return notSetUp(ready);
  const reader = new part.reader();
  const [command, fixed] = part.command();
  const args = [...fixed, ...(part.sample?.(ready.env) ?? [])];
  console.log(`\n${part.name} $ ${command} ${args.join(" ")}`);
  return reader.end(await run(command, args, { env: ready.env, prefix: `${part.name} | `, onLine: (line) => reader.line(line) }));
}

async function setUp(part) {
  heading(`set up ${part.name}`);
  // One after the other, because the tools that install allow only one at a time.
  installed = installed.then(() => prepare(part, "install"));
  const ready = await installed;
  return ready.problem === undefined ? prepare(part, "setUp") : ready;
}

/** The count of a part that could not be set up. */
function notSetUp({ problem, isUnavailable }) {
  console.log(problem);
  const missing = { skipped: 1, notes: [`the whole part: ${problem}`] };
  const broken = { failed: 1, failures: [{ name: "the whole part", output: [problem] }] };
  return { ...emptyCount(), ...(isUnavailable ? missing : broken) };
}

/** Prints the summary of the run. Returns whether everything passed. */
function report(results) {
  heading("Skipped and ignored tests");
  const notes = results.flatMap(({ part, count }) => count.notes.map((note) => `  ${part.name}: ${note}`));
  console.log(notes.join("\n") || "  nothing");
  const left = results.flatMap(({ part, count }) => count.left.map((what) => `  ${part.name}: ${what}`));
  if (left.length > 0) {
    heading("Left to npm run test:more");
    console.log(left.join("\n"));
  }
  heading("result");
  const took = ({ seconds, since }) => (since ? `unchanged since it passed at ${since.slice(0, 16).replace("T", " ")} UTC` : duration(seconds));
  table(results.map((result) => [result.part.name, sentence(result.count), took(result)]));
  const total = results.reduce((sum, { count }) => add(sum, count), emptyCount());
  if (total.failed > 0) heading("Failed tests");
  for (const { part, count } of results) {
    for (const failure of count.failures) console.log([`${part.name}: ${failure.name}`, ...reason(failure)].join("\n    "));
  }
  if (results.some(({ since }) => since)) console.log("\nunchanged parts count as when they passed; run them again with: npm test -- --all");
  console.log(`\n${sentence(total)}`);
  return total.failed === 0;
}

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
