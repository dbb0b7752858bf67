// Starts a command, shows its output as it comes, and passes each line to a callback.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { root } from "./tools.mjs";

/** The time limit for the rest of a command's output, because its child processes may keep the streams open. */
const LINGER_MS = 15_000;

/**
 * Runs a command to its end. `onLine(line)` says of each line of both streams whether to show it, after `prefix`.
 * Resolves to the exit code: 127 if it cannot be started, 128 if a signal ended it.
 */
export function run(command, args, { env = process.env, prefix = "", onLine = () => true } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    const show = (stream) => (line) => onLine(line) !== false && stream.write(`${prefix}${line}\n`);
    createInterface({ input: child.stdout }).on("line", show(process.stdout));
    createInterface({ input: child.stderr }).on("line", show(process.stderr));
    child.on("error", (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(127);
    });
    child.on("exit", (code, signal) => {
      const ended = () => resolve(signal ? 128 : code);
      const late = setTimeout(() => {
        console.error(`${prefix}a child process is still running; its output is ignored`);
        child.stdout.destroy();
        child.stderr.destroy();
        ended();
      }, LINGER_MS);
      child.on("close", () => {
        clearTimeout(late);
        ended();
      });
    });
  });
}
