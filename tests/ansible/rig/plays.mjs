// What the tests of the collection play, and on which hosts.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { NEW, OLD, Stage, serveMirrors } from "./stage.mjs";

export const [OLD_GO, NEW_GO] = [`go${OLD}`, `go${NEW}`];
export const CHANGE = "Change the Go in use";

const mirrorFolder = mkdtempSync(join(tmpdir(), "upgo-mirrors-"));
const mirrors = await serveMirrors(mirrorFolder);
const stages = [];
after(() => {
  for (const stage of stages) stage.close();
  rmSync(mirrorFolder, { recursive: true, force: true });
});

/** A stage with these groups of hosts: pairs of names and options. */
export function stageWith(...hosts) {
  const stage = new Stage(mirrors);
  stages.push(stage);
  for (const [names, options] of hosts) stage.addHosts(names, options);
  return stage;
}

/** A stage whose hosts have the old Go. */
export function stageWithOldGo(...hosts) {
  const stage = stageWith(...hosts);
  passes(stage.play(playbook(module({ state: "present", version: "1.26" }))));
  return stage;
}

/** A playbook of these tasks, for all hosts. */
export const playbook = (...tasks) => [{ hosts: "upgo", gather_facts: false, environment: "{{ upgo_environment }}", tasks }];
/** A playbook with the role. */
export const role = (vars) => playbook({ "ansible.builtin.include_role": { name: "upgo.go.upgo" }, vars });
/** A task of the module `toolchain`, with other keywords. */
export const module = (options, more) => ({ "upgo.go.toolchain": { executable: "{{ upgo_executable }}", ...options }, ...more });

export function passes(run) {
  assert.equal(run.status, 0, run.output);
  return run;
}

export function fails(run) {
  assert.notEqual(run.status, 0, run.output);
  return run;
}

export const gos = (stage, names) => Object.fromEntries(names.map((name) => [name, stage.goOf(name)]));
export const all = (names, go) => Object.fromEntries(names.map((name) => [name, go]));

/** On this machine: the tasks, the judging and Upgo are real; the modules of ansible.windows and win_toolchain are played. */
export const WINDOWS = { upgo_windows: true };
