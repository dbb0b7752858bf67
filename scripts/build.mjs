// npm run build [-- --only linux|windows|windows-arm64|programs|launcher] [-- --dev] [-- --amd64 FOLDER] [-- --arm64
// FOLDER]: builds the packages that this machine can build.
//
// On Debian: the packages for Linux (deb, rpm, and an AppImage where appimagetool is), and for Windows the programs,
// the installer and the package for Windows Installer (docs/installing.md). Everything comes from a release build,
// which takes a while; --dev uses the development profile, to test the packaging itself. The programs for Windows on
// ARM64 are built on Windows, by --only programs; --arm64 names their folder. Each system's programs are also put into
// an archive that Upgo updates itself from.
//
// A release signs what runs on Windows between these steps, so they can be done one by one: --only launcher makes the
// launcher that the programs embed (UPGO_OWN_LAUNCHER then names the signed one), --only programs makes the programs for
// Windows, and --amd64 packs those of a folder.
import { copyFileSync, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { makeAppImage } from "./lib/appimage.mjs";
import { mustLoad } from "./lib/loadable.mjs";
import { makeMsi } from "./lib/msi.mjs";
import { run } from "./lib/package-tools.mjs";
import { makeDeb, makeInstaller, makeUninstaller, makeWindowsFolder, version } from "./lib/packages.mjs";
import { BuildFailed, WINDOWS_TARGET, buildPage, buildPrograms } from "./lib/programs.mjs";
import { checksums } from "./lib/release/files.mjs";
import { makeProgramsArchive } from "./lib/release/programs.mjs";
import { heading, say, table } from "./lib/report.mjs";
import { makeRpm } from "./lib/rpm.mjs";
import { Unavailable, root } from "./lib/tools.mjs";

const KINDS = {
  linux: buildLinux,
  windows: buildWindows,
  "windows-arm64": packWindowsArm64,
  programs: buildProgramsForWindows,
  launcher: buildLauncher,
};
const PACKAGES = ["upgo-cli", "upgo-desktop"];
/** Asks Windows what no test knows (docs/internals/windows.md). A release has it as a file of its own. */
const PROBE = "upgo-windows-probe";
const folder = join(root, "target", "packages");

const { values: options } = parseArgs({
  options: { only: { type: "string" }, dev: { type: "boolean" }, amd64: { type: "string" }, arm64: { type: "string" } },
});
const kinds = Object.keys(KINDS).filter((kind) => !options.only || kind === options.only);
if (kinds.length === 0) {
  console.error(`the kinds are: ${Object.keys(KINDS).join(", ")}`);
  process.exit(2);
}
const made = [];
// The launcher has no page, and the programs for ARM64 have theirs already.
if (kinds.some((kind) => kind !== "windows-arm64" && kind !== "launcher")) attempt("the page", () => void buildPage());
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
  const packages = target ? [...PACKAGES, PROBE] : PACKAGES;
  if (options.dev) return buildPrograms({ packages, target });
  return Object.assign({}, ...packages.map((name) => buildPrograms({ packages: [name], release: true, target })));
}

function buildLinux() {
  if (!existsSync("/usr/bin/dpkg-deb")) throw new Unavailable("a Debian package can only be built on Debian and its derivatives");
  const programs = programsFor();
  const [quick, alone] = [{ quick: options.dev }, { upgo: programs.upgo }];
  const tooNew = !options.dev && /GLIBC_2\.(?:3[5-9]|[4-9]\d)/.exec(run("objdump", ["--dynamic-syms", programs.upgo], { debianPackage: "binutils" }));
  if (tooNew) throw new BuildFailed(`upgo needs ${tooNew[0]}, which Red Hat Enterprise Linux 9 does not have`);
  return each([
    ...[programs, alone].flatMap((of) => [() => makeDeb(of, folder, quick), () => makeRpm(of, folder, quick)]),
    () => makeAppImage(programs, folder),
    () => makeProgramsArchive(programs, folder, "linux"),
  ]);
}

function buildWindows() {
  return packWindows(options.amd64 ? programsIn(options.amd64) : programsFor(WINDOWS_TARGET), "amd64");
}

/** Debian has no compiler for Windows on ARM64, so only the packages are made here. */
function packWindowsArm64() {
  if (!options.arm64) throw new Unavailable("the programs for ARM64 are built on Windows: name their folder with --arm64");
  return packWindows(programsIn(options.arm64), "arm64");
}

/** The uninstallers of both installers are made in one place, where the tool for them is. */
const uninstallerFor = (arch) => `uninstall-${arch}.exe`;

/** The programs for Windows that another build has made, or signed. */
function programsIn(given) {
  const path = (name) => join(resolve(given), name);
  const others = Object.entries({ [PROBE]: path(`${PROBE}.exe`), loader: path("WebView2Loader.dll") }).filter(([, file]) => existsSync(file));
  return { upgo: path("upgo.exe"), "upgo-desktop": path("upgo-desktop.exe"), ...Object.fromEntries(others) };
}

/** The programs for Windows without their packages: on Windows, those of this machine, with its own toolchain. */
function buildProgramsForWindows() {
  if (process.platform === "win32") {
    const programs = programsFor(targetForWindows());
    mustLoad(programs, version);
    return [makeProgramsArchive(programs, folder, "windows")];
  }
  if (options.only !== "programs") throw new Unavailable("elsewhere than on Windows, the kinds above build the programs");
  const programs = programsFor(WINDOWS_TARGET);
  const made = makeWindowsFolder(programs, join(folder, "programs-amd64"));
  copied(programs[PROBE], join(made, `${PROBE}.exe`));
  const uninstallers = ["amd64", "arm64"].map((arch) => makeUninstaller(join(made, uninstallerFor(arch)), { arch, quick: options.dev }));
  return [join(made, "upgo.exe"), join(made, "upgo-desktop.exe"), ...uninstallers];
}

/** The launcher alone, which the programs contain. */
function buildLauncher() {
  if (options.only !== "launcher") throw new Unavailable("the programs contain their launcher");
  const made = buildPrograms({ packages: ["upgo-launcher"], release: !options.dev, target: targetForWindows() })["upgo-launcher"];
  return [copied(made, join(folder, "launcher", "upgo-launcher.exe"))];
}

function copied(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  return to;
}

function targetForWindows() {
  if (process.platform !== "win32") return WINDOWS_TARGET;
  return `${process.arch === "arm64" ? "aarch64" : "x86_64"}-pc-windows-msvc`;
}

function packWindows(given, arch) {
  mustLoad(given, version);
  const uninstaller = options.amd64 && join(resolve(options.amd64), uninstallerFor(arch));
  const programs = uninstaller && existsSync(uninstaller) ? { ...given, uninstaller } : given;
  const portable = makeWindowsFolder(programs, join(folder, `upgo-${version}-windows-${arch}`));
  const suffix = arch === "amd64" ? "" : `-${arch}`;
  return [
    join(portable, "upgo.exe"),
    join(portable, "upgo-desktop.exe"),
    ...each([
      () => makeInstaller(programs, join(folder, `Upgo-${version}${suffix}-setup.exe`), { arch, quick: options.dev }),
      () => makeMsi(programs, join(folder, `Upgo-${version}${suffix}.msi`), { arch, versionOf: version }),
      () => makeProgramsArchive(programs, folder, "windows", arch),
      ...(programs[PROBE] ? [() => copied(programs[PROBE], join(folder, `${PROBE}-${version}-${arch}.exe`))] : []),
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
  const packages = made.filter((file) => /\.(?:deb|rpm|AppImage|msi|zip)$|-setup\.exe$|-probe-[^/\\]*\.exe$/.test(file));
  writeFileSync(join(folder, "SHA256SUMS"), checksums(folder, packages.map((file) => basename(file))));
}
