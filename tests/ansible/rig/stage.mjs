// Hosts on this machine, each with its own home, and Ansible for them.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ansibleFolder } from "../../../scripts/lib/ansible.mjs";
import { serveMirror } from "../../../scripts/lib/mirror.mjs";
import { makeSamples } from "../../../scripts/lib/sample-go.mjs";
import { makeHome } from "../../../scripts/lib/throwaway.mjs";
import { root, toolsFolder } from "../../../scripts/lib/tools.mjs";
import { environmentWithoutGo } from "../../without-go.mjs";

export const OLD = "1.26.6";
export const NEW = "1.27.3";

const RIG = join(root, "tests", "ansible", "rig");
const ANSIBLE = process.env.UPGO_ANSIBLE ?? ansibleFolder();
const UPGO = process.env.UPGO_PROGRAM ?? join(root, "target", "debug", "upgo");
const TARGET = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;

/** Without the caller's PATH, which may have other versions of Ansible and Python. */
const searched = (ansible) => [join(ansible, "bin"), "/usr/local/bin", "/usr/bin", "/bin"].join(":");
const SEARCHED = searched(ANSIBLE);

/** Why the module for Windows cannot be checked here, or `false`: only PowerShell can read its arguments. */
export const noPowerShell = spawnSync("pwsh", ["--version"], { env: { PATH: SEARCHED } }).error ? "pwsh is not installed" : false;

/** What ansible-test installs for its own tests is kept with the other tools, so that only the first run needs PyPI. */
const CHECKERS = join(toolsFolder, "ansible-test");

/**
 * The collection in the layout in which Ansible looks for it, with the one that plays the modules of ansible.windows.
 * Returns the folder of all collections.
 */
export function installCollection(folder) {
  const collections = join(folder, "collections");
  cpSync(join(root, "packaging", "ansible"), collectionIn(collections), { recursive: true });
  cpSync(join(RIG, "windows"), join(collections, "ansible_collections", "ansible", "windows"), { recursive: true });
  return collections;
}

/** Lets the module for Linux, which has the same options and results, play the one for Windows. */
function playWindows(collections) {
  const modules = join(collectionIn(collections), "plugins", "modules");
  rmSync(join(modules, "win_toolchain.ps1"));
  cpSync(join(modules, "toolchain.py"), join(modules, "win_toolchain.py"));
}

/** The folder of the collection among all collections. */
export function collectionIn(collections) {
  return join(collections, "ansible_collections", "upgo", "go");
}

/** Runs a program of Ansible. */
export function runAnsible(program, args, { cwd, collections, env = {}, ansible = ANSIBLE }) {
  const all = {
    PATH: searched(ansible),
    LC_ALL: "C.UTF-8",
    HOME: CHECKERS,
    ANSIBLE_HOME: join(CHECKERS, ".ansible"),
    ANSIBLE_COLLECTIONS_PATH: collections,
    ANSIBLE_NOCOLOR: "1",
    PYTHONDONTWRITEBYTECODE: "1",
    ...env,
  };
  mkdirSync(CHECKERS, { recursive: true });
  const done = spawnSync(join(ansible, "bin", program), args, { cwd, env: all, encoding: "utf8", maxBuffer: 1 << 26 });
  if (done.error) throw done.error;
  return { status: done.status, output: done.stdout + done.stderr };
}

function packagesOfAnsible() {
  const [library] = readdirSync(join(ANSIBLE, "lib"));
  return join(ANSIBLE, "lib", library, "site-packages");
}

/** Which rules of PSScriptAnalyzer ansible-test applies. */
export function pslintSettings() {
  return join(packagesOfAnsible(), "ansible_test", "_util", "controller", "sanity", "pslint", "settings.psd1");
}

/** Lets ansible-test make its environments offline: it fetches pip from its own server if this file is missing. */
export function allowChecks() {
  const cache = join(CHECKERS, ".ansible", "test", "cache");
  mkdirSync(cache, { recursive: true });
  const packages = packagesOfAnsible();
  const [version] = readdirSync(packages).flatMap((name) => /^pip-(.+)\.dist-info$/.exec(name)?.[1] ?? []);
  const script = [
    "# Installs pip by copying the one that came with Ansible.",
    "import pathlib, shutil, sysconfig",
    `source = pathlib.Path(${JSON.stringify(packages)})`,
    'target = pathlib.Path(sysconfig.get_path("purelib"))',
    `for name in ["pip", "pip-${version}.dist-info"]:`,
    "    shutil.copytree(source / name, target / name, dirs_exist_ok=True)",
  ];
  writeFileSync(join(cache, `get_pip_${version.replaceAll(".", "_")}.py`), `${script.join("\n")}\n`);
}

/**
 * Serves two mirrors with both releases from `folder`. Returns their addresses. In that named `broken`, the archive of the
 * new release has other bytes.
 */
export async function serveMirrors(folder) {
  const samples = join(folder, "samples");
  const nowhere = join(folder, "nowhere");
  for (const name of [samples, nowhere]) mkdirSync(name);
  makeSamples(samples, [OLD, NEW], TARGET);
  makeHome(folder);
  const env = { ...environmentWithoutGo(folder), GOSUMDB: "off", UPGO_FEED_URL: pathToFileURL(`${nowhere}/`).href };
  const addresses = {};
  for (const name of ["good", "broken"]) {
    const mirror = join(folder, name);
    execFileSync(UPGO, ["mirror", "build", mirror, "--versions", `${OLD},${NEW}`, "--from", samples], { env, stdio: "pipe" });
    if (name === "broken") spoil(join(mirror, `go${NEW}.${TARGET}.tar.gz`));
    addresses[name] = await serveMirror(UPGO, env, mirror);
  }
  return addresses;
}

/** A folder with a collection and hosts. `close` removes it. */
export class Stage {
  folder = mkdtempSync(join(tmpdir(), "upgo-ansible-"));
  collections = installCollection(this.folder);
  /** The Ansible that plays. */
  ansible = ANSIBLE;
  #hosts = {};
  #mirrors;
  #windows;

  /** `mirrors`: their addresses, by name. */
  constructor(mirrors) {
    this.#mirrors = mirrors;
    playWindows(this.collections);
  }

  /** Adds hosts by their names. `options`: the mirror, the group, and other variables of the inventory. */
  addHosts(names, { mirror = "good", group = "upgo", ...variables } = {}) {
    for (const name of names) {
      const place = join(this.folder, name);
      mkdirSync(place);
      makeHome(place);
      this.#hosts[name] = {
        group,
        variables: {
          ansible_connection: "local",
          ansible_python_interpreter: "{{ ansible_playbook_python }}",
          upgo_executable: UPGO,
          upgo_environment: { ...environmentWithoutGo(place), GOSUMDB: "off", UPGO_FEED_URL: this.#mirrors[mirror] },
          ...variables,
        },
      };
    }
  }

  /** Changes variables of a host. */
  setVariables(name, variables) {
    Object.assign(this.#hosts[name].variables, variables);
  }

  /** Runs the module for Windows itself from now on, in PowerShell on this machine. */
  runWindowsModule() {
    const utilities = join(packagesOfAnsible(), "ansible", "module_utils");
    const script = join(root, "packaging", "ansible", "plugins", "modules", "win_toolchain.ps1");
    const place = join(this.folder, "win_toolchain.socket");
    const args = ["-NoProfile", "-NonInteractive", "-File", join(RIG, "play_win_toolchain.ps1"), script, utilities, place];
    this.#windows = spawn("pwsh", args, { env: { PATH: SEARCHED, HOME: this.folder }, stdio: "ignore" });
    const text = readFileSync(join(RIG, "ask_win_toolchain.py"), "utf8").replace("PLACE", JSON.stringify(place));
    writeFileSync(join(collectionIn(this.collections), "plugins", "modules", "win_toolchain.py"), text);
  }

  /** Writes a file in the home of a host. */
  writeHome(name, file, text, mode) {
    writeFileSync(join(this.#environment(name).HOME, file), text, { mode });
  }

  /** Changes variables of the environment of a host. */
  changeEnvironment(name, variables) {
    Object.assign(this.#environment(name), variables);
  }

  /**
   * Runs a playbook: its name in a collection, or its plays as data. Returns what each task did on each host, and
   * Ansible's output.
   */
  play(playbook, ...options) {
    const inventory = join(this.folder, "inventory.json");
    writeFileSync(inventory, JSON.stringify(this.#inventory()));
    const file = join(this.folder, "playbook.json");
    if (typeof playbook !== "string") writeFileSync(file, JSON.stringify(playbook));
    const record = join(this.folder, "record.jsonl");
    rmSync(record, { force: true });
    const { status, output } = runAnsible(
      "ansible-playbook",
      ["--inventory", inventory, ...options, typeof playbook === "string" ? playbook : file],
      {
        cwd: this.folder,
        collections: this.collections,
        ansible: this.ansible,
        env: {
          HOME: join(this.folder, "controller"),
          ANSIBLE_HOME: join(this.folder, "controller", ".ansible"),
          ANSIBLE_CALLBACK_PLUGINS: join(RIG, "callbacks"),
          ANSIBLE_CALLBACKS_ENABLED: "record",
          ANSIBLE_CONNECTION_PLUGINS: join(RIG, "connections"),
          RECORD: record,
        },
      },
    );
    const lines = existsSync(record) ? readFileSync(record, "utf8").trim().split("\n") : [];
    const results = lines.filter(Boolean).map((line) => JSON.parse(line));
    const of = (task, host) => results.find((each) => each.task.endsWith(task) && each.host === host);
    return { status, output, results, of };
  }

  #inventory() {
    const groups = {};
    for (const [name, { group, variables }] of Object.entries(this.#hosts)) {
      groups[group] ??= { hosts: {} };
      groups[group].hosts[name] = variables;
    }
    const { upgo_canary, upgo = { hosts: {} } } = groups;
    return { upgo: { ...upgo, children: upgo_canary ? { upgo_canary } : {} } };
  }

  /** The version that the switch of a host selects. */
  goOf(name) {
    const link = join(this.#environment(name).UPGO_HOME, "current");
    return existsSync(link) ? readlinkSync(link).split("/").at(-1) : undefined;
  }

  /** What a command of Upgo prints with --json on a host. */
  ask(name, ...args) {
    return JSON.parse(execFileSync(UPGO, [...args, "--json"], { env: this.#environment(name), encoding: "utf8" }));
  }

  /** The files of a host's home with their content, without Upgo's own folder. */
  filesOf(name) {
    const { HOME, UPGO_HOME } = this.#environment(name);
    const entries = readdirSync(HOME, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const files = entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
    const others = files.filter((file) => !file.startsWith(`${UPGO_HOME}/`));
    return Object.fromEntries(others.map((file) => [file, readFileSync(file, "utf8")]));
  }

  #environment(name) {
    return this.#hosts[name].variables.upgo_environment;
  }

  close() {
    this.#windows?.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Changes some bytes in the middle of a file. Its size stays. */
function spoil(file) {
  const bytes = readFileSync(file);
  assert.ok(bytes.length > 300);
  bytes.fill(0x58, 300, 308);
  writeFileSync(file, bytes);
}
