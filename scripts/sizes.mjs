// npm run sizes [-- --build] [-- --crates PACKAGE] [-- PROGRAM]: the sizes of the built programs and packages, and what
// each crate costs in one.
//
// --crates lists the direct dependencies of one of our packages, such as upgo-cli, with the number of crates that each
// brings: those that nothing else wants, and all. A released program has no symbols. --build builds `upgo` again like a
// release, but with them, into target/sizes; PROGRAM names another unstripped program. A generic function counts for
// the crate that wrote it, or, if that is the standard library, for the first other crate among its types. What the
// linker has merged or inlined counts where it ended up.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { directDependencies, packageGraph } from "./lib/dependencies.mjs";
import { hostTarget } from "./lib/programs.mjs";
import { heading, say, table } from "./lib/report.mjs";
import { BOUND, costs, sections } from "./lib/sizes.mjs";
import { root } from "./lib/tools.mjs";

/** The crates and functions that are listed. */
const [CRATES, FUNCTIONS] = [40, 25];

const { values: options, positionals } = parseArgs({
  options: { build: { type: "boolean" }, crates: { type: "string" } },
  allowPositionals: true,
});
const target = join(root, "target");
const own = join(target, "sizes", "release", "upgo");

if (options.crates) {
  listCrates(options.crates);
  process.exit();
}
built();
if (options.build) build();
const program = positionals[0] ?? (existsSync(own) ? own : undefined);
if (program) await listCosts(program);
else say("what each crate costs: npm run sizes -- --build (as long as a release build)");

/** The programs and packages that are there. */
function built() {
  heading("built");
  const programs = ["release", `${hostTarget()}/release`, "x86_64-pc-windows-gnu/release"].flatMap((folder) =>
    ["upgo", "upgo.exe", "upgo-desktop", "upgo-desktop.exe", "upgo-launcher.exe"].map((name) => join(target, folder, name)),
  );
  const packages = join(target, "packages");
  const packed = existsSync(packages) ? readdirSync(packages).map((name) => join(packages, name)) : [];
  const files = [...programs, ...packed].filter((file) => existsSync(file) && statSync(file).isFile());
  if (files.length === 0) console.log("  nothing: npm run build");
  else table(files.map((file) => [megabytes(statSync(file).size), verdict(file), relative(root, file)]));
}

function verdict(file) {
  if (file !== join(target, hostTarget(), "release", "upgo")) return "";
  return statSync(file).size <= BOUND ? "within 9 MB" : "MISSED: 9 MB";
}

function build() {
  const args = ["build", "--release", "--locked", "-p", "upgo-cli", "--bin", "upgo", "--target-dir", join(target, "sizes")];
  say(`cargo ${args.join(" ")}`);
  const env = { ...process.env, CARGO_PROFILE_RELEASE_STRIP: "none" };
  const done = spawnSync("cargo", args, { cwd: root, env, stdio: "inherit" });
  if (done.status !== 0) process.exit(1);
}

function listCrates(name) {
  const rows = directDependencies(packageGraph(hostTarget()), name);
  heading(`direct dependencies of ${name}: crates that only this one brings, all that it needs, and who wants it`);
  table(rows.map(({ name, alone, all, by }) => [String(alone).padStart(4), String(all).padStart(4), name, by.join(", ")]));
}

async function listCosts(program) {
  const { crates, functions, total } = await costs(program);
  if (crates.length === 0) return void console.error(`${program} has no symbols`);
  heading(`sections of ${relative(root, program)}`);
  table(sections(program).map(({ name, size }) => [megabytes(size), name]));
  heading("crates: all, code, data");
  const share = (size) => `${((100 * size) / total).toFixed(1)} %`.padStart(6);
  table(crates.slice(0, CRATES).map(({ name, code, data }) => [megabytes(code + data), share(code + data), megabytes(code), megabytes(data), name]));
  const rest = crates.slice(CRATES).reduce((sum, { code, data }) => sum + code + data, 0);
  console.log(`  ${megabytes(rest)} in ${Math.max(0, crates.length - CRATES)} others, ${megabytes(total)} in all`);
  heading("the largest functions and tables");
  table(functions.slice(0, FUNCTIONS).map(({ size, name }) => [`${(size / 1e3).toFixed(0)} kB`.padStart(7), name.slice(0, 150)]));
}

function megabytes(size) {
  return `${(size / 1e6).toFixed(2)} MB`.padStart(9);
}
