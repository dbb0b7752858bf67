// The Debian package: its content, its dependencies, that its programs run from where they are unpacked, and that it is
// installed, upgraded and removed without leftovers.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { makeDeb, version } from "../../scripts/lib/packages.mjs";
import { sourceDate } from "../../scripts/lib/reproducible.mjs";
import { root } from "../../scripts/lib/tools.mjs";
import { strippedPrograms } from "./rig/programs.mjs";

const folder = mkdtempSync(join(tmpdir(), "upgo-package-"));
const tree = join(folder, "tree");
let programs;
let deb;

before(() => {
  programs = strippedPrograms(folder);
  deb = makeDeb(programs, folder, { quick: true });
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

test("Debian's own tools read the changelog, and the maintainer has an address that can exist", () => {
  const file = join(folder, "changelog");
  writeFileSync(file, gunzipSync(readFileSync(join(tree, "usr/share/doc/upgo/changelog.gz"))));
  const read = spawnSync("dpkg-parsechangelog", ["--file", file], { encoding: "utf8" });
  assert.equal(read.stderr, "");
  for (const line of ["Source: upgo", `Version: ${version}`, `Maintainer: ${field("Maintainer")}`]) {
    assert.ok(read.stdout.split("\n").includes(line), `${line} in ${read.stdout}`);
  }
  assert.doesNotMatch(field("Maintainer"), /localhost|@[^.]+>$/);
});

test("Debian's own checker finds no error", { skip: spawnSync("lintian", ["--version"]).error && "lintian is missing" }, () => {
  // a test leaves the compression out
  const left = "uses-no-compression-for-control-tarball,uses-no-compression-for-data-tarball";
  const said = spawnSync("lintian", ["--allow-root", "--suppress-tags", left, "--fail-on", "error", deb], { encoding: "utf8" });
  assert.equal(said.status, 0, said.stdout + said.stderr);
  assert.doesNotMatch(said.stdout, /no-manual-page|changelog/);
});

test("upgo-cli has no window and needs no library of a desktop, and each package replaces the other", () => {
  const made = makeDeb({ upgo: programs.upgo }, folder, { quick: true });
  const of = (name) => execFileSync("dpkg-deb", ["--field", made, name], { encoding: "utf8" }).trim();
  assert.deepEqual([of("Package"), of("Conflicts"), of("Replaces")], ["upgo-cli", "upgo", "upgo"]);
  assert.deepEqual([field("Conflicts"), field("Replaces")], ["upgo-cli", "upgo-cli"]);
  assert.doesNotMatch(of("Depends"), /gtk|webkit|appindicator/);
  const paths = execFileSync("dpkg-deb", ["--contents", made], { encoding: "utf8" });
  for (const path of ["usr/bin/upgo", "usr/share/doc/upgo-cli/copyright", "usr/lib/systemd/system/upgo-check@.timer"]) {
    assert.ok(paths.includes(` ./${path}\n`), path);
  }
  assert.doesNotMatch(paths, /desktop|icons|metainfo/);
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
    "usr/share/doc/upgo/CHANGELOG.md.gz",
    "usr/share/man/man1/upgo.1.gz",
    "usr/share/man/man1/upgo-desktop.1.gz",
    "usr/share/man/man1/upgo-env-set.1.gz",
    "usr/share/metainfo/dev.upgo.Upgo.metainfo.xml",
    "usr/lib/systemd/system/upgo-check@.timer",
    "usr/lib/systemd/system/upgo-upgrade@.service",
  ]) {
    assert.equal(rights[path], "-rw-r--r-- root/root", path);
  }
  const outside = Object.keys(rights).filter((path) => path && !"usr/".startsWith(path) && !path.startsWith("usr/"));
  assert.deepEqual(outside, []);
});

test("a second package, made with other permissions in another time zone, has the same bytes and the commit's date", () => {
  const [umask, zone] = [process.umask(0o077), process.env.TZ];
  process.env.TZ = "Asia/Kathmandu";
  mkdirSync(join(folder, "again"));
  try {
    const again = makeDeb(programs, join(folder, "again"), { quick: true });
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

test("unregistering deletes what the window stored, and nothing else", () => {
  const user = join(folder, "zoe");
  const files = [".config/dev.upgo.desktop/state", ".local/share/dev.upgo.desktop/a/b", ".local/share/upgo/mine", ".config/other/mine"];
  for (const file of files) {
    mkdirSync(join(user, file, ".."), { recursive: true });
    writeFileSync(join(user, file), "");
  }
  const { UPGO_HOME, XDG_CONFIG_HOME, XDG_DATA_HOME, ...env } = process.env;
  const ran = spawnSync(join(tree, "usr/bin/upgo-desktop"), ["--unregister"], { env: { ...env, HOME: user }, encoding: "utf8" });
  assert.equal(ran.status, 0, ran.stderr);
  const left = readdirSync(user, { recursive: true, withFileTypes: true }).map((entry) => join(entry.parentPath, entry.name));
  assert.deepEqual(left.filter((path) => path.includes("dev.upgo.desktop")), []);
  for (const file of files.slice(2)) assert.ok(left.includes(join(user, file)), `${file} in ${left}`);
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

test("every command has a manual page that man understands", (context) => {
  const help = execFileSync(join(tree, "usr/bin/upgo"), ["help", "--all"], { encoding: "utf8" });
  const commands = [...help.matchAll(/^ {2}([a-z][a-z-]*) {2,}[A-Z]/gm)].map((match) => match[1]);
  assert.ok(commands.length > 20, help);
  const folder = join(tree, "usr/share/man/man1");
  const names = readdirSync(folder);
  for (const command of commands) assert.ok(names.includes(`upgo-${command}.1.gz`), `${command}: ${names}`);
  if (spawnSync("mandoc", ["-?"]).error) return context.skip("mandoc is missing");
  for (const name of names) {
    const page = gunzipSync(readFileSync(join(folder, name)));
    const read = spawnSync("mandoc", ["-T", "lint", "-W", "error"], { input: page, encoding: "utf8" });
    assert.equal(read.status, 0, `${name}: ${read.stdout}`);
    const shown = spawnSync("mandoc", ["-T", "ascii", "-O", "width=100"], { input: page, encoding: "utf8" });
    assert.match(shown.stdout, new RegExp(String.raw`^ +${name.replace(".1.gz", "")} - \S`, "m"));
  }
});

test("the description for software centres is valid and has this release", (context) => {
  const file = "usr/share/metainfo/dev.upgo.Upgo.metainfo.xml";
  assert.ok(text(file).includes(`<release version="${version}" date="`));
  const validated = spawnSync("appstreamcli", ["validate", "--no-net", "--no-color", join(tree, file)], { encoding: "utf8" });
  if (validated.error) return context.skip("appstreamcli is missing");
  assert.equal(validated.status, 0, validated.stdout);
});

test("the completions are read by their shells", (context) => {
  const scripts = {
    bash: "usr/share/bash-completion/completions/upgo",
    zsh: "usr/share/zsh/vendor-completions/_upgo",
    fish: "usr/share/fish/vendor_completions.d/upgo.fish",
  };
  for (const [shell, script] of Object.entries(scripts)) {
    const read = spawnSync(shell, ["-n", join(tree, script)], { encoding: "utf8" });
    if (read.error) context.diagnostic(`${shell} is missing`);
    else assert.equal(read.status, 0, `${shell}: ${read.stderr}`);
  }
});

test("installed, upgraded and removed in a clean system, it leaves only what is the user's", (context) => {
  if (process.getuid() !== 0) return context.skip("dpkg needs root");
  const system = join(folder, "system");
  for (const name of ["info", "updates", "triggers"]) mkdirSync(join(system, "var/lib/dpkg", name), { recursive: true });
  writeFileSync(join(system, "var/lib/dpkg/status"), "");
  mkdirSync(join(system, "home/zoe/.local/share/upgo"), { recursive: true });
  writeFileSync(join(system, "home/zoe/.local/share/upgo/kept"), "a Go\n");
  const everything = () => readdirSync(system, { recursive: true }).filter((path) => !path.startsWith("var/")).sort();
  const dpkg = (...args) => execFileSync("dpkg", [`--root=${system}`, "--force-depends", "--no-triggers", ...args], { stdio: "pipe" });
  const state = () => execFileSync("dpkg-query", [`--admindir=${system}/var/lib/dpkg`, "-W", "-f=${Version} ${db:Status-Status}"], { encoding: "utf8" });
  const before = everything();

  dpkg("-i", makeDeb(programs, folder, { quick: true, versionOf: `${version}-rc.1` }));
  assert.equal(state(), `${version}~rc.1 installed`);
  dpkg("-i", deb);
  assert.equal(state(), `${version} installed`);
  assert.ok(everything().includes("usr/bin/upgo-desktop"));
  dpkg("--purge", "upgo");
  assert.deepEqual(everything(), before);
});
