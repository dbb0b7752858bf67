// What documents say is there, and each promise has a test.
import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { root } from "../tools.mjs";
import { violation } from "./tree.mjs";

/**
 * Documents name only existing files, such as the test that guards a law. A file of code may be named by the end of its
 * path, such as `network/http.rs`.
 */
export function missingFiles(files, exists = (path) => existsSync(join(root, path))) {
  const named = /`((?:crates|docs|icons|packaging|scripts|src-tauri|tests|ui)\/[\w./-]*)`/g;
  const shortened = /`(?!crates\/|docs\/|scripts\/|src-tauri\/|tests\/|ui\/)([\w./-]+\.(?:rs|mjs|py|sh|svelte|ts))`/g;
  const linked = /\]\((?!https?:|mailto:|#)([^)#\s]+)/g;
  // an ADR describes the tree on its day
  const documents = files.filter(({ path }) => path.endsWith(".md") && !path.startsWith("docs/internals/adr/"));
  return documents.flatMap(({ path, text }) => {
    const found = [...text.matchAll(named)].map((match) => ({ index: match.index, target: match[1] }));
    const ends = [...text.matchAll(shortened)].map((match) => ({ index: match.index, target: match[1] }));
    const links = [...text.matchAll(linked)].map((match) => ({
      index: match.index,
      target: posix.join(posix.dirname(path), decodeURI(match[1])),
    }));
    const missing = [
      ...[...found, ...links].filter(({ target }) => !exists(target)),
      ...ends.filter(({ target }) => !files.some((file) => `/${file.path}`.endsWith(`/${target}`))),
    ];
    return missing.map(({ index, target }) => violation(path, text, index, "a file that is not there", target));
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
