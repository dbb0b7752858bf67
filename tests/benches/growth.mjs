// Machines of a chosen size for `npm run bench:growth`: toolchains, releases, changes in the journal, entries of PATH. The
// measured program makes some of each by itself; the rest are copies of these, sealed again.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { crc32 } from "../../scripts/lib/release/zip.mjs";
import { makeSamples } from "../../scripts/lib/sample-go.mjs";

/** The size of a machine in every respect that is not measured. */
const USUAL = { toolchains: 10, releases: 363, changes: 50, path: 20 };
const TARGET = "linux-amd64";
/** Above this many entries in its folder, the journal has changes to move. */
const SINGLE = 130;
/** The toolchains that each machine has: one is in use, and `use` goes back and forth. */
const BOTH = ["1.20.1", "1.20.2"];

/** Makes a machine in `folder`. Returns the environment of its commands, and the versions between which `use` switches. */
export function makeMachine(upgo, folder, size = {}) {
  const wanted = { ...USUAL, ...size };
  const [home, mirror] = [join(folder, "upgo"), join(folder, "mirror")];
  mkdirSync(mirror, { recursive: true });
  const env = {
    HOME: folder,
    UPGO_HOME: home,
    UPGO_NO_MODIFY_PATH: "1",
    UPGO_FEED_URL: pathToFileURL(`${mirror}/`).href,
    GOSUMDB: "off",
    PATH: pathOf(folder, wanted.path),
  };
  const run = (...argv) => execFileSync(upgo, [...argv, "--quiet"], { env: { ...process.env, ...env }, stdio: "pipe" });
  const versions = wanted.toolchains === 1 ? BOTH.slice(0, 1) : BOTH;
  makeSamples(mirror, versions, TARGET);
  writeFileSync(join(mirror, "index.json"), JSON.stringify(releases(wanted.releases)));
  for (const version of versions) {
    const archive = `go${version}.${TARGET}.tar.gz`;
    const [sha256] = execFileSync("sha256sum", [join(mirror, archive)], { encoding: "utf8" }).split(" ");
    run("install", join(mirror, archive), "--sha256", sha256, "--use");
  }
  run("check");
  copyToolchains(home, versions[0], wanted.toolchains - versions.length);
  run("env", "set", "GOPRIVATE", "example.com");
  run("rollback");
  copyChanges(join(home, "journal"), wanted.changes);
  settle(join(home, "journal"), () => run("env", "set", "GOPRIVATE", `example${Math.random()}.com`));
  return { env, versions };
}

/** A PATH of folders that exist and have no `go`, after Upgo's own and before the system's. */
function pathOf(folder, count) {
  const own = Array.from({ length: Math.max(count - 3, 0) }, (_, index) => join(folder, "path", String(index)));
  for (const path of own) mkdirSync(path, { recursive: true });
  return [join(folder, "upgo", "bin"), ...own, "/usr/bin", "/bin"].join(":");
}

/** A release list, newest first, with names that Go can have. */
function releases(count) {
  const numbers = [];
  for (let patch = 0; numbers.length < count; patch += 1) {
    for (let line = 2; line <= 28; line += 1) numbers.push(patch ? `1.${line}rc${patch}` : `1.${line}`, `1.${line}.${patch + 1}`);
  }
  return numbers.slice(0, count).map((number) => ({
    version: `go${number}`,
    stable: !number.includes("rc"),
    files: ["linux-amd64.tar.gz", "linux-arm64.tar.gz", "windows-amd64.zip", "darwin-arm64.tar.gz"].map((name) => {
      const [os, arch] = name.split(/[-.]/);
      const sha256 = crc32(Buffer.from(`${number}${name}`)).toString(16).padStart(64, "0");
      return { filename: `go${number}.${name}`, os, arch, version: `go${number}`, sha256, size: 70_000_000, kind: "archive" };
    }),
  }));
}

function copyToolchains(home, like, count) {
  const [trees, receipts] = ["toolchains", "receipts"].map((name) => join(home, name));
  for (let index = 0; index < count; index += 1) {
    const version = `1.${10 + Math.floor(index / 20)}.${1 + (index % 20)}`;
    cpSync(join(trees, `go${like}`), join(trees, `go${version}`), { recursive: true });
    writeFileSync(join(trees, `go${version}`, "VERSION"), `go${version}\ntime 2026-01-01T00:00:00Z\n`);
    const receipt = JSON.parse(readFileSync(join(receipts, `go${like}.json`), "utf8"));
    writeFileSync(join(receipts, `go${version}.json`), sealed({ ...receipt, version: `go${version}` }));
  }
}

/** Copies the changes that there are, in turn, until there are `count`. An undo undoes the change before it. */
function copyChanges(journal, count) {
  const file = (id) => join(journal, `${String(id).padStart(8, "0")}.jsonl`);
  const models = readdirSync(journal)
    .filter((name) => /^\d+\.jsonl$/.test(name))
    .sort()
    .map((name) => readFileSync(join(journal, name), "utf8").trim().split("\n").map(JSON.parse));
  const begun = Date.now() - count * 60_000;
  for (let id = models.length + 1; id <= count; id += 1) {
    const at = new Date(begun + id * 60_000).toISOString();
    const lines = models[id % models.length].map(({ ...record }) => {
      if (record.at) record.at = at;
      if (record.plan?.undoes) record.plan = { ...record.plan, undoes: id - 1 };
      return sealed(record);
    });
    writeFileSync(file(id), `${lines.join("\n")}\n`);
  }
}

/** Lets the program move older changes, as it does before each change, until it has nothing left to move. */
function settle(journal, change) {
  let before = Infinity;
  for (let now = readdirSync(journal).length; now > SINGLE && now < before; now = readdirSync(journal).length) {
    before = now;
    change();
  }
}

/** JSON with the checksum of Upgo's own files (crates/engine/src/base/own_json.rs). */
function sealed({ sum, ...value }) {
  const text = JSON.stringify(value).slice(0, -1);
  return `${text},"sum":"${crc32(Buffer.from(text)).toString(16).padStart(8, "0")}"}`;
}
