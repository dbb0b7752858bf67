// Every script of PowerShell that is shipped, shown in a document or run by a workflow, as Windows PowerShell 5.1 reads it;
// what runs on managed machines also as constrained language mode does.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { before, test } from "node:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTree } from "../../scripts/lib/laws/tree.mjs";
import { powershell } from "../../scripts/lib/powershell.mjs";
import { packagesIn } from "../../scripts/lib/release/files.mjs";
import { managersFiles } from "../../scripts/lib/release/managers/index.mjs";
import { scoopDocument } from "../../scripts/lib/release/managers/scoop.mjs";
import { standIns } from "../../scripts/lib/release/standins.mjs";
import { Unavailable, root } from "../../scripts/lib/tools.mjs";

let wrongIn;
let missing;
before(async () => {
  try {
    wrongIn = await powershell();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    missing = error.message;
  }
});

/** What a package manager runs of ours: name → text. */
function ofManagers() {
  const folder = mkdtempSync(join(tmpdir(), "upgo-powershell-"));
  try {
    standIns(folder, "1.2.3");
    const project = { owner: "someone", repository: "upgo", homepage: "https://upgo.example/" };
    const notes = [{ version: "1.2.3", date: "2026-12-01T10:00:00Z", en: ["One."], "zh-CN": ["一。"] }];
    const release = { format: 1, version: "1.2.3", date: "2026-12-01T10:00:00Z", notes, files: packagesIn(folder, "1.2.3").files };
    return {
      chocolatey: managersFiles(release, project)["chocolatey/tools/chocolateyinstall.ps1"],
      scoop: [scoopDocument(release, project)].flatMap(({ post_install, pre_uninstall }) => [...post_install, ...pre_uninstall]).join("\n"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The steps of workflows and of our own actions that name PowerShell as their shell. */
function ofWorkflows({ path, text }) {
  const steps = [...text.matchAll(/^( *)- (?:(?!^ *- )[^])*/gm)].map(([step]) => step).filter((step) => /\bshell: (?:powershell|pwsh)$/m.test(step));
  return steps.map((step, at) => {
    const body = /\brun: \|\n([^]*)$/.exec(step)?.[1] ?? /\brun: (?:'(.*)'|(.*))$/m.exec(step).slice(1).find(Boolean);
    return [`${path}, step ${at + 1}`, body];
  });
}

/** The scripts in the tasks of the Ansible role. */
function ofTasks({ path, text }) {
  return [...text.matchAll(/^( +)script: \|\n((?:\1 .*\n)+)/gm)].map(([, , body]) => [path, body]);
}

const INDOCUMENT = /^( *)```powershell\n([^]*?)^\1```$/gm;

test("Windows PowerShell 5.1 reads every script", (t) => {
  if (missing) return t.skip(missing);
  const files = readTree();
  const scripts = [
    ...files.filter(({ path }) => /\.ps[dm]?1$/.test(path)).map(({ path, text }) => [path, text]),
    ...files.filter(({ path }) => /^(?:docs\/.*|README)\.md$/.test(path)).flatMap(({ path, text }) => [...text.matchAll(INDOCUMENT)].map((found) => [path, found[2]])),
    ...files.filter(({ path }) => /^packaging\/ansible\/roles\/.*\.yml$/.test(path)).flatMap(ofTasks),
    ...files.filter(({ path }) => /^(?:\.github|packaging\/github-action)\/.*\.yml$/.test(path)).flatMap(ofWorkflows),
    ...Object.entries(ofManagers()),
  ];
  assert.ok(scripts.length >= 8, `${scripts.map(([name]) => name)}`);
  for (const part of ["Upgo.psm1", "Upgo.psd1", "prepare_windows.yml"]) assert.ok(scripts.some(([name]) => name.endsWith(part)), part);
  // what fleets run as it is
  const constrained = (name) => /^packaging\/intune\/|\/Machine\.ps1$|^scoop$/.test(name);
  const options = (name) => ({ constrained: constrained(name), tests: name.endsWith(".Tests.ps1") });
  const wrong = scripts.flatMap(([name, text]) => wrongIn(text, options(name)).map((what) => `${name}: ${what}`));
  assert.deepEqual(wrong, []);
});

test("what 5.1, constrained language mode and Pester refuse is found", (t) => {
  if (missing) return t.skip(missing);
  for (const text of ["$a ?? $b", "$a ??= 1", "$x?.Length", "$a ? 1 : 2", "a && b", "a || b", "if ($x) {", "1 | Set-Content -Encoding utf8NoBOM x", "x | ConvertFrom-Json -AsHashtable"]) {
    assert.notDeepEqual(wrongIn(text), [], text);
  }
  for (const text of ["[Console]::OutputEncoding = $x", "[IO.Path]::Combine('a', 'b')", "New-Object System.Text.UTF8Encoding $false", "class A { }", "try { 1 } catch { [Console]::Beep() }"]) {
    assert.deepEqual(wrongIn(text), [], text);
    assert.notDeepEqual(wrongIn(text, { constrained: true }), [], text);
  }
  assert.deepEqual(wrongIn("try { [Console]::Beep() } catch { }\n[string]$x = 'a'.Trim()", { constrained: true }), []);
  for (const text of ["BeforeEach { 1 }", "AfterEach { 1 }", "It 'is' { 1 }", "if ($x) { beforeeach { 1 } }", "Describe 'a' { 1 }\nBeforeEach { 1 }"]) {
    assert.equal(wrongIn(text, { tests: true }).length, 1, text);
    assert.deepEqual(wrongIn(`BeforeAll { 1 }\nDescribe 'a' { Context 'b' { if ($x) { ${text.split("\n").at(-1)} } } }`, { tests: true }), [], text);
  }
});

test("PSScriptAnalyzer finds nothing in the scripts", (t) => {
  const ran = spawnSync("pwsh", ["-NoProfile", "-NonInteractive", "-File", join(root, "tests/powershell/analyze.ps1")], { encoding: "utf8", timeout: 300_000 });
  if (ran.error?.code === "ENOENT") return t.skip("PowerShell is missing (pwsh)");
  if (ran.status === 3) return t.skip(ran.stdout.trim());
  assert.match(ran.stdout, /^\d\d scripts, 0 findings\n$/);
  assert.equal(ran.status, 0, ran.stderr);
});
