// How the metrics get to the exporter: the file is always a whole one, and holds nothing but metrics of Upgo.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { root } from "../../scripts/lib/tools.mjs";
import { sample } from "./rig/metrics.mjs";

const MONITORING = join(root, "packaging/monitoring");
const folder = mkdtempSync(join(tmpdir(), "upgo-writing-"));
after(() => rmSync(folder, { recursive: true, force: true }));
chmodSync(folder, 0o755);
const textfiles = join(folder, "textfiles");
mkdirSync(textfiles);
const file = join(textfiles, "upgo.prom");

/** Runs the script with a program in place of `upgo`. */
function write(program, account = userInfo().username, words = ["status"]) {
  const upgo = join(folder, "upgo");
  writeFileSync(upgo, `#!/bin/sh\n${program}\n`, { mode: 0o755 });
  return spawnSync(join(MONITORING, "upgo-metrics"), [account, file, ...words], {
    encoding: "utf8",
    env: { ...process.env, UPGO_PROGRAM: upgo },
    timeout: 90_000,
  });
}

/** The sample, as the account that runs the tests prints it. */
const status = sample("status").replaceAll('account="deploy"', `account="${userInfo().username}"`);
const prints = (text) => `cat <<'END'\n${text}END`;
const onUnix = { skip: process.platform === "win32" ? "a script for Linux" : false };

test("the file of metrics is what upgo prints, for the exporter to read", onUnix, () => {
  const ran = write(prints(status));
  assert.deepEqual([ran.status, ran.stderr], [0, ""]);
  assert.equal(readFileSync(file, "utf8"), status);
  assert.equal(statSync(file).mode & 0o777, 0o644);
  const words = write(`echo "upgo_words{w=\\"$*\\"} 1"; echo "# EOF"`, undefined, ["fleet", "/a b"]);
  assert.equal(words.status, 0, words.stderr);
  assert.equal(readFileSync(file, "utf8"), 'upgo_words{w="fleet /a b --format openmetrics"} 1\n# EOF\n');
});

test("a text that is not whole leaves the old file, and nothing else", onUnix, () => {
  writeFileSync(file, "old");
  for (const program of ["exit 1", ":", "echo upgo_info 1", `${prints(status)}\necho '# HELP upgo_late 1'`, "echo '# EOF' >&2; exit 0"]) {
    const ran = write(program);
    assert.notEqual(ran.status, 0, program);
    assert.match(ran.stderr, /printed no complete metrics/, program);
    assert.equal(readFileSync(file, "utf8"), "old", program);
    assert.deepEqual(readdirSync(textfiles), ["upgo.prom"], program);
  }
});

test("an account can write no metrics of others, and no end of them", onUnix, () => {
  const own = `upgo_exposed{account="${userInfo().username}"} 0\n`;
  const ofOthers = ['upgo_exposed{account="another"} 0', 'upgo_exposed{ account="another"} 0', "upgo_exposed 0", "node_load1 0", " up 1"];
  const ran = write(prints(`# HELP node_load1 a\n# TYPE node_load1 gauge\n${own}${ofOthers.join("\n")}\n# EOF\n`));
  assert.equal(ran.status, 0, ran.stderr);
  assert.equal(readFileSync(file, "utf8"), `${own}# EOF\n`);
  const endless = write("while :; do echo upgo_x 1; done");
  assert.match(endless.stderr, /printed no complete metrics/);
  assert.equal(readFileSync(file, "utf8"), `${own}# EOF\n`);
});

test("root starts upgo as the account, which cannot write into the folder", onUnix, (t) => {
  if (process.getuid() !== 0) return t.skip("only root can start a program as another account");
  const ran = write(`touch "${textfiles}/other.prom" 2>/dev/null; echo "upgo_info{home=\\"$HOME\\",account=\\"$(id -un)\\"} 1"; echo "# EOF"`, "nobody");
  assert.equal(ran.status, 0, ran.stderr);
  assert.match(readFileSync(file, "utf8"), /^upgo_info\{home="\/nonexistent",account="nobody"\} 1\n# EOF\n$/);
  assert.deepEqual(readdirSync(textfiles), ["upgo.prom"]);
});

test("systemd accepts the units", (t) => {
  const units = readdirSync(MONITORING).filter((name) => /\.(?:service|timer)$/.test(name));
  assert.equal(units.length, 2);
  const verify = (change) => {
    for (const name of units) {
      const text = readFileSync(join(MONITORING, name), "utf8").replace("/usr/local/sbin/upgo-metrics ", "/bin/true ");
      writeFileSync(join(folder, name.replace("@", "@root")), change(text));
    }
    return spawnSync("systemd-analyze", ["verify", "--man=no", ...units.map((name) => join(folder, name.replace("@", "@root")))], { encoding: "utf8" });
  };
  const ran = verify((text) => text);
  if (ran.error) return t.skip("systemd-analyze is missing (Debian: systemd)");
  const ours = (said) => said.split("\n").filter((line) => line.includes("upgo"));
  assert.deepEqual([ran.status, ours(ran.stderr)], [0, []], ran.stderr);
  assert.notDeepEqual(ours(verify((text) => text.replace("15min", "sometimes").replace("/bin/true", "true/")).stderr), []);
});

test("the task for Windows is as short as schtasks wants it, and replaces the file by a rename", () => {
  const page = readFileSync(join(root, "docs/teams/monitoring.md"), "utf8");
  const [, command] = /\/tr "([^"]*)"/.exec(page);
  assert.ok(command.length <= 261, `${command.length} characters`);
  const [, temporary, moved] = /> (\S+) && move \/y (\S+) \S+\.prom$/.exec(command);
  assert.equal(moved, temporary);
  assert.doesNotMatch(temporary, /\.prom$/);
});
