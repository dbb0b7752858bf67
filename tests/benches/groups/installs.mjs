// Installations and upgrades: from a fast server and a slow one, with and without a proof, whole or only what differs.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { TAR_GZ, ZIP, folders, upgoIn } from "./folders.mjs";

/** Bytes per second of a fast connection. */
const LINE = 40_000_000;

export async function install(tools) {
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
export async function limit(tools) {
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

/** Makes the module of the newest archive as a module proxy would serve it, which takes longer than a round. */
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

function goupInstall(goup, url, folder) {
  const registry = url.replace(/\/$/, "");
  const env = { GOUP_HOME: folder, HOME: folder, GOUP_GO_REGISTRY: registry, GOUP_GO_REGISTRY_INDEX: registry };
  return { argv: [goup, "install", "--use-raw-version", "1.27.3"], env };
}

export async function slowLine(tools) {
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
export async function patch(tools) {
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

/**
 * `upgo install` is the same without the test, the switch and the check after it. Rustup downloads, compares the digest,
 * unpacks and switches, and starts nothing of a new toolchain; it is done here by the usual programs.
 */
export async function upgrade(tools) {
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
