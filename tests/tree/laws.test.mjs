// The laws of scripts/laws.mjs hold for this tree, and each law finds the violations that it should.
import assert from "node:assert/strict";
import { test } from "node:test";
import { allLaws } from "../../scripts/laws.mjs";
import { commitSubjects } from "../../scripts/lib/laws/commits.mjs";
import { dependencies, direction, fileCircles } from "../../scripts/lib/laws/direction.mjs";
import { missingFiles, untested } from "../../scripts/lib/laws/documents.mjs";
import { buildVariables, deadExamples, endlessPrograms, jsonPaths, shownPaths } from "../../scripts/lib/laws/rust.mjs";
import { osCfg, unsafeCode } from "../../scripts/lib/laws/seam.mjs";
import { commandScripts, longFiles, machinePaths, parsedHtml, unfinished } from "../../scripts/lib/laws/sources.mjs";
import { npmPackages, registries, workflows } from "../../scripts/lib/laws/supply-chain.mjs";
import { lowered, overweight, weigh } from "../../scripts/lib/laws/weight.mjs";
import { PARTS } from "../../scripts/lib/parts.mjs";
import { codeOnly } from "../../scripts/lib/rust-source.mjs";
import { npm } from "../../scripts/lib/tools.mjs";

for (const [law, violations] of Object.entries(allLaws())) {
  test(law, () => assert.deepEqual(violations, []));
}

const engine = (text) => [{ path: "crates/engine/src/store.rs", text }];

test("an OS cfg is found in every notation", () => {
  const spellings = [
    "#[cfg(windows)]",
    "#[cfg(not(unix))]",
    '#[cfg(all(feature = "x", target_os = "macos"))]',
    "if cfg!(windows) {}",
    "#[cfg_attr(unix, allow(dead_code))]",
    "#[cfg(\n    any(windows)\n)]",
    "#[cfg(any(test, windows))]",
    "cfg_select! { unix => {} }",
  ];
  for (const spelling of spellings) assert.equal(osCfg(engine(`${spelling}\nfn a() {}`)).length, 1, spelling);
});

test("an OS cfg is allowed in the platform layer, in tests, in comments and in strings", () => {
  const source = "#[cfg(windows)]\nfn a() {}";
  const seam = ["crates/engine/src/machine/platform/mod.rs", "crates/toast/src/platform/mod.rs", "src-tauri/src/platform/mod.rs"];
  for (const path of [...seam, "crates/launcher/src/main.rs", "crates/cli/tests/path.rs", "tests/windows/probe/src/lib.rs"]) {
    assert.deepEqual(osCfg([{ path, text: source }]), [], path);
  }
  const quiet = [
    "// #[cfg(windows)]",
    "/* /* nested */ #[cfg(windows)] */",
    'const A: &str = "#[cfg(windows)]";',
    'const A: &str = r##"say "#[cfg(windows)]" "##;',
    '#[cfg(feature = "windows")]',
    "#[cfg(test)]\nmod tests {\n    #[cfg(unix)]\n    fn a() {}\n}",
    "#[cfg(test)]\nfn windows() {}",
    "#[cfg(all(test, unix))]\nmod tests {\n    #[cfg(unix)]\n    fn a() {}\n}",
    "if cfg!(debug_assertions) { windows() }",
  ];
  for (const text of quiet) assert.deepEqual(osCfg(engine(text)), [], text);
});

test("unsafe is found outside the platform layer, even in tests", () => {
  const text = "fn a() {\n    unsafe { b() }\n}";
  assert.deepEqual(unsafeCode(engine(text)), ["crates/engine/src/store.rs:2: unsafe code: unsafe"]);
  assert.equal(unsafeCode([{ path: "crates/cli/tests/a.rs", text }]).length, 1);
  for (const path of ["crates/engine/src/machine/platform/unix/lock.rs", "tests/windows/probe/src/questions/files.rs"]) {
    assert.deepEqual(unsafeCode([{ path, text }]), [], path);
  }
  assert.deepEqual(unsafeCode(engine("#![forbid(unsafe_code)] // no unsafe here")), []);
});

test("characters and lifetimes do not confuse the Rust parser", () => {
  const text = `fn a<'a>(x: &'a str) -> char { if x == "\\"" { '"' } else { '\\'' } } unsafe fn b() {}`;
  assert.equal(codeOnly(text).length, text.length);
  assert.equal(unsafeCode(engine(text)).length, 1);
  assert.equal(unsafeCode(engine(`let number = r"\\"; unsafe {}`)).length, 1);
  assert.equal(unsafeCode(engine(`let letter = 'é'; unsafe {} let face = '\\u{1F600}';`)).length, 1);
});

test("a path of one machine is found", () => {
  const found = (text, home = "/home/someone") => machinePaths([{ path: "README.md", text }], home).length;
  assert.equal(found("see /root/.cache/upgo"), 1);
  assert.equal(found("cd /work/main && make"), 1);
  assert.equal(found("cp /home/someone/x ."), 1);
  assert.equal(found("cp /home/ann/x . # an example"), 0);
  assert.equal(found("https://example.com/root/file and $UPGO_HOME/root/file"), 0);
  assert.equal(found("anything", "/"), 0);
});

test("a private registry is found in lock files and configurations", () => {
  const found = (path, text) => registries([{ path, text }]).length;
  assert.equal(found("Cargo.lock", 'source = "registry+https://mirror.example/index"'), 1);
  assert.equal(found("Cargo.lock", 'source = "git+https://github.com/a/b#1"'), 1);
  assert.equal(found("Cargo.lock", 'source = "registry+https://github.com/rust-lang/crates.io-index"'), 0);
  assert.equal(found("package-lock.json", '"resolved": "https://mirror.example/a.tgz",'), 1);
  assert.equal(found(".npmrc", "registry=https://mirror.example"), 1);
  assert.equal(found(".cargo/config.toml", '[source.crates-io]\nreplace-with = "mirror"'), 2);
});

const PINNED = `uses: actions/checkout@${"0123456789".repeat(4)} # v7.0.1`;
const WORKFLOW = `on: push
permissions:
  contents: read
jobs:
  a:
    container: rust:1.95-bookworm@sha256:${"0123456789abcdef".repeat(4)}
    env:
      BRANCH: \${{ github.head_ref }}
    steps:
      - ${PINNED}
        with:
          persist-credentials: false
      - run: |
          echo "$BRANCH"
        env:
          TITLE: \${{ github.event.pull_request.title }}
`;

test("each way for a stranger into a workflow is found", () => {
  const found = (from, to) => {
    assert.ok(WORKFLOW.includes(from), from);
    return workflows([{ path: ".github/workflows/ci.yml", text: WORKFLOW.replace(from, to) }]).join("\n");
  };
  assert.equal(found("on: push", "on: push"), "");
  assert.match(found("on: push", "on: pull_request_target"), /:1: a trigger that gives a fork/);
  assert.match(found("on: push", "on: [workflow_run]"), /:1: a trigger that gives a fork/);
  assert.equal(found("on: push", "# no pull_request_target, no uses: a/b@v1\non: push"), "");
  const unpinned = ["v7", "main", "v7.0.1", "0123456", `${"0123456789".repeat(4)}`, `${"0123456789".repeat(4)} # main`];
  for (const ref of unpinned) assert.match(found(PINNED, `uses: actions/checkout@${ref}`), /without a full digest/, ref);
  for (const other of ["uses: docker://rust:1", "uses: 'a/b@v1'", "{ uses: a/b@v1 }"]) {
    assert.match(found(PINNED, other), /without a full digest/, other);
  }
  assert.equal(found(PINNED, "uses: ./.github/actions/own"), "");
  assert.match(found(/@sha256:\w+/.exec(WORKFLOW)[0], ""), /an image without a digest/);
  assert.match(found("permissions:\n  contents: read\n", ""), /no permissions/);
  assert.match(found("contents: read", "write-all"), /all rights/);
  assert.match(found("persist-credentials: false", "persist-credentials: true"), /:10: a checkout that keeps its token/);
  assert.match(found("        with:\n          persist-credentials: false\n", ""), /:10: a checkout that keeps its token/);
  for (const script of ['echo "${{ github.event.pull_request.title }}"', 'a\n\n          echo "${{ github.head_ref }}"']) {
    assert.match(found('echo "$BRANCH"', script), /:13: a value pasted into a script/, script);
  }
  assert.match(found('run: |\n          echo "$BRANCH"', "run: echo ${{ inputs.name }}"), /:13: a value pasted into a script/);
  const started = (words) => found('echo "$BRANCH"', `Start-Process ${words} python`);
  assert.match(started("-NoNewWindow"), /:14: a program that GitHub ends/);
  for (const words of ["-WindowStyle Hidden", "-NoNewWindow -Wait", "-Wait -nonewwindow"]) assert.equal(started(words), "", words);
  // an action of our own has the rights of its caller
  const own = (step) => workflows([{ path: ".github/actions/own/action.yml", text: `runs:\n  using: composite\n  steps:\n    - ${step}\n` }]);
  assert.equal(own(PINNED.replace("uses: actions/checkout", "uses: actions/cache")).join("\n"), "");
  assert.match(own("uses: a/b@v1").join("\n"), /without a full digest/);
  assert.match(own("run: echo ${{ inputs.name }}").join("\n"), /a value pasted into a script/);
  // and so have the templates for other build servers
  const template = (step) => workflows([{ path: "packaging/ci/azure.yml", text: `steps:\n  - ${step}\n` }]).join("\n");
  assert.equal(template('bash: echo "$NAME"'), "");
  for (const word of ["bash", "powershell"]) assert.match(template(`${word}: |\n      echo \${{ parameters.name }}`), /a value pasted/, word);
});

test("a script that Windows cannot start is found", () => {
  const found = (text, path = "scripts/build.mjs") => commandScripts([{ path, text }]).length;
  for (const text of ['spawnSync("npm.cmd", ["ci"])', "spawn('npx', [])", '[["npm", "run"]]', "execFileSync(`tool.bat`)", '["npm"]']) {
    assert.equal(found(text), 1, text);
  }
  assert.equal(found('spawnSync(...npm(["ci"]))') + found('say("npm ci")') + found('"npm.cmd"', "scripts/lib/tools.mjs"), 0);
});

test("a test that would wait for ever for a program is found", () => {
  const found = (text, path = "crates/cli/tests/cli/a.rs") => endlessPrograms([{ path, text }]).length;
  for (const text of [
    "let ran = command.output().unwrap();",
    "child.wait_with_output()?",
    "assert!(child\n    .wait()\n    .unwrap().success());",
    'Command::new("id")\n    .arg("-u")\n    .status()',
    "shell.status().unwrap().code()",
    "tool.status().is_ok_and(|ran| ran.success())",
    "BufReader::new(child.stdout.take().unwrap()).lines();",
    "child.stderr.as_mut().unwrap().read_exact(&mut first).unwrap();",
  ]) {
    assert.equal(found(text), 1, text);
    assert.equal(found(text, "crates/cli/src/a.rs"), 0, "no test");
  }
  for (const text of ["command.output_in_time()", "barrier.wait();", "engine.status().unwrap().current", "// child.wait().unwrap()"]) {
    assert.equal(found(text), 0, text);
  }
  for (const { name, command } of PARTS) {
    const [program, words] = command();
    if (program === "node" && words.includes("--test")) assert.ok(words.some((word) => word.startsWith("--test-timeout=")), name);
  }
});

test("an example that no test runs is found", () => {
  const found = (fence, manifest) => {
    const text = `//! \`\`\`${fence}\n//! f();\n//! \`\`\`\n`;
    return deadExamples([{ path: "crates/a/Cargo.toml", text: manifest }, { path: "crates/a/src/lib.rs", text }]).length;
  };
  for (const fence of ["", "rust", "should_panic"]) {
    assert.equal(found(fence, "[lib]\ndoctest = false\n"), 1, fence);
    assert.equal(found(fence, "[lib]\n"), 0, fence);
  }
  assert.equal(found("text", "[lib]\ndoctest = false\n"), 0);
});

test("npm is started without a shell on Windows", () => {
  const windows = { platform: "win32", node: String.raw`C:\node js\node.exe` };
  const cli = String.raw`C:\node js\node_modules\npm\bin\npm-cli.js`;
  assert.deepEqual(npm(["ci"], { ...windows, variables: {} }), [windows.node, [cli, "ci"]]);
  const own = String.raw`D:\npm\bin\npm-cli.js`;
  assert.deepEqual(npm(["ci"], { ...windows, variables: { npm_execpath: own } }), [windows.node, [own, "ci"]]);
  assert.deepEqual(npm(["ci"], { ...windows, variables: { npm_execpath: "C:\\yarn.js" } }), [windows.node, [cli, "ci"]]);
  assert.deepEqual(npm(["ci"], { platform: "linux" }), ["npm", ["ci"]]);
});

test("an npm package with a program to run or with another licence is found", () => {
  const tree = (npmrc, fields) => [
    { path: ".npmrc", text: npmrc },
    { path: "deny.toml", text: '[licenses]\nallow = [\n  "Apache-2.0 WITH LLVM-exception",\n  "MIT",\n]\n' },
    { path: "package-lock.json", text: JSON.stringify({ packages: { "node_modules/a": fields } }) },
  ];
  const found = (npmrc, fields) => npmPackages(tree(npmrc, fields)).length;
  assert.equal(found("ignore-scripts=true\n", { license: "MIT" }), 0);
  assert.equal(found("ignore-scripts=true\n", { license: "(GPL-3.0 OR MIT)" }), 0);
  assert.equal(found("ignore-scripts=true\n", { license: "Apache-2.0 WITH LLVM-exception" }), 0);
  assert.equal(found("ignore-scripts=true\n", { license: "GPL-3.0" }), 1);
  assert.equal(found("ignore-scripts=true\n", {}), 1);
  assert.equal(found("ignore-scripts=true\n", { license: "MIT", hasInstallScript: true }), 1);
  assert.equal(found("fund=false\n", { license: "MIT" }), 1);
});

test("a path that serializes only as Unicode is found, and one with its own serializer is allowed", () => {
  const found = (text) => jsonPaths(engine(text)).length;
  const item = (field, derive = "Debug, Serialize") => `#[derive(${derive})]\npub struct A {\n    pub a: u8,\n    ${field}\n}\n`;
  assert.equal(found(item("pub b: PathBuf,")), 1);
  assert.equal(found(item("/// Where.\n    #[serde(default)]\n    pub b: Option<Vec<PathBuf>>,")), 1);
  assert.equal(found(item("pub b: &'a Path,")), 1);
  assert.equal(found(item("pub b: OsString,")), 1);
  assert.equal(found("#[derive(Serialize)]\nstruct A(PathBuf);\n"), 1);
  assert.equal(found("#[derive(Serialize)]\n#[serde(untagged)]\npub(crate) enum A {\n    B { c: PathBuf },\n    D(PathBuf),\n}\n"), 2);
  assert.equal(found('fn a() { output(json!({ "path": path })); }'), 1);
  assert.equal(found("fn a() { std::env::args().skip(1); env::vars(); env::args_os(); }"), 2);
  assert.equal(found(item("pub b: PathBuf,", "Debug, Deserialize")), 0);
  assert.equal(found("#[answer(Serialize)]\nstruct A(PathBuf);\n"), 0);
  assert.equal(found(item('#[serde(serialize_with = "crate::paths::shown")]\n    pub b: Option<PathBuf>,')), 0);
  assert.equal(found(item('/// Where.\n    #[serde(with = "lossless::path")]\n    #[schemars(with = "String")]\n    b: PathBuf,')), 0);
  assert.equal(found("#[derive(Serialize)]\nenum A {\n    Path,\n    Other { b: u8 },\n}\nfn b(path: PathBuf) {}\n"), 0);
  assert.equal(found(`#[cfg(test)]\nmod tests {\n    fn a() { json!({}); }\n}`), 0);
});

test("a variable that puts a folder of the build into the program is found", () => {
  const found = (text) => buildVariables(engine(text)).length;
  assert.equal(found('const A: &str = env!("CARGO_MANIFEST_DIR");'), 1);
  assert.equal(found('const A: &str = concat!(env!("OUT_DIR"), "/a");'), 1);
  assert.equal(found('const A: Option<&str> = option_env!("HOSTNAME");'), 1);
  assert.equal(found('const A: &str = env!("CARGO_PKG_VERSION");'), 0);
  assert.equal(found('include!(concat!(env!("OUT_DIR"), "/a.rs"));'), 0);
  assert.equal(found('const A: &[u8] = include_bytes!(env!("UPGO_LAUNCHER"));'), 0);
  assert.equal(found('#[cfg(test)]\nmod tests {\n    const A: &str = env!("CARGO_MANIFEST_DIR");\n}'), 0);
});

test("a path that may break a line of the command line is found", () => {
  const found = (text, path = "crates/cli/src/commands/a.rs") => shownPaths([{ path, text }]).length;
  assert.equal(found('fn a() { format!("{}", file.path.display()); }'), 1);
  assert.equal(found('fn a() { format!("{}", one_line(file.path.display())); }'), 0);
  assert.equal(found('fn a() { format!("{}", path.display()); }', "crates/engine/src/a.rs"), 0);
});

test("text that the page parses as HTML is found", () => {
  const found = (text, path = "ui/src/features/A.svelte") => parsedHtml([{ path, text }]).length;
  assert.equal(found("<p>{@html problem.message}</p>"), 1);
  assert.equal(found("element.innerHTML = problem.message;"), 1);
  assert.equal(found("element.textContent = problem.message;"), 0);
});

test("unfinished work is found", () => {
  assert.equal(unfinished(engine("fn a() { todo!() }")).length, 1);
  assert.equal(unfinished(engine("#[ignore]\nfn a() {}")).length, 1);
  assert.equal(unfinished(engine('#[ignore = "needs a display"]\nfn a() {}')).length, 0);
  assert.equal(unfinished([{ path: "README.md", text: `${"<".repeat(7)} HEAD\n` }]).length, 1);
});

test("a source file with more than 450 lines is found, except a table and what is generated", () => {
  const found = (path, lines, end = "\n") => longFiles([{ path, text: Array(lines).fill("a").join("\n") + end }]);
  for (const path of ["crates/engine/src/a.rs", "ui/src/a.ts", "ui/src/A.svelte", "scripts/a.mjs", "scripts/a.py"]) {
    assert.deepEqual(found(path, 450), []);
    assert.deepEqual(found(path, 451), [`${path}: 451 lines, which are more than 450`]);
    assert.equal(found(path, 451, "").length, 1, path);
  }
  for (const path of ["docs/a.md", "tests/ui/screens.mjs", "ui/src/api/bindings.ts"]) assert.deepEqual(found(path, 451), [], path);
});

test("lines over the budget are found, and a budget is only lowered", () => {
  const document = (lines) => ({ path: "docs/internals/weight.md", text: `| product Rust | ${lines} |\n| engine | ${lines} |\n| engine/store | ${lines} |\n` });
  const files = [
    { path: "crates/engine/src/store/a.rs", text: "fn a() {\n\n    b(\"#[cfg(test)]\");\n}\n\n#[cfg(test)]\nmod tests {\n    fn c() {}\n}\n" },
    { path: "crates/engine/src/store/tests.rs", text: "fn d() {}\n" },
    { path: "crates/cli/tests/cli/main.rs", text: "fn e() {}\n" },
  ];
  assert.deepEqual(weigh(files), { "product Rust": 3, engine: 3, "engine/store": 3 });
  assert.deepEqual(overweight([...files, document(3)]), []);
  assert.equal(overweight([...files, document(2)]).length, 3);
  assert.equal(overweight(files).length, 3);
  assert.equal(lowered([...files, document(9)]), document(3).text);
  assert.equal(lowered([...files, document(2)]), document(2).text);
});

test("a document that names a missing file is found", () => {
  const found = (path, text) => missingFiles([{ path, text }], (file) => file === "docs/commands.md").length;
  assert.equal(found("README.md", "see `crates/engine/src/gone.rs`"), 1);
  assert.equal(found("README.md", "see [it](docs/gone.md#part)"), 1);
  assert.equal(found("docs/json.md", "see [it](commands.md#list) and `docs/commands.md`"), 0);
  assert.equal(found("docs/json.md", "see [it](https://example.com/a) or [here](#below)"), 0);
  assert.equal(found("crates/a.rs", "// `tests/gone.rs`"), 0);
});

test("a document that shortens the path of a missing file is found", () => {
  const tree = (text) => [{ path: "SECURITY.md", text }, { path: "crates/cli/tests/cli/proof.rs", text: "" }];
  const found = (text) => missingFiles(tree(text), () => true).length;
  assert.equal(found("see `proof.rs` and `cli/proof.rs`"), 0);
  assert.equal(found("see `gone.rs`"), 1);
  assert.equal(found("see `roof.rs`"), 1);
  assert.equal(found("see `network/proof.rs`"), 1);
});

test("a document that names a type in the wrong file is found", () => {
  const tree = (text) => [{ path: "ARCHITECTURE.md", text }, { path: "crates/engine/src/change/seal.rs", text: "pub struct Seal {}" }];
  const found = (text) => missingFiles(tree(text), () => true).length;
  assert.equal(found("a `Seal` in `change/seal.rs`"), 0);
  assert.equal(found("a `Sea` in `change/seal.rs`"), 1);
  assert.equal(found("`seal()` in `seal.rs`"), 0);
});

test("a promise without a test is found", () => {
  const found = (cell, column = "test") =>
    untested([{ path: "a.md", text: `# A\n\n| promise | ${column} | figure |\n|---|---|---|\n| a | \`cli/a.rs\` | 1 |\n| b | ${cell} | 2 |\n` }]);
  assert.deepEqual(found("`cli/b.rs`"), []);
  assert.deepEqual(found("later"), ["a.md:6: a promise without a test: b | later | 2"]);
  assert.equal(found("", "shown by").length, 1);
  assert.equal(found("`yes`").length, 1);
  assert.deepEqual(found("", "why"), []);
});

test("a forbidden dependency is found even indirectly, but not in tests", () => {
  const graph = (kind) => ({
    packages: ["upgo-engine", "middle", "clap", "upgo-testkit"].map((name) => ({ id: name, name, source: null })),
    resolve: {
      nodes: [
        { id: "upgo-engine", deps: [{ pkg: "middle", dep_kinds: [{ kind: null }] }] },
        { id: "middle", deps: [{ pkg: "clap", dep_kinds: [{ kind }] }, { pkg: "upgo-testkit", dep_kinds: [{ kind }] }] },
      ],
    },
  });
  assert.equal(dependencies(graph(null)).length, 2);
  assert.equal(dependencies(graph("build")).length, 2);
  assert.deepEqual(dependencies(graph("dev")), []);
});

test("an import from a later folder is found in every notation", () => {
  const tree = (text) => [
    { path: "crates/engine/src/base/report/mod.rs", text },
    { path: "crates/engine/src/change/plan/mod.rs", text: "use crate::base::report::Code;" },
    { path: "crates/engine/src/cases/status.rs", text: "use crate::change::plan::Plan;" },
  ];
  for (const text of [
    "use crate::change::plan::Plan;",
    "use crate::{base::digest, change::plan::{self, Step}};",
    "use crate::change::{journal, plan::Step};",
    "fn a() -> crate::change::plan::Plan {}",
    "use crate::cases::Engine;",
  ]) {
    assert.match(direction(tree(text)).join("\n"), /base imports (change::plan|cases)/, text);
  }
  const allowed = "#[cfg(test)]\nmod tests {\n    use crate::change::plan::Plan;\n}\n// crate::change::plan";
  assert.deepEqual(direction(tree(allowed)), []);
});

test("an import cycle of modules in the same folder is found", () => {
  const tree = [
    { path: "crates/engine/src/change/plan/mod.rs", text: "use crate::change::journal;" },
    { path: "crates/engine/src/change/journal.rs", text: "use crate::{base::digest, change::fetch};" },
    { path: "crates/engine/src/change/fetch/mod.rs", text: "use crate::change::plan::Plan;" },
    { path: "crates/engine/src/store/verify.rs", text: "use crate::store::Manifest;" },
  ];
  const found = "modules of the engine import each other: change::plan → change::journal → change::fetch → change::plan";
  assert.deepEqual(direction(tree), [found]);
});

test("an import cycle of files is found through mod.rs, braces and subfolders, and up to three files are allowed", () => {
  const tree = (text) => [
    { path: "crates/engine/src/store/mod.rs", text: "mod a;\npub use a::First;\npub use d::{Fourth, Other as Last};" },
    { path: "crates/engine/src/store/a.rs", text: "use super::{b, c::Third};" },
    { path: "crates/engine/src/store/b/mod.rs", text: "mod inner;" },
    { path: "crates/engine/src/store/b/inner.rs", text: "use super::super::c;\nuse super::own;" },
    { path: "crates/engine/src/store/c.rs", text },
    { path: "crates/engine/src/store/d.rs", text: "use crate::store::First;" },
  ];
  const circle = "crates/engine/src/store: 4 files use each other: a, b, c, d";
  assert.deepEqual(fileCircles(tree("use super::Fourth;")), [circle]);
  assert.deepEqual(fileCircles(tree("fn x() { crate::store::d::y() }")), [circle]);
  assert.deepEqual(fileCircles(tree("use super::First; // super::Fourth")), []);
  assert.deepEqual(fileCircles(tree("#[cfg(test)]\nmod tests {\n    use super::super::Fourth;\n}")), []);
  const next = { a: "b", b: "c", c: "d", d: "a", main: "a" };
  const crate = Object.entries(next).map(([name, used]) => ({ path: `crates/cli/src/${name}.rs`, text: `use crate::${used}::Name;` }));
  assert.deepEqual(fileCircles(crate), ["crates/cli/src: 4 files use each other: a, b, c, d"]);
});

test("a too long subject is found, counted in characters", () => {
  const of = (subject) => commitSubjects([{ id: "abc", subject }]);
  assert.deepEqual(of("é".repeat(72)), []);
  assert.equal(of("x".repeat(73)).length, 1);
});
