// Requirements of the desktop program's tests on this machine, and the paths of its programs.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { debianPackages, missingPackages } from "./debian.mjs";
import { buildPage, testPrograms } from "./programs.mjs";
import { Unavailable, root } from "./tools.mjs";

/** The Debian packages for building the desktop program, and for testing it without a screen. */
const BUILD_PACKAGES = ["libwebkit2gtk-4.1-dev", "libayatana-appindicator3-dev"];
const TEST_PACKAGES = ["webkit2gtk-driver", "xvfb", "dbus-daemon", "python3-gi", "gir1.2-gdkpixbuf-2.0", "fonts-noto-core"]
  .concat(["at-spi2-core", "gir1.2-atspi-2.0"]);

/** Installs the tests' requirements, builds the programs, and returns the environment. Quick when repeated. */
export function desktopRig() {
  desktopPackages();
  buildPage();
  const { "upgo-desktop": desktop, upgo } = testPrograms();
  return { ...process.env, UPGO_DESKTOP_PROGRAM: desktop, UPGO_PROGRAM: upgo };
}

/** The programs that the tests start: those of `desktopRig`'s environment, or of the last build. */
export function desktopPrograms() {
  const built = join(root, "target", "debug");
  return {
    desktop: process.env.UPGO_DESKTOP_PROGRAM ?? join(built, "upgo-desktop"),
    upgo: process.env.UPGO_PROGRAM ?? join(built, "upgo"),
  };
}

/** A folder for pictures: of failures ("desktop") or for review ("shots"). */
export function picturesFolder(name) {
  const folder = join(root, "target", name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The packages that are missing for a build of the desktop program. Without dpkg, the build itself reports them. */
export function missingToBuild() {
  return existsSync("/var/lib/dpkg/info") ? missingPackages(BUILD_PACKAGES) : [];
}

/** Installs the packages for building and testing the desktop program. */
export function desktopPackages() {
  if (process.platform !== "linux") throw new Unavailable("the tests of the desktop program need Linux");
  debianPackages([...BUILD_PACKAGES, ...TEST_PACKAGES]);
}

/** Installs the requirements of a build of the desktop program: the system's libraries, and the embedded page. */
export function desktopLibraries() {
  if (process.platform === "linux") debianPackages(BUILD_PACKAGES);
  if (!existsSync(join(root, "ui", "dist", "index.html"))) buildPage();
}
