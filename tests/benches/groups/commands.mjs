// Commands of Upgo: those that read much, and those that must feel instant.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeDatabase, writeReports } from "../fleet.mjs";
import { upgoIn } from "./folders.mjs";

const MODULES = 2_000;

/** Each module has ten folders with ten files. */
export async function projects(tools) {
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
export async function fleet(tools) {
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
export async function quick(tools) {
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
