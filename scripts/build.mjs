// npm run build [-- --only linux|windows|windows-arm64|programs] [-- --dev] [-- --arm64 FOLDER]: builds the packages that
// this machine can build.
//
// On Debian: the packages for Linux (deb, rpm, and an AppImage where appimagetool is), and for Windows the programs, the
// installer and the package for Windows Installer (docs/installing.md). Everything comes from a release build, which
// takes a while; --dev uses the development profile, to test the packaging itself. The programs for Windows on ARM64
// are built on Windows, by --only programs; --arm64 names their folder. Each system's programs are also put into an
// archive, with which Upgo updates itself.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { makeAppImage } from "./lib/appimage.mjs";
import { mustLoad } from "./lib/loadable.mjs";
import { makeMsi } from "./lib/msi.mjs";
import { makeDeb, makeInstaller, makeWindowsFolder, version } from "./lib/packages.mjs";
import { BuildFailed, WINDOWS_TARGET, buildPage, buildPrograms } from "./lib/programs.mjs";
import { makeProgramsArchive } from "./lib/release/programs.mjs";
import { heading, say, table } from "./lib/report.mjs";
import { makeRpm } from "./lib/rpm.mjs";
import { Unavailable, root } from "./lib/tools.mjs";

const KINDS = { linux: buildLinux, windows: buildWindows, "windows-arm64": packWindowsArm64, programs: buildOwnPrograms };
const PACKAGES = ["upgo-cli", "upgo-desktop"];
const folder = join(root, "target", "packages");

const { values: options } = parseArgs({
  options: { only: { type: "string" }, dev: { type: "boolean" }, arm64: { type: "string" } },
});
const kinds = Object.keys(KINDS).filter((kind) => !options.only || kind === options.only);
if (kinds.length === 0) {
  console.error(`the kinds are: ${Object.keys(KINDS).join(", ")}`);
  process.exit(2);
}
const made = [];
// The programs for ARM64 have their page already.
if (kinds.some((kind) => kind !== "windows-arm64")) attempt("the page", () => void buildPage());
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

/**
 * The programs of a release, each built on its own: the selection of packages decides the features of each dependency,
 * and so the bytes, which `scripts/reproducible.mjs` compares with those of another build.
 */
function programsFor(target) {
  if (options.dev) return buildPrograms({ packages: PACKAGES, target });
  return Object.assign({}, ...PACKAGES.map((name) => buildPrograms({ packages: [name], release: true, target })));
}

function buildLinux() {
  if (!existsSync("/usr/bin/dpkg-deb")) throw new Unavailable("a Debian package can only be built on Debian and its derivatives");
  const programs = programsFor();
  const quick = { quick: options.dev };
  return each([
    () => makeDeb(programs, folder, quick),
    () => makeRpm(programs, folder, quick),
    () => makeAppImage(programs, folder),
    () => makeProgramsArchive(programs, folder, "linux"),
  ]);
}

function buildWindows() {
  return packWindows(programsFor(WINDOWS_TARGET), "amd64");
}

/** Debian has no compiler for Windows on ARM64, so only the packages are made here. */
function packWindowsArm64() {
  if (!options.arm64) throw new Unavailable("the programs for ARM64 are built on Windows: name their folder with --arm64");
  const [upgo, desktop] = ["upgo.exe", "upgo-desktop.exe"].map((name) => join(resolve(options.arm64), name));
  return packWindows({ upgo, "upgo-desktop": desktop }, "arm64");
}

/** The programs of this machine, where the kinds above do not build them: on Windows, with its own toolchain. */
function buildOwnPrograms() {
  if (process.platform !== "win32") throw new Unavailable("only on Windows: elsewhere, the kinds above build the programs");
  const target = `${process.arch === "arm64" ? "aarch64" : "x86_64"}-pc-windows-msvc`;
  const programs = programsFor(target);
  mustLoad(programs, version);
  return [makeProgramsArchive(programs, folder, "windows")];
}

function packWindows(programs, arch) {
  mustLoad(programs, version);
  const portable = makeWindowsFolder(programs, join(folder, `upgo-${version}-windows-${arch}`));
  const suffix = arch === "amd64" ? "" : `-${arch}`;
  return [
    join(portable, "upgo.exe"),
    join(portable, "upgo-desktop.exe"),
    ...each([
      () => makeInstaller(programs, join(folder, `Upgo-${version}${suffix}-setup.exe`), { arch, quick: options.dev }),
      () => makeMsi(programs, join(folder, `Upgo-${version}${suffix}.msi`), { arch, versionOf: version }),
      () => makeProgramsArchive(programs, folder, "windows", arch),
    ]),
  ];
}

/** Makes the packages whose tools are here, and says which are missing. */
function each(packages) {
  return packages.flatMap((make) => {
    try {
      return [make()];
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      say(error.message);
      return [];
    }
  });
}

/** Lists the built files, and writes the checksums of the packages. */
function report() {
  if (made.length === 0) return;
  heading("made");
  table(made.map((file) => [`${(statSync(file).size / 1e6).toFixed(1)} MB`, file]));
  const packages = made.filter((file) => /\.(?:deb|rpm|AppImage|msi|zip)$|-setup\.exe$/.test(file));
  const digest = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
  writeFileSync(join(folder, "SHA256SUMS"), packages.map((file) => `${digest(file)}  ${basename(file)}\n`).join(""));
}
