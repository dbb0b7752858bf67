// The collection passes Ansible's own checkers, and is built as others would build it.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { addresses, readProject } from "../../scripts/lib/release/project.mjs";
import { root } from "../../scripts/lib/tools.mjs";
import { allowChecks, collectionIn, installCollection, noPowerShell, pslintSettings, runAnsible } from "./rig/stage.mjs";

const folder = mkdtempSync(join(tmpdir(), "upgo-ansible-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const collections = installCollection(folder);
const cwd = collectionIn(collections);
const run = (program, ...args) => runAnsible(program, args, { cwd, collections });
const sanity = (...args) => run("ansible-test", "sanity", "--color", "no", "--requirements", ...args);

const MODULES = ["toolchain", "toolchain_facts"].map((name) => `plugins/modules/${name}.py`);

test("ansible-lint finds nothing, with its strictest profile", () => {
  const { status, output } = run("ansible-lint", "--offline", "--nocolor", "--profile", "production", "--config-file", "/dev/null");
  assert.equal(status, 0, output);
});

test("ansible-test sanity finds nothing", (context) => {
  allowChecks();
  const primed = sanity("--prime-venvs");
  if (primed.status !== 0) return context.skip(`its requirements could not be installed: ${primed.output.trim().split("\n").at(-1)}`);
  // which would install its own PSScriptAnalyzer from the PowerShell Gallery
  const { status, output } = sanity("--skip-test", "validate-modules", "--skip-test", "pslint");
  assert.equal(status, 0, output);
  const modules = sanity("--test", "validate-modules", ...MODULES);
  assert.equal(modules.status, 0, modules.output);
});

test("ansible-test sanity finds nothing in the module for Windows", { skip: noPowerShell }, () => {
  allowChecks();
  const { status, output } = sanity("--skip-test", "pslint", "plugins/modules/win_toolchain.ps1");
  assert.equal(status, 0, output);
});

test("PSScriptAnalyzer finds nothing in the module for Windows, with the settings of ansible-test", { skip: noPowerShell }, (t) => {
  const analyze = `
    if (-not (Get-Module -ListAvailable PSScriptAnalyzer)) { 'missing'; exit }
    Invoke-ScriptAnalyzer -Path plugins/modules/win_toolchain.ps1 -Settings '${pslintSettings()}' | ForEach-Object { "$($_.RuleName), line $($_.Line): $($_.Message)" }`;
  const { status, stdout, stderr } = spawnSync("pwsh", ["-NoProfile", "-NonInteractive", "-Command", analyze], { cwd, encoding: "utf8" });
  if (stdout === "missing\n") return t.skip("PSScriptAnalyzer is missing");
  assert.deepEqual([status, stdout, stderr], [0, "", ""]);
});

test("the documentation of each module can be shown, and both modules for toolchains have the same options and results", () => {
  const names = ["toolchain", "toolchain_facts", "win_toolchain"].map((name) => `upgo.go.${name}`);
  const { status, output } = run("ansible-doc", "--json", ...names);
  assert.equal(status, 0, output);
  const shown = JSON.parse(output.slice(output.indexOf("{")));
  for (const name of names) assert.ok(shown[name].doc.short_description.length > 0 && shown[name].examples.length > 0, name);
  const [unix, windows] = [shown["upgo.go.toolchain"], shown["upgo.go.win_toolchain"]];
  assert.deepEqual(windows.doc.options, unix.doc.options);
  assert.deepEqual(windows.return, unix.return);
  const script = readFileSync(join(cwd, "plugins/modules/win_toolchain.ps1"), "utf8");
  assert.deepEqual(script.match(/^ {8}\w+(?= = @\{ type)/gm).map((name) => name.trim()).sort(), Object.keys(unix.doc.options).sort());
});

test("the collection can be built, with everything that it needs and no tests", () => {
  const { status, output } = run("ansible-galaxy", "collection", "build", "--output-path", folder);
  assert.equal(status, 0, output);
  const file = /\S+\.tar\.gz/.exec(output)[0];
  const names = execFileSync("tar", ["--list", "--gzip", "--file", file], { encoding: "utf8" }).trim().split("\n");
  for (const name of ["plugins/modules/win_toolchain.ps1", "roles/upgo/tasks/rollout.yml", "playbooks/rollout.yml", "README.md", "roles/upgo/README.md"]) {
    assert.ok(names.includes(name), name);
  }
  assert.deepEqual(names.filter((name) => name.includes("__pycache__")), []);
});

test("the collection names the project's own repository", () => {
  const text = readFileSync(join(root, "packaging/ansible/galaxy.yml"), "utf8");
  assert.equal(/^repository: (.+)$/m.exec(text)?.[1], addresses(readProject()).source);
});
