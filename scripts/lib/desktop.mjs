// What the tests of the desktop program need on this machine, and where its programs are.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { debianPackages, missingPackages } from "./debian.mjs";
import { buildPage, testPrograms } from "./programs.mjs";
import { Unavailable, cargoTool, root } from "./tools.mjs";

/** Debian's packages to build the desktop program, and those to test it without a screen. */
const BUILD_PACKAGES = ["libwebkit2gtk-4.1-dev", "libayatana-appindicator3-dev"];
const TEST_PACKAGES = ["webkit2gtk-driver", "xvfb", "dbus-daemon", "python3-gi", "gir1.2-gdkpixbuf-2.0", "fonts-noto-core"];

/**
 * Installs what the tests need, builds the programs, and returns the environment to run the tests in. Running it again
 * is quick.
 */
export function desktopRig() {
  const tauriDriver = desktopPackages();
  const { desktop, upgo } = buildDesktop();
  return { ...process.env, UPGO_TAURI_DRIVER: tauriDriver, UPGO_DESKTOP_PROGRAM: desktop, UPGO_PROGRAM: upgo };
}

/** Builds the desktop program, with its page in it, and `upgo`. */
export function buildDesktop() {
  buildPage();
  const programs = testPrograms();
  return { desktop: programs["upgo-desktop"], upgo: programs.upgo };
}

/** The programs that the tests start: those of `desktopRig`'s environment, or what was built last. */
export function desktopPrograms() {
  const built = join(root, "target", "debug");
  return {
    desktop: process.env.UPGO_DESKTOP_PROGRAM ?? join(built, "upgo-desktop"),
    upgo: process.env.UPGO_PROGRAM ?? join(built, "upgo"),
    tauriDriver: process.env.UPGO_TAURI_DRIVER ?? cargoTool("tauri-driver"),
  };
}

/** A folder for pictures: of failures ("desktop") or to be looked at ("shots"). */
export function picturesFolder(name) {
  const folder = join(root, "target", name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** What is missing on this machine to build the desktop program; where there is no dpkg, the build itself will say. */
export function missingToBuild() {
  return existsSync("/var/lib/dpkg/info") ? missingPackages(BUILD_PACKAGES) : [];
}

/** Installs what the desktop program is built and tested with; returns the path of tauri-driver. */
export function desktopPackages() {
  if (process.platform !== "linux") throw new Unavailable("the desktop of these tests is Linux's");
  debianPackages([...BUILD_PACKAGES, ...TEST_PACKAGES]);
  return cargoTool("tauri-driver");
}

/** What the desktop program is compiled with: the system's libraries, and the page that is put into it. */
export function desktopLibraries() {
  if (process.platform === "linux") debianPackages(BUILD_PACKAGES);
  if (!existsSync(join(root, "ui", "dist", "index.html"))) buildPage();
}
