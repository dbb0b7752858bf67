// npm run build [-- --only linux|windows|windows-arm64|programs] [-- --dev]: builds the packages that this machine can
// build.
//
// On Debian: the Debian package, and the programs and an installer for Windows (docs/installing.md). On Windows: the
// programs for it. Each system's programs are also put into an archive, with which Upgo updates itself. Everything comes
// from a release build, which takes a while; --dev uses the development profile, to test the packaging itself. Only
// Windows builds programs for ARM64; UPGO_ARM64_PROGRAMS names their folder, for the installer that is made on Debian.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { makeDeb, makeInstaller, makeWindowsFolder, version } from "./lib/packages.mjs";
import { makeProgramsArchive } from "./lib/release/programs.mjs";
import { BuildFailed, WINDOWS_TARGET, buildPage, buildPrograms } from "./lib/programs.mjs";
import { heading, table } from "./lib/report.mjs";
import { Unavailable, root } from "./lib/tools.mjs";

const KINDS = { linux: buildLinux, windows: buildWindows, "windows-arm64": packArm64, programs: buildOwnPrograms };
const PACKAGES = ["upgo-cli", "upgo-desktop"];
const folder = join(root, "target", "packages");

const { values: options } = parseArgs({ options: { only: { type: "string" }, dev: { type: "boolean" } } });
const kinds = Object.keys(KINDS).filter((kind) => !options.only || kind === options.only);
if (kinds.length === 0) {
  console.error(`the kinds are: ${Object.keys(KINDS).join(", ")}`);
  process.exit(2);
}
const made = [];
attempt("the page", () => void buildPage());
if (!process.exitCode) for (const kind of kinds) attempt(kind, KINDS[kind]);
report();

/** Skips a kind that this machine cannot build, with a message. Any other error fails the build. */
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
  if (!existsSync("/usr/bin/dpkg-deb")) throw new Unavailable("a Debian package can only be built on Debian and its derivatives");
  const programs = buildPrograms({ packages: PACKAGES, release: !options.dev });
  return [makeDeb(programs, folder), makeProgramsArchive(programs, folder, "linux")];
}

/** The programs of this machine, where the kinds above do not build them: on Windows, with its own toolchain. */
function buildOwnPrograms() {
  if (process.platform !== "win32") throw new Unavailable("only on Windows: elsewhere, the kinds above build the programs");
  const target = `${process.arch === "arm64" ? "aarch64" : "x86_64"}-pc-windows-msvc`;
  const programs = buildPrograms({ packages: PACKAGES, release: !options.dev, target });
  return [makeProgramsArchive(programs, folder, "windows")];
}

/** The installer for ARM64, with programs that were built on Windows. */
function packArm64() {
  const built = process.env.UPGO_ARM64_PROGRAMS;
  if (!built) throw new Unavailable("UPGO_ARM64_PROGRAMS names no folder with programs for ARM64, which only Windows builds");
  const programs = { upgo: join(built, "upgo.exe"), "upgo-desktop": join(built, "upgo-desktop.exe") };
  const out = join(folder, `Upgo-${version}-arm64-setup.exe`);
  return [makeInstaller(programs, out, { arch: "arm64", quick: options.dev })];
}

function buildWindows() {
  const programs = buildPrograms({ packages: PACKAGES, release: !options.dev, target: WINDOWS_TARGET });
  const portable = makeWindowsFolder(programs, join(folder, `upgo-${version}-windows-amd64`));
  const installer = makeInstaller(programs, join(folder, `Upgo-${version}-setup.exe`), { quick: options.dev });
  const archive = makeProgramsArchive(programs, folder, "windows", "amd64");
  return [join(portable, "upgo.exe"), join(portable, "upgo-desktop.exe"), archive, installer];
}

/** Lists the built files, and writes the checksums of the packages. */
function report() {
  if (made.length === 0) return;
  heading("made");
  table(made.map((file) => [`${(statSync(file).size / 1e6).toFixed(1)} MB`, file]));
  const packages = made.filter((file) => /\.(?:deb|zip)$|-setup\.exe$/.test(file));
  const digest = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
  writeFileSync(join(folder, "SHA256SUMS"), packages.map((file) => `${digest(file)}  ${basename(file)}\n`).join(""));
}
