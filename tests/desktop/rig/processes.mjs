// Starts programs so that they and all their descendants are ended reliably.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { openSync, readFileSync, readdirSync } from "node:fs";
import { until } from "./waiting.mjs";

const MARK = "UPGO_TEST_RUN";

/**
 * The programs of one story. Each has the story's mark in its environment, which its children inherit. A tray program
 * outlives the program that started it, so it is found by the mark.
 */
export class Processes {
  #mark = `${MARK}=${randomUUID()}`;
  #onExit = () => this.#kill("SIGKILL");

  constructor() {
    process.on("exit", this.#onExit);
  }

  /** Starts a program in its own process group. Its output goes to the file `log` unless `stdio` says otherwise. */
  start(command, args, { env, log, stdio, cwd }) {
    const file = log ? openSync(log, "a") : "ignore";
    const [name, value] = this.#mark.split("=");
    const child = spawn(command, args, {
      cwd,
      detached: true,
      env: { ...env, [name]: value },
      stdio: stdio ?? ["ignore", file, file],
    });
    // The next wait detects a program that cannot be started. Without a listener, the error would end the tests.
    child.on("error", (error) => (child.failure = error));
    return child;
  }

  /** All running processes of the story, including descendants. */
  all() {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name) && this.#isOurs(name))
      .map((name) => ({ pid: Number(name), name: read(`/proc/${name}/comm`).trim(), command: commandLine(name) }));
  }

  #isOurs(pid) {
    return read(`/proc/${pid}/environ`).split("\0").includes(this.#mark);
  }

  #kill(signal) {
    for (const { pid } of this.all()) {
      try {
        process.kill(pid, signal);
      } catch {
        // it has exited meanwhile
      }
    }
  }

  /** Ends all of them and waits until none is left. */
  async end() {
    this.#kill("SIGTERM");
    const gone = () => this.all().length === 0;
    await until("the programs end when told to", gone, { patience: 1500 }).catch(() => {});
    await until("no program is left", () => this.#kill("SIGKILL") || gone());
    process.off("exit", this.#onExit);
  }
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // the process has exited, or belongs to another user
  }
}

function commandLine(pid) {
  return read(`/proc/${pid}/cmdline`).split("\0").slice(0, -1);
}
