// What code in Rust may not do, with its tests and examples.
import { posix } from "node:path";
import { codeOnly, endOfItem, withoutTests } from "../rust-source.mjs";
import { TEST_CODE, lineAt, matches, rust, violation } from "./tree.mjs";

/**
 * Each program that a test in Rust starts has a time limit (`upgo_testkit::limit`). One that waits for ever would end the
 * run hours later, and nothing would say which it was. Tests in JavaScript have the limit of their runner.
 */
export function endlessPrograms(files) {
  const tests = rust(files).filter(({ path }) => TEST_CODE.test(path) && path !== "crates/testkit/src/limit.rs");
  const waits = /\.(?:wait_with_)?output\(\)|\.wait\(\)\s*[.?]|\bCommand::new\([^;]*?\.status\(\)|\bBufReader::new\([^;]*\bstd(?:out|err)\b|\bstd(?:out|err)\.as_mut\(\)|\.status\(\)\s*\.(?:unwrap\(\)\s*\.(?:success|code)|is_ok_and)\b/g;
  return tests.flatMap((file) => matches({ ...file, text: codeOnly(file.text) }, waits, "a program without a time limit"));
}

/** An example in the documentation of a crate runs as a test: not where the manifest has `doctest = false`. */
export function deadExamples(files) {
  const without = files.filter(({ path, text }) => path.endsWith("/Cargo.toml") && /^doctest = false$/m.test(text));
  return without.flatMap(({ path: manifest }) => {
    const folder = `${posix.dirname(manifest)}/src/`;
    return rust(files).filter(({ path }) => path.startsWith(folder)).flatMap(({ path, text }) => {
      const fences = [...text.matchAll(/^ *\/\/[/!] *```(.*)$/gm)].filter((_, index) => index % 2 === 0);
      const run = fences.filter(([, language]) => !/^(?:text|sh|json|toml)\b/.test(language));
      return run.map((match) => violation(path, text, match.index, "an example that no test runs", match[0]));
    });
  });
}

/** No program says where it was built: a variable of the build that names a folder is at most the place of a file. */
export function buildVariables(files) {
  const shipped = rust(files).filter(({ path }) => !TEST_CODE.test(path) && !/\/examples\/|(^|\/)build\.rs$/.test(path));
  const named = /(?<!\binclude(?:_bytes|_str)?!\((?:concat!\()?)\b(?:option_)?env!\(\s*"(?!CARGO_PKG_)[^"]*"/g;
  return shipped.flatMap(({ path, text }) => matches({ path, text: withoutTests(text) }, named, "a variable of the build"));
}

/**
 * No path or system string is serialized by serde's default, which fails if it is not Unicode, so that `json!` panics:
 * a field states its form (`#[serde(with = …)]`), and a document is a type that always serializes. Types with
 * `#[answer]` would not compile. Arguments and variables are not read with functions that panic either.
 */
export function jsonPaths(files) {
  const shipped = rust(files).filter(({ path }) => !TEST_CODE.test(path) && !path.includes("/examples/"));
  return shipped.flatMap(({ path, text }) => {
    const code = withoutTests(codeOnly(text));
    const macros = matches({ path, text: code }, /\bjson!\s*[([{]/g, "a document that can panic");
    const words = matches({ path, text: code }, /\benv::(?:args|vars)\(\)/g, "words of the system that can panic");
    return [...macros, ...words, ...serializedItems(code).flatMap(({ index, body }) => barePaths(path, code, index, body))];
  });
}

/** The text of each struct and enum that derives `Serialize`, from its name to its end. */
function serializedItems(code) {
  const item = /#\[derive\([^)]*\bSerialize\b[^)]*\)\]\s*(?:#\[[^\]]*\]\s*)*(?:pub(?:\([^)]*\))?\s+)?(?:struct|enum)\s+\w+/g;
  return [...code.matchAll(item)].map((match) => {
    const index = match.index + match[0].length;
    return { index, body: code.slice(index, endOfItem(code, index)) };
  });
}

/** The paths in an item without an attribute that states how serde writes them. */
function barePaths(path, code, start, body) {
  // at the start of a line `Path` is a variant, because as a type it follows a reference
  return [...body.matchAll(/\b(?:PathBuf|OsString|(?<!^\s*)(?:Path|OsStr))\b/gm)]
    .filter(({ index }) => !/#\[serde\([^\]]*\b(?:with|serialize_with|skip|skip_serializing)\b/.test(attributesBefore(body, index)))
    .map(({ index }) => violation(path, code, start + index, "a path that serde writes by itself", lineAt(body, index)));
}

/** The text between the previous field or variant and this position: its attributes and the start of its type. */
function attributesBefore(body, index) {
  const before = body.slice(0, index).replace(/<[^<>]*$/, "");
  return before.slice(Math.max(...[",\n", "{\n", ";\n", "}\n"].map((end) => before.lastIndexOf(end))) + 1);
}

/** The command line shows a path only on one line, because a name may contain a line break. */
export function shownPaths(files) {
  const shown = rust(files).filter(({ path }) => path.startsWith("crates/cli/src/") && !TEST_CODE.test(path));
  return shown.flatMap(({ path, text }) =>
    matches({ path, text: withoutTests(codeOnly(text)) }, /(?<!one_line\([\w.&]*)\.display\(\)/g, "a path without one_line"),
  );
}
