// The parts of `npm test`: how each is set up and run, and what it does not read.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { ansibleRig } from "./ansible.mjs";
import { chromium } from "./browser.mjs";
import { CargoTest, FlatTap, NodeTest } from "./counting.mjs";
import { ofToday } from "./day.mjs";
import { WINDOWS_PACKAGERS, debianPackages, packagers } from "./debian.mjs";
import { desktopLibraries, desktopPackages, desktopRig } from "./desktop.mjs";
import { dashboardTypes, exporter, prometheus } from "./monitoring.mjs";
import { NATIVE_TESTS, WINDOWS_TESTS, testPrograms, windowsTestPrograms } from "./programs.mjs";
import { say } from "./report.mjs";
import { Unavailable, root, windowsRig } from "./tools.mjs";

/** The time limit of a file of tests in JavaScript, which only one with a program that never ends exceeds. */
const LIMIT_MS = 40 * 60_000;
const NODE_TEST = ["--test", `--test-timeout=${LIMIT_MS}`, "--test-reporter=tap"];
/** Makes passing tests show what they skipped. */
const SHOW = ["--", "--show-output"];
/** Some tests wait more than they compute, above all under Wine. */
const FOUR = ["--test-threads=4"];

/** The programs themselves: a part that does not start them reads nothing of these. */
const PROGRAMS = ["crates/", "text/", "src-tauri/", "Cargo.lock", "Cargo.toml", "clippy.toml", "rustfmt.toml"];
/** The tests of each part in JavaScript. No other part reads them, except those of the laws. */
const TESTS = ["ui", "packages", "monitoring", "ansible", "windows", "tree", "benches", "powershell"].map((name) => `tests/${name}/`);
const testsExcept = (...own) => TESTS.filter((folder) => !own.includes(folder));
/** How we write and code. A test in Rust tries the commands that these name, too. */
const HABITS = ["docs/internals/code.md", "docs/internals/writing.md"];
/** Nothing that is tested reads these, except the laws and the web site. */
const RECORDS = ["docs/internals/adr/", "CONTRIBUTING.md", "ARCHITECTURE.md", "LICENSE", ".github/"];
const NOTES = [...RECORDS, ...HABITS];
const NOT_OF_PACKAGES = [...testsExcept("tests/windows/", "tests/packages/"), ...NOTES.filter((path) => path !== "LICENSE")];
/** An example of the programs is in tests/benches, and a crate in tests/windows. */
const NOT_OF_RUST = [...testsExcept("tests/benches/", "tests/windows/"), ...RECORDS, "ui/src/features/", "ui/src/components/"];
/** The web site has the documents, and the page the content policy of src-tauri. */
const NOT_OF_BROWSER = [
  ...testsExcept("tests/ui/"),
  "tests/desktop/",
  ...PROGRAMS.filter((path) => !["src-tauri/", "text/"].includes(path)),
];

/** What both parts of the tests of monitoring have. A test whose tool is missing says so itself. */
const MONITORING = {
  install: () => [prometheus, exporter, dashboardTypes].forEach(setUpOptional),
  setUp: () => ({ ...process.env, UPGO_PROGRAM: testPrograms().upgo }),
  without: [...testsExcept("tests/monitoring/"), ...NOTES, "tests/desktop/", "ui/"],
};

/** What makes packages. A test whose tool is missing says so itself. */
const PACKAGERS = { install: () => setUpOptional(packagers), setUp: desktopRig };

/** The tests of Windows: those that start `upgo`, and all others. */
const OF_UPGO = [...WINDOWS_TESTS, "--test", "cli"];
const WITHOUT_UPGO = [...WINDOWS_TESTS, "--lib", "--bins", ...["it", "launcher", "start", "probe"].flatMap((name) => ["--test", name])];
const WINE = {
  group: "windows",
  reader: CargoTest,
  install: windowsRig,
  setUp: () => {
    windowsTestPrograms();
    return windowsRig();
  },
  without: [...testsExcept("tests/benches/", "tests/windows/"), ...RECORDS],
};

/**
 * The parts by their command, in the order in which they begin, two at once; what takes long comes early. `install` is
 * done for one at a time. `setUp` may return the part's environment, and `sample` more arguments for its command.
 * `without` are beginnings of paths that it does not read; a part without it is never remembered.
 */
export const PARTS = [
  { name: "tree", ...nodeTests("tests/tree") },
  {
    name: "rust",
    reader: CargoTest,
    install: desktopLibraries,
    setUp: () => void testPrograms(),
    without: NOT_OF_RUST,
    command: () => ["cargo", [...NATIVE_TESTS, ...SHOW, ...FOUR]],
  },
  {
    name: "page",
    reader: FlatTap,
    without: [...TESTS, ...NOTES, "tests/desktop/", "src-tauri/", "packaging/"],
    command: () => ["node", ["node_modules/vitest/vitest.mjs", "run", "--config", "ui/vite.config.ts", "--reporter=tap-flat"]],
  },
  {
    name: "browser",
    install: () => void chromium(),
    without: NOT_OF_BROWSER,
    ...nodeTests("tests/ui"),
  },
  // one at a time, because each has its own screen, bus and engine
  {
    name: "desktop",
    install: desktopPackages,
    setUp: desktopRig,
    without: [...TESTS, ...NOTES],
    ...nodeTests("tests/desktop", ofToday, "--test-concurrency=1"),
  },
  {
    name: "windows",
    ...WINE,
    command: () => ["cargo", [...WITHOUT_UPGO, ...SHOW, ...FOUR, "--include-ignored"]],
    sample: (env) => notToday(WITHOUT_UPGO, env),
  },
  {
    name: "installers",
    group: "windows",
    install: () => debianPackages(WINDOWS_PACKAGERS),
    setUp: windowsRig,
    without: NOT_OF_PACKAGES,
    ...nodeTests("tests/windows"),
  },
  // Wine needs a second for what takes a tenth of it here, mostly to start a program
  {
    name: "windows-cli",
    ...WINE,
    command: () => ["cargo", [...OF_UPGO, ...SHOW, ...FOUR, "--include-ignored"]],
    sample: (env) => ofToday(modulesOf(OF_UPGO, env)),
  },
  {
    name: "package",
    ...PACKAGERS,
    without: ["tests/windows/", ...NOT_OF_PACKAGES],
    ...nodeTests("tests/packages"),
  },
  {
    name: "monitoring",
    ...MONITORING,
    ...nodeTests("tests/monitoring"),
  },
  // what `npm test` leaves out, or takes a choice of
  {
    name: "long",
    group: "more",
    reader: CargoTest,
    install: desktopLibraries,
    setUp: () => void testPrograms(),
    without: NOT_OF_RUST,
    command: () => ["cargo", [...NATIVE_TESTS, ...SHOW, ...FOUR, "--ignored"]],
    sample: (env) => notToday(NATIVE_TESTS, env),
  },
  {
    name: "ansible",
    group: "more",
    setUp: ansibleRig,
    without: [...testsExcept("tests/ansible/"), ...NOTES, "ui/"],
    ...nodeTests("tests/ansible", ofToday),
  },
  {
    name: "screens",
    group: "more",
    install: () => void chromium(),
    setUp: () => ({ UPGO_DAYS: 4, ...process.env, UPGO_SCREENS: "all" }),
    without: NOT_OF_BROWSER,
    ...nodeTests("tests/ui/cases/screens.mjs"),
  },
  {
    name: "prometheus",
    group: "more",
    ...MONITORING,
    ...nodeTests("tests/monitoring/scrape.mjs"),
  },
  // a release from its packages to an empty machine, for both systems; those for Windows build as `test:windows` does
  {
    name: "chain",
    group: "more",
    ...PACKAGERS,
    without: NOT_OF_PACKAGES,
    ...nodeTests("tests/packages/chain"),
  },
];

/** Tests that need real Go or a shell look for it themselves and report skips, so a missing one stops nothing here. */
export function setUpOptional(install) {
  try {
    install();
  } catch (error) {
    say(error.message);
  }
}

/** Arguments that leave most long tests to the next days. The faults choose their own sample. */
function notToday(tests, env) {
  const names = listed(tests, env, "--ignored").filter((name) => !name.startsWith("faults::"));
  const today = ofToday(names, 3);
  say(`${names.length - today.length} of ${names.length} long tests are left to other days; UPGO_DAYS=1 runs all`);
  return names.filter((name) => !today.includes(name)).flatMap((name) => ["--skip", name]);
}

function modulesOf(tests, env) {
  return [...new Set(listed(tests, env).map((name) => name.replace(/::.*/, "::")))];
}

function listed(tests, env, ...which) {
  const { stdout } = spawnSync("cargo", [...tests, "--", "--list", ...which], { cwd: root, env, encoding: "utf8" });
  return [...(stdout ?? "").matchAll(/^(\S+): test\r?$/gm)].map(([, name]) => name);
}

/** How tests in JavaScript run: those of a folder, or a file. */
function nodeTests(path, choose = (files) => files, ...options) {
  const inFolder = () => readdirSync(join(root, path)).filter((name) => name.endsWith(".test.mjs"));
  const files = () => (path.endsWith(".mjs") ? [path] : choose(inFolder()).map((name) => join(path, name)));
  return { reader: NodeTest, command: () => ["node", [...options, ...NODE_TEST, ...files()]] };
}

/**
 * Does one stage (`install`, `setUp`) of a part in its own thread, because it may take minutes, and another part
 * continues meanwhile. Resolves to `{ env }`, or to `{ problem, isUnavailable }`.
 */
export function prepare(part, stage) {
  if (!part[stage]) return Promise.resolve({});
  return new Promise((resolve) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { part: part.name, stage } });
    worker.once("message", resolve);
    worker.once("error", (error) => resolve({ problem: error.message, isUnavailable: false }));
    worker.once("exit", (code) => resolve({ problem: `it ended with ${code}`, isUnavailable: false }));
  });
}

if (!isMainThread && workerData?.part) {
  // On Linux, this is the priority of this thread and of what it starts: a compiler yields to other parts' tests.
  if (process.platform === "linux") setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  try {
    const part = PARTS.find(({ name }) => name === workerData.part);
    parentPort.postMessage({ env: await part[workerData.stage]() });
  } catch (error) {
    parentPort.postMessage({ problem: error.message, isUnavailable: error instanceof Unavailable });
  }
}
