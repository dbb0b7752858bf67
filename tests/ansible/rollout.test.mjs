// The collection's rollout to several homes of this machine: it stops, and goes back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CHANGE, NEW_GO, OLD_GO, WINDOWS, all, fails, gos, passes, playbook, role, stageWith, stageWithOldGo } from "./rig/plays.mjs";
import { noPowerShell } from "./rig/stage.mjs";

const ROLLOUT = "upgo.go.rollout";
const UNDO = "Undo the change of this host";

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

for (const [name, hosts, skip] of [["toolchain", ["l1", "w1"], false], ["win_toolchain", ["w1"], noPowerShell]]) {
  test(`${name}: what is done counts as done if a new terminal runs another Go, and is not rolled back`, { skip }, () => {
    const stage = stageWith([hosts.filter((each) => each === "l1")], [["w1"], WINDOWS]);
    if (name === "win_toolchain") stage.runWindowsModule();
    for (const each of hosts) stage.writeHome(each, ".bashrc", "# so that Upgo cannot put its Go on PATH\n", 0o444);
    const done = (run, task) => hosts.map((each) => run.of(task, each)).map(({ status, result: { changed, rc } }) => [status, changed, rc]);
    const each = Array(hosts.length).fill(["ok", true, 12]);
    const old = role({ upgo_state: "present", upgo_version: "1.26" });
    assert.deepEqual(done(passes(stage.play(old)), CHANGE), each);
    const again = passes(stage.play(old));
    assert.deepEqual(done(again, CHANGE), Array(hosts.length).fill(["ok", false, 12]));
    for (const name of hosts) assert.match(String(again.of(CHANGE, name).result.warnings), /another Go or none/);
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
