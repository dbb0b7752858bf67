// Starts a command, shows its output as it comes, and hands each line to whoever counts.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { root } from "./tools.mjs";

/** How long the rest of a command's output is waited for: what it has started may hold the streams open. */
const LINGER_MS = 15_000;

/**
 * Runs a command to its end. `onLine(line)` sees each line of both streams and returns whether to show it, with `prefix`
 * before it.
 * Resolves to the exit code; a command that cannot be started or dies of a signal gives 127 or 128.
 */
export function run(command, args, { env = process.env, prefix = "", onLine = () => true } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    const show = (stream) => (line) => onLine(line) !== false && stream.write(`${prefix}${line}\n`);
    createInterface({ input: child.stdout }).on("line", show(process.stdout));
    createInterface({ input: child.stderr }).on("line", show(process.stderr));
    child.on("error", (error) => {
      console.error(`${command} cannot be run: ${error.message}`);
      resolve(127);
    });
    child.on("exit", (code, signal) => {
      const ended = () => resolve(signal ? 128 : code);
      const late = setTimeout(() => {
        console.error(`${prefix}a program that was started here has not ended; nobody waits for its output`);
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
