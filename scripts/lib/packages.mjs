// Makes the packages for users from built programs: the Debian package and the Windows installer. Other files make the
// others: msi.mjs, rpm.mjs and appimage.mjs.
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { filesBelow } from "./inputs.mjs";
import { run } from "./package-tools.mjs";
import { addresses, readProject } from "./release/project.mjs";
import { sourceDate } from "./reproducible.mjs";
import { inFolder, root, save } from "./tools.mjs";

const packaging = join(root, "packaging");

/** The license of Upgo and those of its libraries, which ask for their text to come along. `npm run gen` makes it. */
export const LICENSES = join(packaging, "licenses.txt");

/** The version of all packages. */
export const version = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;

/** The sizes of the icon that desktops have a folder for. Small icons are separate drawings, not scaled ones. */
const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];

/** The description for software centres (AppStream). */
const METAINFO = "dev.upgo.Upgo.metainfo.xml";

export const { maintainer } = addresses(readProject());

/** The name of a package, and the other with the same files. That without the window needs no library of a desktop. */
export const namesOf = (programs) => (programs["upgo-desktop"] ? ["upgo", "upgo-cli"] : ["upgo-cli", "upgo"]);
/** The date of the packages, such as `Thu, 01 Jan 2026 00:00:00 GMT`. */
export const dateText = () => new Date(Number(sourceDate(process.env, root)) * 1000).toUTCString();

/** Libraries that no program is linked to, because they are loaded at run time if present. */
const OPENED_LATER = ["libayatana-appindicator3-1"];

/**
 * Makes the Windows installer at `out` with makensis. `programs` are paths: `upgo`, `upgo-desktop`, perhaps `loader`,
 * and a signed `uninstaller`. `quick` omits the compression, and `versionOf` sets another version, for tests.
 */
export function makeInstaller(programs, out, { finalize, arch = "amd64", quick = false, versionOf = version } = {}) {
  const command = programs.uninstaller ? `cp "${programs.uninstaller}" "%1"` : finalize;
  const files = ["upgo", "upgo-desktop", "loader"].map((name) => programs[name]).filter(Boolean);
  const sizes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const defines = {
    VERSION: versionOf, ARCH: arch, SIZE_KB: Math.ceil(sizes / 1024), QUICK: quick ? 1 : undefined, FINALIZE: command,
    CLI: programs.upgo, DESKTOP: programs["upgo-desktop"], LOADER: programs.loader, OUT: out,
  };
  mkdirSync(dirname(out), { recursive: true });
  const given = Object.entries(defines).filter(([, value]) => value !== undefined);
  const options = given.map(([name, value]) => `-D${name}=${value}`);
  // Warnings are errors, because makensis only warns about a misspelt name.
  const args = ["-V2", "-WX", "-INPUTCHARSET", "UTF8", ...options, "upgo.nsi"];
  run("makensis", args, { cwd: join(packaging, "windows"), debianPackage: "nsis" });
  return out;
}

/** Makes only the uninstaller, at `out`: the one that `makeInstaller` embeds, whatever the programs are. */
export function makeUninstaller(out, options) {
  const any = join(root, "LICENSE");
  const programs = { upgo: any, "upgo-desktop": any };
  const all = { ...options, finalize: `cp "%1" "${out}"` };
  mkdirSync(dirname(out), { recursive: true });
  inFolder("upgo-uninstaller-", (work) => makeInstaller(programs, join(work, "Upgo-setup.exe"), all));
  return out;
}

/**
 * Makes the Debian package in `folder` and returns its path. `programs` are paths: `upgo`, perhaps `upgo-desktop`. `quick`
 * omits the compression and `versionOf` sets another version; both are for tests.
 */
export function makeDeb(programs, folder, { quick = false, versionOf = version } = {}) {
  return inFolder("upgo-deb-", (tree) => {
    const [[name], full] = [namesOf(programs), withTilde(versionOf)];
    fillTree(tree, programs);
    const entry = `${name} (${full}) unstable; urgency=medium\n\n  * See CHANGELOG.md.gz in this folder.\n\n -- ${maintainer}  ${dateText().replace("GMT", "+0000")}\n`;
    save(join(tree, "usr/share/doc", name, "changelog.gz"), gzipSync(entry, { level: 9 }));
    save(join(tree, debian(`usr/share/doc/${name}`).licence), readFileSync(LICENSES, "utf8").replace(APACHE, "/usr/share/common-licenses/Apache-2.0"));
    const architecture = run("dpkg", ["--print-architecture"]).trim();
    mkdirSync(join(tree, "DEBIAN"));
    writeFileSync(join(tree, "DEBIAN", "control"), control(tree, programs, architecture, full));
    writeFileSync(join(tree, "DEBIAN", "md5sums"), checksums(tree));
    makeReadable(tree);
    mkdirSync(folder, { recursive: true });
    const out = join(folder, `${name}_${full}_${architecture}.deb`);
    run("dpkg-deb", ["--root-owner-group", quick ? "-Znone" : "-Zxz", "--build", tree, out], { debianPackage: "dpkg" });
    return out;
  });
}

/** A text that every Debian system has, and that its packages name instead. */
const APACHE = /^ *Apache License\n +Version 2\.0[^]*?END OF TERMS AND CONDITIONS$/gm;
const debian = (of) => ({ zsh: "vendor-completions", licence: `${of}/copyright`, changelog: `${of}/CHANGELOG.md.gz` });

/** Copies every file of a package for Linux to its place in `tree`. Families of distributions have other `places`. */
export function fillTree(tree, programs, places = debian(`usr/share/doc/${namesOf(programs)[0]}`)) {
  const put = (to, text) => save(join(tree, to), text);
  const copy = (from, to) => put(to, readFileSync(from));
  const zip = (text) => gzipSync(text, { level: 9 });
  for (const name of ["upgo", "upgo-desktop"].filter((each) => programs[each])) {
    copy(programs[name], `usr/bin/${name}`);
    run("strip", ["--strip-unneeded", join(tree, "usr/bin", name)], { debianPackage: "binutils" });
  }
  if (programs["upgo-desktop"]) {
    copy(join(packaging, "linux", "upgo.desktop"), "usr/share/applications/upgo.desktop");
    put("usr/share/man/man1/upgo-desktop.1.gz", zip(readFileSync(join(packaging, "linux", "upgo-desktop.1"))));
    put(`usr/share/metainfo/${METAINFO}`, metainfo());
    copy(join(root, "icons", "app.svg"), "usr/share/icons/hicolor/scalable/apps/upgo.svg");
    for (const size of ICON_SIZES) {
      copy(join(root, "icons", `app-${size}.png`), `usr/share/icons/hicolor/${size}x${size}/apps/upgo.png`);
    }
  }
  const units = join(packaging, "linux", "systemd");
  for (const name of readdirSync(units)) copy(join(units, name), `usr/lib/systemd/system/${name}`);
  copy(LICENSES, places.licence);
  const changelog = readFileSync(join(root, "CHANGELOG.md"));
  put(places.changelog, places.changelog.endsWith(".gz") ? zip(changelog) : changelog);
  const completions = (shell) => run(programs.upgo, ["completions", shell]);
  put("usr/share/bash-completion/completions/upgo", completions("bash"));
  put(`usr/share/zsh/${places.zsh}/_upgo`, completions("zsh"));
  put("usr/share/fish/vendor_completions.d/upgo.fish", completions("fish"));
  for (const [name, page] of manPages(programs.upgo)) put(`usr/share/man/man1/${name}.1.gz`, zip(page));
}

/** The description for software centres, with this release. */
function metainfo() {
  const date = new Date(dateText()).toISOString().slice(0, 10);
  const text = readFileSync(join(packaging, "linux", METAINFO), "utf8");
  return text.replace("<releases/>", `<releases>\n    <release version="${version}" date="${date}"/>\n  </releases>`);
}

/** The manual pages of `upgo` and of its commands, by their names: `upgo`, `upgo-env`, `upgo-env-set`, … */
export function manPages(upgo, words = []) {
  const name = ["upgo", ...words].join("-");
  const page = run(upgo, ["man", ...words]);
  // the list of its commands; roff writes a hyphen as `\-`
  const entries = page.replaceAll("\\-", "-").matchAll(new RegExp(String.raw`^\.TP\n${name}-([a-z-]+)\(1\)$`, "gm"));
  return [[name, page], ...[...entries].flatMap(([, command]) => manPages(upgo, [...words, command]))];
}

/** A pre-release is older than its release, which Debian and RPM write with a tilde. */
export function withTilde(version) {
  return version.replace("-", "~");
}

function control(tree, programs, architecture, version) {
  const [name, rival] = namesOf(programs);
  return `Package: ${name}
Version: ${version}
Architecture: ${architecture}
Maintainer: ${maintainer}
Conflicts: ${rival}
Replaces: ${rival}
Installed-Size: ${Math.ceil(filesBelow(tree).reduce((sum, file) => sum + statSync(join(tree, file)).size, 0) / 1024)}
Depends: ${dependencies(tree, programs)}
Section: devel
Priority: optional
Description: keeps the Go toolchain up to date
 Upgo shows which Go your terminal runs and whether there is a newer one,
 upgrades it with one click or command without root, and takes any change back.
 It manages Go in your home folder and does not touch Debian's own packages.
`;
}

/** The libraries that the programs are linked to, according to dpkg, and those loaded at run time. */
function dependencies(tree, given) {
  return inFolder("upgo-shlibs-", (folder) => {
    save(join(folder, "debian", "control"), "Source: upgo\n\nPackage: upgo\nArchitecture: any\n");
    const programs = ["upgo", "upgo-desktop"].filter((name) => given[name]).map((name) => join(tree, "usr/bin", name));
    const said = run("dpkg-shlibdeps", ["-O", ...programs], { cwd: folder, debianPackage: "dpkg-dev" });
    const linked = said.replace(/^shlibs:Depends=/, "").trim();
    return [linked, ...OPENED_LATER.filter((name) => given["upgo-desktop"] && !linked.includes(name))].join(", ");
  });
}

function checksums(tree) {
  const files = filesBelow(tree).filter((file) => !file.startsWith("DEBIAN/"));
  const md5 = (file) => createHash("md5").update(readFileSync(join(tree, file))).digest("hex");
  return files.map((file) => `${md5(file)}  ${file}\n`).join("");
}

/** Sets the permissions of the files, regardless of the umask. */
export function makeReadable(tree) {
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
  copyFileSync(LICENSES, join(folder, "LICENSE.txt"));
  return folder;
}
