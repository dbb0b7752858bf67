// The cases of `npm run bench`: groups of cases, and the rows that compare two of them.
//
// A case is a function from the round to the commands to run: `{argv, env, cwd, after}` or a list of them, where those
// with `aside` do not count. A row is `{what, ours, than, bound}`; with `memory`, its value is the peak memory in MB.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeDatabase, writeReports } from "./fleet.mjs";

const TAR_GZ = "go1.27.3.linux-amd64.tar.gz";
const ZIP = "go1.27.3.windows-amd64.zip";

/** Bytes per second of a fast connection. */
const LINE = 40_000_000;

export const groups = [
  { name: "unpack", about: "a local archive, into memory", set: unpackInMemory },
  { name: "install", about: "from a server on loopback, hashed and unpacked in one pass, into memory", set: install },
  { name: "limit", about: "an archive on this machine, in memory, against inflating it and nothing else", set: limit, rounds: 15 },
  { name: "line", about: "the same from a server limited to 40 MB/s in total", set: slowLine },
  { name: "patch", about: "go1.27.3 beside go1.27.2, whole or only what differs, from loopback and at 40 MB/s", set: patch },
  { name: "upgrade", about: "go1.27.2 to go1.27.3 with the test of the new Go, from loopback and at 40 MB/s, into memory", set: upgrade },
  { name: "disk", about: "a local archive onto ext4, flushed", set: unpackOnDisk, needs: needsExt4 },
  { name: "verify", about: "every file of an installed Go compared, in memory", set: verify },
  { name: "remove", about: "a tree, in memory", set: remove },
  { name: "projects", about: "2,000 modules among 200,000 files, in memory", set: projects, rounds: 11, unit: milliseconds },
  { name: "fleet", about: "the overview of 100,000 reports in one folder, in memory", set: fleet, rounds: 3 },
  { name: "quick", about: "commands that must feel instant", set: quick, rounds: 41, unit: milliseconds },
  { name: "confined", about: "go build within the limits of a rehearsal, in memory", set: confined },
  { name: "launcher", about: "go.exe version under Wine", set: launcher, needs: needsWine, rounds: 21, unit: milliseconds },
];

function milliseconds(value) {
  return `${(value * 1000).toFixed(2)} ms`;
}

/** Gives each case and round its own folder. */
function folders(root, { keep = false } = {}) {
  let number = 0;
  return (run) => () => {
    number += 1;
    const folder = join(root, String(number));
    mkdirSync(folder);
    const after = () => keep || rmSync(folder, { recursive: true, force: true });
    return { after, ...run(folder) };
  };
}

function unpackInMemory(tools) {
  const fresh = folders(tools.memory());
  const [tarGz, zip] = [tools.archive(TAR_GZ), tools.archive(ZIP)];
  const unpack = (archive, env) => fresh((folder) => ({ argv: [tools.hands, "unpack", archive.path, folder], env }));
  const cases = new Map([
    ["tar xzf", fresh((folder) => ({ argv: ["tar", "xzf", tarGz.path, "-C", folder] }))],
    ["tar.gz", unpack(tarGz)],
    ["unzip -q", fresh((folder) => ({ argv: ["unzip", "-q", zip.path, "-d", folder] }))],
    ["zip", unpack(zip)],
  ]);
  if (tools.slowClose) {
    cases.set("tar.gz, slow close", unpack(tarGz, { LD_PRELOAD: tools.slowClose }));
    cases.set("zip, slow close", unpack(zip, { LD_PRELOAD: tools.slowClose }));
  }
  const ripunzip = tools.peer("ripunzip");
  if (ripunzip) {
    cases.set("ripunzip", fresh((folder) => ({ argv: [ripunzip, "unzip-file", zip.path, "-d", folder] })));
  }
  const rows = [
    { what: "unpack a tar.gz", ours: "tar.gz", than: "tar xzf", bound: 0.42 },
    { what: "unpack a zip", ours: "zip", than: "unzip -q", bound: 0.25 },
    { what: "unpack a zip", ours: "zip", than: "ripunzip" },
    { what: "memory for a tar.gz", ours: "tar.gz", memory: true, bound: 32 },
    { what: "memory for a zip", ours: "zip", memory: true, bound: 64 },
    { what: "a close takes 1 ms, tar.gz", ours: "tar.gz, slow close", than: "tar.gz", bound: 4 },
    { what: "a close takes 1 ms, zip", ours: "zip, slow close", than: "zip", bound: 4 },
  ];
  return { cases, rows };
}

async function install(tools) {
  const fresh = folders(tools.memory());
  const [tarGz, zip] = [tools.archive(TAR_GZ), tools.archive(ZIP)];
  const url = await tools.serve(tools.archives);
  const cases = new Map([
    ["tar xzf", fresh((folder) => ({ argv: ["tar", "xzf", tarGz.path, "-C", folder] }))],
    ["upgo install", fresh((folder) => upgoInstall(tools, url, folder))],
    ["unzip -q", fresh((folder) => ({ argv: ["unzip", "-q", zip.path, "-d", folder] }))],
    ["zip", fresh((folder) => ({ argv: [tools.hands, "receive", url + ZIP, zip.sha256, folder] }))],
  ]);
  const [goup, ripunzip] = [tools.peer("goup-rs"), tools.peer("ripunzip")];
  if (goup) cases.set("goup-rs", fresh((folder) => goupInstall(goup, url, folder)));
  if (ripunzip) {
    cases.set("ripunzip", fresh((folder) => ({ argv: [ripunzip, "unzip-uri", url + ZIP, "-d", folder] })));
  }
  const rows = [
    { what: "upgo install (tar.gz)", ours: "upgo install", than: "tar xzf", bound: 0.42 },
    { what: "upgo install (tar.gz)", ours: "upgo install", than: "goup-rs", bound: 0.5 },
    { what: "the pass of an install (zip)", ours: "zip", than: "unzip -q", bound: 0.25 },
    { what: "the pass of an install (zip)", ours: "zip", than: "ripunzip", bound: 0.6 },
    { what: "memory for a tar.gz", ours: "upgo install", memory: true, bound: 32 },
    { what: "memory for a zip", ours: "zip", memory: true, bound: 64 },
  ];
  return { cases, rows };
}

/** `upgo install` also computes the hash of the tree, asks the checksum database, and writes the journal. */
async function limit(tools) {
  const memory = tools.memory();
  const [tarGz, zip] = [tools.archive(TAR_GZ), tools.archive(ZIP)];
  const { url, env } = await withProof(tools, makeModule(tools, memory));
  const file = ["install", tarGz.path, "--sha256", tarGz.sha256];
  const cases = new Map([
    ["inflate tar.gz", () => ({ argv: [tools.hands, "inflate", tarGz.path] })],
    ["upgo install", proven(tools, memory, { url, env }, [], file)],
    ["inflate zip", () => ({ argv: [tools.hands, "inflate", zip.path] })],
    ["zip", folders(memory)((folder) => ({ argv: [tools.hands, "read", zip.path, zip.sha256, folder] }))],
  ]);
  const rows = [
    { what: "upgo install (tar.gz)", ours: "upgo install", than: "inflate tar.gz", bound: 1.15 },
    { what: "the pass of an install (zip)", ours: "zip", than: "inflate zip", bound: 1.2 },
  ];
  return { cases, rows };
}

/** Makes the module of the newest archive as a module proxy has it, which takes longer than a round. */
function makeModule(tools, memory) {
  const [module, toolchain] = [join(memory, "module.zip"), "go1.27.3.linux-amd64"];
  const made = [join(tools.root, "tests/benches/module.py"), tools.archive(TAR_GZ).path, toolchain, module];
  return { module, toolchain, h1: execFileSync("python3", made, { encoding: "utf8" }).trim() };
}

/** Serves the archives, this module, and a checksum database with its hash. */
async function withProof(tools, module, options = {}) {
  const url = await tools.serve(tools.archives, { ...options, ...module });
  const database = await (await fetch(`${url}gosumdb`)).text();
  return { url, env: { GOSUMDB: `${database} ${url}`, GOPROXY: url } };
}

/** A command of Upgo in a new home, after others that do not count, where the database proves what is installed. */
function proven(tools, memory, { url, env: database }, before, command) {
  return () => {
    const folder = mkdtempSync(join(memory, "home-"));
    const env = { ...upgoIn(folder, url), ...database };
    const run = (argv) => ({ argv: [tools.upgo, ...argv, "--quiet"], env });
    const aside = [["settings", "set", "proof-for-own-feed", "true"], ...before];
    const after = () => rmSync(folder, { recursive: true, force: true });
    return [...aside.map((argv) => ({ ...run(argv), aside: true })), { ...run(command), after }];
  };
}

function upgoInstall(tools, url, folder) {
  return { argv: [tools.upgo, "install", "go1.27.3", "--quiet"], env: upgoIn(folder, url) };
}

function upgoIn(folder, url) {
  const root = join(folder, "upgo");
  const home = { UPGO_HOME: root, HOME: folder, PATH: `${join(root, "bin")}:${process.env.PATH}` };
  return { ...home, UPGO_FEED_URL: url, UPGO_NO_MODIFY_PATH: "1", GOSUMDB: "off" };
}

function goupInstall(goup, url, folder) {
  const registry = url.replace(/\/$/, "");
  const env = { GOUP_HOME: folder, HOME: folder, GOUP_GO_REGISTRY: registry, GOUP_GO_REGISTRY_INDEX: registry };
  return { argv: [goup, "install", "--use-raw-version", "1.27.3"], env };
}

async function slowLine(tools) {
  const fresh = folders(tools.memory());
  const url = await tools.serve(tools.archives, { rate: LINE });
  const [goup, zip] = [tools.peer("goup-rs"), tools.archive(ZIP)];
  const download = (filename) => fresh((folder) => ({ argv: ["curl", "-s", "-o", join(folder, filename), url + filename] }));
  const cases = new Map([
    ["curl, tar.gz", download(TAR_GZ)],
    ["upgo install", fresh((folder) => upgoInstall(tools, url, folder))],
    ["curl, zip", download(ZIP)],
    ["zip", fresh((folder) => ({ argv: [tools.hands, "receive", url + ZIP, zip.sha256, folder] }))],
  ]);
  if (goup) cases.set("goup-rs", fresh((folder) => goupInstall(goup, url, folder)));
  const rows = [
    { what: "upgo install (tar.gz)", ours: "upgo install", than: "curl, tar.gz", bound: 1.05 },
    { what: "the pass of an install (zip)", ours: "zip", than: "curl, zip", bound: 1.05 },
    { what: "upgo install (tar.gz)", ours: "upgo install", than: "goup-rs" },
  ];
  return { cases, rows };
}

/** `upgo history --json` has the bytes that an upgrade has fetched. */
async function patch(tools) {
  const memory = tools.memory();
  const module = makeModule(tools, memory);
  const cases = new Map();
  for (const [place, options] of [["loopback", {}], ["40 MB/s", { rate: LINE }]]) {
    const server = await withProof(tools, module, options);
    for (const [what, whole] of [["whole", "true"], ["parts", "false"]]) {
      const before = [["settings", "set", "whole-archives", whole], ["install", "go1.27.2"]];
      cases.set(`${what}, ${place}`, proven(tools, memory, server, before, ["install", "go1.27.3"]));
    }
  }
  const rows = [
    { what: "only what differs, from loopback", ours: "parts, loopback", than: "whole, loopback" },
    { what: "only what differs, at 40 MB/s", ours: "parts, 40 MB/s", than: "whole, 40 MB/s" },
    { what: "memory for it", ours: "parts, loopback", memory: true, bound: 64 },
  ];
  return { cases, rows };
}

let onDisk;

function needsExt4(tools) {
  onDisk = tools.ext4();
  return onDisk ? null : "there is no ext4 to write to";
}

/**
 * `upgo install` is the same without the test, the switch and the check after it. Rustup downloads, compares the digest,
 * unpacks and switches, and starts nothing of a new toolchain; it is done here by the usual programs.
 */
async function upgrade(tools) {
  const memory = tools.memory();
  const fresh = folders(memory);
  const goup = tools.peer("goup-rs");
  const { sha256 } = tools.archive(TAR_GZ);
  const untested = `curl -s -o go.tar.gz "$0" && echo "${sha256}  go.tar.gz" | sha256sum --quiet -c && tar xzf go.tar.gz && ln -s go current`;
  const cases = new Map();
  const rows = [];
  for (const [place, options] of [["loopback", {}], ["40 MB/s", { rate: LINE }]]) {
    const url = await tools.serve(tools.archives, options);
    const [ours, rest, plain, peer] = ["upgrade", "install", "untested", "goup-rs"].map((what) => `${what}, ${place}`);
    cases.set(ours, afterOlder(tools, memory, url, ["upgrade"]));
    cases.set(rest, afterOlder(tools, memory, url, ["install", "go1.27.3"]));
    cases.set(plain, fresh((folder) => ({ argv: ["sh", "-c", untested, url + TAR_GZ], cwd: folder })));
    if (goup) cases.set(peer, fresh((folder) => goupInstall(goup, url, folder)));
    rows.push(
      { what: "upgo upgrade", ours, than: rest, bound: 2 },
      { what: "upgo upgrade", ours, than: plain },
      { what: "upgo upgrade", ours, than: peer },
    );
  }
  return { cases, rows };
}

/** A command of Upgo in a new home, after the installation of an older Go, which does not count. */
function afterOlder(tools, memory, url, command) {
  return () => {
    const folder = mkdtempSync(join(memory, "home-"));
    const run = (argv) => ({ argv: [tools.upgo, ...argv, "--quiet"], env: upgoIn(folder, url) });
    const after = () => rmSync(folder, { recursive: true, force: true });
    return [{ ...run(["install", "go1.27.2", "--use"]), aside: true }, { ...run(command), after }];
  };
}

/** Nothing is deleted between the runs; otherwise this would measure ext4 instead of Upgo. */
function unpackOnDisk(tools) {
  const fresh = folders(onDisk, { keep: true });
  const [tarGz, zip] = [tools.archive(TAR_GZ), tools.archive(ZIP)];
  const settled = { argv: ["sync", "-f", onDisk], aside: true };
  const shell = (script, ...rest) => ({ argv: ["sh", "-c", `${script} && sync -f "$2"`, "sh", ...rest] });
  const after = (job) => (round) => [settled, job(round)];
  const cases = new Map([
    ["tar xzf; sync", after(fresh((folder) => shell('tar xzf "$1" -C "$2"', tarGz.path, folder)))],
    ["tar.gz, flushed", after(fresh((folder) => ({ argv: [tools.hands, "unpack", tarGz.path, folder, "--sync"] })))],
    ["tar.gz", after(fresh((folder) => ({ argv: [tools.hands, "unpack", tarGz.path, folder] })))],
    ["unzip; sync", after(fresh((folder) => shell('unzip -q "$1" -d "$2"', zip.path, folder)))],
    ["zip, flushed", after(fresh((folder) => ({ argv: [tools.hands, "unpack", zip.path, folder, "--sync"] })))],
    ["zip", after(fresh((folder) => ({ argv: [tools.hands, "unpack", zip.path, folder] })))],
  ]);
  const rows = [
    { what: "unpack a tar.gz and flush", ours: "tar.gz, flushed", than: "tar xzf; sync" },
    { what: "unpack a zip and flush", ours: "zip, flushed", than: "unzip; sync" },
    { what: "what flushing costs, tar.gz", ours: "tar.gz, flushed", than: "tar.gz" },
    { what: "what flushing costs, zip", ours: "zip, flushed", than: "zip" },
  ];
  return { cases, rows };
}

/** The same files for both. The first round reads them into the page cache. */
async function verify(tools) {
  const folder = tools.memory();
  const url = await tools.serve(tools.archives);
  const env = upgoIn(folder, url);
  tools.run(tools.upgo, ["install", "go1.27.3", "--quiet"], env);
  const tree = join(folder, "upgo", "toolchains", "go1.27.3");
  const sums = 'cd "$1" && find . -type f -print0 | xargs -0 sha256sum > "$2"';
  const cases = new Map([
    ["sha256sum", () => ({ argv: ["sh", "-c", sums, "sh", tree, join(folder, "sums")] })],
    ["upgo verify", () => ({ argv: [tools.upgo, "verify", "go1.27.3", "--quiet"], env })],
  ]);
  return { cases, rows: [{ what: "upgo verify", ours: "upgo verify", than: "sha256sum", bound: 0.6 }] };
}

function remove(tools) {
  const fresh = folders(tools.memory());
  const { path } = tools.archive(TAR_GZ);
  const removing = (...argv) => fresh((folder) => ({ folder, argv: [...argv, folder] }));
  const filled = (job) => (round) => {
    const { folder, ...remove } = job(round);
    return [{ argv: [tools.hands, "unpack", path, folder], aside: true }, remove];
  };
  const cases = new Map([
    ["rm -rf", filled(removing("rm", "-rf"))],
    ["remove", filled(removing(tools.hands, "remove"))],
  ]);
  return { cases, rows: [{ what: "remove a tree", ours: "remove", than: "rm -rf", bound: 0.85 }] };
}

const MODULES = 2_000;

/** Each module has ten folders with ten files. */
async function projects(tools) {
  const folder = tools.memory();
  const tree = join(folder, "src");
  const digits = [...Array(10).keys()];
  for (let module = 0; module < MODULES; module += 1) {
    const root = join(tree, String(module % 50), `module-${module}`);
    for (const number of digits) {
      const inside = join(root, number === 0 ? "." : `package${number}`);
      mkdirSync(inside, { recursive: true });
      for (const file of digits) writeFileSync(join(inside, `file${file}.go`), "");
    }
    writeFileSync(join(root, "go.mod"), `module example.com/m${module}\n\ngo 1.26.0\n`);
  }
  const env = upgoIn(folder, await tools.serve(tools.archives));
  tools.run(tools.upgo, ["install", "go1.27.3", "--use", "--quiet"], env);
  const cases = new Map([
    ["find", () => ({ argv: [tools.hands, "find", tree, String(MODULES)] })],
    ["upgo projects", () => ({ argv: [tools.upgo, "projects", tree, "--quiet"], env })],
  ]);
  const rows = [];
  const fd = tools.peer("fd-find");
  if (fd) {
    cases.set("fd -H", () => ({ argv: [fd, "-H", "go.mod", tree] }));
    rows.push({ what: "find the modules", ours: "find", than: "fd -H", bound: 1.5 });
  }
  rows.push({ what: "upgo projects, with the Go of each", ours: "upgo projects", than: "find" });
  return { cases, rows };
}

/** Absolute bounds, which hold on two processors: there is no other program to compare with. */
async function fleet(tools) {
  const folder = tools.memory();
  const [reports, database, page] = ["reports", "database", "page.html"].map((name) => join(folder, name));
  writeReports(reports, 100_000);
  writeDatabase(tools.root, database);
  const env = {
    ...upgoIn(folder, await tools.serve(tools.archives)),
    UPGO_VULN_URL: pathToFileURL(`${database}/`).href,
  };
  tools.run(tools.upgo, ["check", "--quiet"], env);
  const overview = () => ({ argv: [tools.upgo, "fleet", reports, "--html", page, "--json"], env });
  const cases = new Map([["upgo fleet", overview]]);
  const rows = [
    { what: "an overview of 100,000 reports, in seconds", ours: "upgo fleet", bound: 60 },
    { what: "memory for it", ours: "upgo fleet", memory: true, bound: 500 },
  ];
  return { cases, rows };
}

/** Ten toolchains, as after years of use, with the whole feed and the whole vulnerability database in the cache. */
async function quick(tools) {
  const folder = tools.memory();
  const url = await tools.serve(tools.archives, { feed: join(tools.root, "crates/engine/tests/data/releases.json") });
  const database = join(folder, "database");
  writeDatabase(tools.root, database);
  const env = { ...upgoIn(folder, url), UPGO_VULN_URL: pathToFileURL(`${database}/`).href };
  const minors = [...Array(10).keys()];
  for (const minor of minors) {
    const { path, sha256 } = sampleArchive(folder, `go1.20.${minor + 1}`);
    // The list has these versions with the checksums of the real archives.
    const unlisted = { ...env, UPGO_FEED_URL: pathToFileURL(`${folder}/no list/`).href };
    tools.run(tools.upgo, ["install", path, "--sha256", sha256, "--quiet"], unlisted);
  }
  tools.run(tools.upgo, ["check", "--quiet"], env);
  tools.run(tools.upgo, ["use", "go1.20.1", "--quiet"], env);
  const command = (...argv) => () => ({ argv: [tools.upgo, ...argv], env });
  const cases = new Map([
    ["an empty program", () => ({ argv: [tools.empty] })],
    ["status", command("status", "--quiet")],
    ["list", command("list", "--quiet")],
    ["use", (round) => ({ argv: [tools.upgo, "use", `go1.20.${(round % 2) + 2}`, "--quiet"], env })],
    ["--version", command("--version")],
  ]);
  const rows = [
    { what: "upgo use", ours: "use", than: "an empty program", bound: 1.8 },
    { what: "upgo status", ours: "status", than: "an empty program" },
    { what: "upgo list", ours: "list", than: "an empty program", bound: 2 },
    { what: "upgo --version", ours: "--version", than: "an empty program" },
  ];
  return { cases, rows };
}

/** A toolchain that consists of one script, in an archive with an official name and layout. */
function sampleArchive(folder, version) {
  const tree = join(folder, version);
  mkdirSync(join(tree, "go", "bin"), { recursive: true });
  writeFileSync(join(tree, "go", "VERSION"), `${version}\ntime 2026-01-01T00:00:00Z\n`);
  // as much as the test of a toolchain asks for, before the first `use`
  const built = '#!/bin/sh\necho "upgo: it works" >&2\n';
  const script = `#!/bin/sh\n[ "$1" = build ] || exec echo go version ${version} linux/amd64\nprintf '${built}' > "$3"; chmod +x "$3"\n`;
  for (const program of ["go", "gofmt"]) {
    writeFileSync(join(tree, "go", "bin", program), script, { mode: 0o755 });
  }
  const path = join(folder, `${version}.linux-amd64.tar.gz`);
  execFileSync("tar", ["czf", path, "-C", tree, "go"]);
  return { path, sha256: createHash("sha256").update(readFileSync(path)).digest("hex") };
}

/** The packages of `fmt`: with an empty cache, and with nothing left to do, where starting within limits counts most. */
function confined(tools) {
  const folder = tools.memory();
  const fresh = folders(folder);
  const tree = join(folder, "go");
  tools.run(tools.hands, ["unpack", tools.archive(TAR_GZ).path, tree]);
  const build = [join(tree, "bin", "go"), "build", "fmt"];
  const writing = (own) => ({ GOCACHE: join(own, "cache"), GOTMPDIR: own, TMPDIR: own, HOME: own });
  const env = (own) => ({ ...writing(own), GOENV: "off", GOFLAGS: "", GOTOOLCHAIN: "local", CGO_ENABLED: "0" });
  const plain = (own) => ({ argv: build, env: env(own), cwd: own });
  const limited = (own) => ({ ...plain(own), argv: [tools.hands, "confine", own, ...build] });
  const warm = join(folder, "warm");
  mkdirSync(warm);
  tools.run(build[0], build.slice(1), env(warm));
  const cases = new Map([
    ["go build", fresh(plain)],
    ["go build, limited", fresh(limited)],
    ["nothing to do", () => plain(warm)],
    ["nothing to do, limited", () => limited(warm)],
  ]);
  const rows = [
    { what: "go build, empty cache", ours: "go build, limited", than: "go build", bound: 1.15 },
    { what: "go build, nothing to do", ours: "nothing to do, limited", than: "nothing to do" },
  ];
  return { cases, rows };
}

function needsWine(tools) {
  return tools.windows ? null : "the build for Windows is not set up (npm run setup)";
}

/** The launcher under Wine. Wine itself takes most of the time, so only the difference counts. */
function launcher(tools) {
  const folder = tools.memory();
  const home = join(folder, "upgo");
  const tree = join(home, "toolchains", "go1.27.3");
  tools.run(tools.hands, ["unpack", tools.archive(ZIP).path, tree]);
  mkdirSync(join(home, "bin"));
  for (const name of ["go.exe", "go1.27.3.exe"]) copyFileSync(tools.launcher(), join(home, "bin", name));
  writeFileSync(join(home, "current"), "go1.27.3\n");
  const { env, runner } = tools.windows;
  const go = (program) => () => ({ argv: [runner, program, "version"], env });
  const cases = new Map([
    ["go.exe", go(join(tree, "bin", "go.exe"))],
    ["launcher", go(join(home, "bin", "go.exe"))],
    ["launcher of a version", go(join(home, "bin", "go1.27.3.exe"))],
  ]);
  const rows = [
    { what: "go version by the launcher", ours: "launcher", than: "go.exe" },
    { what: "without reading `current`", ours: "launcher of a version", than: "go.exe" },
  ];
  return { cases, rows };
}
