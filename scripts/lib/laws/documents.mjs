// What documents say is there, and each promise has a test.
import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { root } from "../tools.mjs";
import { violation } from "./tree.mjs";

/**
 * Documents name only existing files, such as the test that guards a law. A file of code may be named by the end of its
 * path, such as `network/http.rs`. A type "`Name` in `file.rs`" is defined there.
 */
export function missingFiles(files, exists = (path) => existsSync(join(root, path))) {
  const named = /`((?:crates|docs|icons|packaging|scripts|src-tauri|tests|ui)\/[\w./-]*)`/g;
  const shortened = /`(?!crates\/|docs\/|scripts\/|src-tauri\/|tests\/|ui\/)([\w./-]+\.(?:rs|mjs|py|sh|svelte|ts))`/g;
  const linked = /\]\((?!https?:|mailto:|#)([^)#\s]+)/g;
  const type = /`([A-Z]\w+)` in `([\w./-]+\.rs)`/g;
  const isThere = (end, text = "") => files.some((file) => `/${file.path}`.endsWith(`/${end}`) && file.text.match(text));
  // an ADR describes the tree on its day
  const documents = files.filter(({ path }) => path.endsWith(".md") && !path.startsWith("docs/internals/adr/"));
  return documents.flatMap(({ path, text }) => {
    const missing = [
      ...[...text.matchAll(named)].filter(([, target]) => !exists(target)),
      ...[...text.matchAll(linked)].filter(([, to]) => !exists(posix.join(posix.dirname(path), decodeURI(to)))),
      ...[...text.matchAll(shortened)].filter(([, target]) => !isThere(target)),
      ...[...text.matchAll(type)].filter(([, name, file]) => !isThere(file, `\\b(?:struct|enum|const) ${name}\\b`)),
    ];
    return missing.map(({ index, 1: found }) => violation(path, text, index, "a file that is not there", found));
  });
}

/** Each row of a table of promises names the test that shows it: in the column "test" or "shown by". */
export function untested(files) {
  return files.filter(({ path }) => path.endsWith(".md")).flatMap(({ path, text }) => {
    const tables = text.matchAll(/^\|(.*)\|\n\|[-|]+\|\n((?:\|.*\|\n)+)/gm);
    return [...tables].flatMap(({ index, 0: table, 1: header, 2: rows }) => {
      const column = header.split("|").findIndex((cell) => /^ (?:test|shown by) $/.test(cell));
      if (column < 0) return [];
      const start = index + table.length - rows.length;
      return [...rows.matchAll(/^\|(.*)\|$/gm)]
        .filter(({ 1: row }) => !/`[^`]+[./][^`]*`/.test(row.split("|")[column]))
        .map((row) => violation(path, text, start + row.index, "a promise without a test", row[1]));
    });
  });
}
