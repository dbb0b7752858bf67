// A temporary home folder, and a terminal in it that stays open.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Makes the home, which is removed when this process ends in any way. */
export function throwawayHome() {
  const folder = mkdtempSync(join(tmpdir(), "upgo-demo-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(130));
  makeHome(folder);
  return folder;
}

/** Creates the initial files of a user in `folder`. */
export function makeHome(folder) {
  for (const name of ["home", "tmp", "bin"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "home", ".profile"), "# the user's own profile\n");
}

/** An environment in which every program uses `folder` as the user's home. The caller's Go is not in it. */
export function homeEnvironment(folder) {
  const home = join(folder, "home");
  const kept = ["LANG", "LC_ALL", "TERM", "USER", "LOGNAME", "NO_COLOR", "COLORTERM"];
  const caller = Object.fromEntries(kept.filter((name) => name in process.env).map((name) => [name, process.env[name]]));
  return {
    ...caller,
    HOME: home,
    SHELL: "/bin/bash",
    TMPDIR: join(folder, "tmp"),
    XDG_DATA_HOME: join(home, ".local/share"),
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_CACHE_HOME: join(home, ".cache"),
    XDG_STATE_HOME: join(home, ".local/state"),
    UPGO_HOME: join(home, ".local/share/upgo"),
    PATH: `${join(folder, "bin")}:/usr/local/bin:/usr/bin:/bin`,
  };
}

/** A login shell like that of a terminal window. It is opened once and keeps its initial environment. */
export class Terminal {
  #shell;
  #lines;

  constructor(env, folder) {
    this.#shell = spawn("bash", ["--login"], { env, cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
    this.#lines = createInterface({ input: this.#shell.stdout })[Symbol.asyncIterator]();
    process.prependListener("exit", () => this.#shell.kill()); // before its home is removed
  }

  /** Runs a command. Returns its exit code and its output (both streams, as lines). */
  async type(command) {
    const mark = "--end-of-command--";
    this.#shell.stdin.write(`{ ${command}\n} 2>&1 </dev/null; printf '\\n%s %s\\n' ${mark} $?\n`);
    const output = [];
    for (;;) {
      const { value: line, done } = await this.#lines.next();
      if (done) return { code: 1, output: [...output, "the terminal closed"] };
      if (line.startsWith(mark)) return { code: Number(line.slice(mark.length)), output: withoutLastEmpty(output) };
      output.push(line);
    }
  }

  close() {
    this.#shell.stdin.end();
  }
}

function withoutLastEmpty(lines) {
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
