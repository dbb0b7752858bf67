// The package for Windows Installer as a database: what a fleet's administrator reads before installing it. How it
// installs is in tests/windows/msi.test.mjs. The programs in it are stand-ins.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { makeMsi } from "../../scripts/lib/msi.mjs";

const folder = mkdtempSync(join(tmpdir(), "upgo-msi-test-"));
const missing = ["wixl", "msibuild", "msiinfo"].find((tool) => spawnSync(tool, ["--version"]).error);
const skip = missing ? `${missing} is missing` : false;
after(() => rmSync(folder, { recursive: true, force: true }));

/** The paths of programs with this content. */
function programs(content = "one") {
  const place = join(folder, content);
  mkdirSync(place, { recursive: true });
  const names = { upgo: "upgo.exe", "upgo-desktop": "upgo-desktop.exe", loader: "WebView2Loader.dll" };
  const put = ([name, file]) => (writeFileSync(join(place, file), `${name} ${content}`), [name, join(place, file)]);
  return Object.fromEntries(Object.entries(names).map(put));
}

function make(name, options, of = programs()) {
  return makeMsi(of, join(folder, name), { versionOf: "1.2.3", ...options });
}

/** The rows of a table, each by the names of its columns. */
function table(msi, name) {
  const [columns, , , ...rows] = execFileSync("msiinfo", ["export", msi, name], { encoding: "utf8" }).trimEnd().split(/\r?\n/);
  const names = columns.split("\t");
  return rows.map((row) => Object.fromEntries(row.split("\t").map((cell, at) => [names[at], cell])));
}

const property = (msi, name) => table(msi, "Property").find((row) => row.Property === name)?.Value;
const summary = (msi, name) => new RegExp(`^${name}.*: (.*)$`, "m").exec(execFileSync("msiinfo", ["suminfo", msi], { encoding: "utf8" }))[1];

test("the same programs make the same package, in any time zone", { skip }, () => {
  const one = readFileSync(make("one.msi"));
  const zone = process.env.TZ;
  process.env.TZ = "Asia/Kathmandu";
  try {
    assert.ok(one.equals(readFileSync(make("again.msi"))), "the packages differ");
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test("versions are products of one family, and a package has its own code", { skip }, () => {
  const [one, newer, candidate] = [make("1.msi"), make("2.msi", { versionOf: "1.3.0" }), make("3.msi", { versionOf: "1.3.0-rc.1" })];
  const other = make("4.msi", {}, programs("other"));
  const all = [one, newer, candidate];
  assert.equal(new Set(all.map((msi) => property(msi, "UpgradeCode"))).size, 1);
  assert.equal(new Set(all.map((msi) => property(msi, "ProductCode"))).size, 3);
  assert.equal(property(candidate, "ProductVersion"), "1.3.0");
  assert.equal(property(other, "ProductCode"), property(one, "ProductCode"));
  assert.notEqual(summary(other, "Revision number"), summary(one, "Revision number"));
  const [, replaced] = table(newer, "Upgrade");
  assert.deepEqual([replaced.VersionMax, replaced.ActionProperty], ["1.3.0", "OLDERFOUND"], "its own release candidate, too");
});

test("it is for the whole machine and for its processor", { skip }, () => {
  const amd64 = make("amd64.msi");
  const arm64 = make("arm64.msi", { arch: "arm64" }, { ...programs(), loader: undefined });
  assert.equal(summary(amd64, "Template"), "x64;1033");
  assert.equal(summary(arm64, "Template"), "Arm64;1033");
  assert.notEqual(property(arm64, "ProductCode"), property(amd64, "ProductCode"));
  assert.equal(property(amd64, "ALLUSERS"), "1");
  const names = (msi) => table(msi, "File").map((row) => row.FileName.split("|").at(-1)).sort();
  const files = ["LICENSE.txt", "WebView2Loader.dll", "installed-by", "upgo-desktop.exe", "upgo.dsc.resource.json", "upgo.exe", "upgo.png"];
  assert.deepEqual(names(amd64), files);
  assert.deepEqual(names(arm64), files.filter((name) => name !== "WebView2Loader.dll"));
});

test("nothing but Upgo's own programs is started, as the user and before the first change", { skip }, () => {
  const msi = make("actions.msi");
  const steps = Object.fromEntries(table(msi, "InstallExecuteSequence").map((row) => [row.Action, row]));
  const started = table(msi, "CustomAction").filter((row) => (Number(row.Type) & 0x3f) !== 51);
  assert.ok(started.length > 0);
  for (const { Action, Type, Source, Target } of started) {
    assert.equal(Source, "System64Folder", `${Action} starts in a folder that each machine and user has`);
    assert.match(Target, /^"\[(?:INSTALL|PREVIOUS)DIR\]upgo(?:-desktop)?\.exe" /, Action);
    assert.equal(Number(Type) & (0x400 | 0x800), 0, `${Action} is not deferred and does not run as the system`);
    assert.ok(Number(steps[Action].Sequence) < Number(steps.InstallInitialize.Sequence), Action);
  }
  // The old version goes in the transaction of the new one, so a failure brings it back.
  assert.ok(Number(steps.RemoveExistingProducts.Sequence) > Number(steps.InstallInitialize.Sequence));
  for (const action of ["RemoveGo", "RemoveRest"]) assert.match(steps[action].Condition, /^REMOVEGO="1" AND REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE/);
  const [path] = table(msi, "Environment");
  assert.deepEqual([path.Name, path.Value, path.Component_], ["=-*PATH", "[~];[INSTALLDIR]", "Path"]);
  const shortcut = table(msi, "MsiShortcutProperty")[0];
  assert.deepEqual([shortcut.PropertyKey, shortcut.PropertyValue], ["System.AppUserModel.ID", "dev.upgo.desktop"]);
});
