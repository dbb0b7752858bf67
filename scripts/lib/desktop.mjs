// What the tests of the desktop program need on this machine, and where its programs are.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { buildPage, testPrograms } from "./programs.mjs";
import { say } from "./report.mjs";
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
  return existsSync("/var/lib/dpkg/info") ? BUILD_PACKAGES.filter((name) => !isInstalled(name)) : [];
}

/** Installs what the desktop program is built and tested with; returns the path of tauri-driver. */
export function desktopPackages() {
  if (process.platform !== "linux") throw new Unavailable("the desktop of these tests is Linux's");
  needPackages([...BUILD_PACKAGES, ...TEST_PACKAGES]);
  return cargoTool("tauri-driver");
}

/** What the desktop program is compiled with: the system's libraries, and the page that is put into it. */
export function desktopLibraries() {
  if (process.platform === "linux") needPackages(BUILD_PACKAGES);
  if (!existsSync(join(root, "ui", "dist", "index.html"))) buildPage();
}

function needPackages(names) {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  if (!existsSync("/usr/bin/apt-get")) throw new Unavailable(`these packages of Debian's are missing: ${missing.join(" ")}`);
  if (process.getuid() !== 0) throw new Unavailable(`run 'apt-get install ${missing.join(" ")}' as root, then this again`);
  say(`installing ${missing.join(" ")}`);
  apt("update");
  // A second try: another run of apt may have cleared the downloaded packages away.
  const install = () => apt("install", "--yes", "--no-install-recommends", ...missing);
  if (!install() && !install()) throw new Unavailable(`apt-get could not install ${missing.join(" ")}`);
}

/** dpkg keeps a list of the files of each installed package; asking it would take longer than everything else here. */
function isInstalled(name) {
  const architecture = { x64: "amd64" }[process.arch] ?? process.arch;
  return [name, `${name}:${architecture}`].some((each) => existsSync(`/var/lib/dpkg/info/${each}.list`));
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = ["-qq", "-o", "DPkg::Lock::Timeout=300"];
  return spawnSync("apt-get", [...options, ...args], { env, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
}
