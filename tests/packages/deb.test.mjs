// The Debian package: its content, its dependencies, and that its programs run from where they are unpacked.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { desktopPrograms } from "../../scripts/lib/desktop.mjs";
import { makeDeb, version } from "../../scripts/lib/packages.mjs";
import { sourceDate } from "../../scripts/lib/reproducible.mjs";
import { root } from "../../scripts/lib/tools.mjs";

const folder = mkdtempSync(join(tmpdir(), "upgo-package-"));
const tree = join(folder, "tree");
let deb;

before(() => {
  const { upgo, desktop } = desktopPrograms();
  deb = makeDeb({ upgo, "upgo-desktop": desktop }, folder, { quick: true });
  execFileSync("dpkg-deb", ["--extract", deb, tree]);
});
after(() => rmSync(folder, { recursive: true, force: true }));

const field = (name) => execFileSync("dpkg-deb", ["--field", deb, name], { encoding: "utf8" }).trim();
const text = (path) => readFileSync(join(tree, path), "utf8");

test("the metadata is complete and depends only on Debian packages", () => {
  assert.equal(field("Package"), "upgo");
  assert.equal(field("Version"), version);
  assert.match(field("Description"), /^keeps the Go toolchain up to date$/m);
  const needed = field("Depends").split(", ").map((dependency) => dependency.split(" ")[0]);
  for (const name of ["libc6", "libwebkit2gtk-4.1-0", "libgtk-3-0", "libayatana-appindicator3-1"]) {
    assert.ok(needed.some((each) => each.startsWith(name)), `${name} in ${needed}`);
  }
  // The libraries that a program links to are installed on the build machine.
  for (const name of needed) {
    assert.equal(spawnSync("dpkg-query", ["--show", name]).status, 0, `${name} is a package`);
  }
});

test("every file is in its place and owned by root", () => {
  const listed = execFileSync("dpkg-deb", ["--contents", deb], { encoding: "utf8" }).trim().split("\n");
  const rows = listed.map((line) => /^(\S+) (\S+) .* \.\/(.*)$/.exec(line).slice(1));
  const rights = Object.fromEntries(rows.map(([mode, owner, path]) => [path, `${mode} ${owner}`]));
  for (const path of ["usr/bin/upgo", "usr/bin/upgo-desktop"]) assert.equal(rights[path], "-rwxr-xr-x root/root", path);
  for (const path of [
    "usr/share/applications/upgo.desktop",
    "usr/share/icons/hicolor/scalable/apps/upgo.svg",
    "usr/share/icons/hicolor/16x16/apps/upgo.png",
    "usr/share/bash-completion/completions/upgo",
    "usr/share/zsh/vendor-completions/_upgo",
    "usr/share/fish/vendor_completions.d/upgo.fish",
    "usr/share/doc/upgo/copyright",
    "usr/share/doc/upgo/changelog.gz",
  ]) {
    assert.equal(rights[path], "-rw-r--r-- root/root", path);
  }
  const outside = Object.keys(rights).filter((path) => path && !"usr/".startsWith(path) && !path.startsWith("usr/"));
  assert.deepEqual(outside, []);
});

test("a second package, made with other permissions in another time zone, has the same bytes and the commit's date", () => {
  const { upgo, desktop } = desktopPrograms();
  const [umask, zone] = [process.umask(0o077), process.env.TZ];
  process.env.TZ = "Asia/Kathmandu";
  mkdirSync(join(folder, "again"));
  try {
    const again = makeDeb({ upgo, "upgo-desktop": desktop }, join(folder, "again"), { quick: true });
    assert.ok(readFileSync(deb).equals(readFileSync(again)), "the packages differ");
  } finally {
    process.umask(umask);
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
  const date = Number(sourceDate(process.env, root));
  const listed = execFileSync("dpkg-deb", ["--contents", deb], { encoding: "utf8", env: { ...process.env, TZ: "UTC" } });
  const day = new Date(date * 1000).toISOString().slice(0, 16).replace("T", " ");
  for (const line of listed.trim().split("\n")) assert.ok(line.includes(` ${day} `), line);
});

test("the programs run from where they are unpacked", () => {
  const env = { ...process.env, UPGO_HOME: join(folder, "home"), HOME: folder, DISPLAY: "", WAYLAND_DISPLAY: "" };
  const run = (name, ...args) => spawnSync(join(tree, "usr/bin", name), args, { env, encoding: "utf8" });
  assert.equal(run("upgo", "--version").stdout, `upgo ${version}\n`);
  assert.equal(run("upgo", "status").status, 0);
  const desktop = run("upgo-desktop");
  assert.equal(desktop.status, 14, desktop.stderr);
  assert.match(desktop.stderr, /upgo status/);
});

test("the desktop entry is valid and names existing files", () => {
  const entry = text("usr/share/applications/upgo.desktop");
  const validated = spawnSync("desktop-file-validate", [join(tree, "usr/share/applications/upgo.desktop")], { encoding: "utf8" });
  if (!validated.error) assert.equal(validated.stdout, "");
  const value = (key) => new RegExp(`^${key}=(.*)$`, "m").exec(entry)?.[1];
  assert.equal(value("Type"), "Application");
  assert.ok(lstatSync(join(tree, "usr/bin", value("Exec"))).isFile());
  assert.ok(lstatSync(join(tree, "usr/share/icons/hicolor/scalable/apps", `${value("Icon")}.svg`)).isFile());
  assert.match(value("Name\\[?.*?\\]?"), /Upgo/);
});
