// The oldest Ansible that the collection names: that of Red Hat's automation platform.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ansibleFolder } from "../../scripts/lib/ansible.mjs";
import { root } from "../../scripts/lib/tools.mjs";
import { CHANGE, NEW_GO, OLD_GO, WINDOWS, all, gos, passes, role, stageWith } from "./rig/plays.mjs";

const named = /^requires_ansible: ">=([\d.]+)\.0"$/m.exec(readFileSync(join(root, "packaging/ansible/meta/runtime.yml"), "utf8"))[1];

test("the oldest Ansible predicts, changes and rolls out, and does not say that it is too old", () => {
  const hosts = ["one", "w1"];
  const stage = stageWith([["one"]], [["w1"], WINDOWS]);
  stage.ansible = ansibleFolder("oldest.txt");
  const old = { upgo_state: "present", upgo_version: "1.26" };
  const runs = [stage.play(role(old), "--check", "--diff"), stage.play(role(old), "--diff"), stage.play("upgo.go.rollout")].map(passes);
  const changed = (run) => hosts.map((name) => run.of(CHANGE, name).result.changed);
  assert.deepEqual(runs.map(changed), [[true, true], [true, true], [true, true]]);
  assert.equal(runs[2].of(CHANGE, "one").result.from, OLD_GO);
  assert.deepEqual(gos(stage, hosts), all(hosts, NEW_GO));
  for (const { output } of runs) assert.doesNotMatch(output, /does not support|DEPRECATION/);
  assert.ok(readFileSync(join(root, "tests/ansible/oldest.txt"), "utf8").includes(`\nansible-core==${named}.`));
});
