// The laws of the tree (ARCHITECTURE.md) that a script can check. Prints each violation; exits with 1 if there is one.
//
// A law is a pure function from its input to a list of violations, so that tests/tree/ can test it with bad input.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, posix } from "node:path";
import { pathToFileURL } from "node:url";
import { circles, folderGraphs, usedPaths } from "./lib/rust-imports.mjs";
import { codeOnly, endOfItem, withoutTests } from "./lib/rust-source.mjs";
import { root } from "./lib/tools.mjs";

/** The files that may contain code for one operating system. */
const SEAM = /^(crates\/engine\/src\/machine\/(platform|acts)\/|crates\/launcher\/|crates\/toast\/src\/platform\/|src-tauri\/src\/platform\/)/;
/** Code that only tests run. It may depend on the operating system, but may not be `unsafe`. */
const TEST_CODE = /^tests\/|^crates\/testkit\/|\/(tests|benches)\/|[/_]tests\.rs$/;
const OS = /\b(windows|unix|target_os|target_family|target_env|target_vendor)\b/;

/** No `cfg` for an operating system outside the platform seam. */
export function osCfg(files) {
  return rust(files)
    .filter(({ path }) => !SEAM.test(path) && !TEST_CODE.test(path))
    .flatMap(({ path, text }) => {
      const code = withoutTests(codeOnly(text));
      return conditions(code)
        .filter(({ condition }) => OS.test(condition) && !/^\(\s*all\s*\(\s*test\b/.test(condition))
        .map(({ index, condition }) => violation(path, code, index, "a cfg for an operating system", condition));
    });
}

/** The contents of each `cfg(…)`, `cfg!(…)`, `cfg_attr(…)` and `cfg_select! {…}`. */
function conditions(code) {
  return [...code.matchAll(/\bcfg(?:_attr|_select)?\s*!?\s*(?=[({])/g)].map((match) => {
    const start = match.index + match[0].length;
    let depth = 0;
    let end = start;
    do {
      depth += "({".includes(code[end]) ? 1 : ")}".includes(code[end]) ? -1 : 0;
      end += 1;
    } while (depth > 0 && end < code.length);
    return { index: match.index, condition: code.slice(start, end) };
  });
}

/** No `unsafe` outside the platform seam, not even in tests. */
export function unsafeCode(files) {
  return rust(files)
    .filter(({ path }) => !SEAM.test(path))
    .flatMap((file) => matches({ ...file, text: codeOnly(file.text) }, /\bunsafe\b/g, "unsafe code"));
}

/** Nothing specific to one machine: its folders, a private registry. */
export function machinePaths(files, home = homedir()) {
  const fixed = String.raw`(?<![\w.$}-])(?:\/root\/[\w.]|\/home\/runner\/|\/work\/(?:main|shared|wt-)|\/tmp\/upgo\/)`;
  const own = home.length > "/root".length ? `|${home.replace(/[^\w/]/g, "\\$&")}\\b` : "";
  const pattern = new RegExp(fixed + own, "g");
  // this law and its tests contain the words that they search for
  const others = files.filter(({ path }) => path !== "scripts/laws.mjs" && !path.startsWith("tests/tree/"));
  return others.flatMap((file) => matches(file, pattern, "a path of one machine"));
}

/** No script starts a command script, which Node refuses on Windows: `npm` in tools.mjs knows the way. */
export function commandScripts(files) {
  const scripts = files.filter(({ path }) => path.endsWith(".mjs") && path !== "scripts/lib/tools.mjs" && !path.startsWith("tests/tree/"));
  const pattern = /(["'`])(?:(?:npm|npx)\1\s*[,\]]|[^"'`\s]*\.(?:cmd|bat)\1)/g;
  return scripts.flatMap((file) => matches(file, pattern, "a command script, which Windows does not start"));
}

/**
 * Each program that a test in Rust starts has a time limit (`upgo_testkit::limit`). One that waits for ever would end the
 * run hours later, and nothing would say which it was. Tests in JavaScript have the limit of their runner.
 */
export function endlessPrograms(files) {
  const tests = rust(files).filter(({ path }) => TEST_CODE.test(path) && path !== "crates/testkit/src/limit.rs");
  const waits = /\.(?:wait_with_)?output\(\)|\.wait\(\)\s*[.?]|\bCommand::new\([^;]*?\.status\(\)|\.status\(\)\s*\.(?:unwrap\(\)\s*\.(?:success|code)|is_ok_and)\b/g;
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

/** Lock files name only public registries, and no configuration points package managers elsewhere. */
export function registries(files) {
  const wanted = {
    "Cargo.lock": /^source = (?!"registry\+https:\/\/github\.com\/rust-lang\/crates\.io-index"$).*$/gm,
    "package-lock.json": /"resolved": "(?:https?|git)[^"]*"/g,
    ".npmrc": /^.*registry\s*=.*$/gm,
    "config.toml": /^\s*(?:\[source[.\]].*|\[registries?[.\]].*|replace-with.*)$/gm,
  };
  return files.flatMap((file) => {
    const pattern = wanted[file.path.split("/").pop()];
    return pattern ? matches(file, pattern, "an address that is not the public registry's") : [];
  });
}

/**
 * A workflow runs only actions and images that a digest names, says which rights it has, leaves no token on the disk,
 * starts for nobody's fork with rights of the project, and pastes no value into a shell: `${{ … }}` becomes part of the
 * program there, so a branch name could be a command. `env` passes values.
 */
export function workflows(files) {
  return files.filter(({ path }) => /^\.github\/(?:workflows\/[^/]+|actions\/[^/]+\/action)\.ya?ml$/.test(path)).flatMap((file) => [
    ...WORKFLOW_LINES.flatMap(([pattern, what]) => matches(file, pattern, what)),
    ...(/^(?:permissions|runs):/m.test(file.text) ? [] : [`${file.path}: no permissions for the whole workflow`]),
    ...steps(file.text)
      .filter(({ step }) => /\bactions\/checkout@/.test(step) && !/^ +persist-credentials: false$/m.test(step))
      .map(({ index, step }) => violation(file.path, file.text, index, "a checkout that keeps its token", lineAt(step, 0))),
    ...shellScripts(file.text)
      .filter(({ script }) => script.includes("${{"))
      .map(({ index, script }) => violation(file.path, file.text, index, "a value pasted into a script", script)),
  ]);
}

/** What no line of a workflow may say, except in a comment. */
const WORKFLOW_LINES = [
  [
    /^(?! *#)(?! *(?:- )?uses: (?:\.\/\S+|[\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+(?:\.\d+)?)$).*\buses["']?\s*:.*$/gm,
    "an action without a full digest and its version",
  ],
  [/^(?! *#)(?!.*@sha256:[0-9a-f]{64}$).*\b(?:container|image)["']?\s*:[ \t]*\S.*$/gm, "an image without a digest"],
  [/^(?! *#).*\b(?:pull_request_target|workflow_run)\b.*$/gm, "a trigger that gives a fork the project's rights"],
  [/^(?! *#).*\bwrite-all\b.*$/gm, "all rights at once"],
];

/** The items of a workflow's lists, among them each step of a job. */
function steps(text) {
  return [...text.matchAll(/^ *- (?:(?!^ *- )[^])*/gm)].map(({ index, 0: step }) => ({ index, step }));
}

/** What a workflow passes to a shell or to JavaScript: the line of the key, and the lines that are indented further. */
function shellScripts(text) {
  return [...text.matchAll(/^( *(?:- )?)["']?(?:run|script)["']?\s*:.*\n?/gm)].map(({ index, 0: line, 1: indent }) => {
    const further = new RegExp(`(?: *\\n| {${indent.length + 1},}.*\\n?)*`, "y");
    further.lastIndex = index + line.length;
    return { index, script: line + further.exec(text)[0] };
  });
}

/** No npm package runs a program when it is installed, and each has a licence that deny.toml allows. */
export function npmPackages(files) {
  const named = (path) => files.find((file) => file.path === path)?.text ?? "";
  const allowed = /^allow = \[([^\]]*)\]/m.exec(named("deny.toml"))?.[1].match(/[^"\s,]+(?: WITH [^"]+)?/g) ?? [];
  const packages = Object.entries(JSON.parse(named("package-lock.json") || "{}").packages ?? {});
  return [
    ...(/^ignore-scripts=true$/m.test(named(".npmrc")) ? [] : [".npmrc: without ignore-scripts=true"]),
    ...packages
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => `package-lock.json: ${path} wants to run a script when it is installed, which does not happen`),
    ...packages
      .filter(([, { license = "" }]) => !license.replace(/[()]/g, "").split(" OR ").some((each) => allowed.includes(each)))
      .map(([path, { license }]) => `package-lock.json: ${path} has a licence that deny.toml does not allow: ${license}`),
  ];
}

/**
 * No path or system string is serialized by serde's default, which fails if it is not Unicode, so that `json!` panics.
 * A field states how it is written (`#[serde(with = …)]`), and a document is a type that can always be serialized.
 * Arguments and variables are not read with the functions that panic if they are not Unicode.
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

/** The command line shows a path only on one line, because a name may contain a line break. */
export function shownPaths(files) {
  const shown = rust(files).filter(({ path }) => path.startsWith("crates/cli/src/") && !TEST_CODE.test(path));
  return shown.flatMap(({ path, text }) =>
    matches({ path, text: withoutTests(codeOnly(text)) }, /(?<!one_line\([\w.&]*)\.display\(\)/g, "a path without one_line"),
  );
}

/** The page shows text as text: nothing is parsed as HTML. */
export function parsedHtml(files) {
  const page = files.filter(({ path }) => path.startsWith("ui/src/"));
  const parses = /\{@html|\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b|\bsrcdoc\b/g;
  return page.flatMap((file) => matches(file, parses, "text that is parsed as HTML"));
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

function lineAt(text, index) {
  return text.slice(text.lastIndexOf("\n", index) + 1).split("\n")[0];
}

/** The folders of the engine. Each imports only from itself and from earlier ones. */
const LAYERS = [
  ...["base", "machine", "net", "released", "environment", "choices", "store", "which_go", "projects", "change"],
  ...["guidance", "cases"],
];
/** Folders that are one module: what they contain is known by the name of the folder. */
const WHOLE = ["environment", "store", "projects", "cases"];

/** Data flows one way through the engine: no folder imports from a later one, and no modules form a cycle. */
export function direction(files) {
  const imports = files.flatMap(engineModule).flatMap((file) =>
    usedPaths(file.code).flatMap(({ parts: [start, layer, name], index }) => {
      if (start !== "crate" || !LAYERS.includes(layer)) return [];
      return { ...file, used: moduleIn(layer, name), usedLayer: layer, index };
    }),
  );
  const upward = imports
    .filter(({ layer, usedLayer }) => LAYERS.indexOf(usedLayer) > LAYERS.indexOf(layer))
    .map(({ path, code, index, layer, used }) =>
      violation(path, code, index, `an import from a later folder`, `${layer} imports ${used}`),
    );
  const graph = new Map();
  for (const { module, used } of imports) {
    if (used !== module) graph.set(module, (graph.get(module) ?? new Set()).add(used));
  }
  return [...upward, ...circle(graph)];
}

/** The module of the engine that a file belongs to, with the file's code except its tests. */
function engineModule({ path, text }) {
  const found = /^crates\/engine\/src\/(\w+)\/(\w+)/.exec(path);
  if (!found || !LAYERS.includes(found[1]) || TEST_CODE.test(path)) return [];
  const [, layer, name] = found;
  return [{ path, module: moduleIn(layer, name), layer, code: withoutTests(codeOnly(text)) }];
}

function moduleIn(layer, name) {
  return WHOLE.includes(layer) ? layer : `${layer}::${name}`;
}

/** The first cycle in a graph, as a violation. */
function circle(graph) {
  const done = new Set();
  const visit = (name, path) => {
    if (path.includes(name)) return [[...path.slice(path.indexOf(name)), name].join(" → ")];
    if (done.has(name)) return [];
    for (const next of graph.get(name) ?? []) {
      const found = visit(next, [...path, name]);
      if (found.length > 0) return found;
    }
    done.add(name);
    return [];
  };
  for (const name of graph.keys()) {
    const found = visit(name, []);
    if (found.length > 0) return [`modules of the engine import each other: ${found[0]}`];
  }
  return [];
}

/** At most three files of a folder use each other in a circle. A larger one cannot be read in any order. */
export function fileCircles(files) {
  return folderGraphs(files.filter(({ path }) => !TEST_CODE.test(path))).flatMap(({ folder, graph }) =>
    circles(graph)
      .filter((circle) => circle.length > 3)
      .map((circle) => `${folder}: ${circle.length} files use each other: ${circle.join(", ")}`),
  );
}

/** No program says where it was built: a variable of the build that names a folder is at most the place of a file. */
export function buildVariables(files) {
  const shipped = rust(files).filter(({ path }) => !TEST_CODE.test(path) && !/\/examples\/|(^|\/)build\.rs$/.test(path));
  const named = /(?<!\binclude(?:_bytes|_str)?!\((?:concat!\()?)\b(?:option_)?env!\(\s*"(?!CARGO_PKG_)[^"]*"/g;
  return shipped.flatMap(({ path, text }) => matches({ path, text: withoutTests(text) }, named, "a variable of the build"));
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

/** A commit's subject has at most 72 characters, so that every list of commits shows it completely. */
export function commitSubjects(commits) {
  return commits
    .filter(({ subject }) => [...subject].length > 72)
    .map(({ id, subject }) => `${id}: a subject of ${[...subject].length} characters: ${subject.slice(0, 72)}…`);
}

/** The commits since this rule. A folder without a history has none. */
function readCommits() {
  const args = ["log", "--no-merges", "--since=2026-11-22T00:00:00Z", "--format=%h%x09%s"];
  try {
    const listed = execFileSync("git", args, { cwd: root, stdio: ["ignore", "pipe", "ignore"] }).toString();
    return listed.split("\n").filter(Boolean).map((line) => {
      const [id, subject] = line.split("\t");
      return { id, subject };
    });
  } catch {
    return [];
  }
}

/** The engine does not depend on front ends, the launcher depends on nothing, and the test kit is never shipped. */
export function dependencies(metadata) {
  const faces = ["tauri", "clap", "indicatif"];
  const shipped = reachable(metadata, "upgo-engine");
  return [
    ...faces.filter((name) => shipped.has(name)).map((name) => `upgo-engine depends on ${name}`),
    ...[...reachable(metadata, "upgo-launcher")].map((name) => `upgo-launcher depends on ${name}; it may have no dependency`),
    ...["upgo-engine", "upgo-cli", "upgo-launcher", "upgo-desktop"]
      .filter((name) => reachable(metadata, name).has("upgo-testkit"))
      .map((name) => `${name} depends on upgo-testkit outside its tests`),
  ];
}

/** The names of all packages that a build of `name` needs, except for its tests. */
function reachable(metadata, name) {
  const packages = new Map(metadata.packages.map((each) => [each.id, each.name]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const start = metadata.packages.find((each) => each.name === name && each.source === null);
  const seen = new Set();
  const visit = (id) => {
    for (const dependency of nodes.get(id)?.deps ?? []) {
      const needed = dependency.dep_kinds.some(({ kind }) => kind === null || kind === "build");
      if (!needed || seen.has(dependency.pkg)) continue;
      seen.add(dependency.pkg);
      visit(dependency.pkg);
    }
  };
  if (start) visit(start.id);
  return new Set([...seen].map((id) => packages.get(id)));
}

function rust(files) {
  return files.filter(({ path }) => path.endsWith(".rs"));
}

function matches({ path, text }, pattern, what) {
  return [...text.matchAll(pattern)].map((match) => violation(path, text, match.index, what, match[0]));
}

function violation(path, text, index, what, found) {
  const line = text.slice(0, index).split("\n").length;
  return `${path}:${line}: ${what}: ${found.trim().replace(/\s+/g, " ").slice(0, 100)}`;
}

/** Every text file that git tracks or would add. */
export function readTree() {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  return listed
    .toString()
    .split("\0")
    .filter((path) => path && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
    .filter(({ text }) => !text.includes("\0"));
}

export function readMetadata() {
  const args = ["metadata", "--format-version", "1", "--all-features", "--locked"];
  return JSON.parse(execFileSync("cargo", args, { cwd: root, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }));
}

/** Name → its violations in the real tree. */
export function allLaws() {
  const files = readTree();
  return {
    "the operating system shows only in the platform seam": osCfg(files),
    "unsafe code stays in the platform seam": unsafeCode(files),
    "no file names a folder of one machine": machinePaths(files),
    "only public registries are named": registries(files),
    "workflows run what a digest names, and paste nothing into a shell": workflows(files),
    "no script starts what Windows refuses": commandScripts(files),
    "no test waits for ever for a program": endlessPrograms(files),
    "each example in the documentation of a crate is a test": deadExamples(files),
    "npm packages run nothing when installed, and have an allowed licence": npmPackages(files),
    "no path in JSON can fail": jsonPaths(files),
    "no program says where it was built": buildVariables(files),
    "no name breaks a line of the command line": shownPaths(files),
    "the page parses no text as HTML": parsedHtml(files),
    "nothing is left half done": unfinished(files),
    "documents name files that are there": missingFiles(files),
    "each promise names its test": untested(files),
    "imports of the engine point one way": direction(files),
    "no circle of more than three files": fileCircles(files),
    "commits have short subjects": commitSubjects(readCommits()),
    "dependencies point one way": dependencies(readMetadata()),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [law, violations] of Object.entries(allLaws())) {
    console.log(`${violations.length === 0 ? "ok    " : "BROKEN"} ${law}`);
    for (const violation of violations) console.log(`       ${violation}`);
    if (violations.length > 0) process.exitCode = 1;
  }
}
