// npm run bench:growth [-- --only AXIS] [-- --most SIZE] [-- --upgo PROGRAM]: what commands take on machines of growing size,
// as a document with plots (docs/growth.md).
//
// Each size is a machine of its own (tests/benches/growth.mjs). Time and memory are only written down. What was read, and
// the instructions if valgrind is there, are also judged, because they do not depend on how busy the machine is: they must
// not grow faster than the size, and the commands about the present must not read more because the past is longer. The
// exit code is 1 if one of these fails. With --most, the document stays as it is.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, release, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeMachine } from "../tests/benches/growth.mjs";
import { chart } from "../tests/benches/plot.mjs";
import { buildPrograms } from "./lib/programs.mjs";
import { heading, say, table } from "./lib/report.mjs";
import { root } from "./lib/tools.mjs";

const AXES = {
  toolchains: { sizes: [1, 10, 50, 100, 200], title: "Installed toolchains" },
  releases: { sizes: [1, 100, 363, 1_000, 5_000], title: "Releases in the list" },
  changes: { sizes: [10, 100, 1_000, 10_000, 100_000], title: "Changes in the journal" },
  path: { sizes: [10, 50, 100, 250, 500], title: "Entries of PATH" },
};
/** `use` goes to each of two versions in turn. */
const COMMANDS = {
  status: ["status", "--quiet"],
  list: ["list", "--quiet"],
  history: ["history", "--quiet"],
  "history --json": ["history", "--json"],
  use: ["use", "--quiet"],
};
/** The commands that need nothing of the past. */
const OF_THE_PRESENT = ["status", "list", "history", "use"];
/** A command is repeated this often, unless that takes too long. */
const ROUNDS = 15;
const SECONDS = 6;
/** Work that is counted, and by how much it may differ between two runs. */
const COUNTED = { reads: 32, bytes: 200_000, instructions: 3e6 };
/** Valgrind takes fifty times as long, so slower commands are left out. */
const FASTEST = 500;
const DOCUMENT = join(root, "docs", "growth.md");

const { values: options } = parseArgs({
  options: { only: { type: "string" }, most: { type: "string" }, upgo: { type: "string" } },
});
const program = options.upgo ?? buildPrograms({ packages: ["upgo-cli"], release: true }).upgo;
const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "upgo-growth-"));
const faults = [];

try {
  const peak = prepare();
  for (const [name, axis] of Object.entries(AXES).filter(([name]) => !options.only || name === options.only)) {
    const sizes = axis.sizes.filter((size) => size <= Number(options.most ?? Infinity));
    heading(`${axis.title}: ${sizes.join(", ")}`);
    const results = sizes.map((size) => measureMachine(peak, name, size));
    const rows = tableOf(sizes, axis, results);
    table(rows);
    if (!options.most) write(name, sizes, axis, rows, results);
    for (const command of Object.keys(COMMANDS)) judge(name, sizes, command, results.map((each) => each[command]));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const fault of faults) console.log(`MISSED: ${fault}`);
process.exitCode = faults.length ? 1 : 0;

function prepare() {
  const peak = join(folder, "peak");
  run("cc", ["-O2", "-o", peak, join(root, "tests", "benches", "peak.c")]);
  return peak;
}

function measureMachine(peak, axis, size) {
  const place = join(folder, `${axis}-${size}`);
  const { env, versions } = makeMachine(program, place, { [axis]: size });
  const results = {};
  for (const [name, words] of Object.entries(COMMANDS)) {
    const argv = (round) => {
      const rest = name === "use" ? [versions[round % versions.length]] : [];
      return [program, words[0], ...rest, ...words.slice(1)];
    };
    const once = (round) => measure(peak, argv(round), env);
    once(0);
    const [begun, runs] = [performance.now(), []];
    for (let round = 1; round <= ROUNDS && (round < 4 || performance.now() - begun < SECONDS * 1_000); round += 1) {
      runs.push(once(round));
    }
    const median = (key) => runs.map((each) => each[key]).sort((one, other) => one - other)[runs.length >> 1];
    results[name] = {
      milliseconds: median("nanoseconds") / 1e6,
      megabytes: median("kilobytes") / 1_000,
      reads: median("reads"),
      bytes: median("bytes"),
      instructions: median("nanoseconds") < FASTEST * 1e6 ? instructions(argv(runs.length + 1), env) : null,
    };
  }
  rmSync(place, { recursive: true });
  const line = Object.entries(results).map(([name, each]) => `${name} ${each.milliseconds.toFixed(1)} ms`);
  say(`${size}: ${line.join(", ")}`);
  return results;
}

function measure(peak, argv, env) {
  const done = spawnSync(peak, argv, { env: { ...process.env, ...env }, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const result = JSON.parse(done.stdout || "{}");
  if (result.code !== 0) throw new Error(`${argv.join(" ")}: exit code ${result.code}`);
  return result;
}

/** How many instructions a command took; `null` if nothing here counts them. */
function instructions(argv, env) {
  const words = ["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", ...argv];
  const done = spawnSync("valgrind", words, { env: { ...process.env, ...env }, encoding: "utf8", maxBuffer: 1 << 30 });
  const count = /I\s+refs:\s+([\d,]+)/.exec(done.stderr ?? "")?.[1];
  return count ? Number(count.replaceAll(",", "")) : null;
}

/** Whether what a command read grows at most as fast as the size, and for the present, not with the past. */
function judge(axis, sizes, command, results) {
  for (const [what, slack] of Object.entries(COUNTED)) {
    const values = results.map((each) => each[what]).filter((value) => value !== null && value >= 0);
    if (values.length < 2) {
      say(`${command}: ${what} are not counted here`);
      continue;
    }
    let steepest = 0;
    for (let index = 1; index < values.length; index += 1) {
      const [more, grown] = [sizes[index] - sizes[index - 1], values[index] - values[index - 1]];
      const allowed = slack + 1.25 * steepest * more;
      if (index > 1 && grown > allowed) {
        faults.push(`${command}, ${sizes[index]} ${axis}: ${grown} more ${what}; linear were ${Math.round(allowed)}`);
      }
      steepest = Math.max(steepest, grown / more);
    }
    // Between 64 and 128 changes have their own file.
    const [some, most] = [values[sizes.indexOf(1_000)], values.at(-1)];
    const isOfThePast = axis === "changes" && OF_THE_PRESENT.includes(command) && what !== "instructions";
    if (isOfThePast && most > some + (what === "reads" ? 300 : 1_000_000)) {
      faults.push(`${command}: ${most} ${what} with ${sizes.at(-1)} changes, and ${some} with 1,000`);
    }
  }
}

function tableOf(sizes, { title }, results) {
  const names = Object.keys(COMMANDS);
  const cell = ({ milliseconds, megabytes, reads }) => `${milliseconds.toFixed(1)} ms, ${megabytes.toFixed(1)} MB, ${reads}`;
  const rows = sizes.map((size, at) => [size.toLocaleString("en-US"), ...names.map((name) => cell(results[at][name]))]);
  return [[title, ...names.map((name) => `\`${name}\``)], ...rows];
}

/** Writes the plots of an axis, and its part of the document. */
function write(axis, sizes, { title }, [header, ...rows], results) {
  const names = Object.keys(COMMANDS);
  const lines = (key) => names.map((name) => ({ name, points: sizes.map((size, at) => [size, results[at][name][key]]) }));
  const pictures = join(root, "docs", "pictures");
  mkdirSync(pictures, { recursive: true });
  const plot = (what, key, unit) => {
    const text = `${title}: ${what} of commands`;
    const name = `growth-${axis}-${what}.svg`;
    writeFileSync(join(pictures, name), chart({ title: text, x: title, y: `${what} (${unit})`, unit: (at) => `${at} ${unit}`, lines: lines(key) }));
    return `![${text}](pictures/${name})`;
  };
  const machine = `${cpus().length} processors (${cpus()[0]?.model.trim()}), Linux ${release().match(/^\d+\.\d+/)?.[0] ?? ""}, files in memory`;
  const part = [
    plot("time", "milliseconds", "ms"),
    "",
    plot("memory", "megabytes", "MB"),
    "",
    ...[header, header.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`),
    "",
    `Time, peak memory, and calls that read. Medians of up to ${ROUNDS} runs on ${machine}.`,
  ];
  const [begin, end] = ["begin", "end"].map((which) => `<!-- ${axis}: ${which} -->`);
  const document = readFileSync(DOCUMENT, "utf8");
  const [before, rest] = document.split(begin);
  writeFileSync(DOCUMENT, `${before}${begin}\n\n${part.join("\n")}\n\n${end}${rest.split(end)[1]}`);
}

function run(command, words) {
  const done = spawnSync(command, words, { cwd: root, stdio: "inherit" });
  if (done.status !== 0) throw new Error(`${command} ${words.join(" ")} failed`);
}
