// Debian packages that the scripts need, installed if possible.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { say } from "./report.mjs";
import { Unavailable } from "./tools.mjs";

/** Installs the missing packages of `names`. Running it again is quick. */
export function debianPackages(names) {
  const missing = missingPackages(names);
  if (missing.length === 0) return;
  if (!existsSync("/usr/bin/apt-get")) throw new Unavailable(`these Debian packages are missing: ${missing.join(" ")}`);
  if (process.getuid() !== 0) throw new Unavailable(`run 'apt-get install ${missing.join(" ")}' as root, then try again`);
  say(`installing ${missing.join(" ")}`);
  apt("update");
  // A second try, because another run of apt may have deleted the downloaded packages.
  const install = () => apt("install", "--yes", "--no-install-recommends", ...missing);
  if (!install() && !install()) throw new Unavailable(`apt-get could not install ${missing.join(" ")}`);
}

/** Installs the shells in which startup files are tested, and strace; bash and dash are part of every Debian. */
export function programsOfTests() {
  if (process.platform === "linux") debianPackages(["fish", "zsh", "strace"]);
}

/** The makers of the installer and of the package for Windows Installer. */
export const WINDOWS_PACKAGERS = ["nsis", "wixl", "msitools"];

/** Installs what makes and checks the packages for users. */
export function packagers() {
  if (process.platform !== "linux") return;
  debianPackages([...WINDOWS_PACKAGERS, "dpkg-dev", "rpm", "appstream", "desktop-file-utils", "mandoc", "unzip", "openssl", "lintian", "rpmlint"]);
}

/** The packages that are missing, according to dpkg's file lists. Running dpkg would take longer than all else here. */
export function missingPackages(names) {
  const architecture = { x64: "amd64" }[process.arch] ?? process.arch;
  const lists = (name) => [name, `${name}:${architecture}`].map((each) => `/var/lib/dpkg/info/${each}.list`);
  return names.filter((name) => !lists(name).some((list) => existsSync(list)));
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = ["-qq", "-o", "DPkg::Lock::Timeout=300"];
  return spawnSync("apt-get", [...options, ...args], { env, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
}
