// The files of a release: what each one is, by its name, and their checksums.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Kind → the names of its files. `VERSION` is any version. */
const KINDS = {
  programs: /^upgo-VERSION-(?:windows|linux)-(?:amd64|arm64)\.zip$/,
  nsis: /setup\.exe$/,
  probe: /^upgo-windows-probe-VERSION-(?:amd64|arm64)\.exe$/,
  msi: /\.msi$/,
  "cli-deb": /^upgo-cli_.*\.deb$/,
  deb: /\.deb$/,
  "cli-rpm": /^upgo-cli-.*\.rpm$/,
  rpm: /\.rpm$/,
  appimage: /\.AppImage$/,
};

const WINDOWS = ["nsis", "msi", "probe"];

/** What a release must have to be published. Everything else is said to be missing, and left out. */
export const REQUIRED = ["programs windows amd64", "programs windows arm64", "programs linux amd64", "nsis windows amd64", "deb linux amd64"];

/** What else belongs to a release and is not a package: the lists of contents. */
export const isList = (name) => name.endsWith(".cdx.json");

/** `{ kind, os, arch }` of a package with this name and version, or undefined. */
export function classified(name, version) {
  const kind = Object.keys(KINDS).find((each) => new RegExp(KINDS[each].source.replace("VERSION", escaped(version))).test(name));
  if (!kind || !new RegExp(`(?<![\\d.])${escaped(version)}(?![\\d])`).test(name)) return undefined;
  const os = kind === "programs" ? /-(windows|linux)-/.exec(name)[1] : WINDOWS.includes(kind) ? "windows" : "linux";
  return { kind, os, arch: /arm64|aarch64/i.test(name) ? "arm64" : "amd64" };
}

/** The packages in a folder as release.json lists them, and what in the folder is nothing of a release. */
export function packagesIn(folder, version) {
  const names = readdirSync(folder).sort().filter((name) => statSync(join(folder, name)).isFile());
  const known = names.filter((name) => classified(name, version));
  const files = known.map((name) => {
    const bytes = readFileSync(join(folder, name));
    return { name, ...classified(name, version), size: bytes.length, sha256: sha256(bytes) };
  });
  return { files, strange: names.filter((name) => !known.includes(name) && !isList(name) && name !== "SHA256SUMS") };
}

/** The required files that are missing, like `nsis windows amd64`. */
export function missing(files) {
  const there = files.map(described);
  return REQUIRED.filter((each) => !there.includes(each));
}

/** Two files of the same kind for the same machine: it would be unclear which one a package manager should take. */
export function doubled(files) {
  const all = files.map(described);
  return [...new Set(all.filter((each, at) => all.indexOf(each) !== at))];
}

const described = ({ kind, os, arch }) => `${kind} ${os} ${arch}`;

export function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The text of SHA256SUMS, as sha256sum reads it. */
export function checksums(folder, names) {
  return [...names].sort().map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`).join("");
}

function escaped(version) {
  return version.replaceAll(".", "\\.");
}
