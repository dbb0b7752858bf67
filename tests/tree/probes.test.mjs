// docs/internals/windows.md compares what `tests/windows/probe` reported under Wine and on real machines.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { answersOf, readRecorded, withAnswers } from "../../scripts/lib/probes.mjs";
import { root } from "../../scripts/lib/tools.mjs";

const document = readFileSync(join(root, "docs/internals/windows.md"), "utf8");
const recorded = readRecorded(root);

test("docs/internals/windows.md has what is recorded", () => {
  assert.equal(document, withAnswers(document, recorded), "run `npm run gen`");
});

test("every recorded answer names no account and no folder of a user", () => {
  const text = JSON.stringify(recorded);
  assert.doesNotMatch(text, /S-1-5-21-|[A-Z]:\\\\Users\\\\|\\\\AppData\\\\/i);
});

test("the questions of all recorded systems are those of Wine", () => {
  const { "wine-10": wine, ...others } = recorded;
  for (const [system, answers] of Object.entries(others)) {
    const unknown = Object.keys(answers).filter((name) => !(name in wine));
    assert.deepEqual(unknown, [], `${system} answers what Wine was not asked; record Wine again`);
  }
});

test("an answer is recorded without what differs from run to run", () => {
  const probes = [
    { name: "a", milliseconds: 3, result: { value: { renameCode: 5, renameMilliseconds: 7 } } },
    { name: "b", milliseconds: 3, result: { value: { "reader error 32": 17, "writer succeeded": 3 } } },
    { name: "c", milliseconds: 3, result: { error: "5" } },
    { name: "d", milliseconds: 3, result: { value: null } },
  ];
  assert.deepEqual(answersOf({ groups: [{ group: "files", probes }] }), {
    "files.a": { value: { renameCode: 5 } },
    "files.b": { value: { "reader error 32": "some", "writer succeeded": "some" } },
    "files.c": { error: "5" },
    "files.d": { value: null },
  });
});

test("each difference from a real machine is a row, and what is not recorded says so", () => {
  const wine = { "files.same": { value: true }, "files.other": { value: true }, "files.new": { value: "a|b" } };
  const real = { "files.same": { value: true }, "files.other": { error: "0x80070005" } };
  const rows = (of) => withAnswers(document, of).split("\n").filter((line) => line.startsWith("| `files."));
  assert.deepEqual(rows({ "wine-10": wine }), []);
  assert.match(withAnswers(document, { "wine-10": wine }), /No real Windows has answered yet\. Wine's answers to 3 questions/);
  assert.deepEqual(rows({ "wine-10": wine, "10.0.26100.1-amd64": real }), [
    "| `files.other` | yes | error 0x80070005 |",
    "| `files.new` | a\\|b | not recorded yet |",
  ]);
});
