// Makes the AppImage: one file that runs on any distribution without being installed. Its tool, appimagetool, is not a
// Debian package, so the AppImage is made only where the tool is on PATH.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "./package-tools.mjs";
import { fillTree, makeReadable, version } from "./packages.mjs";
import { Unavailable, inFolder, root } from "./tools.mjs";

/** The processors by their names in AppImages. */
const ARCHITECTURES = { x64: "x86_64", arm64: "aarch64" };

/**
 * Makes the AppImage in `folder` and returns its path. `programs` are paths: `upgo`, `upgo-desktop`.
 * UPGO_APPIMAGE_RUNTIME names the file of the runtime, which appimagetool otherwise downloads.
 */
export function makeAppImage(programs, folder) {
  if (spawnSync("appimagetool", ["--version"]).error) {
    throw new Unavailable("appimagetool is missing: it is on GitHub only (AppImage/appimagetool)");
  }
  return inFolder("upgo-appimage-", (work) => {
    const tree = makeAppDir(programs, join(work, "Upgo.AppDir"));
    const architecture = ARCHITECTURES[process.arch];
    const out = join(folder, `Upgo-${version}-${architecture}.AppImage`);
    mkdirSync(folder, { recursive: true });
    const runtime = process.env.UPGO_APPIMAGE_RUNTIME;
    const args = [...(runtime ? ["--runtime-file", runtime] : []), "--no-appstream", tree, out];
    run("appimagetool", args, { env: { ARCH: architecture, VERSION: version } });
    return out;
  });
}

/** Makes the folder that becomes the AppImage. The system's own web view is used, as by the packages. */
export function makeAppDir(programs, tree) {
  mkdirSync(tree);
  fillTree(tree, programs);
  makeReadable(tree);
  copyFileSync(join(root, "packaging", "linux", "upgo.desktop"), join(tree, "upgo.desktop"));
  copyFileSync(join(root, "icons", "app-256.png"), join(tree, "upgo.png"));
  copyFileSync(join(root, "icons", "app-256.png"), join(tree, ".DirIcon"));
  copyFileSync(join(root, "packaging", "linux", "AppRun"), join(tree, "AppRun"));
  run("chmod", ["755", join(tree, "AppRun")]);
  return tree;
}
