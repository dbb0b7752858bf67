// Some tests of the command line as a build server runs them whose account is an administrator.
import assert from "node:assert/strict";
import { test } from "node:test";
import { windowsTestExecutables } from "../../scripts/lib/programs.mjs";
import { Windows } from "./rig/windows.mjs";

const built = windowsTestExecutables();
const skip = built.length === 0 && "the programs were built elsewhere";
/** Twenty tests take two minutes, if nothing else runs. */
const PATIENCE_MS = 20 * 60_000;

test("what an administrator tests has the rights of a user", { skip }, () => {
  const program = (wanted, isTest) => Windows.named(built.find(({ name, ...one }) => name === wanted && one.isTest === isTest).file);
  const windows = new Windows();
  try {
    const words = [program("cli", true), "log::", "list::", "output::", "--test-threads", "4"];
    const ran = windows.run(program("as_user", false), words, { asAdministrator: true, patience: PATIENCE_MS });
    assert.match(ran.errors, /^as_user: an administrator \(type 2\), now a user \(type 3\)$/m);
    const [, passed] = /^test result: ok\. (\d+) passed; 0 failed;/m.exec(ran.output) ?? assert.fail(ran.output);
    assert.ok(Number(passed) >= 20, ran.output);
    assert.equal(ran.code, 0);
  } finally {
    windows.close();
  }
});
