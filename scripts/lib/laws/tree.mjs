// The files of the tree, and how a violation in one of them is reported.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../tools.mjs";

/** Code that only tests run: not the questions to Windows. It may depend on the operating system, but may not be `unsafe`. */
export const TEST_CODE = /^tests\/(?!windows\/probe\/src\/)|^crates\/testkit\/|\/(tests|benches)\/|[/_]tests\.rs$/;

/** Every text file that git tracks or would add. */
export function readTree() {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  const paths = listed.toString().split("\0").filter((path) => path && existsSync(join(root, path)));
  return paths
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
    .filter(({ text }) => !text.includes("\0"));
}

export function rust(files) {
  return files.filter(({ path }) => path.endsWith(".rs"));
}

export function matches({ path, text }, pattern, what) {
  return [...text.matchAll(pattern)].map((match) => violation(path, text, match.index, what, match[0]));
}

export function violation(path, text, index, what, found) {
  const line = text.slice(0, index).split("\n").length;
  return `${path}:${line}: ${what}: ${found.trim().replace(/\s+/g, " ").slice(0, 100)}`;
}

export function lineAt(text, index) {
  return text.slice(text.lastIndexOf("\n", index) + 1).split("\n")[0];
}
