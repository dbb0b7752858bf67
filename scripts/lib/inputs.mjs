// What something was made from, as a digest: equal digests mean that making it again gives the same.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { root } from "./tools.mjs";

/**
 * The files of the project with these beginnings of their paths, except those with the beginnings in `without`: what git
 * knows, and new files that it does not ignore. `undefined` if git cannot say.
 */
export function projectFiles(paths = [""], without = []) {
  const options = { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 };
  const listed = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], options);
  if (listed.status !== 0) return undefined;
  const begins = (file) => (path) => file.startsWith(path);
  const wanted = (file) => paths.some(begins(file)) && !without.some(begins(file));
  return [...new Set(listed.stdout.split("\0"))].filter((file) => file && wanted(file)).sort();
}

/** A digest of the names and contents of files below `folder`, and of more words. */
export function digestOf(folder, files, ...words) {
  const digest = createHash("sha256");
  for (const word of words) digest.update(`${word.length} ${word}\n`);
  for (const file of files) {
    const content = contentOf(join(folder, file));
    digest.update(`${file.length} ${file} ${content.length}\n`).update(content);
  }
  return digest.digest("hex");
}

/** A file's bytes, and whether it is executable, a link or missing. */
function contentOf(path) {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return Buffer.from("missing");
  if (found.isSymbolicLink()) return Buffer.from(`link ${readlinkSync(path)}`);
  if (!found.isFile()) return Buffer.from("no file"); // a submodule
  return Buffer.concat([Buffer.from(`${found.mode & 0o111 ? "program" : "file"}\n`), readFileSync(path)]);
}

/** The paths of all files below a folder; none if it is missing. */
export function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return files.map((file) => file.slice(folder.length + 1)).sort();
}
