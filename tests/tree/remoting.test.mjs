// What the PowerShell module and the Ansible collection rely on of Upgo: each command line is in docs/commands.md, and each
// field of a document in docs/schemas, which are both generated from the code.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/lib/tools.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const MODULE = "packaging/powershell/Upgo";
const scripts = Object.fromEntries(readdirSync(join(root, MODULE)).map((name) => [name, read(`${MODULE}/${name}`)]));
const powershell = Object.entries(scripts).filter(([name]) => /\.psm?1$/.test(name)).map(([, text]) => text).join("\n");
const windows = read("packaging/ansible/plugins/modules/win_toolchain.ps1");
const unix = read("packaging/ansible/plugins/modules/toolchain.py");
const role = (name) => read(`packaging/ansible/roles/upgo/tasks/${name}.yml`);
const intune = ["detect", "remediate"].map((name) => read(`packaging/intune/${name}.ps1`));

const pages = new Map(read("docs/commands.md").split(/^## /m).slice(1).map((page) => [page.split("\n")[0], page]));

/** What is wrong with a command line, by the documentation of its command. */
function wrongIn(line) {
  const words = line.split(" ").filter(Boolean);
  const page = pages.get(`upgo ${words[0]}`);
  if (!page) return [`there is no command ${words[0]}`];
  const everywhere = `${pages.get("upgo")}\n${page}`;
  const options = words.slice(1).filter((word) => word.startsWith("-"));
  const unknown = options.filter((option) => !new RegExp(`^ {2,6}(?:-\\w, )?${option}\\b`, "m").test(everywhere));
  const values = words.slice(1).filter((word, at) => !word.startsWith("-") && !takesValue(everywhere, words[at]));
  const usage = /^Usage: .*$/m.exec(page)[0];
  const free = values.length > 0 && !/\[OPTIONS\] [[<]/.test(usage) ? [`upgo ${words[0]} takes no ${values}`] : [];
  const odd = words.filter((word, at) => at > 0 && word.startsWith("-") && takesValue(everywhere, word) && (words[at + 1] ?? "-").startsWith("-"));
  return [...unknown.map((option) => `upgo ${words[0]} has no ${option}`), ...free, ...odd.map((option) => `${option} needs a value`)];
}

const takesValue = (page, option) => option.startsWith("--") && new RegExp(`^ {2,6}(?:-\\w, )?${option} <`, "m").test(page);

/** Every command line, by who runs it. */
function lines() {
  const [, table] = /\$script:Commands = @\{\n([^]*?)\n\}/.exec(scripts["Decisions.ps1"]);
  const ofModule = [...table.matchAll(/^ {4}\w+ = '([^']+)'$/gm)].map(([, line]) => `${line} --json --progress none`);
  assert.equal(ofModule.length, table.split("\n").length);
  const ofIntune = intune.map((text) => /& \$upgo ([^$\n]*?) 2>/.exec(text)[1]);
  const words = (text) => [...text.matchAll(/"([^"]*)"|\$version|params\["version"\]|str\(|\[String\]/g)].map(([word, plain]) => plain ?? "{value}");
  const [, branches] = /^\$command = switch[^{]*\{\n([^]*?)\n\}$/m.exec(windows);
  const ofWindows = branches.split(/^ {4}\}\n?/m).filter((branch) => branch.trim()).map((branch) => words(branch).slice(1).join(" "));
  const [, body] = /def wanted\(params\):\n([^]*?)\n\n\n/.exec(unix);
  const ofUnix = [...body.matchAll(/return (\[.*)$/gm)].map(([, list]) => words(list.replace(/ if params\["\w+"\] else \[\]/g, "").replace('["version"]', "")).join(" "));
  const ofRole = [...role("change_windows").matchAll(/argv: \["\{\{ upgo_executable \}\}", (.*)\]/g)].map(([, list]) => list.replaceAll(",", ""));
  return { ofModule, ofIntune, ofWindows, ofUnix, ofRole };
}

test("every command line is one of Upgo's", () => {
  const found = lines();
  const { ofModule, ...others } = found;
  assert.deepEqual(Object.values(others).map(({ length }) => length), [2, 4, 4, 1], JSON.stringify(others));
  const all = [...Object.values(found).flat(), "history --json", "remove {v} --even-if-running --dry-run --yes"];
  assert.deepEqual(all.flatMap(wrongIn), []);
  assert.ok(all.some((line) => line.startsWith("upgrade --unattended --deadline {deadline} --yes")));
});

test("a command line that Upgo does not have is found", () => {
  for (const line of ["upgrad --yes", "upgrade --silent", "upgrade 1.27", "preflight --to --json", "status --exit-code"]) {
    assert.notDeepEqual(wrongIn(line), [], line);
  }
});

const schemas = new Map();
const schema = (name) => schemas.get(name) ?? schemas.set(name, JSON.parse(read(`docs/schemas/${name}.json`))).get(name);

/** The schemas of a field, behind references and alternatives: pairs with the file that they are in. */
function behind(node, file) {
  if (node.$ref) {
    const [name, path] = node.$ref.split("#/$defs/");
    const other = name ? name.replace(".json", "") : file;
    return behind(schema(other).$defs[path], other);
  }
  const several = node.anyOf ?? node.oneOf;
  return several ? several.flatMap((each) => behind(each, file)) : [[node, file]];
}

/** Whether a path of fields, with `[]` for an element of a list, leads somewhere in a schema. */
function leads(name, path) {
  let found = behind(schema(name), name);
  for (const part of path) {
    found = found.flatMap(([node, file]) => {
      const next = part === "[]" ? node.items : node.properties?.[part];
      return next ? behind(next, file) : [];
    });
  }
  return found.length > 0;
}

/** What a variable of the module holds: a schema and a path in it. */
const HELD = {
  status: ["status"],
  preflight: ["preflight"],
  check: ["preflight", "checks", "[]"],
  history: ["history"],
  entry: ["history", "entries", "[]"],
  change: ["change"],
  fault: ["error", "error"],
  plan: ["dry-run", "plan"],
};

/** The fields that a script reads of Upgo's documents: pairs of a schema and a path. */
function fields(text, held) {
  return [...text.matchAll(/\$(\w+)((?:\.\w+)+)/g)].flatMap(([, variable, path]) => {
    const [name, ...start] = held[variable[0].toLowerCase() + variable.slice(1)] ?? [];
    return name ? [[name, [...start, ...path.slice(1).split(".")]]] : [];
  });
}

test("every field that is read is in a schema", () => {
  const ofModule = fields(powershell, HELD);
  for (const name of ["status", "preflight", "history", "change", "error", "dry-run"]) assert.ok(ofModule.some(([each]) => each === name), name);
  const ofWindows = fields(windows, {
    plan: ["dry-run", "plan"],
    step: ["dry-run", "plan", "steps", "[]"],
    edit: ["dry-run", "plan", "steps", "[]", "diff", "[]"],
    problem: ["error", "error"],
    warning: ["change", "warnings", "[]"],
  });
  assert.ok(ofWindows.length >= 10, `${ofWindows.length}`);
  // in a pipeline, an element is $_
  const piped = [["preflight", ["checks", "[]", "outcome"]], ["history", ["entries", "[]", "id"]], ["history", ["entries", "[]", "inEffect"]]];
  const ofRole = [...role("change_windows").matchAll(/upgo_status\.stdout \| from_json\)\.([\w.]+)/g)].map(([, path]) => ["status", path.split(".")]);
  assert.ok(ofRole.length > 0);
  const missing = [...ofRole, ...ofModule, ...ofWindows, ...piped].filter(([name, path]) => !leads(name, path));
  assert.deepEqual(missing.map(([name, path]) => `${name}: ${path.join(".")}`), []);
  assert.ok(!leads("status", ["current", "goBinary"]) && !leads("change", ["warnings", "code"]));
});

test("the error codes and exit codes that decide are the documented ones", () => {
  const errors = read("docs/errors.md");
  const codes = [...`${powershell}\n${windows}\n${unix}`.matchAll(/UPGO-[A-Z]+(?:-[A-Z]+)*/g)].map(([code]) => code);
  assert.ok(codes.length >= 4, `${codes}`);
  for (const code of codes) assert.ok(errors.includes(`## ${code}\n`), code);
  const exits = pages.get("upgo");
  for (const line of ["3    Network error", "6    Busy:", "10   With --exit-code: update available", "12   Done, but a new terminal", "124  Deadline"]) assert.ok(exits.includes(`\n  ${line}`), line);
  const setup = read("docs/installing.md");
  for (const line of ["| 0 | done |", "| 6 | nothing was changed:", "| 20 | Upgo is installed,"]) assert.ok(setup.includes(line), line);
});

test("the role and the module mean the same by a profile, and the role does the same things on both systems", () => {
  const own = powershell.match(/'\^S-1-5-[^']*'|0x[0-9a-f]+\)|ProfileList'|HKEY_USERS\\\$sid|ProfileImagePath/g);
  for (const part of new Set(own)) assert.ok(role("prepare_windows").includes(part), part);
  assert.ok(own.length >= 6, `${own}`);
  for (const file of ["change", "rollback"]) {
    const names = (name) => role(name).match(/- name: .*/g).filter((each) => !/Gather the facts|Ask Upgo/.test(each));
    assert.deepEqual(names(`${file}_windows`), names(file));
  }
});

test("the module exports what it describes, and asks before it changes something", () => {
  const exported = /FunctionsToExport = @\((.*)\)/.exec(scripts["Upgo.psd1"])[1].match(/[\w-]+/g);
  const main = scripts["Upgo.psm1"];
  assert.deepEqual(/Export-ModuleMember -Function (.*)$/m.exec(main)[1].match(/[\w-]+/g), exported);
  for (const name of exported) {
    const [, body] = new RegExp(`^function ${name} \\{\\n([^]*?)^\\}\\n`, "m").exec(main);
    const [help, code] = body.split("#>");
    for (const part of [".SYNOPSIS", ".DESCRIPTION", ".EXAMPLE"]) assert.ok(help.includes(`    ${part}\n`), `${name}: ${part}`);
    const parameters = [.../\n {4}param\(\n([^]*?)\n {4}\)\n/.exec(code)[1].matchAll(/^ {8}\[[\w.[\]]+\]\$(\w+)/gm)].map(([, each]) => each);
    assert.deepEqual([...help.matchAll(/^ {4}\.PARAMETER (\w+)$/gm)].map(([, each]) => each).sort(), parameters.sort(), name);
    assert.equal(code.includes("SupportsShouldProcess = $true"), !name.startsWith("Get-"), name);
    assert.equal(/ShouldProcess\(|-Cmdlet \$PSCmdlet/.test(code), !name.startsWith("Get-"), name);
  }
  const columns = [...scripts["Upgo.Format.ps1xml"].matchAll(/<PropertyName>(\w+)</g)].map(([, each]) => each);
  const row = /function ConvertTo-Row \{([^]*?)^\}/m.exec(scripts["Decisions.ps1"])[1];
  assert.deepEqual(columns.filter((each) => !row.includes(`        ${each} = `)), []);
  assert.ok(columns.length > 5);
});

test("Windows PowerShell reads every file of the module in any code page", () => {
  for (const [name, text] of Object.entries(scripts)) assert.match(text, /^[\x20-\x7e\n]*$/, name);
});

test("the module decides and rolls out as its own tests say", async (t) => {
  const env = { ...process.env, UPGO_TEST_MACHINE: "", NO_COLOR: "1" };
  const ran = spawnSync("pwsh", ["-NoProfile", "-NonInteractive", "-File", join(root, "tests/powershell/run.ps1")], { encoding: "utf8", env });
  if (ran.error) return t.skip("PowerShell is missing (pwsh)");
  if (ran.status === 3 && ran.stdout.startsWith("Pester")) return t.skip(ran.stdout.trim());
  const shown = [...ran.stdout.matchAll(/^ +\[([+!-])\] (.+?) [\d.]+m?s/gm)].map(([, mark, name]) => [name, mark]);
  for (const [name, mark] of shown) {
    const skip = mark === "!" && "it changes the Windows machine that runs it";
    await t.test(name, { skip }, () => assert.equal(mark, "+", ran.stdout));
  }
  // Pester runs no test of a file that it refuses.
  const written = (file) => [...read(`tests/powershell/${file}`).matchAll(/^ *It '(.+?)'/gm)].map(([, name]) => name);
  const files = readdirSync(join(root, "tests/powershell")).filter((name) => name.endsWith(".Tests.ps1"));
  assert.deepEqual(shown.map(([name]) => name), files.flatMap(written));
  assert.deepEqual(shown.filter(([, mark]) => mark === "!").map(([name]) => name), written("machine.Tests.ps1"));
  assert.equal(ran.status, 0, ran.stdout + ran.stderr);
});
