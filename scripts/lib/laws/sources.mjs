// What the sources of every language may not contain.
import { homedir } from "node:os";
import { codeOnly } from "../rust-source.mjs";
import { matches } from "./tree.mjs";

/** Nothing specific to one machine: its folders, a private registry. */
export function machinePaths(files, home = homedir()) {
  const fixed = String.raw`(?<![\w.$}-])(?:\/root\/[\w.]|\/home\/runner\/|\/work\/(?:main|shared|wt-)|\/tmp\/upgo\/)`;
  const own = home.length > "/root".length ? `|${home.replace(/[^\w/]/g, "\\$&")}\\b` : "";
  const pattern = new RegExp(fixed + own, "g");
  // this law and its tests contain the words that they search for
  const others = files.filter(({ path }) => path !== "scripts/lib/laws/sources.mjs" && !path.startsWith("tests/tree/"));
  return others.flatMap((file) => matches(file, pattern, "a path of one machine"));
}

/** No script starts a command script, which Node refuses on Windows: `npm` in tools.mjs knows the way. */
export function commandScripts(files) {
  const scripts = files.filter(({ path }) => path.endsWith(".mjs") && path !== "scripts/lib/tools.mjs" && !path.startsWith("tests/tree/"));
  const pattern = /(["'`])(?:(?:npm|npx)\1\s*[,\]]|[^"'`\s]*\.(?:cmd|bat)\1)/g;
  return scripts.flatMap((file) => matches(file, pattern, "a command script, which Windows does not start"));
}

/** The page shows text as text: nothing is parsed as HTML. */
export function parsedHtml(files) {
  const page = files.filter(({ path }) => path.startsWith("ui/src/"));
  const parses = /\{@html|\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b|\bsrcdoc\b/g;
  return page.flatMap((file) => matches(file, parses, "text that is parsed as HTML"));
}

/** Nothing unfinished: merge markers, tests that are disabled or run alone. */
export function unfinished(files) {
  const marks = {
    rs: /\b(?:todo|unimplemented|dbg)!\s*\(|#\[ignore\]/g,
    mjs: /\b(?:test|it|describe)\.only\(/g,
    ts: /\b(?:test|it|describe)\.only\(/g,
  };
  return files.flatMap((file) => {
    const kind = marks[file.path.split(".").pop()];
    const text = file.path.endsWith(".rs") ? codeOnly(file.text) : file.text;
    const halves = kind ? matches({ ...file, text }, kind, "unfinished work") : [];
    return [...halves, ...matches(file, /^(?:<{7}|>{7}) .*$/gm, "a merge mark")];
  });
}

/** The most lines of a source file. One that has more has a second subject, which is another file. */
const MOST_LINES = 450;
/** The files that may have more, and why. */
const LONG = [
  // each is one table
  "crates/engine/src/machine/platform/unix/confine/calls.rs",
  "crates/cli/tests/cli/every_command.rs",
  "tests/ui/screens.mjs",
  // `npm run gen` writes them
  ...["bindings", "codes", "remedies", "settings"].map((name) => `ui/src/api/${name}.ts`),
  ...["en", "zh-CN"].map((language) => `ui/src/text/${language}/engine.ts`),
];

/** No source file has more than 450 lines, except a table and what is generated. */
export function longFiles(files) {
  return files
    .filter(({ path }) => /\.(?:rs|ts|svelte|mjs|py)$/.test(path) && !LONG.includes(path))
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0) }))
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, lines }) => `${path}: ${lines} lines, which are more than ${MOST_LINES}`);
}
