// node scripts/fuzz.mjs [TARGET…] [--minutes N]: fuzzes parsers, guided by coverage (libFuzzer). Without a target: all.
//
// The targets are the tables of the engine, the toasts and the launcher; each has a corpus, tests/corpora/TARGET. What
// adds to the coverage is kept in target/fuzz/corpora, and what fails in target/fuzz/findings: it belongs into the
// corpus, with the repair. Needs a C++ compiler. The project's own toolchain suffices: the parsers are safe Rust, so
// there is no use for the sanitizers of a nightly one.
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { hostTarget } from "./lib/programs.mjs";
import { heading, table } from "./lib/report.mjs";
import { run } from "./lib/run.mjs";
import { root } from "./lib/tools.mjs";

/** Marks each edge of the program, and each comparison, for libFuzzer. */
const COVERAGE = [
  "-Cpasses=sancov-module",
  ...["level=4", "inline-8bit-counters", "pc-table", "trace-compares"].map((what) => `-Cllvm-args=-sanitizer-coverage-${what}`),
];
/** The bounds of one input: seconds, megabytes of memory for the whole program, and bytes. */
const BOUNDS = ["-timeout=10", "-rss_limit_mb=1024", "-max_len=65536"];

const corpora = join(root, "tests", "corpora");
const work = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "fuzz");
const known = readdirSync(corpora).sort();
const { values: options, positionals } = parseArgs({ options: { minutes: { type: "string", default: "1" } }, allowPositionals: true });
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0 || !(Number(options.minutes) > 0)) {
  console.error(`usage: node scripts/fuzz.mjs [TARGET…] [--minutes N]\nthe targets are: ${known.join(", ")}`);
  process.exit(2);
}
const program = await build();
const rows = [["target", "inputs", "per second", "coverage", "corpus", "result"]];
for (const name of positionals.length > 0 ? positionals : known) {
  heading(name);
  rows.push(await fuzz(name));
}
heading("result");
table(rows);
process.exitCode = rows.slice(1).every((row) => row.at(-1) === "ok") ? 0 : 1;

/** Builds the program. Its path. */
async function build() {
  const host = hostTarget();
  // With a target, the flags do not apply to build scripts, which have no libFuzzer.
  const args = ["build", "-p", "upgo-fuzz", "--features", "libfuzzer", "--profile", "fuzz", "--target", host];
  const env = { ...process.env, RUSTFLAGS: COVERAGE.join(" "), CARGO_TARGET_DIR: work };
  if ((await run("cargo", args, { env })) !== 0) process.exit(1);
  return join(work, host, "fuzz", "upgo-fuzz");
}

/** Runs a target to the end of its time, or to its first finding. Its row of the table. */
async function fuzz(name) {
  const [found, findings] = [join(work, "corpora", name), join(work, "findings")];
  for (const folder of [found, findings]) mkdirSync(folder, { recursive: true });
  const seconds = Math.ceil(Number(options.minutes) * 60);
  const args = [`-max_total_time=${seconds}`, ...BOUNDS, "-print_final_stats=1", `-artifact_prefix=${join(findings, name)}-`];
  const memory = existsSync("/dev/shm") ? { TMPDIR: "/dev/shm" } : {};
  const facts = { coverage: "", corpus: "", inputs: "", rate: "" };
  const code = await run(program, [...args, found, join(corpora, name)], {
    env: { ...process.env, ...memory, UPGO_FUZZ_TARGET: name },
    onLine: (line) => {
      const coverage = /cov: (\d+) .*corp: (\d+)\//.exec(line);
      if (coverage) [, facts.coverage, facts.corpus] = coverage;
      const stat = /stat::(number_of_executed_units|average_exec_per_sec): +(\d+)/.exec(line);
      if (stat) facts[stat[1].startsWith("number") ? "inputs" : "rate"] = stat[2];
      return !/^#\d+\s+(NEW|REDUCE)/.test(line);
    },
  });
  return [name, facts.inputs, facts.rate, facts.coverage, facts.corpus, code === 0 ? "ok" : "FOUND"];
}
