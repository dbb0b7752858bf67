// Counts the results of test runners, with a small parser for each runner's output.

/**
 * The result of one part of the test run. `notes` say what did not run and why, and `left` what is left to another
 * command. `failures` are the failed tests, each with its `name` and its `output`.
 */
export function emptyCount() {
  return { passed: 0, failed: 0, skipped: 0, notes: [], left: [], failures: [] };
}

export function add(total, count) {
  for (const key of ["passed", "failed", "skipped"]) total[key] += count[key];
  total.notes.push(...count.notes);
  total.left.push(...count.left);
  total.failures.push(...count.failures);
  return total;
}

/** The first lines of a failure's output that say what happened: from the panic or the error on. */
export function reason({ output }, most = 6) {
  const starts = [/panicked at/, /^\s*error\b/].map((pattern) => output.findIndex((line) => pattern.test(line)));
  return output.slice(starts.find((at) => at >= 0) ?? 0).filter((line) => line.trim()).slice(0, most);
}

/**
 * Reads the output of `cargo test … -- --show-output`, line by line. A test that cannot run here prints `SKIPPED: why`
 * and returns, which cargo counts as passed; only for these lines, the output of passing tests is requested, and the
 * rest hidden. Or it bypasses cargo's capture with `test NAME ... skipped: why`. One that is ignored as `long` is left
 * to another command.
 */
export class CargoTest {
  count = emptyCount();
  #started = 0;
  #finished = 0;
  #inSuccesses = false;
  #test = "";
  #skipped = new Set();
  #failure = undefined;
  #errors = [];

  /** Returns whether to show the line. */
  line(line) {
    if (/^\s+Running .*\(.*\)$|^\s+Doc-tests /.test(line)) this.#started += 1;
    if (line === "successes:") this.#inSuccesses = true;
    if (line === "failures:") this.#inSuccesses = false;
    const output = /^---- (.+) stdout ----$/.exec(line);
    if (output) this.#test = output[1];
    if (output) this.#failure = this.count.failures.findLast(({ name }) => name === output[1]);
    else if (/^(?:failures:|test result: .*)$/.test(line)) this.#failure = undefined;
    else this.#failure?.output.push(line);
    if (/^error\b/.test(line)) this.#errors.push(line);
    if (line.startsWith("SKIPPED:") && this.#inSuccesses) return this.#skip(line.slice("SKIPPED:".length).trim());
    const ignored = /^test (.+) \.\.\. ignored(?:, (.*))?$/.exec(line);
    // its program's result counts it, so the total is corrected
    if (ignored?.[2] === "long") add(this.count, { ...emptyCount(), skipped: -1, left: [ignored[1]] });
    else if (ignored) this.count.notes.push(`${ignored[1]}: ignored${ignored[2] ? `, ${ignored[2]}` : ""}`);
    const uncaptured = /^test (.+) \.\.\. skipped: (.*)$/.exec(line);
    if (uncaptured) this.#skipUncaptured(uncaptured);
    const failed = /^test (.+) \.\.\. FAILED$/.exec(line);
    if (failed) this.count.failures.push({ name: failed[1], output: [] });
    return this.#result(line) ?? !this.#inSuccesses;
  }

  #skip(why) {
    this.#skipped.add(this.#test);
    this.count.notes.push(`${this.#test}: ${why}`);
    return true;
  }

  #skipUncaptured([, test, why]) {
    // It may come before or after its program's result, so only the totals are corrected.
    add(this.count, { ...emptyCount(), passed: -1, skipped: 1, notes: [`${test}: ${why}`] });
  }

  #result(line) {
    const result = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;/.exec(line);
    if (!result) return undefined;
    const [passed, failed, ignored] = result.slice(1).map(Number);
    const skipped = this.#skipped.size;
    add(this.count, { ...emptyCount(), passed: passed - skipped, failed, skipped: ignored + skipped });
    this.#finished += 1;
    this.#inSuccesses = false;
    this.#skipped.clear();
    return true;
  }

  /** The count, including failures that only the exit code shows: a failed build, a crashed test program. */
  end(exitCode) {
    const died = this.#started - this.#finished;
    if (died > 0) {
      this.count.failed += died;
      this.count.failures.push({ name: `${died} test program(s) exited without a result`, output: this.#errors });
    }
    return withExitCode(this.count, exitCode, this.#errors);
  }
}

/** Gives each failed test the block that follows it in TAP. */
class Tap {
  count = emptyCount();
  #failure = undefined;
  #inBlock = false;

  fail(name) {
    this.#failure = { name, output: [] };
    this.count.failures.push(this.#failure);
  }

  read(line) {
    if (/^\s*---$/.test(line)) this.#inBlock = true;
    else if (this.#inBlock && /^\s*\.\.\.$/.test(line)) this.#inBlock = this.#failure = undefined;
    else if (this.#inBlock) this.#failure?.output.push(line);
  }
}

/** Reads the TAP output of `node --test`. */
export class NodeTest extends Tap {
  line(line) {
    this.read(line);
    const skip = /^\s*(?:not )?ok \d+ - (.*?) # (?:SKIP|TODO)\s*(.*)$/.exec(line);
    if (skip) this.count.notes.push(`${skip[1]}: ${skip[2] || "skipped"}`);
    const left = /^\s*# LEFT OUT: (.*)$/.exec(line);
    if (left) this.count.left.push(left[1]);
    const failed = /^\s*not ok \d+ - (.*)$/.exec(line);
    if (failed && !skip) this.fail(failed[1]);
    const total = /^# (pass|fail|cancelled|skipped|todo) (\d+)$/.exec(line);
    if (total) this.count[NODE_KINDS[total[1]]] += Number(total[2]);
    return !/^\s*(---|\.\.\.|duration_ms.*|type: .*|# Subtest: .*)$/.test(line);
  }

  end(exitCode) {
    // the failures inside such a test are in the list themselves
    this.count.failures = this.count.failures.filter(({ output }) => !output.some((line) => line.includes("'subtestsFailed'")));
    return withExitCode(this.count, exitCode);
  }
}

/** Reads the flat TAP output of Vitest, with one line per test. */
export class FlatTap extends Tap {
  line(line) {
    this.read(line);
    const test = /^(ok|not ok) \d+ - (.*?)(?: # (?:time=\S+|(SKIP|TODO)\b.*))*$/.exec(line);
    if (!test) return true;
    const [, result, name, skipped] = test;
    const kind = skipped ? "skipped" : result === "ok" ? "passed" : "failed";
    this.count[kind] += 1;
    if (kind === "failed") this.fail(name);
    if (kind === "skipped") this.count.notes.push(`${name}: skipped`);
    return kind !== "passed";
  }

  end(exitCode) {
    return withExitCode(this.count, exitCode);
  }
}

const NODE_KINDS = { pass: "passed", fail: "failed", cancelled: "failed", skipped: "skipped", todo: "skipped" };

function withExitCode(count, exitCode, output = []) {
  if (exitCode !== 0 && count.failed === 0) {
    count.failed += 1;
    count.failures.push({ name: `the command exited with ${exitCode}: a build failed or a program crashed`, output });
  }
  if (count.passed + count.failed + count.skipped === 0) {
    count.failed += 1;
    count.failures.push({ name: "no test ran", output });
  }
  return count;
}
