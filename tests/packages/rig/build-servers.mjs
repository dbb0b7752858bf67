// Build servers on this machine: each runs its template as it would, with a home, files and variables of its own.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { nodePackage, root } from "../../../scripts/lib/tools.mjs";
import { makeHome } from "../../../scripts/lib/throwaway.mjs";
import { environmentWithoutGo } from "../../without-go.mjs";

const PATIENCE_MS = 120_000;

/** The data of a template in packaging. */
export function template(path) {
  const { parse } = createRequire(import.meta.url)(nodePackage("yaml"));
  return parse(readFileSync(join(root, "packaging", path), "utf8"));
}

/** A machine for jobs, in a new folder in `parent`. `env`: variables for each of its jobs. */
export class Runner {
  constructor(parent, env) {
    this.folder = mkdtempSync(join(parent, "runner-"));
    makeHome(this.folder);
    // the runner decides where Upgo's home is, unless somebody sets it
    const { UPGO_HOME, ...own } = environmentWithoutGo(this.folder);
    this.env = { ...own, ...env };
    this.checkout = join(this.folder, "checkout");
    this.temp = join(this.folder, "job");
    for (const place of [this.checkout, this.temp]) mkdirSync(place);
  }

  /** Writes files of the checkout: path → text. */
  write(files) {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(this.checkout, path, ".."), { recursive: true });
      writeFileSync(join(this.checkout, path), text);
    }
    return this;
  }

  /** Runs a program in the checkout. Resolves to `status`, `output` (both streams) and `stdout`. */
  run(program, args, env) {
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, { cwd: this.checkout, env, stdio: ["ignore", "pipe", "pipe"], timeout: PATIENCE_MS });
      let [output, stdout] = ["", ""];
      child.stdout.on("data", (bytes) => ((output += bytes), (stdout += bytes)));
      child.stderr.on("data", (bytes) => (output += bytes));
      child.on("error", reject);
      child.on("close", (status) => resolve({ status, output, stdout }));
    });
  }
}

/** A job of GitHub with the action as its only step. Resolves to what a later step would see. */
export async function github(runner, inputs) {
  const action = template("github-action/action.yml");
  const given = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, inputs[name] ?? input.default ?? ""]));
  const job = { steps: {}, env: {}, path: [], output: "", cached: undefined, status: 0 };
  const steps = new Proxy(job.steps, { get: (all, name) => all[name] ?? { outputs: {} } });
  const value = (text) => expression(text, { inputs: given, steps, runner: { os: "Linux", arch: "X64", temp: runner.temp } });
  const summary = file(runner, "summary");
  for (const step of action.runs.steps) {
    if (step.if !== undefined && !value(`\${{ ${step.if} }}`)) continue;
    if (step.uses) {
      job.cached = Object.fromEntries(Object.entries(step.with).map(([name, text]) => [name, value(text)]));
      continue;
    }
    const files = Object.fromEntries(["ENV", "PATH", "OUTPUT"].map((name) => [`GITHUB_${name}`, file(runner, name)]));
    const env = {
      ...runner.env,
      ...job.env,
      PATH: [...job.path.toReversed(), runner.env.PATH].join(":"),
      ...Object.fromEntries(Object.entries(step.env).map(([name, text]) => [name, `${value(text)}`])),
      ...files,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_ACTION_PATH: join(root, "packaging/github-action"),
      RUNNER_TEMP: runner.temp,
    };
    const { status, output } = await runner.run(step.shell, ["-e", "-c", step.run], env);
    job.output += output;
    Object.assign(job.env, pairs(files.GITHUB_ENV));
    job.path.push(...lines(files.GITHUB_PATH));
    job.steps[step.id] = { outputs: pairs(files.GITHUB_OUTPUT) };
    job.status = status;
    if (status !== 0) break;
  }
  job.outputs = Object.fromEntries(Object.entries(action.outputs).map(([name, output]) => [name, value(output.value)]));
  job.summary = readFileSync(summary, "utf8");
  job.later = { ...runner.env, ...job.env, PATH: [...job.path.toReversed(), runner.env.PATH].join(":") };
  return job;
}

/** The value of a text with expressions, by GitHub's rules as far as the action needs them. */
function expression(text, contexts) {
  const format = (pattern, ...values) => pattern.replace(/\{(\d)\}/g, (_, at) => values[at]);
  const names = [...Object.keys(contexts), "format"];
  const evaluate = (source) => {
    const script = source.replace(/\.([a-z]\w*(?:-\w+)+)/g, '["$1"]');
    return new Function(...names, `return (${script})`)(...Object.values(contexts), format) ?? "";
  };
  const whole = /^\$\{\{((?:(?!\}\})[^])*)\}\}$/.exec(`${text}`);
  return whole ? evaluate(whole[1]) : `${text}`.replace(/\$\{\{(.*?)\}\}/g, (_, source) => evaluate(source));
}

/** A job of GitLab that extends a template. All lines run in one shell, as there. */
export function gitlab(runner, variables, { extending = ".upgo", script = [] } = {}) {
  const all = template("ci/gitlab.yml");
  const job = { ...all[all[extending].extends], ...all[extending] };
  const predefined = { CI_PROJECT_DIR: runner.checkout, GITLAB_CI: "true" };
  const expanded = Object.entries({ ...job.variables, ...variables }).map(([name, text]) => [name, text.replace(/\$(\w+)/g, (_, other) => predefined[other])]);
  const env = { ...runner.env, ...predefined, ...Object.fromEntries(expanded) };
  return runner.run("sh", ["-e", "-c", [...job.before_script, ...(job.script ?? []), ...script].join("\n")], env);
}

const GATE = "${{ if parameters.gate }}";

/** A job of Azure Pipelines with the template's steps for Linux. Resolves to what a later step would see. */
export async function azure(runner, parameters) {
  const { parameters: declared, steps } = template("ci/azure.yml");
  const given = Object.fromEntries(declared.map((one) => [one.name, parameters[one.name] ?? one.default]));
  const kept = { "Pipeline.Workspace": runner.folder, "Agent.TempDirectory": runner.temp };
  const value = (text) => `${text}`.replace(/\$\{\{ parameters\.(\w+) \}\}/g, (_, name) => given[name]).replace(/\$\(([\w.]+)\)/g, (_, name) => kept[name]);
  const used = steps.flatMap((step) => (GATE in step ? (given.gate ? step[GATE] : []) : [step]));
  const job = { env: {}, path: [], summaries: [], output: "", status: 0 };
  for (const step of used.filter((each) => each.bash)) {
    const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, value(text)]));
    const PATH = [...job.path.toReversed(), runner.env.PATH].join(":");
    const env = { ...runner.env, TF_BUILD: "True", AGENT_TEMPDIRECTORY: runner.temp, ...job.env, ...own, PATH };
    const { status, output, stdout } = await runner.run("bash", ["-c", step.bash], env);
    job.output += output;
    // the agent takes a command anywhere in a line
    for (const [, name, what] of stdout.matchAll(/##vso\[task\.([^\]]*)\](.*)/g)) {
      if (name === "prependpath") job.path.push(what);
      else if (name === "uploadsummary") job.summaries.push(readFileSync(what, "utf8"));
      else job.env[/^setvariable variable=(\w+)$/.exec(name)[1]] = what;
    }
    job.status = status;
    if (status !== 0) break;
  }
  job.later = { ...runner.env, ...job.env, PATH: [...job.path.toReversed(), runner.env.PATH].join(":") };
  return job;
}

/** An empty file for a step. */
function file(runner, name) {
  const path = join(runner.temp, name);
  writeFileSync(path, "");
  return path;
}

const lines = (path) => readFileSync(path, "utf8").split("\n").filter(Boolean);

/** `NAME=value` in each line. */
function pairs(path) {
  return Object.fromEntries(lines(path).map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

/** The SHA-256 of a file. */
export const digestOf = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
