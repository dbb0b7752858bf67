// Makes the packages for users from built programs: the Debian package and the Windows installer.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { sourceDate } from "./reproducible.mjs";
import { Unavailable, root } from "./tools.mjs";

const packaging = join(root, "packaging");

/** The version of all packages. */
export const version = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;

/** The sizes of the icon for which desktops have a folder. Small icons are separate drawings, not scaled ones. */
const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];

/** Libraries that no program is linked to, because they are loaded at run time if present. */
const OPENED_LATER = ["libayatana-appindicator3-1"];

/**
 * Makes the Windows installer at `out` with Debian's makensis. `programs` are paths: `upgo`, `upgo-desktop`, and
 * `loader` (WebView2Loader.dll) if the program needs it. `quick` omits the compression and `versionOf` sets another
 * version; both are for tests.
 */
export function makeInstaller(programs, out, { quick = false, versionOf = version } = {}) {
  const files = ["upgo", "upgo-desktop", "loader"].map((name) => programs[name]).filter(Boolean);
  const sizes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const defines = {
    VERSION: versionOf,
    SIZE_KB: Math.ceil(sizes / 1024),
    CLI: programs.upgo,
    DESKTOP: programs["upgo-desktop"],
    ...(programs.loader ? { LOADER: programs.loader } : {}),
    ...(quick ? { QUICK: 1 } : {}),
    OUT: out,
  };
  mkdirSync(dirname(out), { recursive: true });
  const options = Object.entries(defines).map(([name, value]) => `-D${name}=${value}`);
  // Warnings are errors, because makensis only warns about a misspelt name.
  tool("makensis", ["-V2", "-WX", "-INPUTCHARSET", "UTF8", ...options, "upgo.nsi"], join(packaging, "windows"), "nsis");
  return out;
}

/**
 * Makes the Debian package in `folder` and returns its path. `programs` are paths: `upgo`, `upgo-desktop`. `quick`
 * omits the compression, for tests.
 */
export function makeDeb(programs, folder, { quick = false } = {}) {
  const tree = mkdtempSync(join(tmpdir(), "upgo-deb-"));
  try {
    fillTree(tree, programs);
    const architecture = said("dpkg", ["--print-architecture"]);
    mkdirSync(join(tree, "DEBIAN"));
    writeFileSync(join(tree, "DEBIAN", "control"), control(tree, architecture));
    writeFileSync(join(tree, "DEBIAN", "md5sums"), checksums(tree));
    makeReadable(tree);
    mkdirSync(folder, { recursive: true });
    const out = join(folder, `upgo_${version}_${architecture}.deb`);
    tool("dpkg-deb", ["--root-owner-group", quick ? "-Znone" : "-Zxz", "--build", tree, out], root, "dpkg");
    return out;
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

/** Copies every file of the package to its place. */
function fillTree(tree, programs) {
  const put = (to, text) => {
    mkdirSync(dirname(join(tree, to)), { recursive: true });
    writeFileSync(join(tree, to), text);
  };
  const copy = (from, to) => put(to, readFileSync(from));
  for (const name of ["upgo", "upgo-desktop"]) {
    copy(programs[name], `usr/bin/${name}`);
    tool("strip", ["--strip-unneeded", join(tree, "usr/bin", name)], root, "binutils");
  }
  copy(join(packaging, "linux", "upgo.desktop"), "usr/share/applications/upgo.desktop");
  copy(join(root, "icons", "app.svg"), "usr/share/icons/hicolor/scalable/apps/upgo.svg");
  for (const size of ICON_SIZES) {
    copy(join(root, "icons", `app-${size}.png`), `usr/share/icons/hicolor/${size}x${size}/apps/upgo.png`);
  }
  copy(join(root, "LICENSE"), "usr/share/doc/upgo/copyright");
  put("usr/share/doc/upgo/changelog.gz", gzipSync(readFileSync(join(root, "CHANGELOG.md")), { level: 9 }));
  const completions = (shell) => said(programs.upgo, ["completions", shell]);
  put("usr/share/bash-completion/completions/upgo", completions("bash"));
  put("usr/share/zsh/vendor-completions/_upgo", completions("zsh"));
  put("usr/share/fish/vendor_completions.d/upgo.fish", completions("fish"));
}

function control(tree, architecture) {
  return `Package: upgo
Version: ${version}
Architecture: ${architecture}
Maintainer: The Upgo authors <upgo@localhost>
Installed-Size: ${Math.ceil(filesOf(tree).reduce((sum, file) => sum + statSync(join(tree, file)).size, 0) / 1024)}
Depends: ${dependencies(tree)}
Section: devel
Priority: optional
Description: keeps the Go toolchain up to date
 Upgo shows which Go your terminal runs and whether there is a newer one,
 upgrades it with one click or command without root, and takes any change back.
 It manages Go in your home folder and does not touch Debian's own packages.
`;
}

/** The libraries that the programs are linked to, according to dpkg, and those loaded at run time. */
function dependencies(tree) {
  const folder = mkdtempSync(join(tmpdir(), "upgo-shlibs-"));
  try {
    mkdirSync(join(folder, "debian"));
    writeFileSync(join(folder, "debian", "control"), "Source: upgo\n\nPackage: upgo\nArchitecture: any\n");
    const programs = ["upgo", "upgo-desktop"].map((name) => join(tree, "usr/bin", name));
    const linked = said("dpkg-shlibdeps", ["-O", ...programs], folder).replace(/^shlibs:Depends=/, "");
    return [linked, ...OPENED_LATER.filter((name) => !linked.includes(name))].join(", ");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function checksums(tree) {
  const files = filesOf(tree).filter((file) => !file.startsWith("DEBIAN/"));
  const md5 = (file) => createHash("md5").update(readFileSync(join(tree, file))).digest("hex");
  return files.map((file) => `${md5(file)}  ${file}\n`).join("");
}

/** The files below a folder, by their relative paths. */
function filesOf(tree) {
  const entries = readdirSync(tree, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(tree.length + 1)).sort();
}

/** Sets the permissions of the files, regardless of the umask. */
function makeReadable(tree) {
  chmodSync(tree, 0o755);
  for (const entry of readdirSync(tree, { recursive: true, withFileTypes: true })) {
    const runs = entry.isDirectory() || entry.parentPath.endsWith("/usr/bin");
    chmodSync(join(entry.parentPath, entry.name), runs ? 0o755 : 0o644);
  }
}

/** The Windows programs as a folder that runs anywhere. */
export function makeWindowsFolder(programs, folder) {
  mkdirSync(folder, { recursive: true });
  const files = { "upgo.exe": programs.upgo, "upgo-desktop.exe": programs["upgo-desktop"], "WebView2Loader.dll": programs.loader };
  for (const [name, file] of Object.entries(files)) if (file) copyFileSync(file, join(folder, name));
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE.txt"));
  return folder;
}

function said(program, args, cwd = root) {
  const ran = spawnSync(program, args, { cwd, encoding: "utf8", maxBuffer: 1 << 24 });
  if (ran.status !== 0) throw new Error(`${program} ${args[0]} failed: ${ran.stderr || ran.error}`);
  return ran.stdout.trimEnd();
}

/** Runs a tool and shows its output only on failure. `debianPackage` is the Debian package with the tool. */
function tool(program, args, cwd, debianPackage) {
  const env = { ...process.env, SOURCE_DATE_EPOCH: sourceDate(process.env, root) };
  const ran = spawnSync(program, args, { cwd, env, encoding: "utf8", maxBuffer: 1 << 24 });
  if (ran.error?.code === "ENOENT") throw new Unavailable(`${program} is missing: install the Debian package ${debianPackage}`);
  if (ran.status !== 0) throw new Error(`${program} failed:\n${ran.stdout}${ran.stderr}`);
}
