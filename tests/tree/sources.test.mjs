// What documents list and code decides is the same: exit codes, error codes, commands, settings, policy keys, checks.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/lib/tools.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const all = (text, pattern) => [...text.matchAll(pattern)].map(([, found]) => found);
const sorted = (list) => [...new Set(list)].sort();
const numbers = (list) => [...new Set(list.map(Number))].sort((one, other) => one - other);

/** The documents that describe today's program. A record of a decision describes its day. */
const documents = new Map(
  readdirSync(join(root, "docs"), { recursive: true })
    .map((name) => `docs/${name.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".md") && !path.includes("/adr/"))
    .concat("README.md", "README.zh-CN.md", "SECURITY.md")
    .map((path) => [path, read(path)]),
);
const commandLine = documents.get("docs/commands.md");

/** The rows of the table of error codes: the code, and its exit code. */
const codes = [...read("crates/engine/src/base/report/code.rs").matchAll(/^ {4}\w+, "(UPGO-[A-Z-]+)", (\d+), /gm)];
const exitOf = new Map(codes.map(([, code, exit]) => [code, exit]));
/** The exit codes in the help of `upgo`. */
const listed = (text) => numbers(all(/^Exit codes:\n((?: {2}.*\n?)+)/m.exec(text)[1], /^ {2}(\d+) /gm));
const exits = listed(read("crates/cli/src/arguments/mod.rs").replace('";', ""));

test("the sources are found", () => {
  assert.ok(codes.length > 50 && exits.length > 15, `${codes.length} codes, ${exits.length} exit codes`);
});

test("the exit code of each error is in the help, and the page of commands has the same list", () => {
  const missing = [...exitOf].filter(([, exit]) => !exits.includes(Number(exit)));
  assert.deepEqual(missing, []);
  assert.deepEqual(listed(commandLine), exits);
});

test("each exit code that a document names is one of the list, or of the installer that it describes", () => {
  const installer = all(read("packaging/windows/upgo.nsi"), /^!define EXIT_\w+ (\d+)$/gm);
  const table = /^\| exit code \|.*\n\|[-|]+\|\n((?:\|.*\n)+)/m.exec(documents.get("docs/installing.md"))[1];
  assert.deepEqual(numbers(all(table, /^\| (\d+) \|/gm)), numbers(["0", ...installer]));
  for (const [path, text] of documents) {
    if (path === "docs/internals/windows.md") continue; // the codes of other programs
    const named = numbers(all(text.replace(/\s+/g, " "), /\b[Ee]xit(?:s with| code| status) (\d+)\b/g));
    assert.deepEqual(named.filter((exit) => !exits.includes(exit) && !installer.includes(String(exit))), [], path);
  }
});

test("the page of error codes has each code with its exit code", () => {
  const page = documents.get("docs/errors.md");
  const shown = [...page.matchAll(/^## (UPGO-[A-Z-]+)\n\nExit status (\d+)\./gm)].map(([, code, exit]) => [code, exit]);
  assert.deepEqual(shown, [...exitOf]);
});

test("each error code that a document names exists", () => {
  for (const [path, text] of documents) {
    const unknown = all(text, /\b(UPGO-[A-Z]+(?:-[A-Z]+)*)\b/g).filter((code) => !exitOf.has(code));
    assert.deepEqual(sorted(unknown), [], path);
  }
});

test("the page of commands has every command, and the page about JSON too", () => {
  const own = all(/^commands! \{\n([^]*?)^ {4}hidden \{/m.exec(read("crates/cli/src/commands/table.rs"))[1], /^ {8}"([a-z-]+)" /gm);
  const shown = all(commandLine, /^## upgo ([a-z-]+(?: [a-z-]+)*)$/gm);
  assert.ok(own.length > 20);
  assert.deepEqual(sorted(shown.map((name) => name.split(" ")[0])), sorted(own));
  const rows = /^\| command \| schema \|\n\|[-|]+\|\n((?:\|.*\n)+)/m.exec(documents.get("docs/json.md"))[1];
  const answers = sorted(all(rows, /`([a-z][a-z-]*)[^`]*`/g));
  assert.deepEqual(own.filter((name) => !answers.includes(name)), []);
});

test("the page of settings has every setting", () => {
  const own = all(/^settings! \{\n([^]*?)^\}/m.exec(read("crates/engine/src/choices/settings/mod.rs"))[1], /^ {4}(?:trust )?"([a-z.-]+)", \w+:/gm);
  assert.ok(own.length > 30);
  assert.deepEqual(sorted(all(documents.get("docs/settings.md"), /^\| `([a-z.-]+)` \|/gm)), sorted(own));
});

test("the page of the policy has every key", () => {
  const table = read("crates/engine/src/choices/policy/table.rs");
  const keys = all(table, /^ {8}"([a-z.-]+)" \w+ /gm);
  assert.ok(keys.length > 30);
  assert.deepEqual(sorted(all(documents.get("docs/teams/policy.md"), /^#### `([a-z.-]+)`$/gm)), sorted(keys));
});

test("the page of the doctor has every check, with its severity", () => {
  const checks = [...read("crates/engine/src/guidance/doctor/checks.rs").matchAll(/^ {4}"([a-z.-]+)", (\w+),/gm)];
  const shown = [...documents.get("docs/doctor.md").matchAll(/^\| `([a-z.-]+)` \| (\w+) \|/gm)];
  const rows = (list) => sorted(list.map(([, id, severity]) => `${id} ${severity.toLowerCase()}`));
  assert.ok(checks.length > 30);
  assert.deepEqual(rows(shown), rows(checks));
});
