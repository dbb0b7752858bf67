// Packages of Debian's that the scripts need, installed where that can be done.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { say } from "./report.mjs";
import { Unavailable } from "./tools.mjs";

/** Installs those of `names` that are missing. Running it again is quick. */
export function debianPackages(names) {
  const missing = missingPackages(names);
  if (missing.length === 0) return;
  if (!existsSync("/usr/bin/apt-get")) throw new Unavailable(`these packages of Debian's are missing: ${missing.join(" ")}`);
  if (process.getuid() !== 0) throw new Unavailable(`run 'apt-get install ${missing.join(" ")}' as root, then this again`);
  say(`installing ${missing.join(" ")}`);
  apt("update");
  // A second try: another run of apt may have cleared the downloaded packages away.
  const install = () => apt("install", "--yes", "--no-install-recommends", ...missing);
  if (!install() && !install()) throw new Unavailable(`apt-get could not install ${missing.join(" ")}`);
}

/** Installs the shells that start-up files are tested with; bash and dash are part of every Debian. */
export function testedShells() {
  if (process.platform === "linux") debianPackages(["fish", "zsh"]);
}

/** dpkg keeps a list of the files of each installed package; asking it would take longer than everything else here. */
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
