// The scripts for build servers in each shell that this machine has, with stand-ins for Upgo and Go: what they print is no
// command of a build server, and a program that cannot start is a failure.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, test } from "node:test";
import { sha256 } from "../../scripts/lib/release/files.mjs";
import { zipped } from "../../scripts/lib/release/zip.mjs";
import { root } from "../../scripts/lib/tools.mjs";

const SH = join(root, "packaging/ci/setup-upgo.sh");
const PS1 = join(root, "packaging/ci/setup-upgo.ps1");
const SHELLS = { dash: ["dash", SH], bash: ["bash", "--posix", SH], busybox: ["busybox", "sh", SH], pwsh: ["pwsh", "-NoProfile", "-NonInteractive", "-File", PS1] };
const PHASES = ["upgo", "go", "gate"];

const folder = mkdtempSync(join(tmpdir(), "upgo-ci-scripts-"));
const archive = zipped({ upgo: Buffer.from("a program that cannot start\0") }, 0);
const noArchive = Buffer.from("not found");
const releases = createServer((request, response) => response.end(request.url.startsWith("/v0.0.9/") ? noArchive : archive));
before(() => new Promise((listening) => releases.listen(0, "127.0.0.1", listening)));
after(() => {
  releases.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the scripts start, without an Upgo or a Go of this machine. */
const tools = join(folder, "tools");
mkdirSync(tools);
const pathOf = (name) => spawnSync("sh", ["-c", 'command -v "$0"', name], { encoding: "utf8" }).stdout.trim();
for (const name of "sh dash bash busybox pwsh cat curl dirname find grep mkdir mktemp printenv readlink rm sed sha256sum tr uname unzip".split(" ")) {
  if (pathOf(name)) symlinkSync(pathOf(name), join(tools, name));
}

/** A test for each shell. */
function eachShell(what, run) {
  for (const [name, command] of Object.entries(SHELLS)) {
    const skip = !existsSync(join(tools, command[0])) && `${name} is missing`;
    test(`${name}: ${what}`, { skip }, () => run(command));
  }
}

let places = 0;
/** Runs a phase with these programs (name → text, or bytes and mode) first on PATH. Returns what it printed and left. */
async function phase([shell, ...words], name, programs, variables = {}) {
  const place = join(folder, `${(places += 1)}`);
  for (const each of ["", "bin", "home", "temp"]) mkdirSync(join(place, each));
  for (const [program, [text, mode]] of Object.entries(programs)) writeFileSync(join(place, "bin", program), text, { mode });
  const env = {
    PATH: [join(place, "bin"), tools].join(delimiter),
    HOME: place,
    TMPDIR: join(place, "temp"),
    AGENT_TEMPDIRECTORY: join(place, "temp"),
    TF_BUILD: "True",
    UPGO_HOME: join(place, "home"),
    UPGO_SETUP_VERSION: "1.2.3",
    UPGO_SETUP_SHA256: sha256(archive),
    UPGO_SETUP_BASE_URL: `http://127.0.0.1:${releases.address().port}`,
    UPGO_SETUP_GO_VERSION: "1.27.3",
    UPGO_SETUP_RESULTS: join(place, "results.xml"),
    ...variables,
  };
  const child = spawn(shell, [...words, name], { env, cwd: place, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const status = await new Promise((closed) => child.on("close", closed));
  return { status, output, hasResults: existsSync(join(place, "results.xml")) };
}

// Where they look for commands: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs and
// https://github.com/microsoft/azure-pipelines-agent/blob/master/src/Microsoft.VisualStudio.Services.Agent/Command.cs
const COMMAND = /##|::/;
const OURS = new RegExp(String.raw`^##vso\[task\.(?:setvariable variable=UPGO_\w+|prependpath|uploadsummary)\](?:1|1\.27\.3|${folder}/.*)$`);
/** The first lines in which one could be, except ours. */
const commands = (output) => output.split("\n").filter((line) => COMMAND.test(line) && !OURS.test(line)).slice(0, 3);

/** Names of folders in somebody's repository, as a terminal could show them. */
const NAMES = ["", " ", "a", "\t", "\r", "\u001b[0m", "\u0085", "\u2028", "\u00a0", "\ufeff", "\u00e4", "# ", ": ", ":#"].flatMap((start) =>
  [2, 3, 4, 5, 6, 7].flatMap((count) => [
    ...["vso[task.prependpath]/evil", "VSO[task.complete result=Failed;]", "[add-path]/evil", "[error]x"].map((rest) => start + "#".repeat(count) + rest),
    ...["add-path::/evil", "#:error::x"].map((rest) => start + ":".repeat(count) + rest),
  ]),
);
const HOSTILE = `${NAMES.join("\n")}\n${NAMES.join("")}`;

/** A program that prints the names on both streams, and exits with a code. */
const printing = (code) => [`#!/bin/sh\ncat <<'END'\n${HOSTILE}\nEND\ncat >&2 <<'END'\n${HOSTILE}\nEND\nexit ${code}\n`, 0o755];

eachShell("no name in a repository is a command of the build server", async (shell) => {
  for (const [name, code] of [["gate", 10], ["gate", 3], ["go", 7], ["go", 0]]) {
    const ran = await phase(shell, name, { upgo: printing(code), go: printing(code) });
    assert.deepEqual(commands(ran.output), [], `${name} ${code}`);
    assert.ok(ran.output.includes("vso[task.prependpath]/evil"), "the names are shown");
    assert.equal(ran.status, name === "go" && code === 0 ? 1 : code, ran.output);
  }
  const ran = await phase(shell, "gate", {}, { UPGO_SETUP_FOLDER: "a\n###vso[task.prependpath]evil\n:::add-path::evil" });
  assert.deepEqual([commands(ran.output), ran.status], [[], 1], ran.output);
});

const UNABLE = {
  "of another processor": [Buffer.from("\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\xff\0", "latin1"), 0o755],
  "without the permission": ["#!/bin/sh\nexit 0\n", 0o644],
  "that is missing": undefined,
};

eachShell("a phase fails whose program cannot start", async (shell) => {
  for (const [what, program] of Object.entries(UNABLE)) {
    for (const name of PHASES) {
      const ran = await phase(shell, name, program ? { upgo: program } : {});
      assert.ok(ran.status > 0 && ran.status !== 10, `${name}, a program ${what}: ${ran.status}\n${ran.output}`);
      assert.ok(!ran.hasResults, `${name}, a program ${what}`);
      if (name === "gate") assert.match(ran.output, /^It could not be checked whether files disagree about Go$/m);
    }
    const installs = { upgo: ["#!/bin/sh\nexit 0\n", 0o755], ...(program && { go: program }) };
    assert.ok((await phase(shell, "go", installs)).status > 0, `a Go ${what}`);
  }
});

test("pwsh: each failure is one sentence, and names with [ and ] are no patterns", { skip: !existsSync(join(tools, "pwsh")) && "pwsh is missing" }, async () => {
  const bracketed = join(folder, "t[e]mp");
  mkdirSync(bracketed);
  const installed = await phase(SHELLS.pwsh, "upgo", { upgo: ['#!/bin/sh\necho \'{"plan":{"to":"go1.27.3"}}\'\n', 0o755] }, { TMPDIR: bracketed });
  assert.deepEqual([installed.status, /cannot be unpacked/.test(installed.output)], [0, false], installed.output);
  const alien = await phase(SHELLS.pwsh, "upgo", {}, { UPGO_SETUP_VERSION: "0.0.9", UPGO_SETUP_SHA256: sha256(noArchive) });
  assert.equal(alien.status, 1, alien.output);
  assert.match(alien.output, /^setup-upgo: upgo-0\.0\.9-windows-amd64\.zip cannot be unpacked: \S.*\nsetup-upgo: Nothing was installed\.\n$/);
  const unwritable = await phase(SHELLS.pwsh, "gate", { upgo: ["#!/bin/sh\nexit 10\n", 0o755] }, { UPGO_SETUP_RESULTS: join(folder, "none", "###vso[task.prependpath]evil", "results.xml") });
  assert.deepEqual([commands(unwritable.output), unwritable.status], [[], 1], unwritable.output);
  assert.match(unwritable.output, /^setup-upgo: The results cannot be written: \S/m);
  const nowhere = await phase(SHELLS.pwsh, "upgo", {}, { TMPDIR: join(folder, "results.xml", "none") });
  assert.ok(nowhere.status > 0, nowhere.output);
});
