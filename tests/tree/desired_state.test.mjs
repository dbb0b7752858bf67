// What engines of desired state read: the manifest of Microsoft DSC and the files of `winget configure`, by the schemas
// that Microsoft publishes; the units of systemd, by its own verifier; the scripts of Intune, with answers of Upgo.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { IDENTIFIER } from "../../scripts/lib/release/managers/winget.mjs";
import { yaml } from "../../scripts/lib/release/managers/yaml.mjs";
import { schema } from "../../scripts/lib/schemas.mjs";
import { Unavailable, root } from "../../scripts/lib/tools.mjs";

const read = (name) => readFileSync(join(root, "packaging/dsc", name), "utf8");
const manifest = JSON.parse(read("upgo.dsc.resource.json"));

/** The documents for winget, by their files. */
const document = (...resources) => ({
  $schema: "https://raw.githubusercontent.com/PowerShell/DSC/main/schemas/2023/08/config/document.json",
  metadata: { winget: { processor: { identifier: "dscv3" } } },
  resources,
});
const DOCUMENTS = {
  "upgo.winget": document({ name: "Upgo", type: "Microsoft.WinGet/Package", properties: { id: IDENTIFIER, source: "winget" } }),
  "go.winget": document({ name: "Go", type: manifest.type, properties: { version: "latest", use: true } }),
};

/** What a published schema finds wrong with a document; or undefined if this machine cannot fetch the schema. */
async function wrongBy(name, document, t) {
  try {
    const valid = formats(new Ajv2020({ strict: false, allErrors: true, logger: false })).compile(JSON.parse(await schema(name)));
    return valid(document) ? [] : valid.errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return void t.skip(error.message);
  }
}

test("DSC's manifest is valid by its published schema", async (t) => {
  const wrong = await wrongBy("dsc manifest", manifest, t);
  if (!wrong) return;
  assert.deepEqual(wrong, []);
  const { input, ...get } = manifest.get;
  assert.notDeepEqual(await wrongBy("dsc manifest", { ...manifest, get }, t), [], "the schema finds nothing");
  assert.notDeepEqual(await wrongBy("dsc manifest", { ...manifest, type: "Upgo" }, t), []);
});

test("the files for winget are valid by its published schema", async (t) => {
  for (const [name, document] of Object.entries(DOCUMENTS)) {
    const comments = read(name).match(/^(?:#.*\n)+/)[0];
    assert.equal(read(name), comments + yaml(document));
    const wrong = await wrongBy("dsc configuration", document, t);
    if (!wrong) return;
    assert.deepEqual(wrong, []);
    assert.notDeepEqual(await wrongBy("dsc configuration", { ...document, resources: [{ name: "Go" }] }, t), []);
  }
});

// DSC looks for the types of all resources before it runs the first one.
test("no file for winget needs a resource that the same file installs", () => {
  const names = readdirSync(join(root, "packaging/dsc")).filter((name) => name.endsWith(".winget"));
  assert.deepEqual(names.sort(), Object.keys(DOCUMENTS).sort());
  for (const name of names) {
    const types = [...read(name).matchAll(/^ +type: (.*)$/gm)].map(([, type]) => type);
    assert.ok(types.length > 0, name);
    assert.ok(!(types.includes(manifest.type) && types.includes("Microsoft.WinGet/Package")), name);
  }
});

test("both installers put the manifest onto PATH, where DSC looks for it", () => {
  const text = (name) => readFileSync(join(root, "packaging/windows", name), "utf8");
  assert.match(text("upgo.nsi"), /SetOutPath "\$Home\\bin"\n(?: .*\n)* {2}File "\.\.\\dsc\\upgo\.dsc\.resource\.json"\n {2}SetOutPath/);
  assert.match(text("upgo.wxs"), /<File Id="resource\.json" Name="\w+\.JSO\|upgo\.dsc\.resource\.json"/);
});

const SYSTEMD = join(root, "packaging/linux/systemd");

test("systemd accepts the units for servers", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "upgo-units-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const names = readdirSync(SYSTEMD);
  assert.deepEqual(names, ["upgo-check@.service", "upgo-check@.timer", "upgo-upgrade@.service", "upgo-upgrade@.timer"]);
  const verify = (change) => {
    for (const name of names) {
      const text = readFileSync(join(SYSTEMD, name), "utf8").replace("/usr/bin/upgo ", "/bin/true ");
      writeFileSync(join(folder, name.replace("@", "@root")), change(text));
    }
    return spawnSync("systemd-analyze", ["verify", "--man=no", ...names.map((name) => join(folder, name.replace("@", "@root")))], {
      encoding: "utf8",
    });
  };
  const ran = verify((text) => text);
  if (ran.error) return t.skip("systemd-analyze is missing (Debian: systemd)");
  const ours = (said) => said.split("\n").filter((line) => line.includes("upgo"));
  assert.deepEqual([ran.status, ours(ran.stderr)], [0, []], ran.stderr);
  assert.notDeepEqual(ours(verify((text) => text.replace("daily", "sometimes").replace("/bin/true", "true/")).stderr), []);
});

test("the deadline comes before systemd's own time limit", () => {
  const service = readFileSync(join(SYSTEMD, "upgo-upgrade@.service"), "utf8");
  const minutes = (pattern) => Number(pattern.exec(service)[1]);
  assert.ok(minutes(/--deadline (\d+)m/) < minutes(/TimeoutStartSec=(\d+)min/));
});

const INTUNE = { detect: ["preflight", "--json"], remediate: ["upgrade", "--unattended", "--deadline 30m", "--json"] };

/** What a script prints and its exit status, with a program that answers like this in place of `upgo`. */
function intune(script, answer, status, folder) {
  writeFileSync(join(folder, "answer"), answer);
  writeFileSync(join(folder, "upgo"), `#!/bin/sh\ncat "${folder}/answer"\necho noise >&2\nexit ${status}\n`, { mode: 0o755 });
  return runIntune(script, folder);
}

function runIntune(script, folder) {
  const PATH = `${folder}:${process.env.PATH}`;
  return spawnSync("pwsh", ["-NoProfile", "-NonInteractive", "-File", join(root, `packaging/intune/${script}.ps1`)], {
    encoding: "utf8",
    env: { ...process.env, PATH },
  });
}

test("Intune's scripts read the answers of Upgo", (t) => {
  for (const [script, words] of Object.entries(INTUNE)) {
    const text = readFileSync(join(root, `packaging/intune/${script}.ps1`), "utf8");
    assert.match(text, /^[\x20-\x7e\n]*$/, "Intune reads other characters in an unknown encoding");
    for (const word of words) assert.ok(text.includes(word), `${script}: ${word}`);
  }
  if (spawnSync("pwsh", ["-Version"]).error) return t.skip("PowerShell is missing (pwsh)");
  const folder = mkdtempSync(join(tmpdir(), "upgo-intune-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const error = { error: { code: "UPGO-DEADLINE", message: "late", next: "Run it again." } };
  const check = { id: "disk", outcome: "fail", detail: "1 MB is free" };
  for (const [script, answer, status, code, said] of [
    ["detect", { ready: true, upgrades: false, from: "go1.27.3", to: "go1.27.3", checks: [] }, 0, 0, "up to date"],
    ["detect", { ready: true, upgrades: true, from: "go1.26.6", to: "go1.27.3", checks: [] }, 0, 1, "go1.27.3 is available"],
    ["detect", { ready: true, upgrades: true, from: null, to: "go1.27.3", checks: [] }, 0, 1, "in use: no Go."],
    ["detect", { ready: false, upgrades: true, from: null, to: null, checks: [check] }, 0, 1, "disk: 1 MB is free"],
    ["detect", error, 1, 1, "UPGO-DEADLINE"],
    ["detect", "no JSON", 1, 1, "no answer"],
    ["remediate", { from: "go1.26.6", to: "go1.27.3" }, 0, 0, "go1.27.3 is installed"],
    ["remediate", { from: "go1.26.6", to: "go1.27.3" }, 12, 0, "Another Go comes first"],
    ["remediate", { from: null, to: "go1.27.3" }, 0, 0, "before: no Go."],
    ["remediate", error, 124, 1, "UPGO-DEADLINE: late"],
    ["remediate", "", 134, 1, "134"],
  ]) {
    const ran = intune(script, typeof answer === "string" ? answer : JSON.stringify(answer), status, folder);
    assert.deepEqual([ran.status, ran.stderr], [code, ""], ran.stdout + ran.stderr);
    assert.ok(ran.stdout.includes(said), ran.stdout);
  }
  writeFileSync(join(folder, "upgo"), "\x7fELF\0");
  for (const [script, said] of [["detect", "no answer"], ["remediate", "ended with 127"]]) {
    const ran = runIntune(script, folder);
    assert.deepEqual([ran.status, ran.stderr], [1, ""], `a program that cannot start: ${ran.stdout}`);
    assert.ok(ran.stdout.includes(said), ran.stdout);
  }
});
