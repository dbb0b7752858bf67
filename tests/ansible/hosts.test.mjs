// The collection on several homes of this machine: prediction, idempotence, and a rollout that stops and goes back.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { root } from "../../scripts/lib/tools.mjs";
import { NEW, OLD, Stage, noPowerShell, serveMirrors } from "./rig/stage.mjs";

const [OLD_GO, NEW_GO] = [`go${OLD}`, `go${NEW}`];
const ROLLOUT = "upgo.go.rollout";
const CHANGE = "Change the Go in use";
const UNDO = "Undo the change of this host";

const mirrorFolder = mkdtempSync(join(tmpdir(), "upgo-mirrors-"));
const mirrors = await serveMirrors(mirrorFolder);
const stages = [];
after(() => {
  for (const stage of stages) stage.close();
  rmSync(mirrorFolder, { recursive: true, force: true });
});

/** A stage with these groups of hosts: pairs of names and options. */
function stageWith(...hosts) {
  const stage = new Stage(mirrors);
  stages.push(stage);
  for (const [names, options] of hosts) stage.addHosts(names, options);
  return stage;
}

/** A stage whose hosts have the old Go. */
function stageWithOldGo(...hosts) {
  const stage = stageWith(...hosts);
  passes(stage.play(playbook(module({ state: "present", version: "1.26" }))));
  return stage;
}

/** A playbook of these tasks, for all hosts. */
const playbook = (...tasks) => [{ hosts: "upgo", gather_facts: false, environment: "{{ upgo_environment }}", tasks }];
/** A playbook with the role. */
const role = (vars) => playbook({ "ansible.builtin.include_role": { name: "upgo.go.upgo" }, vars });
/** A task of the module `toolchain`, with other keywords. */
const module = (options, more) => ({ "upgo.go.toolchain": { executable: "{{ upgo_executable }}", ...options }, ...more });

function passes(run) {
  assert.equal(run.status, 0, run.output);
  return run;
}

function fails(run) {
  assert.notEqual(run.status, 0, run.output);
  return run;
}

/** The change that a result reports. */
const change = ({ result: { changed, from, to, steps, diff } }) => ({ changed, from, to, steps, diff });
const gos = (stage, names) => Object.fromEntries(names.map((name) => [name, stage.goOf(name)]));
const all = (names, go) => Object.fromEntries(names.map((name) => [name, go]));

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

test("a host with a broken archive is rolled back with its batch, and the later batches are not touched", () => {
  const canaries = ["canary-1", "canary-2"];
  const [first, second, third] = [["a1", "a2"], ["b1", "b2", "b3"], ["c1", "c2"]];
  const good = { mirror: "good" };
  const stage = stageWithOldGo([canaries, { group: "upgo_canary" }], [first, good], [["b1"], good], [["b2"], { mirror: "broken" }], [["b3"], good], [third, good]);
  const batches = ["-e", JSON.stringify({ upgo_batches: [2, 3, 2] })];

  const predicted = passes(stage.play(ROLLOUT, "--check", ...batches));
  assert.equal(predicted.results.filter(({ result }) => result.changed).length, 9);

  const run = fails(stage.play(ROLLOUT, ...batches));
  const done = [...canaries, ...first];
  assert.deepEqual(gos(stage, done), all(done, NEW_GO));
  assert.deepEqual(gos(stage, second), all(second, OLD_GO));
  assert.deepEqual(gos(stage, third), all(third, OLD_GO));
  assert.equal(run.of(CHANGE, "b2").result.error.code, "UPGO-VERIFY-DIGEST");
  for (const name of ["b1", "b3"]) {
    assert.equal(run.of(UNDO, name).result.changed, true, name);
    assert.equal(stage.ask(name, "history").entries[0].action, "rollback", name);
    assert.match(run.of("Report the failure", name).result.msg, /because of b2$/);
  }
  assert.equal(stage.ask("b2", "history").entries[0].outcome, "failed");
  for (const name of third) {
    assert.deepEqual(run.results.filter(({ host }) => host === name), []);
    assert.equal(stage.ask(name, "history").entries.length, 1, name);
  }

  // The same rollout with a tolerance: the broken host alone stays behind.
  const tolerant = fails(stage.play(ROLLOUT, "-e", JSON.stringify({ upgo_batches: [2, 3, 2], upgo_max_fail_percentage: 34 })));
  const others = [...done, "b1", "b3", ...third];
  assert.deepEqual(gos(stage, [...others, "b2"]), { ...all(others, NEW_GO), b2: OLD_GO });
  assert.equal(tolerant.results.filter(({ status, task }) => status === "ok" && task.endsWith(UNDO)).length, 0);
});

test("a canary host that fails its health check is rolled back, and no other host is touched", () => {
  const stage = stageWithOldGo([["canary-1", "canary-2"], { group: "upgo_canary" }], [["a1"]]);
  stage.setVariables("canary-2", { upgo_health_checks: [["true"], ["sh", "-c", "echo not well >&2; exit 3"]] });
  const run = fails(stage.play(ROLLOUT, "-e", JSON.stringify({ upgo_max_fail_percentage: 100 })));
  const hosts = ["canary-1", "canary-2", "a1"];
  assert.deepEqual(gos(stage, hosts), all(hosts, OLD_GO));
  for (const name of ["canary-1", "canary-2"]) assert.equal(run.of(UNDO, name).result.changed, true, name);
  assert.deepEqual(run.results.filter(({ host }) => host === "a1"), []);

  // The role alone rolls its host back in the same way.
  const alone = fails(stage.play(role({ upgo_state: "latest" }), "--limit", "canary-2"));
  assert.equal(alone.of(UNDO, "canary-2").result.changed, true);
  assert.equal(stage.goOf("canary-2"), OLD_GO);
});

test("a host that does not answer counts as failed, and its batch goes back", () => {
  const stage = stageWithOldGo([["a1", "a2", "b1"]]);
  stage.setVariables("a2", { ansible_connection: "gone" });
  const run = fails(stage.play(ROLLOUT, "-e", JSON.stringify({ upgo_batches: [2] })));
  assert.deepEqual(gos(stage, ["a1", "a2", "b1"]), all(["a1", "a2", "b1"], OLD_GO));
  assert.equal(run.of(UNDO, "a1").result.changed, true);
  assert.deepEqual(run.results.filter(({ host }) => host === "b1"), []);

  const tolerant = fails(stage.play(ROLLOUT, "-e", JSON.stringify({ upgo_batches: [2], upgo_max_fail_percentage: 50 })));
  assert.deepEqual(gos(stage, ["a1", "a2", "b1"]), { a1: NEW_GO, a2: OLD_GO, b1: NEW_GO });
  assert.ok(tolerant.results.some(({ host, status }) => host === "a2" && status === "unreachable"));
});

// On this machine: the tasks, the judging and Upgo are real; the modules of ansible.windows and win_toolchain are played.
const WINDOWS = { upgo_windows: true };

for (const [name, hosts, skip] of [["toolchain", ["l1", "w1"], false], ["win_toolchain", ["w1"], noPowerShell]]) {
  test(`${name}: what is done counts as done if a new terminal runs another Go, and is not rolled back`, { skip }, () => {
    const stage = stageWith([hosts.filter((each) => each === "l1")], [["w1"], WINDOWS]);
    if (name === "win_toolchain") stage.runWindowsModule();
    for (const each of hosts) stage.writeHome(each, ".bashrc", "# so that Upgo cannot put its Go on PATH\n", 0o444);
    const done = (run, task) => hosts.map((each) => run.of(task, each)).map(({ status, result: { changed, rc } }) => [status, changed, rc]);
    const each = Array(hosts.length).fill(["ok", true, 12]);
    assert.deepEqual(done(passes(stage.play(role({ upgo_state: "present", upgo_version: "1.26" }))), CHANGE), each);
    const run = passes(stage.play(ROLLOUT));
    assert.deepEqual(done(run, CHANGE), each);
    assert.deepEqual(gos(stage, hosts), all(hosts, NEW_GO));
    assert.deepEqual(hosts.map((each) => stage.ask(each, "history").entries.map(({ action }) => action)), hosts.map(() => ["upgrade", "install"]));
    const undo = { [`upgo.go.${name}`]: { state: "rolled_back", change: 2, executable: "{{ upgo_executable }}" }, name: "undo" };
    assert.deepEqual(done(passes(stage.play(playbook(undo))), "undo"), each);
    assert.deepEqual(gos(stage, hosts), all(hosts, OLD_GO));
  });
}

test("hosts with Windows and Linux are judged as one batch, and go back together", () => {
  const good = { mirror: "good", ...WINDOWS };
  const stage = stageWithOldGo([["w1", "w2"], good], [["l1"]], [["w3"], { mirror: "broken", ...WINDOWS }], [["w4"], good]);
  const run = fails(stage.play(ROLLOUT, "-e", JSON.stringify({ upgo_batches: [1, 3, 1] })));
  assert.deepEqual(gos(stage, ["w1", "w2", "l1", "w3", "w4"]), { w1: NEW_GO, ...all(["w2", "l1", "w3", "w4"], OLD_GO) });
  assert.equal(run.of(CHANGE, "w3").result.error.code, "UPGO-VERIFY-DIGEST");
  assert.equal(run.of("Ask Go for its version", "w1").status, "ok");
  for (const name of ["w2", "l1"]) {
    assert.equal(run.of(UNDO, name).result.changed, true, name);
    assert.match(run.of("Report the failure", name).result.msg, /because of w3$/);
  }
  assert.deepEqual(run.results.filter(({ host }) => host === "w4"), []);
});

test("a host with Windows says whose Go it changes, gets Upgo and the policy, and is refused without a profile", () => {
  const values = [{ name: "Ring", data: "early" }, { name: "1", data: ">=1.26", key: "Upgo\\AllowedVersions" }];
  const stage = stageWithOldGo([["w1", "w2"], { ...WINDOWS, upgo_package: "C:\\Upgo.msi", upgo_policy_values: values }]);
  stage.changeEnvironment("w2", { UPGO_TEST_PROFILE: "none" });
  const run = fails(stage.play(role({ upgo_state: "latest" })));
  assert.deepEqual(gos(stage, ["w1", "w2"]), { w1: NEW_GO, w2: OLD_GO }, run.output);
  assert.equal(run.of("Refuse an account without a profile", "w1").result.msg, "This changes the Go of PC\\ada");
  assert.match(run.of("Refuse an account without a profile", "w2").result.msg, /^PC\\ada has no profile/);
  assert.equal(run.of("Install the package of Upgo", "w1").result.asked.path, "C:\\Upgo.msi");
  assert.equal(run.of("Install the package of Upgo", "w2"), undefined);
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
  const body = /fn changes_something[\s\S]*?\n {4}\}/.exec(rust)[0];
  const quiet = body.split("\n").filter((line) => line.includes("=> false")).flatMap((line) => line.match(/Self::\w+/g));
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
});
