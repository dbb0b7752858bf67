// The totals of `npm test` are correct, even if a build fails or a test program crashes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CargoTest, FlatTap, NodeTest, reason } from "../../scripts/lib/counting.mjs";

function read(Reader, output, exitCode) {
  const reader = new Reader();
  const shown = output.split("\n").filter((line) => reader.line(line) !== false);
  return { shown, ...reader.end(exitCode) };
}

const RUNNING = "     Running unittests src/lib.rs (target/debug/deps/a-0123)";
const OK = (passed, ignored = 0) =>
  `test result: ok. ${passed} passed; 0 failed; ${ignored} ignored; 0 measured; 0 filtered out; finished in 0.01s`;

test("adds up the results of several test programs", () => {
  const count = read(CargoTest, [RUNNING, OK(3), "   Doc-tests a", OK(2, 1)].join("\n"), 0);
  assert.deepEqual([count.passed, count.failed, count.skipped], [5, 0, 1]);
});

test("a test that prints SKIPPED counts as skipped, with its name and reason, and other output stays hidden", () => {
  const output = [RUNNING, "test as_a_user ... ok", "", "successes:", "", "---- as_a_user stdout ----", "some words"]
    .concat(["SKIPPED: only root can do it", "SKIPPED: really", "", "successes:", "    as_a_user", "", OK(2)])
    .join("\n");
  const count = read(CargoTest, output, 0);
  assert.deepEqual([count.passed, count.failed, count.skipped], [1, 0, 1]);
  assert.deepEqual(count.notes, ["as_a_user: only root can do it", "as_a_user: really"]);
  assert.ok(count.shown.includes("test as_a_user ... ok"));
  assert.ok(!count.shown.includes("some words"));
});

test("a long test is left to another command, and does not count", () => {
  const output = [RUNNING, "test kills ... ignored, long", OK(2, 1), RUNNING, "test days ... ignored, long", OK(1, 2)].join("\n");
  const cargo = read(CargoTest, output, 0);
  assert.deepEqual([cargo.passed, cargo.skipped, cargo.left, cargo.notes], [3, 1, ["kills", "days"], []]);
  const node = read(NodeTest, "    ok 1 - a\n    # LEFT OUT: 3 widths\n# pass 1", 0);
  assert.deepEqual([node.passed, node.left], [1, ["3 widths"]]);
});

test("a skip written past the output capture counts once", () => {
  const count = read(CargoTest, [RUNNING, "test of_breaks ... skipped: not under Wine", OK(2)].join("\n"), 0);
  assert.deepEqual([count.passed, count.skipped, count.notes], [1, 1, ["of_breaks: not under Wine"]]);
});

test("an ignored test is listed with its reason", () => {
  const count = read(CargoTest, [RUNNING, "test slow ... ignored, needs a display", OK(1, 1)].join("\n"), 0);
  assert.deepEqual(count.notes, ["slow: ignored, needs a display"]);
});

test("a failed test is counted and named with its panic, and the output of failures is shown", () => {
  const result = "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s";
  const lines = ["test b ... FAILED", "test c ... FAILED", "successes:", "", "---- a stdout ----", "hidden", ""]
    .concat(["failures:", "", "---- b stdout ----", "error: shown by upgo", "words", "", "thread 'b' (7) panicked at src/lib.rs:1:1:", "left != right"])
    .concat(["  left: 1", " right: 2", "note: run with", "1", "2", "3", "", "---- c stdout ----", "Error: gone", ""])
    .concat(["failures:", "    b", "    c", "", result]);
  const count = read(CargoTest, [RUNNING, ...lines].join("\n"), 101);
  assert.deepEqual([count.passed, count.failed], [1, 2]);
  assert.deepEqual(count.failures.map(({ name }) => name), ["b", "c"]);
  const panic = ["thread 'b' (7) panicked at src/lib.rs:1:1:", "left != right", "  left: 1", " right: 2", "note: run with", "1"];
  assert.deepEqual(count.failures.map((failure) => reason(failure)), [panic, ["Error: gone"]]);
  assert.ok(count.shown.includes("words") && !count.shown.includes("hidden"));
});

test("a failed build is a failure that names the error", () => {
  const output = "error[E0425]: cannot find value `x`\n --> a.rs:1:1\nerror: could not compile `a`";
  const count = read(CargoTest, output, 101);
  assert.equal(count.failed, 1);
  assert.deepEqual(reason(count.failures[0]), ["error[E0425]: cannot find value `x`", "error: could not compile `a`"]);
  assert.equal(read(CargoTest, [RUNNING, OK(3)].join("\n"), 101).failed, 1);
});

test("a crashed test program counts as a failure in addition to others", () => {
  const result = "test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s";
  assert.equal(read(CargoTest, [RUNNING, result, RUNNING, "running 3 tests"].join("\n"), 101).failed, 2);
});

test("a part without tests is a failure", () => {
  assert.equal(read(CargoTest, [RUNNING, OK(0)].join("\n"), 0).failed, 1);
  assert.equal(read(NodeTest, "# pass 0\n# fail 0", 0).failed, 1);
});

test("reads the totals of Node's test runner", () => {
  const output = "ok 1 - a # SKIP no display\n# tests 5\n# pass 2\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0";
  const count = read(NodeTest, output, 1);
  assert.deepEqual([count.passed, count.failed, count.skipped], [2, 2, 1]);
  assert.deepEqual(count.notes, ["a: no display"]);
});

test("a failed test of Node is named with its error, and not again as its parent", () => {
  const block = (type, ...error) => ["  ---", "  duration_ms: 1", `  failureType: '${type}'`, ...error, "  stack: |-", "    at", "  ..."];
  const output = ["    not ok 1 - inner", ...block("testCodeFailure", "  error: |-", "    1 !== 2", "    "), "not ok 1 - outer"]
    .concat(block("subtestsFailed", "  error: '1 subtest failed'"), "ok 2 - b", "  ---", "  duration_ms: 2", "  ...")
    .concat("# pass 1", "# fail 2");
  const count = read(NodeTest, output.join("\n"), 1);
  assert.deepEqual(count.failures.map(({ name }) => name), ["inner"]);
  assert.deepEqual(reason(count.failures[0]), ["  error: |-", "    1 !== 2", "  stack: |-", "    at"]);
});

test("counts the flat lines of Vitest one by one", () => {
  const output = [
    "TAP version 13",
    "1..3",
    "ok 1 - src/a.test.ts > adds # time=0.27ms",
    "not ok 2 - src/a.test.ts > subtracts # time=1.2ms",
    "    ---",
    "    error:",
    '        message: "expected 1 to be 2"',
    "    ...",
    "ok 3 - src/a.test.ts > divides # SKIP",
  ].join("\n");
  const count = read(FlatTap, output, 1);
  assert.deepEqual([count.passed, count.failed, count.skipped], [1, 1, 1]);
  assert.deepEqual(count.notes, ["src/a.test.ts > divides: skipped"]);
  assert.deepEqual(count.failures.map(({ name }) => name), ["src/a.test.ts > subtracts"]);
  assert.deepEqual(reason(count.failures[0]), ["    error:", '        message: "expected 1 to be 2"']);
});
