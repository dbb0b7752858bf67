// A mirror that `upgo` serves on this machine.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Starts `upgo mirror serve`, which ends with this process. Returns its address, or undefined if it prints none. */
export async function serveMirror(upgo, env, mirror) {
  const server = spawn(upgo, ["mirror", "serve", mirror, "--addr", "127.0.0.1:0"], { env, stdio: ["ignore", "pipe", "inherit"] });
  process.prependListener("exit", () => server.kill()); // before its folder is removed
  server.unref();
  for await (const line of createInterface({ input: server.stdout })) {
    const address = /http:\/\/127\.0\.0\.1:\d+[^\s"]*/.exec(line)?.[0];
    if (!address) continue;
    server.stdout.resume(); // later output must not fill the pipe
    server.stdout.unref?.();
    return address.endsWith("/") ? address : `${address}/`;
  }
  return undefined;
}
