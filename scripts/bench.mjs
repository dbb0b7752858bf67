// npm run bench [-- --rounds N] [-- --peers] [-- --only GROUP] [-- --check]: compares Upgo with other programs
// (docs/internals/performance.md).
//
// Every case runs once per round, in alternating order. A row is the ratio of two medians. Prints value, bound and
// verdict. The exit code is 0 even if a bound is missed, because a busy machine is not an error; with --check, it is 1,
// and the last lines name what was missed or not measured. --peers builds missing programs from crates.io.
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, statfsSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { groups } from "../tests/benches/groups.mjs";
import { WINDOWS_TARGET, buildPrograms } from "./lib/programs.mjs";
import { bold, heading, say, table } from "./lib/report.mjs";
import { python, realGo, root, toolsFolder, windowsRigIfThere } from "./lib/tools.mjs";

/** The bound of the command line in bytes (docs/internals/performance.md). */
const SIZE = 9e6;
/** Programs from crates.io with similar functions. */
const PEERS = {
  "goup-rs": { version: "0.16.12", program: "goup" },
  ripunzip: { version: "2.0.3", program: "ripunzip" },
  "fd-find": { version: "10.5.0", program: "fd" },
};

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, peers: { type: "boolean" }, only: { type: "string" }, check: { type: "boolean" } },
});
const rounds = Number(options.rounds);
const target = join(root, "target");
const benches = join(root, "tests", "benches");
const cleanUp = [];
/** What missed its bound, or could not be compared with it. */
const [missed, unmeasured] = [[], []];

try {
  const tools = prepare();
  for (const group of groups.filter(({ name }) => !options.only || name === options.only)) {
    heading(`${group.name}: ${group.about}`);
    const skip = group.needs?.(tools);
    if (skip) unmeasured.push(`the group ${group.name}: ${skip}`);
    if (skip) console.log(`SKIPPED: ${skip}`);
    else await measureGroup(group, tools);
  }
  if (options.check) check(statSync(tools.upgo).size);
} finally {
  for (const action of cleanUp.reverse()) action();
}

/** Names what missed its bound. */
function check(size) {
  if (size > SIZE) missed.push(`the size of upgo: ${(size / 1e6).toFixed(1)} MB, bound ${SIZE / 1e6} MB`);
  heading("bounds");
  for (const what of unmeasured) console.log(`  not measured: ${what}`);
  for (const what of missed) console.log(`  MISSED: ${what}`);
  console.log(missed.length === 0 ? "all measured bounds are met" : `${missed.length} missed`);
  process.exitCode = missed.length === 0 ? 0 : 1;
}

/** Builds the measured programs. Returns their paths. */
function prepare() {
  const { upgo } = buildPrograms({ packages: ["upgo-cli"], release: true });
  const { hands } = buildPrograms({ packages: ["upgo-engine"], examples: ["hands"], release: true });
  mkdirSync(join(target, "benches"), { recursive: true });
  const empty = join(target, "benches", "empty");
  run("rustc", ["--edition", "2024", "-O", "-o", empty, join(benches, "empty.rs")]);
  const slowClose = join(target, "benches", "slow_close.so");
  const compiled = attempt("cc", ["-shared", "-fPIC", "-O2", "-o", slowClose, join(benches, "slow_close.c"), "-ldl"]);
  const archives = realGo();
  const index = JSON.parse(readFileSync(join(archives, "index.json"), "utf8")).archives;
  const archive = (name) => ({ path: join(archives, name), ...index.find(({ filename }) => filename === name) });
  const memory = () => scratch(writable("/dev/shm") ? "/dev/shm" : tmpdir());
  const programs = { upgo, hands, empty, slowClose: compiled ? slowClose : null, windows: windows(), launcher, peer };
  return { ...programs, archives, archive, root, run, memory, ext4, serve };
}

/** The path of another program, or `null` if it is missing. */
function peer(name) {
  const { version, program } = PEERS[name];
  const folder = join(toolsFolder, "bin", `${name}-${version}`);
  const path = join(folder, "bin", program);
  if (!existsSync(path) && options.peers) {
    say(`building ${name} ${version} (once)`);
    const build = ["install", "--quiet", "--locked", "--root", folder, "--target-dir", join(target, "peers"), name];
    if (!attempt("cargo", [...build, "--version", version])) say(`${name} could not be built`);
  }
  return existsSync(path) ? path : null;
}

function scratch(folder) {
  const path = mkdtempSync(join(folder, "upgo-bench-"));
  cleanUp.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/**
 * A folder on ext4, or `null`. It is a new file system if this process may mount one, because ext4 creates files up to
 * 30 times slower while it remembers recently deleted ones. Its image is on the disk, so flushing takes its usual time.
 */
function ext4() {
  const image = join(target, "benches", "ext4.img");
  const mount = scratch(tmpdir());
  rmSync(image, { force: true });
  const made = attempt("truncate", ["-s", "12G", image]) && attempt("mkfs.ext4", ["-q", "-F", image]);
  if (made && attempt("mount", ["-o", "loop", image, mount])) {
    cleanUp.push(() => rmSync(image, { force: true }), () => attempt("umount", [mount]));
    return mount;
  }
  rmSync(image, { force: true });
  const EXT4 = 0xef53;
  return statfsSync(target).type === EXT4 ? scratch(target) : null;
}

/** Starts the release server. Resolves to its address. */
function serve(archives, options = {}) {
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, [join(benches, "server.mjs"), archives, ...flags], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  cleanUp.push(() => child.kill());
  return new Promise((resolve, reject) => {
    child.stdout.once("data", (line) => resolve(line.toString().trim()));
    child.once("exit", () => reject(new Error("the release server exited")));
  });
}

/** The environment of the Windows rig, or `null`. */
function windows() {
  const env = windowsRigIfThere();
  const runner = env?.CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER;
  return runner ? { env, runner } : null;
}

/** Builds the launcher for Windows. Returns its path. */
function launcher() {
  return buildPrograms({ packages: ["upgo-launcher"], release: true, target: WINDOWS_TARGET })["upgo-launcher"];
}

async function measureGroup(group, tools) {
  const { cases, rows } = await group.set(tools);
  const results = new Map([...cases.keys()].map((name) => [name, []]));
  const load = [loadavg()[0]];
  for (let round = 0; round < (group.rounds ?? rounds); round += 1) {
    const order = round % 2 ? [...cases].reverse() : [...cases];
    for (const [name, job] of order) results.get(name).push(...measure(name, job(round)));
    load.push(loadavg()[0]);
  }
  report(rows, results, group.unit ?? seconds);
  console.log(`  load ${Math.min(...load).toFixed(1)} to ${Math.max(...load).toFixed(1)}`);
}

/** Runs the jobs of one case (a job is `{argv, env, cwd, after}`). Returns their durations. */
function measure(name, jobs) {
  const list = [jobs].flat();
  const options = { encoding: "utf8", stdio: ["pipe", "pipe", "inherit"], maxBuffer: 1 << 26 };
  const done = spawnSync(python, [join(benches, "measure.py")], { ...options, input: JSON.stringify(list) });
  const results = JSON.parse(done.stdout || "[]");
  const failed = results.find(({ code }) => code !== 0);
  if (failed || results.length !== list.length) throw new Error(`${name}: exit code ${failed?.code}`);
  for (const { after } of list) after?.();
  // preparations do not count
  return results.filter((_, index) => !list[index].aside);
}

function report(rows, results, unit) {
  const lines = [["what", "Upgo", "other", "", "ratio", "bound", "", "CPU ratio", "peak memory"].map(bold)];
  for (const row of rows) {
    const [ours, other] = [row.ours, row.than].map((name) => results.get(name) ?? []);
    if (!ours.length || (row.than && !other.length)) {
      if (row.bound !== undefined) unmeasured.push(nameOf(row));
      lines.push([row.what, "", row.than ?? "", "", "", bound(row.bound), "not measured", "", ""]);
      continue;
    }
    const value = row.memory ? peak(ours) / 1e6 : median(ours, "wall") / (other.length ? median(other, "wall") : 1);
    if (value > row.bound) missed.push(`${nameOf(row)}: ${value.toFixed(2)}, bound ${bound(row.bound, row.memory)}`);
    lines.push([
      row.what,
      unit(median(ours, "wall")),
      row.than ?? "",
      other.length ? unit(median(other, "wall")) : "",
      row.memory ? `${value.toFixed(0)} MB` : other.length ? value.toFixed(2) : "",
      bound(row.bound, row.memory),
      row.bound === undefined ? "" : value <= row.bound ? "met" : "MISSED",
      other.length ? (median(ours, "cpu") / median(other, "cpu")).toFixed(2) : "",
      `${(peak(ours) / 1e6).toFixed(0)} MB`,
    ]);
  }
  table(lines);
}

function nameOf({ what, than }) {
  return than ? `${what}, compared with ${than}` : what;
}

function bound(value, memory) {
  return value === undefined ? "" : memory ? `≤ ${value} MB` : `≤ ${value}`;
}

function seconds(value) {
  return `${value.toFixed(3)} s`;
}

function peak(results) {
  return Math.max(...results.map(({ rss }) => rss));
}

function median(results, key) {
  const sorted = results.map((result) => result[key]).sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function run(command, args, env = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  if (done.status !== 0) throw new Error(`${command} ${args.join(" ")} failed`);
}

function attempt(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: "ignore" }).status === 0;
}

function writable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
