// The folder that becomes the AppImage, and how it starts. The AppImage itself needs a tool that few machines have.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { makeAppDir, makeAppImage } from "../../scripts/lib/appimage.mjs";
import { version } from "../../scripts/lib/packages.mjs";
import { strippedPrograms } from "./rig/programs.mjs";

const folder = mkdtempSync(join(tmpdir(), "upgo-appimage-test-"));
const tree = join(folder, "Upgo.AppDir");
let programs;

before(() => {
  programs = strippedPrograms(folder);
  makeAppDir(programs, tree);
});
after(() => rmSync(folder, { recursive: true, force: true }));

const env = { ...process.env, HOME: folder, UPGO_HOME: join(folder, "home"), DISPLAY: "", WAYLAND_DISPLAY: "" };

test("it has what desktops and tools look for at its top", () => {
  assert.match(readFileSync(join(tree, "upgo.desktop"), "utf8"), /^Icon=upgo$/m);
  assert.ok(readFileSync(join(tree, ".DirIcon")).equals(readFileSync(join(tree, "upgo.png"))));
  assert.equal(statSync(join(tree, "AppRun")).mode & 0o777, 0o755);
});

test("it starts the window, and the command line by the name upgo", () => {
  const start = (name, ...args) => spawnSync(join(tree, "AppRun"), args, { env: { ...env, ARGV0: name }, encoding: "utf8" });
  assert.equal(start("/home/zoe/bin/upgo", "--version").stdout, `upgo ${version}\n`);
  const window = start("/home/zoe/Upgo.AppImage");
  assert.equal(window.status, 14, window.stderr); // there is no screen
  const check = spawnSync(join(tree, "AppRun"), ["--check"], {
    env: { ...env, ARGV0: "/home/zoe/Upgo.AppImage", UPGO_FEED_URL: "http://127.0.0.1:1/", UPGO_VULN_URL: "http://127.0.0.1:1/" },
    encoding: "utf8",
  });
  assert.match(check.stdout, /next check/i, check.stderr); // the window's program prints nothing
});

test("an AppImage is one file that runs", (context) => {
  if (spawnSync("appimagetool", ["--version"]).error) return context.skip("appimagetool is missing");
  const image = makeAppImage(programs, folder);
  symlinkSync(image, join(folder, "upgo"));
  // Without FUSE, it unpacks itself.
  const ran = spawnSync(join(folder, "upgo"), ["--version"], { env: { ...env, APPIMAGE_EXTRACT_AND_RUN: "1" }, encoding: "utf8" });
  assert.equal(ran.stdout, `upgo ${version}\n`, ran.stderr);
});
