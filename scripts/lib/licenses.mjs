// The licenses of what is in the programs: the libraries of Rust and of the page, and packaging/licenses, for what comes
// without a text. Packages and the window have the result, packaging/licenses.txt.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { WINDOWS_TARGET } from "./programs.mjs";
import { root } from "./tools.mjs";

const TARGETS = ["x86_64-unknown-linux-gnu", WINDOWS_TARGET, "aarch64-pc-windows-msvc"];
/** What the page imports, and what that imports. */
const PAGE = ["svelte", "esm-env", "clsx", "@tauri-apps/api"];
const OTHERS = join(root, "packaging", "licenses");
const NAMES = /(?:^|[\\/])(?:un)?(?:licen[sc]e|copying|copyright|notice)(?:[-.][^\\/.]*)?(?:\.(?:txt|md))?$(?<!\.rs)/i;

/** The text of packaging/licenses.txt. */
export function licenses() {
  const own = readFileSync(join(root, "LICENSE"), "utf8").trimEnd();
  const others = readdirSync(OTHERS).map((name) => ({ name: name.replace(/\.txt$/, ""), texts: [readFileSync(join(OTHERS, name), "utf8")] }));
  const libraries = [...crates(), ...PAGE.map(packageOf)].filter(({ name }) => others.every((other) => other.name !== name));
  return joined(own, [...others, ...libraries.map((each) => ({ name: each.name, texts: textsOf(each, own) }))]);
}

/** One text of all, in which works with the same license share it. */
export function joined(own, works) {
  const shared = new Map();
  for (const { name, texts } of works) {
    for (const text of texts.map((each) => each.replace(/\s+$/gm, "\n").trim())) {
      const key = text.replace(/\s+/g, " ");
      const known = shared.get(key) ?? { text, names: new Set() };
      shared.set(key, { ...known, names: known.names.add(name) });
    }
  }
  const sections = [...shared.values()].map(({ text, names }) => `${[...names].sort().join(", ")}\n\n${text}`);
  const parts = [own, "Upgo contains the works of others, under these licenses.", ...sections.sort()];
  return `${parts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

/** The texts of a library. Of a choice with MIT, that is the one; a library without a text gets the text of its license. */
export function textsOf({ name, license, authors, folder }, own) {
  const found = readdirSync(folder, { recursive: true }).filter((path) => NAMES.test(path) && statSync(join(folder, path)).isFile());
  const isChoice = /MIT/.test(license) && /\bOR\b|\//.test(license) && !/AND/.test(license);
  const mit = found.filter((path) => /mit/i.test(path) || /[\\/]/.test(path));
  const chosen = isChoice && mit.some((path) => /^[^\\/]*mit/i.test(path)) ? mit : found;
  if (chosen.length > 0) return chosen.map((path) => readFileSync(join(folder, path), "utf8"));
  if (!/MIT/.test(license)) throw new Error(`${name} (${license}) has no text of its license: add it to packaging/licenses`);
  return [own.replace(/^Copyright.*$/m, `Copyright (c) ${authors || `the authors of ${name}`}`)];
}

/** The crates that are linked into the programs. */
function crates() {
  const options = { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 };
  const cargo = (...words) => execFileSync("cargo", [...words, "--locked"], options);
  const tree = ["tree", "-p", "upgo-cli", "-p", "upgo-desktop", "--edges", "normal,no-proc-macro", "--prefix", "none"];
  const linked = new Set(TARGETS.flatMap((target) => cargo(...tree, "--target", target).match(/^\S+ v\S+/gm)));
  const all = JSON.parse(cargo("metadata", "--format-version", "1")).packages;
  return all
    .filter(({ name, version, source }) => source !== null && linked.has(`${name} v${version}`))
    .map(({ name, license, authors, manifest_path }) => ({ name, license, authors: authors.join(", "), folder: dirname(manifest_path) }));
}

function packageOf(name) {
  const folder = join(root, "node_modules", name);
  return { name, folder, license: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).license };
}
