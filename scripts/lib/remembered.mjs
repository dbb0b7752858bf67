// What passed today, so that `npm test` need not test the same thing twice: target/passed.json.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { add, emptyCount } from "./counting.mjs";
import { digestOf, projectFiles } from "./inputs.mjs";
import { root, toolsFolder } from "./tools.mjs";

/** A result lasts a day, because tests take some of their cases at random, and the machine changes in unseen ways. */
const LASTS_MS = 24 * 60 * 60 * 1000;
/** Variables that change with each terminal or run and that no test reads. */
const NOISE = /^(?:_|PWD|OLDPWD|SHLVL|TERM.*|COLUMNS|LINES|WINDOWID|.*_SESSION_.*|SSH_.*|VSCODE_.*|TMPDIR|npm_.*|INIT_CWD|COLOR)$/;

/**
 * A digest of a part's files, tools, system packages and variables. `undefined` if it reads all, or git cannot list.
 */
export function stateOf({ without }) {
  const files = without && projectFiles([""], without);
  return files && digestOf(root, files, ...machine());
}

let known;
function machine() {
  known ??= [
    `${process.version} ${process.platform} ${process.arch} ${process.getuid?.()}`,
    ...[["rustc", "-vV"], ["pwsh", "--version"]].map(([program, option]) => spawnSync(program, [option], { cwd: root, encoding: "utf8" }).stdout ?? ""),
    ...["/var/lib/dpkg/status", join(toolsFolder, "windows.env"), join(toolsFolder, "real-go", "index.json")].map(changed),
    existsSync(join(toolsFolder, "bin")) ? readdirSync(join(toolsFolder, "bin")).sort().join(" ") : "",
    ...Object.entries(process.env).filter(([name]) => !NOISE.test(name)).map((each) => each.join("=")).sort(),
  ];
  return known;
}

function changed(file) {
  return existsSync(file) ? `${file} ${statSync(file).mtimeMs}` : `${file} is missing`;
}

/** The results of parts that passed. A file that cannot be read counts as none. */
export class Memory {
  #file;
  #now;

  constructor(file = join(root, "target", "passed.json"), now = Date.now()) {
    this.#file = file;
    this.#now = now;
  }

  /** The count of a part that passed in this state, and when that was. */
  passed(name, state) {
    const entry = this.#read()[name];
    if (!state || entry?.state !== state) return undefined;
    const age = this.#now - Date.parse(entry.at);
    const isSound = entry.count?.failed === 0 && entry.count.passed > 0 && Array.isArray(entry.count.notes) && Array.isArray(entry.count.left);
    return age >= 0 && age < LASTS_MS && isSound ? { count: add(emptyCount(), { failures: [], ...entry.count }), at: entry.at } : undefined;
  }

  /** Remembers a part that passed now. */
  keep(name, state, count) {
    if (!state || count.failed > 0) return;
    const { passed, failed, skipped, notes, left } = count;
    const all = { ...this.#read(), [name]: { state, at: new Date(this.#now).toISOString(), count: { passed, failed, skipped, notes, left } } };
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, `${JSON.stringify(all, undefined, 2)}\n`);
  }

  #read() {
    try {
      return JSON.parse(readFileSync(this.#file, "utf8")) ?? {};
    } catch {
      return {};
    }
  }
}
