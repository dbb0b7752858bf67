// A user's machine that is removed afterwards: a home, a PATH, `upgo` in a terminal.
import { execFile, execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Terminal, makeHome } from "../../../scripts/lib/throwaway.mjs";
import { environmentWithoutGo } from "../../without-go.mjs";

const run = promisify(execFile);

export class Machine {
  #terminals = [];
  #commands = new Set();

  /** Makes a machine with releases from `server`. `upgo` is the path of the command. */
  constructor(upgo, server) {
    this.folder = mkdtempSync(join(tmpdir(), "upgo-desktop-"));
    makeHome(this.folder);
    symlinkSync(upgo, join(this.folder, "bin", "upgo"));
    /** The root of the disk where Upgo looks for the Go of all users. There is none at first. */
    this.disk = join(this.folder, "disk");
    const own = { UPGO_FEED_URL: server.url, UPGO_TEST_DISK: this.disk, UPGO_TEST_SESSION: "login", SHELL: "/bin/sh" };
    /** The environment of every program of this user. */
    this.env = { ...environmentWithoutGo(this.folder), LANG: "C.UTF-8", GOSUMDB: "off", ...own };
    this.home = this.env.UPGO_HOME;
    this.profile = join(this.folder, "home", ".profile");
    // a login has read the system's /etc/profile before, which may put this machine's Go on PATH
    appendFileSync(this.profile, `PATH='${this.env.PATH.split(":").slice(1).join(":")}'\n`);
  }

  /** Unpacks a Go where Debian's package does, and puts it first on the PATH of new terminals. */
  installForAll(archive) {
    const root = join(this.disk, "usr", "lib", "go-1.26");
    mkdirSync(root, { recursive: true });
    execFileSync("tar", ["--extract", "--gzip", "--file", archive, "--directory", root, "--strip-components=1"]);
    appendFileSync(this.profile, `PATH='${join(root, "bin")}':"$PATH"\n`);
  }

  /** Runs `upgo` in a terminal and returns its standard output. A failure throws an error with the output. */
  async upgo(...args) {
    const command = run(join(this.folder, "bin", "upgo"), args, { env: this.env, encoding: "utf8" });
    this.#commands.add(command);
    try {
      return (await command).stdout;
    } finally {
      this.#commands.delete(command);
    }
  }

  /** Runs `upgo`, which may fail. Returns its exit code and both streams. */
  async tryUpgo(...args) {
    try {
      return { code: 0, stdout: await this.upgo(...args), stderr: "" };
    } catch ({ code, stdout, stderr }) {
      return { code, stdout, stderr };
    }
  }

  /** Opens a terminal, which keeps its environment. */
  terminal() {
    const terminal = new Terminal(this.env, join(this.folder, "home"));
    this.#terminals.push(terminal);
    return terminal;
  }

  /**
   * Puts a program on PATH that runs a line of shell, instead of one that the desktop would start. Returns how to read
   * what it has printed.
   */
  stub(name, command) {
    const file = join(this.folder, "bin", name);
    const said = join(this.folder, `${name}.said`);
    writeFileSync(said, "");
    writeFileSync(file, `#!/bin/sh\n{ ${command}; } >>'${said}' 2>&1\n`, { mode: 0o755 });
    return () => readFileSync(said, "utf8");
  }

  /** A terminal program that types `go version` into each terminal that it is asked to open. */
  stubTerminal() {
    return this.stub("x-terminal-emulator", 'shift; echo "go version" | "$@"'); // -e PROGRAM ARGUMENT...
  }

  /** The output of `go version` in a new terminal. */
  newTerminalRuns() {
    return goVersion(this.terminal());
  }

  /** The versions installed by Upgo, the newest first. */
  async installed() {
    const { installed } = JSON.parse(await this.upgo("list", "--json"));
    return installed.filter(({ origin }) => origin === "upgo").map(({ version }) => version);
  }

  /** Makes the cached release list older, as if no check had succeeded since. */
  ageCatalog(days) {
    const cache = join(this.home, "cache");
    for (const name of readdirSync(cache).filter((each) => each.endsWith(".json"))) {
      // without its checksum, which would no longer match
      const { sum, ...stored } = JSON.parse(readFileSync(join(cache, name), "utf8"));
      const fetchedAt = new Date(Date.parse(stored.fetchedAt) - days * 86_400_000).toISOString();
      writeFileSync(join(cache, name), JSON.stringify({ ...stored, fetchedAt }));
    }
  }

  /** Ends all processes of the machine, and removes it. */
  async remove() {
    for (const terminal of this.#terminals) terminal.close();
    for (const { child } of this.#commands) child.kill("SIGKILL");
    await Promise.allSettled(this.#commands);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The version that `go version` prints in a terminal: `go1.27.3`, or the shell's error if there is no Go. */
export async function goVersion(terminal) {
  const { output } = await terminal.type("go version");
  const said = output.join("\n");
  return /^go version (\S+)/.exec(said)?.[1] ?? said;
}
