// npm run build [-- --only linux|windows] [-- --dev]: what this machine can make for users to install.
//
// On Debian: the package for it, and for Windows the programs and an installer (docs/installing.md). Everything comes
// from a release build, which takes its time; --dev takes the development profile, to try the packaging itself.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { makeDeb, makeInstaller, makeWindowsFolder, version } from "./lib/packages.mjs";
import { BuildFailed, WINDOWS_TARGET, buildPage, buildPrograms } from "./lib/programs.mjs";
import { heading, table } from "./lib/report.mjs";
import { Unavailable, root } from "./lib/tools.mjs";

const KINDS = { linux: buildLinux, windows: buildWindows };
const PACKAGES = ["upgo-cli", "upgo-desktop"];
const folder = join(root, "target", "packages");

const { values: options } = parseArgs({ options: { only: { type: "string" }, dev: { type: "boolean" } } });
const kinds = Object.keys(KINDS).filter((kind) => !options.only || kind === options.only);
if (kinds.length === 0) {
  console.error(`there is: ${Object.keys(KINDS).join(", ")}`);
  process.exit(2);
}
const made = [];
attempt("the page", () => void buildPage());
if (!process.exitCode) for (const kind of kinds) attempt(kind, KINDS[kind]);
report();

/** A kind that this machine cannot make is said and passed over; one that fails fails the build. */
function attempt(what, make) {
  heading(what);
  try {
    made.push(...(make() ?? []));
  } catch (error) {
    console.error(error.message);
    if (!(error instanceof Unavailable)) process.exitCode = 1;
    if (!(error instanceof Unavailable || error instanceof BuildFailed)) throw error;
  }
}

function buildLinux() {
  if (!existsSync("/usr/bin/dpkg-deb")) throw new Unavailable("a Debian package is made on Debian and its kin only");
  const programs = buildPrograms({ packages: PACKAGES, release: !options.dev });
  return [makeDeb(programs, folder)];
}

function buildWindows() {
  const programs = buildPrograms({ packages: PACKAGES, release: !options.dev, target: WINDOWS_TARGET });
  const portable = makeWindowsFolder(programs, join(folder, `upgo-${version}-windows-amd64`));
  const installer = makeInstaller(programs, join(folder, `Upgo-${version}-setup.exe`), { quick: options.dev });
  return [join(portable, "upgo.exe"), join(portable, "upgo-desktop.exe"), installer];
}

/** Says what was made, and writes the digests of what is handed out. */
function report() {
  if (made.length === 0) return;
  heading("made");
  table(made.map((file) => [`${(statSync(file).size / 1e6).toFixed(1)} MB`, file]));
  const packages = made.filter((file) => /\.deb$|-setup\.exe$/.test(file));
  const digest = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
  writeFileSync(join(folder, "SHA256SUMS"), packages.map((file) => `${digest(file)}  ${basename(file)}\n`).join(""));
}
