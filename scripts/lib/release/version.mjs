// The version of Upgo, and every file of the tree that contains it. All functions are pure: text in, text out.

/** A release's version: three numbers, because Windows installers have room for no more (MSI: 255.255.65535). */
const VERSION = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,4})$/;

export function isVersion(text) {
  const [, major, minor, patch] = VERSION.exec(text) ?? [];
  return Number(major) <= 255 && Number(minor) <= 255 && Number(patch) <= 65535;
}

/** Less than 0, 0, or greater than 0, as for sorting. */
export function compareVersions(one, other) {
  const [first, second] = [one, other].map((version) => version.split(".").map(Number));
  const at = first.findIndex((number, index) => number !== second[index]);
  return at < 0 ? 0 : first[at] - second[at];
}

/** The files that say the version, and how to set it. All else takes it from Cargo.toml or package.json. */
export const VERSIONED = {
  "Cargo.toml": (text, version) => replacedOnce(text, /^(\[workspace\.package\]\nversion = ")[^"]+/m, version),
  "Cargo.lock": setInCargoLock,
  "package.json": (text, version) => replacedOnce(text, /^( {2}"version": ")[^"]+/m, version),
  "package-lock.json": setInPackageLock,
  "packaging/ansible/galaxy.yml": (text, version) => replacedOnce(text, /^(version: ).+/m, version),
  "packaging/powershell/Upgo/Upgo.psd1": (text, version) => replacedOnce(text, /^( {4}ModuleVersion = ')[^']+/m, version),
};

/** The version that Cargo.toml states. */
export function workspaceVersion(text) {
  return /^\[workspace\.package\]\nversion = "([^"]+)"/m.exec(text)?.[1];
}

/** Our own crates are those without a source. */
function setInCargoLock(text, version) {
  const own = /^(\[\[package\]\]\nname = "[^"]+"\nversion = ")[^"]+("\n(?!source = ))/gm;
  const count = text.match(own)?.length ?? 0;
  if (count === 0) throw new Error("Cargo.lock lists none of our crates");
  return text.replace(own, (_, before, after) => before + version + after);
}

/** Twice: for the whole file, and for the package at the root. */
function setInPackageLock(text, version) {
  const whole = replacedOnce(text, /^( {2}"version": ")[^"]+/m, version);
  return replacedOnce(whole, /^( {4}"": \{\n {6}"name": "upgo",\n {6}"version": ")[^"]+/m, version);
}

function replacedOnce(text, pattern, version) {
  if (!pattern.test(text)) throw new Error(`no version at ${pattern}`);
  return text.replace(pattern, (_, before) => before + version);
}
