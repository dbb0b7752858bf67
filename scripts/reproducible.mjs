// node scripts/reproducible.mjs [--target TRIPLE] [--package NAME]... [--shipped ARCHIVE]: builds the release twice and
// compares the bytes.
//
// The last commit is built in two folders, with other target folders, cargo homes, locales, time zones, permissions,
// times of the files and numbers of processes. --shipped compares them with the programs in the archive of a release,
// too, which was built elsewhere (upgo-VERSION-linux-amd64.zip). It takes twice the time of a release build, and 4 GB in TMPDIR. Exits
// with 1 if the programs differ or name a folder of the machine, says which bytes differ, and keeps the programs.
import { execFileSync } from "node:child_process";
import {
  copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync,
} from "node:fs";
import { availableParallelism, homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BuildFailed, buildPrograms } from "./lib/programs.mjs";
import { sha256 } from "./lib/release/files.mjs";
import { unzipped } from "./lib/release/zip.mjs";
import { heading, say } from "./lib/report.mjs";
import { differences, namedFolders } from "./lib/reproducible.mjs";
import { Unavailable, root } from "./lib/tools.mjs";

const { values: options } = parseArgs({
  options: {
    target: { type: "string" },
    package: { type: "string", multiple: true, default: ["upgo-cli"] },
    shipped: { type: "string" },
  },
});
const [commit, time] = git("log", "-1", "--format=%H %ct").toString().trim().split(" ");
const base = realpathSync(mkdtempSync(join(tmpdir(), "upgo-reproducible-")));
const cargoHome = process.env.CARGO_HOME || join(homedir(), ".cargo");

/** Two machines as different as one machine can show them. */
const MACHINES = [
  {
    folder: join(base, "a"),
    umask: 0o022,
    unpack: [],
    env: { CARGO_HOME: cargoHome, CARGO_TARGET_DIR: undefined, LC_ALL: "C", TZ: "UTC" },
  },
  {
    folder: join(base, "another-user", "src", "upgo"),
    umask: 0o077,
    unpack: ["--touch"], // the files are as old as the build
    env: {
      CARGO_HOME: linkedHome(join(base, "home-of-another-user")),
      CARGO_TARGET_DIR: join(base, "other-target"),
      CARGO_BUILD_JOBS: String(availableParallelism() + 1),
      LC_ALL: "C.UTF-8",
      LANGUAGE: "tr",
      TZ: "Asia/Kathmandu",
    },
  },
];

try {
  const [one, other] = MACHINES.map(build);
  const read = (programs) => Object.entries(programs).map(([name, file]) => [name, readFileSync(file)]);
  const [first, second] = [one, other].map((programs) => Object.fromEntries(read(programs)));
  const shipped = options.shipped && unzipped(readFileSync(options.shipped));
  const compared = Object.keys(first).map((name) => {
    const builds = [first[name], second[name], ...(shipped ? [inArchive(shipped, name)] : [])];
    return compare(name, builds);
  });
  const same = compared.every(Boolean);
  if (same) rmSync(base, { recursive: true, force: true });
  else say(`the programs are in ${base}`);
  process.exitCode = same ? 0 : 1;
} catch (error) {
  rmSync(base, { recursive: true, force: true });
  if (!(error instanceof BuildFailed || error instanceof Unavailable)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function git(...args) {
  return execFileSync("git", args, { cwd: root, maxBuffer: 1 << 28 });
}

/** A cargo home with another name and the same crates. */
function linkedHome(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(cargoHome)) symlinkSync(join(cargoHome, name), join(folder, name));
  return folder;
}

/** Builds the last commit as on this machine. Returns the programs' paths, by their names. */
function build({ folder, umask, unpack, env }) {
  heading(folder);
  process.umask(umask);
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-x", ...unpack], { cwd: folder, input: git("archive", commit) });
  const { package: packages, target } = options;
  const programs = buildPrograms({ packages, target, release: true, folder, env: { ...env, SOURCE_DATE_EPOCH: time } });
  const kept = Object.entries(programs).map(([name, file]) => {
    copyFileSync(file, join(folder, `${name}.built`));
    return [name, join(folder, `${name}.built`)];
  });
  rmSync(env.CARGO_TARGET_DIR ?? join(folder, "target"), { recursive: true, force: true });
  return Object.fromEntries(kept);
}

/** The program in the archive of a release. */
function inArchive(files, name) {
  const bytes = files[name] ?? files[`${name}.exe`];
  if (!bytes) throw new Unavailable(`${options.shipped} has no ${name}`);
  return bytes;
}

/** Reports whether all builds of a program are the same, and name no folder of the machine. */
function compare(name, builds) {
  const [first, ...others] = builds;
  const found = others.flatMap((other) => differences(first, other));
  const named = namedFolders(Buffer.concat(builds), [base, cargoHome, root]);
  heading(`${name}: ${found.length === 0 ? "the same bytes" : "DIFFERENT"}`);
  for (const bytes of builds) console.log(`  ${sha256(bytes)}  ${bytes.length} bytes`);
  for (const line of found) console.log(`  ${line}`);
  for (const folder of named) console.log(`  names ${folder}`);
  return found.length === 0 && named.length === 0;
}
