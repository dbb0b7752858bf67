// The RPM package: its content, what it requires, and that it is installed, upgraded and removed without leftovers.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { version } from "../../scripts/lib/packages.mjs";
import { makeRpm } from "../../scripts/lib/rpm.mjs";
import { strippedPrograms } from "./rig/programs.mjs";

const folder = mkdtempSync(join(tmpdir(), "upgo-rpm-test-"));
const missing = spawnSync("rpmbuild", ["--version"]).error ? "rpmbuild is missing" : false;
let programs;
let made;

before(() => {
  if (missing) return;
  programs = strippedPrograms(folder);
  made = makeRpm(programs, folder, { quick: true });
});
after(() => rmSync(folder, { recursive: true, force: true }));

const rpm = (...args) => execFileSync("rpm", ["--dbpath", join(folder, "database"), ...args], { encoding: "utf8" }).trim();
const query = (what) => rpm("-qp", "--queryformat", what, made);

test("the metadata is complete and names no machine", { skip: missing }, () => {
  assert.equal(query("%{NAME} %{VERSION} %{LICENSE} %{BUILDHOST}"), `upgo ${version} MIT upgo`);
  const required = rpm("-qp", "--requires", made).split("\n");
  for (const library of ["libc.so.6", "libwebkit2gtk-4.1.so.0", "libgtk-3.so.0"]) {
    assert.ok(required.some((each) => each.startsWith(`${library}(`)), `${library} in ${required}`);
  }
  assert.match(rpm("-qp", "--recommends", made), /^libayatana-appindicator3\.so\.1\(\)\(64bit\)$/m);
  assert.equal(rpm("-qp", "--scripts", made), "", "no script runs as root");
});

test("the package names its packager and its version in a changelog", { skip: missing }, () => {
  assert.match(query("%{PACKAGER}"), /^The Upgo authors <\S+@\S+\.\S+>$/);
  assert.equal(query("[%{CHANGELOGNAME}\n]"), `${query("%{PACKAGER}")} - ${version}-1`);
});

test("RPM's own checker finds no error but the missing signature", { skip: missing || (spawnSync("rpmlint", ["--version"]).error && "rpmlint is missing") }, () => {
  const said = spawnSync("rpmlint", [made], { encoding: "utf8" }).stdout;
  assert.deepEqual([...said.matchAll(/: E: (\S+)/g)].map(([, tag]) => tag), ["no-signature"], said);
});

test("upgo-cli has no window and needs no library of a desktop", { skip: missing }, () => {
  const alone = makeRpm({ upgo: programs.upgo }, folder, { quick: true });
  const of = (what) => rpm("-qp", "--queryformat", what, alone);
  assert.deepEqual([of("%{NAME}"), of("[%{CONFLICTNAME}]"), query("[%{CONFLICTNAME}]")], ["upgo-cli", "upgo", "upgo-cli"]);
  assert.doesNotMatch(rpm("-qp", "--requires", "--recommends", alone), /gtk|webkit|appindicator/);
  const files = of("[%{FILENAMES}\n]").split("\n");
  for (const path of ["/usr/bin/upgo", "/usr/share/licenses/upgo-cli/LICENSE"]) assert.ok(files.includes(path), path);
  assert.deepEqual(files.filter((path) => /desktop|icons|metainfo/.test(path)), []);
});

test("every file is in its place and owned by root", { skip: missing }, () => {
  const rows = query("[%{FILENAMES} %{FILEMODES:perms} %{FILEUSERNAME}\n]").split("\n").map((row) => row.split(" "));
  const rights = Object.fromEntries(rows.map(([path, mode, owner]) => [path, `${mode} ${owner}`]));
  for (const path of ["/usr/bin/upgo", "/usr/bin/upgo-desktop"]) assert.equal(rights[path], "-rwxr-xr-x root", path);
  for (const path of [
    "/usr/share/applications/upgo.desktop",
    "/usr/share/icons/hicolor/scalable/apps/upgo.svg",
    "/usr/share/bash-completion/completions/upgo",
    "/usr/share/zsh/site-functions/_upgo",
    "/usr/share/fish/vendor_completions.d/upgo.fish",
    "/usr/share/man/man1/upgo.1.gz",
    "/usr/share/metainfo/dev.upgo.Upgo.metainfo.xml",
    "/usr/lib/systemd/system/upgo-upgrade@.timer",
    "/usr/share/licenses/upgo/LICENSE",
    "/usr/share/doc/upgo/CHANGELOG.md",
  ]) {
    assert.equal(rights[path], "-rw-r--r-- root", path);
  }
  assert.deepEqual(Object.keys(rights).filter((path) => !path.startsWith("/usr/")), []);
});

test("a second package, made with other permissions in another time zone, has the same bytes", { skip: missing }, () => {
  const [umask, zone] = [process.umask(0o077), process.env.TZ];
  process.env.TZ = "Asia/Kathmandu";
  try {
    const again = makeRpm(programs, join(folder, "again"), { quick: true });
    assert.ok(readFileSync(made).equals(readFileSync(again)), "the packages differ");
  } finally {
    process.umask(umask);
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test("installed, upgraded and removed in a clean system, it leaves only what is the user's", { skip: missing }, (context) => {
  if (process.getuid() !== 0) return context.skip("rpm needs root");
  const system = join(folder, "system");
  mkdirSync(join(system, "home/zoe/.local/share/upgo"), { recursive: true });
  writeFileSync(join(system, "home/zoe/.local/share/upgo/kept"), "a Go\n");
  const files = () => readdirSync(system, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const everything = () => files().map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.includes("/database/"));
  // The database is of this test, and the libraries are not in that system.
  const inside = (...args) => execFileSync("rpm", ["--root", system, "--dbpath", "/database", ...args], { encoding: "utf8" }).trim();
  const before = everything();

  inside("-i", "--nodeps", makeRpm(programs, folder, { quick: true, versionOf: `${version}-rc.1` }));
  assert.equal(inside("-q", "upgo"), `upgo-${version}~rc.1-1.${made.split(".").at(-2)}`);
  inside("-U", "--nodeps", made);
  assert.equal(inside("-q", "--queryformat", "%{VERSION}", "upgo"), version);
  assert.equal(inside("-V", "--nodeps", "upgo"), "");
  inside("-e", "upgo");
  assert.deepEqual(everything(), before);
  for (const left of ["usr/share/doc/upgo", "usr/share/licenses/upgo"]) {
    assert.throws(() => readdirSync(join(system, left)), { code: "ENOENT" });
  }
});
