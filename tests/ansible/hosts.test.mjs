// The collection on several homes of this machine: prediction, idempotence, and mistakes.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/lib/tools.mjs";
import { CHANGE, NEW_GO, OLD_GO, WINDOWS, all, fails, gos, module, passes, playbook, role, stageWith, stageWithOldGo } from "./rig/plays.mjs";
import { NEW, OLD } from "./rig/stage.mjs";

/** The change that a result reports. */
const change = ({ result: { changed, from, to, steps, diff } }) => ({ changed, from, to, steps, diff });

test("check mode predicts exactly what the first run does, and the second run changes nothing", () => {
  const hosts = ["one", "two", "three"];
  const stage = stageWith([hosts]);
  const wishes = [[{ upgo_state: "present", upgo_version: "1.26" }, undefined, OLD_GO], [{ upgo_state: "latest" }, OLD_GO, NEW_GO]];
  let facts;
  for (const [wish, from, to] of wishes) {
    const files = hosts.map((name) => stage.filesOf(name));
    const predicted = passes(stage.play(role(wish), "--check", "--diff"));
    assert.deepEqual(gos(stage, hosts), all(hosts, from));
    assert.deepEqual(hosts.map((name) => stage.filesOf(name)), files);
    const first = passes(stage.play(role(wish), "--diff"));
    for (const name of hosts) {
      const done = change(first.of(CHANGE, name));
      assert.deepEqual([done.changed, done.to], [true, to], name);
      const switched = done.diff.find(({ after_header }) => after_header === "the Go in use");
      assert.deepEqual([switched.before, switched.after], [from ? `${from}\n` : "", `${to}\n`], name);
      assert.deepEqual(change(predicted.of(CHANGE, name)), done, name);
      assert.equal(first.of("Ask Go for its version", name).status, "ok");
    }
    facts = first.of("Gather the facts about Go", "one").result.ansible_facts.upgo;
    assert.deepEqual(gos(stage, hosts), all(hosts, to));
    for (const options of [["--diff"], ["--diff", "--check"]]) {
      const again = passes(stage.play(role(wish), ...options));
      assert.deepEqual(again.results.filter(({ result }) => result.changed), []);
      for (const name of hosts) assert.deepEqual(again.of(CHANGE, name).result.diff, [], name);
    }
  }
  assert.equal(facts.current.version, NEW_GO);
  assert.ok(facts.current.go_bin.endsWith(`/toolchains/${NEW_GO}/bin/go`));
  assert.deepEqual(facts.installed.map(({ version }) => version), [NEW_GO, OLD_GO]);
});

test("every state of the module can be repeated, and a mistake is refused in Upgo's words", () => {
  const stage = stageWithOldGo([["one"]]);
  const check = { check_mode: true };
  const undo = { state: "rolled_back", change: "{{ upgrade.id }}" };
  const add = { state: "present", version: NEW, use: false };
  const remove = { state: "absent", version: NEW };
  const rows = [
    ["upgrade", true, { state: "latest" }, { register: "upgrade" }],
    ["upgrade again", false, { state: "latest" }],
    ["predicted rollback", true, undo, check],
    ["rollback", true, undo],
    ["rollback again", false, undo],
    ["predicted rollback again", false, undo, check],
    ["predicted removal", true, remove, check],
    ["removal", true, remove],
    ["removal again", false, remove],
    ["predicted installation", true, add, check],
    ["installation", true, add],
    ["installation again", false, add],
  ];
  const mistakes = [
    ["unknown version", { state: "present", version: "1.99.1" }],
    ["version in use", { state: "absent", version: OLD }],
    ["a whole line", { state: "absent", version: "1.26" }],
    ["a version with latest", { state: "latest", version: NEW }],
    ["an option as a version", { state: "present", version: "--help" }],
    ["no version", { state: "present" }],
    ["no change", { state: "rolled_back" }],
    ["no program", { state: "latest", executable: "/no/such/upgo" }],
    ["another program", { state: "latest", executable: "/bin/true" }],
  ];
  const wrong = mistakes.map(([name, options]) => module(options, { name, ignore_errors: true }));
  const run = passes(stage.play(playbook(...rows.map(([name, , options, more]) => module(options, { name, ...more })), ...wrong)));
  const result = (name) => run.of(name, "one").result;
  assert.deepEqual(rows.map(([name]) => [name, result(name).changed]), rows.map(([name, changed]) => [name, changed]));
  const { from, to, rc, id } = result("upgrade");
  assert.deepEqual([from, to, rc], [OLD_GO, NEW_GO, 0]);
  assert.equal(stage.goOf("one"), OLD_GO);
  assert.equal(stage.ask("one", "history").entries.find(({ action }) => action === "rollback").undoes, id);

  for (const [name] of mistakes) assert.deepEqual([name, run.of(name, "one").status, result(name).msg !== ""], [name, "failed", true]);
  assert.deepEqual([result("unknown version").error.code, result("unknown version").rc], ["UPGO-VERSION-UNKNOWN", 7]);
  assert.match(result("unknown version").msg, /there is no Go 1\.99\.1\. Nothing was changed\. Run `upgo list/);
  assert.equal(result("version in use").error.code, "UPGO-REMOVE-CURRENT");
});

test("a host with Windows says whose Go it changes, gets Upgo and the policy, and is refused without a profile", () => {
  const values = [{ name: "Ring", data: "early" }, { name: "1", data: ">=1.26", key: "Upgo\\AllowedVersions" }];
  const stage = stageWithOldGo([["w1", "w2"], { ...WINDOWS, upgo_package: "C:\\Upgo.msi", upgo_policy_values: values }], [["w3", "w4"], { ...WINDOWS, upgo_package: "https://go.example.com/Upgo.msi", upgo_package_sha256: "ab" }]);
  stage.changeEnvironment("w3", { UPGO_TEST_DIGEST: "ab" });
  stage.changeEnvironment("w2", { UPGO_TEST_PROFILE: "none" });
  const run = fails(stage.play(role({ upgo_state: "latest" })));
  assert.deepEqual(gos(stage, ["w1", "w2"]), { w1: NEW_GO, w2: OLD_GO }, run.output);
  assert.equal(run.of("Refuse an account without a profile", "w1").result.msg, "This changes the Go of PC\\ada");
  assert.match(run.of("Refuse an account without a profile", "w2").result.msg, /^PC\\ada has no profile/);
  assert.equal(run.of("Install the package of Upgo", "w1").result.asked.path, "C:\\Upgo.msi");
  assert.equal(run.of("Install the package of Upgo", "w2"), undefined);
  assert.equal(run.of("Install the package of Upgo", "w3").result.asked.path, "C:\\Program Files\\Upgo package\\package.msi");
  assert.equal(run.of("Get the package, and verify its digest", "w4").status, "failed");
  assert.equal(run.of("Install the package of Upgo", "w4"), undefined);
  const asked = run.of("Put the policy in force", "w1").result.results.map(({ asked }) => asked);
  assert.deepEqual(asked.map(({ path, name, data, type }) => [path, name, data, type]), [
    ["HKLM:\\Software\\Policies\\Upgo", "Ring", "early", "string"],
    ["HKLM:\\Software\\Policies\\Upgo\\AllowedVersions", "1", ">=1.26", "string"],
  ]);
});

test("the connection decides whether a host runs Windows", () => {
  const words = readFileSync(join(root, "packaging/ansible/roles/upgo/defaults/main.yml"), "utf8");
  const expression = /^upgo_windows: >-\n {2}(.*)$/m.exec(words)[1];
  const stage = stageWith([["psrp", "winrm", "ssh", "ssh-windows"]]);
  for (const name of ["psrp", "winrm", "ssh"]) stage.setVariables(name, { ansible_connection: name });
  stage.setVariables("ssh-windows", { ansible_connection: "ssh", ansible_shell_type: "cmd" });
  const shown = passes(stage.play([{ hosts: "upgo", gather_facts: false, tasks: [{ name: "show", "ansible.builtin.debug": { msg: expression } }] }]));
  assert.deepEqual(["psrp", "winrm", "ssh", "ssh-windows"].map((name) => shown.of("show", name).result.msg), [true, true, false, true]);
});

test("both modules know the steps of Upgo that change nothing visible", () => {
  const rust = readFileSync(join(root, "crates/engine/src/base/report/step.rs"), "utf8");
  const body = /fn nature[\s\S]*?\n {4}\}/.exec(rust)[0];
  const quiet = body.split("\n").filter((line) => line.includes(", Unseen)")).flatMap((line) => line.match(/Self::\w+/g));
  const kinds = quiet.map((name) => name.slice("Self::".length)).map((name) => name[0].toLowerCase() + name.slice(1));
  for (const file of ["module_utils/upgo.py", "modules/win_toolchain.ps1"]) {
    const text = readFileSync(join(root, "packaging/ansible/plugins", file), "utf8");
    const list = /(?:UNSEEN = frozenset\(|\$unseen = @\()([\s\S]*?)\n\)/.exec(text)[1];
    assert.deepEqual(list.match(/\w+/g).sort(), kinds.sort(), file);
  }
});

const notRoot = process.getuid() === 0 ? false : "only root can write a policy";
test("the role puts a policy in force, and check mode predicts it", { skip: notRoot }, () => {
  const stage = stageWithOldGo([["one"]]);
  const file = join(stage.folder, "etc", "upgo", "policy.toml");
  const policy = { upgo_policy: "# the policy of the test\n", upgo_policy_file: file, upgo_state: "present", upgo_version: "1.26" };
  stage.setVariables("one", { ansible_become: false });
  const changed = (run) => passes(run).results.filter(({ result }) => result.changed).map(({ task }) => task.split(" : ").at(-1));
  const tasks = ["Make the folder of the policy", "Write the policy"];
  assert.deepEqual(changed(stage.play(role(policy), "--check", "--diff")), tasks);
  assert.ok(!existsSync(file));
  assert.deepEqual(changed(stage.play(role(policy))), tasks);
  assert.equal(readFileSync(file, "utf8"), policy.upgo_policy);
  assert.deepEqual(changed(stage.play(role(policy))), []);
  const refused = fails(stage.play(role({ ...policy, upgo_policy: "contact = 'IT'\nring = early\n" })));
  assert.match(JSON.stringify(refused.of("Write the policy", "one").result), /:2 cannot be read or trusted/);
  assert.equal(readFileSync(file, "utf8"), policy.upgo_policy);
  assert.equal(refused.of(CHANGE, "one"), undefined);
});

test("a package is installed only if it has the digest that is asked for", { skip: notRoot }, () => {
  const stage = stageWith([["one"]]);
  stage.setVariables("one", { ansible_become: false });
  const [package_, folder, bin] = ["upgo.pkg", "cache", "bin"].map((name) => join(stage.folder, name));
  writeFileSync(package_, "a package\n");
  mkdirSync(bin);
  // says what it was asked, and whether there is something to do
  const said = join(stage.folder, "said");
  const script = `#!/bin/sh\n[ -e ${said} ] && echo 'Nothing to do.'\necho "$*" >> ${said}\n`;
  writeFileSync(join(bin, "dnf"), script, { mode: 0o755 });
  stage.changeEnvironment("one", { PATH: `${bin}:/usr/bin:/bin` });
  const prepare = (vars, ...options) => stage.play(
    playbook({ "ansible.builtin.include_role": { name: "upgo.go.upgo", tasks_from: "prepare" }, vars: { upgo_package_folder: folder, ...vars } }),
    ...["-e", JSON.stringify({ ansible_facts: { pkg_mgr: "dnf" } }), ...options],
  );
  const [get, install] = ["Get the package, and verify its digest", "Install the verified RPM package"];
  const good = { upgo_package: package_, upgo_package_sha256: createHash("sha256").update("a package\n").digest("hex") };

  const other = fails(prepare({ ...good, upgo_package_sha256: "0".repeat(64) }));
  assert.equal(other.of(get, "one").status, "failed", other.output);
  const open = fails(prepare({ upgo_package: "http://go.example.com/upgo.rpm" }));
  assert.equal(open.results.at(-1).task.split(" : ").at(-1), "Refuse a package that anybody could have changed on its way");
  const predicted = passes(prepare(good, "--check"));
  assert.deepEqual([predicted.of(get, "one").result.changed, predicted.of(install, "one").status], [true, "skipped"]);
  assert.ok(!existsSync(said));
  for (const changed of [true, false]) {
    const run = passes(prepare(good));
    assert.deepEqual([run.of(get, "one").result.changed, run.of(install, "one").result.changed], [changed, changed]);
  }
  const line = `install --assumeyes --setopt=localpkg_gpgcheck=False ${folder}/upgo.rpm\n`;
  assert.equal(readFileSync(said, "utf8"), line + line);
});
