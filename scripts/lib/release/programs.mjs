// The archive of the programs of one system: what Upgo updates itself with, and what Scoop and Homebrew install.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../packages.mjs";
import { sourceDate } from "../reproducible.mjs";
import { root } from "../tools.mjs";
import { zipped } from "./zip.mjs";

/** The name of each program in the archive, which has nothing else: the updater takes every file for a program. */
const NAMES = {
  linux: { upgo: "upgo", "upgo-desktop": "upgo-desktop" },
  windows: { upgo: "upgo.exe", "upgo-desktop": "upgo-desktop.exe", loader: "WebView2Loader.dll" },
};

/**
 * Makes `upgo-VERSION-OS-ARCH.zip` in `folder` and returns its path. `programs` are paths: `upgo`, `upgo-desktop`, and
 * `loader` if the window needs it. `versionOf` sets another version, for tests.
 */
export function makeProgramsArchive(programs, folder, os, arch = process.arch === "arm64" ? "arm64" : "amd64", versionOf = version) {
  const there = Object.entries(NAMES[os]).filter(([name]) => programs[name]);
  const files = Object.fromEntries(there.map(([name, file]) => [file, readFileSync(programs[name])]));
  mkdirSync(folder, { recursive: true });
  const out = join(folder, `upgo-${versionOf}-${os}-${arch}.zip`);
  writeFileSync(out, zipped(files, sourceDate(process.env, root)));
  return out;
}
