// The collection on several homes of this machine: prediction, idempotence, and a rollout that stops and goes back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { root } from "../../scripts/lib/tools.mjs";
import { NEW, OLD, Stage } from "./rig/stage.mjs";

const [OLD_GO, NEW_GO] = [`go${OLD}`, `go${NEW}`];
const ROLLOUT = "upgo.go.rollout";
const CHANGE = "Change the Go in use";
const UNDO = "Undo the change of this host";

const stages = [];
after(() => stages.forEach((stage) => stage.close()));

/** A stage with these groups of hosts: pairs of names and options. */
async function stageWith(...hosts) {
  const stage = new Stage();
  stages.push(stage);
  await stage.serve();
  for (const [names, options] of hosts) stage.addHosts(names, options);
  return stage;
}

/** A stage whose hosts have the old Go. */
async function stageWithOldGo(...hosts) {
  const stage = await stageWith(...hosts);
  passes(stage.play(module({ state: "present", version: "1.26" })));
  return stage;
}

/** A playbook with the role. */
const role = (vars) => playbook({ "ansible.builtin.include_role": { name: "upgo.go.upgo" }, vars });
/** A playbook with one task, of the module `toolchain` if no other is named. */
const module = (options, name = "toolchain") =>
  playbook({ name: "Module", [`upgo.go.${name}`]: { executable: "{{ upgo_executable }}", ...options } });
const playbook = (task) => [{ hosts: "upgo", gather_facts: false, environment: "{{ upgo_environment }}", tasks: [task] }];

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

test("check mode predicts exactly what the first run does, and the second run changes nothing", async () => {
  const hosts = ["one", "two", "three"];
  const stage = await stageWith([hosts]);
  const wishes = [[{ upgo_state: "present", upgo_version: "1.26" }, undefined, OLD_GO], [{ upgo_state: "latest" }, OLD_GO, NEW_GO]];
  for (const [wish, from, to] of wishes) {
    const files = hosts.map((name) => stage.filesOf(name));
    const predicted = passes(stage.play(role(wish), "--check", "--diff"));
    assert.deepEqual(gos(stage, hosts), all(hosts, from));
    assert.deepEqual(hosts.map((name) => stage.filesOf(name)), files);
    const first = passes(stage.play(role(wish), "--diff"));
    for (const name of hosts) {
      const done = change(first.of(CHANGE, name));
      assert.deepEqual([done.changed, done.to], [true, to], name);
      assert.ok(done.diff.some(({ after }) => after === `${to}\n`), name);
      assert.deepEqual(change(predicted.of(CHANGE, name)), done, name);
      assert.equal(first.of("Ask Go for its version", name).status, "ok");
    }
    assert.deepEqual(gos(stage, hosts), all(hosts, to));
    for (const options of [["--diff"], ["--diff", "--check"]]) {
      const again = passes(stage.play(role(wish), ...options));
      assert.deepEqual(again.results.filter(({ result }) => result.changed), []);
      for (const name of hosts) assert.deepEqual(again.of(CHANGE, name).result.diff, [], name);
    }
  }
  const facts = passes(stage.play(module({}, "toolchain_facts"))).of("Module", "one").result.ansible_facts.upgo;
  assert.equal(facts.current.version, NEW_GO);
  assert.ok(facts.current.go_bin.endsWith(`/toolchains/${NEW_GO}/bin/go`));
  assert.deepEqual(facts.installed.map(({ version }) => version), [NEW_GO, OLD_GO]);
});

test("every state of the module can be repeated, and a mistake is refused in Upgo's words", async () => {
  const stage = await stageWithOldGo([["one"]]);
  const answer = (options, ...more) => stage.play(module(options), ...more).of("Module", "one");
  const changes = (options, ...more) => answer(options, ...more).result.changed;

  const upgrade = answer({ state: "latest" }).result;
  assert.deepEqual([upgrade.changed, upgrade.from, upgrade.to, upgrade.rc], [true, OLD_GO, NEW_GO, 0]);
  const undo = { state: "rolled_back", change: upgrade.id };
  assert.deepEqual([changes(undo, "--check"), changes(undo), changes(undo), changes(undo, "--check")], [true, true, false, false]);
  assert.equal(stage.goOf("one"), OLD_GO);
  const [newest] = stage.ask("one", "history").entries;
  assert.deepEqual([newest.action, newest.undoes], ["rollback", upgrade.id]);

  const add = { state: "present", version: NEW, use: false };
  const remove = { state: "absent", version: NEW };
  assert.deepEqual([changes(remove, "--check"), changes(remove), changes(remove)], [true, true, false]);
  assert.deepEqual([changes(add, "--check"), changes(add), changes(add)], [true, true, false]);
  assert.equal(stage.goOf("one"), OLD_GO);

  const unknown = answer({ state: "present", version: "1.99.1" });
  assert.deepEqual([unknown.status, unknown.result.error.code, unknown.result.rc], ["failed", "UPGO-VERSION-UNKNOWN", 7]);
  assert.match(unknown.result.msg, /go1\.99\.1\. Nothing was changed\. Run `upgo list/);
  const inUse = answer({ state: "absent", version: OLD });
  assert.equal(inUse.result.error.code, "UPGO-REMOVE-CURRENT");
  for (const wrong of [
    { state: "absent", version: "1.26" },
    { state: "latest", version: NEW },
    { state: "present", version: "--help" },
    { state: "present" },
    { state: "rolled_back" },
    { state: "latest", executable: "/no/such/upgo" },
    { state: "latest", executable: "/bin/true" },
  ]) {
    const refused = answer(wrong);
    assert.deepEqual([refused.status, Boolean(refused.result.msg)], ["failed", true], JSON.stringify(wrong));
  }
  assert.equal(stage.goOf("one"), OLD_GO);
});

test("a host with a broken archive is rolled back with its batch, and the later batches are not touched", async () => {
  const canaries = ["canary-1", "canary-2"];
  const [first, second, third] = [["a1", "a2"], ["b1", "b2", "b3"], ["c1", "c2"]];
  const good = { mirror: "good" };
  const stage = await stageWithOldGo([canaries, { group: "upgo_canary" }], [first, good], [["b1"], good], [["b2"], { mirror: "broken" }], [["b3"], good], [third, good]);
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
    assert.match(run.of("Report the batch that was rolled back", name).result.msg, /because of b2$/);
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

test("a canary host that fails its health check is rolled back, and no other host is touched", async () => {
  const stage = await stageWithOldGo([["canary-1", "canary-2"], { group: "upgo_canary" }], [["a1"]]);
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

test("a host that does not answer counts as failed, and its batch goes back", async () => {
  const stage = await stageWithOldGo([["a1", "a2", "b1"]]);
  stage.setVariables("a2", { ansible_connection: "gone" });
  const run = fails(stage.play(ROLLOUT, "-e", JSON.stringify({ upgo_batches: [2] })));
  assert.deepEqual(gos(stage, ["a1", "a2", "b1"]), all(["a1", "a2", "b1"], OLD_GO));
  assert.equal(run.of(UNDO, "a1").result.changed, true);
  assert.deepEqual(run.results.filter(({ host }) => host === "b1"), []);
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
