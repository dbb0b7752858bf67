// A Windows for one test: a Wine prefix that is created for it and deleted afterwards.
import { spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  rmdirSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root, toolsFolder } from "../../../scripts/lib/tools.mjs";
import { compiled } from "./compiled.mjs";
import { parseExport } from "./registry.mjs";

const wineRun = join(root, "scripts", "windows", "wine-run");
/** The values that Wine writes itself (such as paths of the user's folders), and keys that every Windows has. */
const OF_WINE = new RegExp(
  String.raw`^HKEY_CURRENT_USER\\(?:Console|Software\\Wine|Software\\Classes(?:\\AppUserModelId)?$|` +
    String.raw`Software\\Microsoft\\Windows\\CurrentVersion\\(?:Uninstall$|Explorer\\Shell Folders))`,
);
/** What an installation for the machine could leave in the registry, without what Windows Installer itself creates. */
const OF_MACHINE = new RegExp(
  String.raw`^HKEY_LOCAL_MACHINE\\(?:Software\\(?:Upgo|Classes\\(?:upgo|AppUserModelId\\|Installer\\\w+\\)|` +
    String.raw`Microsoft\\Windows\\CurrentVersion\\(?:Run|Uninstall\\|Installer\\(?:UpgradeCodes\\|UserData\\[^\\]+\\\w+\\)))|` +
    String.raw`System\\ControlSet001\\Control\\Session Manager\\Environment$)`,
  "i",
);
/** The time limit of a program. */
const PATIENCE_MS = 120_000;

export class Windows {
  #folder = mkdtempSync(join(tmpdir(), "upgo-windows-"));
  #env;

  /** The Windows of a user with this name. */
  constructor(user = userInfo().username) {
    const { WINEPREFIX, UPGO_HOME, UPGO_TEST_REGISTRY, ...env } = process.env;
    // This Windows is a test's own, so its Start menu may change.
    this.#env = { ...env, USER: user, LOGNAME: user, WINEPREFIX: join(this.#folder, "prefix"), UPGO_TEST_START_MENU: "1" };
    this.user = user;
    this.run("cmd.exe", ["/c", "exit"]);
    // Every Windows has these folders; Wine does not.
    for (const folder of ["Local\\Programs", "Roaming\\Microsoft\\Windows\\Start Menu\\Programs"]) {
      mkdirSync(this.path(this.profile, "AppData", folder), { recursive: true });
    }
  }

  /**
   * Runs a program to its end, as an administrator if that is wanted. `fileLimit` is the number of bytes that it can
   * write to a file before writing fails, and `patience` its time limit in milliseconds.
   */
  run(program, args = [], { env = {}, fileLimit, asAdministrator = false, patience = PATIENCE_MS } = {}) {
    const report = join(this.#folder, "report");
    rmSync(report, { force: true });
    const limited = ["bash", "-c", `trap '' XFSZ; ulimit -f ${fileLimit >> 10}; exec "$@"`, "bash"];
    const [command, ...words] = [...(fileLimit ? limited : []), wineRun, compiled("report", asAdministrator), Windows.named(report), program, ...args];
    // Output goes to files, because Wine starts other programs that would keep a pipe open as long as they run.
    const [output, errors] = ["output", "errors"].map((name) => join(this.#folder, name));
    const stdio = ["ignore", openSync(output, "w"), openSync(errors, "w")];
    const options = { env: { ...this.#env, ...env }, timeout: patience, cwd: this.#folder, stdio };
    const ran = spawnSync(command, words, options);
    for (const file of stdio.slice(1)) closeSync(file);
    if (ran.error) throw new Error(`${program}: ${ran.error.message}`);
    const text = (file) => readFileSync(file, "utf8").replaceAll("\r", "");
    // Without a report, its start failed.
    const code = existsSync(report) ? Number(readFileSync(report, "utf8")) : ran.status;
    return { code, output: text(output), errors: text(errors) };
  }

  /** Starts a program that runs during the test. */
  start(program, args = [], env = {}) {
    const options = { env: { ...this.#env, ...env }, stdio: ["pipe", "pipe", "ignore"], cwd: this.#folder };
    const child = spawn(wineRun, [program, ...args], options);
    const ended = new Promise((resolve) => child.on("exit", resolve));
    const spoken = new Promise((resolve) => child.stdout.once("data", resolve));
    const isRunning = () => child.exitCode === null && child.signalCode === null;
    return { ended, spoken, isRunning, stop: () => (isRunning() && child.kill(), ended) };
  }

  /** Starts a program and waits for its first output. */
  async startAndHear(program, args) {
    const running = this.start(program, args);
    await Promise.race([running.spoken, running.ended]);
    return running;
  }

  /** Whether a program with this path is running. */
  runs(program) {
    const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return processes.some((id) => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, "utf8").startsWith(program) && this.#owns(id);
      } catch {
        return false; // it has just exited
      }
    });
  }

  /** Waits until a program runs, and its file is held, which the setup programs look at. Its process exists before. */
  async untilRuns(program) {
    const isHeld = () => this.run(compiled("hold"), [program]).code !== 0;
    await this.until(`${program} runs`, () => this.runs(program) && isHeld());
  }

  #owns(process) {
    return readFileSync(`/proc/${process}/environ`, "utf8").includes(`WINEPREFIX=${this.#env.WINEPREFIX}\0`);
  }

  /** The path of a Windows path on this machine. */
  path(...parts) {
    return join(this.#folder, "prefix", "drive_c", ...parts.join("\\").replace(/^C:\\/i, "").split("\\"));
  }

  /** The Windows path of a path on this machine. */
  static named(path) {
    return `Z:${path.replaceAll("/", "\\")}`;
  }

  /** The Windows path of the user's folder. */
  get profile() {
    return `C:\\users\\${this.user}`;
  }

  has(...parts) {
    return existsSync(this.path(...parts));
  }

  /** The names in a folder, in order. */
  names(...parts) {
    return this.has(...parts) ? readdirSync(this.path(...parts)).sort() : [];
  }

  read(...parts) {
    return readFileSync(this.path(...parts));
  }

  /** Deletes a folder of the test, which must be empty. */
  removeEmpty(...parts) {
    rmdirSync(this.path(...parts));
  }

  /** The values of a key, by their names; `null` if it does not exist. */
  key(key) {
    return this.#exported(key)?.[key] ?? null;
  }

  #exported(key) {
    const file = this.path("C:\\exported.reg");
    rmSync(file, { force: true });
    this.run("reg.exe", ["export", key, "C:\\exported.reg", "/y"]);
    return existsSync(file) ? parseExport(readFileSync(file, "utf16le")) : null;
  }

  /** Everything that an installation could leave: the user's files, folders and values. */
  traces() {
    const files = this.#below(this.profile).filter((path) => !path.startsWith(`${this.profile}\\AppData\\Local\\Temp`));
    return [...files, ...this.#values("HKEY_CURRENT_USER", (key) => !OF_WINE.test(key))];
  }

  /** The same for an installation for the machine, which may also leave something outside the user's places. */
  machineTraces() {
    const folders = ["C:\\Program Files", "C:\\ProgramData", "C:\\windows\\Installer"];
    const files = folders.filter((folder) => this.has(folder)).flatMap((folder) => this.#below(folder));
    return [...this.traces(), ...files, ...this.#values("HKEY_LOCAL_MACHINE", (key) => OF_MACHINE.test(key))];
  }

  /** The files and folders in a folder. */
  #below(folder) {
    return readdirSync(this.path(folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}\\${entry.name}`;
      return entry.isDirectory() ? [path, ...this.#below(path)] : [path];
    });
  }

  /** The keys with a fitting name below a root, and their values. */
  #values(root, fits) {
    const keys = Object.entries(this.#exported(root)).filter(([key]) => fits(key));
    return keys.flatMap(([key, values]) => [key, ...Object.entries(values).map(([name, value]) => `${key}: ${name}=${value}`)]);
  }

  /** The traces that were added and removed since `before`, an earlier result of `traces` or `machineTraces`. */
  differences(before, now = this.traces()) {
    const come = now.filter((trace) => !before.includes(trace)).map((trace) => `+ ${trace}`);
    return [...come, ...before.filter((trace) => !now.includes(trace)).map((trace) => `- ${trace}`)];
  }

  /** The user's PATH as stored. */
  get userPath() {
    return this.key("HKEY_CURRENT_USER\\Environment")?.Path ?? null;
  }

  /** Runs a line in a new terminal. */
  terminal(line) {
    return this.run("cmd.exe", ["/c", line]);
  }

  /** Waits for an effect of programs in the background. */
  async until(what, holds) {
    const end = Date.now() + PATIENCE_MS;
    while (!holds()) {
      if (Date.now() > end) throw new Error(`timed out: ${what}`);
      await pause(100);
    }
  }

  /** Ends all processes in it and deletes it. */
  close() {
    const server = join(toolsFolder, "wine", "usr", "lib", "wine", "wineserver64");
    for (const option of ["-k", "-w"]) spawnSync(server, [option], { env: this.#env });
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 20 });
  }
}
