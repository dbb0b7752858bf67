// npm test [-- --quick] [-- --only PART] [-- --all]: sets up the requirements of the tests and runs every part.
//
// --quick omits Wine. --only runs one part of scripts/lib/parts.mjs. Two lanes run in parallel: parts that wait for a
// screen, and parts that wait for programs; a lane that has ended helps the other one. A part that passed today on
// exactly these files, tools and variables is not run again, and counts as it did then; the result says so. --all runs
// it anyway, and so do --only and a build server (CI). The last lines are the failed tests, and `N passed, N failed, N
// skipped`.
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { add, emptyCount, reason } from "./lib/counting.mjs";
import { testedShells } from "./lib/debian.mjs";
import { PARTS, prepare, setUpOptional } from "./lib/parts.mjs";
import { buildPage } from "./lib/programs.mjs";
import { Memory, stateOf } from "./lib/remembered.mjs";
import { duration, heading, table, timed } from "./lib/report.mjs";
import { run } from "./lib/run.mjs";
import { memoryFolder, nodeModules, realGo } from "./lib/tools.mjs";

const { values: options } = parseArgs({
  options: { quick: { type: "boolean" }, only: { type: "string" }, all: { type: "boolean" } },
});
const parts = PARTS.filter((part) => (options.only ? part.name === options.only : !(options.quick && part.slow)));
if (parts.length === 0) {
  console.error(`no such part; the parts are: ${PARTS.map((part) => part.name).join(", ")}`);
  process.exit(2);
}
nodeModules();
setUpOptional(buildPage); // a page that is made later would make cargo compile the desktop program again
setUpOptional(realGo);
setUpOptional(testedShells);
const memory = new Memory();
const mayRemember = !options.all && !options.only && !process.env.CI;
const states = new Map(parts.map((part) => [part, stateOf(part)]));
process.env.TMPDIR = memoryFolder() ?? tmpdir();
let installed = Promise.resolve();
const waiting = [...parts];
const results = await Promise.all(["screen", "program"].map((lane) => runLane(lane)));
process.exitCode = report(PARTS.flatMap((part) => results.flat().filter((result) => result.part === part))) ? 0 : 1;

/** Runs the parts of a lane, and then what is left of the other one and needs no lane. */
async function runLane(lane) {
  const results = [];
  const next = () => waiting.find((part) => part.lane === lane) ?? waiting.find((part) => part.anywhere);
  for (let part = next(); part; part = next()) {
    waiting.splice(waiting.indexOf(part), 1);
    const known = mayRemember ? memory.passed(part.name, states.get(part)) : undefined;
    if (known) {
      results.push({ part, count: known.count, since: known.at });
      continue;
    }
    const ran = await timed(() => runPart(part));
    results.push({ part, count: ran.value, seconds: ran.seconds });
    // What changed while the part ran may have been tested or not.
    if (ran.value.failed === 0 && stateOf(part) === states.get(part)) memory.keep(part.name, states.get(part), ran.value);
  }
  return results;
}

async function runPart(part) {
  heading(`set up ${part.name}`);
  // One after the other, because the tools that install allow only one at a time.
  installed = installed.then(() => prepare(part, "install"));
  let ready = await installed;
  if (ready.problem === undefined) ready = await prepare(part, "setUp");
  if (ready.problem !== undefined) return notSetUp(ready);
  const reader = new part.reader();
  const [command, args] = part.command();
  console.log(`\n${part.name} $ ${command} ${args.join(" ")}`);
  return reader.end(await run(command, args, { env: ready.env, prefix: `${part.name} | `, onLine: (line) => reader.line(line) }));
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
