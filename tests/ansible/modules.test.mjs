// The modules for Linux and for Windows, on one machine: the same options lead to the same results.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inspect, isDeepStrictEqual } from "node:util";
import { OLD_GO, NEW_GO, all, gos, passes, playbook, stageWith } from "./rig/plays.mjs";
import { NEW, OLD, noPowerShell } from "./rig/stage.mjs";

/** A stand-in for `upgo` that prints `plan`, and with --yes `done`. It keeps its arguments in the file `asked`. */
const standIn = (asked, plan, done, code = 0) =>
  `#!/bin/sh\necho "$*" >> "${asked}"\ncase " $* " in *" --yes "*) echo '${done}';; *) echo '${plan}';; esac\nexit ${code}\n`;
const plan = (...steps) => JSON.stringify({ plan: { from: OLD_GO, to: NEW_GO, steps }, warnings: [{ message: "a warning" }] });
const switching = { kind: "switch", version: NEW_GO, description: "Switch", diff: [{ kind: "added", place: "a file", text: "a line" }, { kind: "moved", place: "PATH", text: "/go" }] };
const failure = (became) => JSON.stringify({ error: { code: "UPGO-X", title: "A title.", message: "it failed", means: "It.", next: "", advice: "a", causes: ["a cause"], became } });
const done = JSON.stringify({ changed: true, id: 7, from: OLD_GO, to: NEW_GO, warnings: [] });

const PROGRAMS = {
  nothing: ["{}", done],
  list: ["[]", done],
  text: ["no JSON", done],
  without_steps: ['{"plan":{},"warnings":[]}', done],
  without_warnings: ['{"plan":{"steps":[]}}', done],
  well: [plan({ kind: "unpack", version: NEW_GO, description: "Unpack", diff: [] }, switching), done],
  no_result: [plan(switching), "{}"],
  unfinished: [plan(switching), failure("unfinished")],
  rolled_back: [plan(switching), failure("rolledBack")],
  other_code: [plan(), done, 5],
  other_go: [plan(), JSON.stringify({ changed: false, id: null, from: NEW_GO, to: NEW_GO, warnings: [] }), 12],
};

const check = { check_mode: true };
const undo = { state: "rolled_back", change: 2 };
/** What Ansible itself refuses, in its own words, which differ. */
const OF_ANSIBLE = {
  "no such state": [{ state: "gone" }],
  "null for a state": [{ state: null }],
  "null for a flag": [{ state: "present", version: NEW, use: null }],
};
/** The options of each case with other keywords, in order: they change the home. */
const CASES = {
  "a number, which is no decimal number of a language": [{ state: "present", version: 1.26 }],
  "present again": [{ state: "present", version: "1.26" }],
  "a prediction": [{ state: "latest" }, check],
  upgrade: [{ state: "latest" }],
  "latest again": [{ state: "latest" }],
  "a predicted rollback": [undo, check],
  "a rollback": [undo],
  "a rollback again": [undo],
  removal: [{ state: "absent", version: NEW }],
  "removal again": [{ state: "absent", version: NEW }],
  "removal of the Go in use": [{ state: "absent", version: OLD }],
  "another name of a version": [{ state: "absent", version: `GO${OLD}` }],
  "a version with a line break": [{ state: "absent", version: `${OLD}\n` }],
  "a version in other digits": [{ state: "absent", version: "١.٢٦.٦" }],
  "a line": [{ state: "absent", version: "1.26" }],
  "an option": [{ state: "present", version: "--help" }],
  "an unknown version": [{ state: "present", version: "1.99.1" }],
  "a version with latest": [{ state: "latest", version: NEW }],
  "no version": [{ state: "present" }],
  "no change": [{ state: "rolled_back" }],
  ...OF_ANSIBLE,
  "no such program": [{ executable: "/no/such/upgo" }],
  "no program": [{ executable: "{{ programs }}/data" }],
  ...Object.fromEntries(Object.keys(PROGRAMS).map((name) => [`the program ${name}`, [{ executable: `{{ programs }}/${name}` }]])),
};

test("both modules return the same for the same options", { skip: noPowerShell }, () => {
  const stage = stageWith([["unix", "windows"]]);
  stage.runWindowsModule();
  const folders = ["unix", "windows"].map((host) => join(stage.folder, host));
  for (const folder of folders) {
    writeFileSync(join(folder, "data"), "no program\n", { mode: 0o755 });
    for (const [name, [plan, done, code]] of Object.entries(PROGRAMS)) {
      writeFileSync(join(folder, name), standIn(join(folder, `${name}.asked`), plan, done, code), { mode: 0o755 });
    }
  }
  const tasks = (host, module) =>
    Object.entries(CASES).map(([name, [options, more]]) => ({
      name, when: `inventory_hostname == "${host}"`, [module]: { executable: "{{ upgo_executable }}", ...options }, ignore_errors: true, ...more,
    }));
  const [plays] = playbook(...tasks("unix", "upgo.go.toolchain"), ...tasks("windows", "upgo.go.win_toolchain"));
  const vars = { programs: `${stage.folder}/{{ inventory_hostname }}` };
  // each host goes on by itself, so both modules run at the same time
  const run = passes(stage.play([{ ...plays, vars, strategy: "free" }]));
  const result = (name, host) => {
    const { status, result } = run.results.find((each) => each.task === name && each.host === host && each.status !== "skipped");
    const { invocation, exception, _ansible_no_log, ...rest } = JSON.parse(JSON.stringify(result).replaceAll(join(stage.folder, host), "/place"));
    // without the words of the system
    const msg = name in OF_ANSIBLE ? rest.msg !== "" : rest.msg?.replace(/(could not be started): .*/s, "$1");
    return { status, ...rest, msg, warnings: rest.warnings?.sort() };
  };
  const differing = Object.keys(CASES).filter((name) => !isDeepStrictEqual(result(name, "windows"), result(name, "unix")));
  const shown = (host) => differing.map((name) => inspect([name, result(name, host)], { depth: 9 })).join("\n");
  assert.equal(shown("windows"), shown("unix"));

  // and it is what each of them means
  assert.deepEqual(gos(stage, ["unix", "windows"]), all(["unix", "windows"], OLD_GO));
  const changed = (name) => result(name, "unix").changed;
  assert.deepEqual(["a prediction", "upgrade", "latest again", "a rollback", "a rollback again"].map(changed), [true, true, false, true, false]);
  assert.deepEqual([changed("the program unfinished"), changed("the program rolled_back")], [true, false]);
  assert.deepEqual(result("the program unfinished", "unix").error, JSON.parse(failure("unfinished")).error);
  assert.match(String(result("the program other_go", "unix").warnings), /another Go or none/);
  for (const name of ["a version with a line break", "another name of a version", "a version in other digits"]) {
    assert.match(result(name, "unix").msg, /needs a whole version/);
  }
  for (const name of ["nothing", "list", "text", "without_steps", "without_warnings", "other_code"]) {
    for (const folder of folders) assert.doesNotMatch(readFileSync(join(folder, `${name}.asked`), "utf8"), /--yes/, name);
    assert.equal(result(`the program ${name}`, "unix").status, "failed", name);
  }
  assert.ok(!existsSync(join(folders[1], "data.asked")));
});
