// npm run demo: the main job of Upgo, on real Go, in a home folder that is thrown away afterwards.
//
// It installs an older Go, works with it, upgrades while a terminal stays open, and takes the upgrade back. It stops at
// the first step that does not do what it says. Nothing of the user's is read or changed.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createInterface } from "node:readline";
import { bold, dim, heading, say } from "./lib/report.mjs";
import { makeSamples } from "./lib/sample-go.mjs";
import { Terminal, homeEnvironment, throwawayHome } from "./lib/throwaway.mjs";
import { Unavailable, realGo, root } from "./lib/tools.mjs";

const OLD = "1.26.6";
const NEW = "1.27.3";
const PROGRAM = `package main

import (
	"fmt"
	"runtime"
)

func main() { fmt.Println("Hello, built by", runtime.Version()) }
`;

class Stopped extends Error {}

if (!["linux", "darwin"].includes(process.platform)) {
  console.error("The demo needs a Unix shell: on Windows run it in WSL.");
  process.exit(2);
}
try {
  await story();
} catch (error) {
  if (!(error instanceof Stopped)) throw error;
  console.error(`\nThe demo stopped: ${error.message}`);
  process.exit(1);
}

async function story() {
  const place = throwawayHome();
  const env = homeEnvironment(place);
  const archives = goArchives(place);
  buildUpgo(place);

  heading("A mirror: a folder with the feed and the files, served on this machine");
  const mirror = join(place, "mirror");
  // The archives are repacked, so the official feed would refuse them: an empty folder as the feed knows none.
  const nowhere = join(place, "nowhere");
  mkdirSync(nowhere);
  env.UPGO_FEED_URL = pathToFileURL(`${nowhere}/`).href;
  upgo(env, "mirror", "build", mirror, "--versions", `${OLD},${NEW}`, "--from", archives);
  env.UPGO_FEED_URL = await serve(env, mirror);

  heading("A machine without Go");
  upgo(env, "status");

  heading(`Install Go ${OLD} and make it the current one`);
  upgo(env, "install", OLD, "--use");

  heading("A terminal is opened. It stays open from here on");
  const terminal = new Terminal(env, project(place));
  await shows(terminal, "go version", `go${OLD}`);
  await shows(terminal, "go build -o hello . && ./hello", `go${OLD}`);

  heading("Is there something newer?");
  upgo(env, "check");

  heading("Upgrade: download, verify, unpack, try it out, switch");
  upgo(env, "upgrade");

  heading("The terminal that was open all the time has the new Go at its next command");
  await shows(terminal, "go version", `go${NEW}`);
  await shows(terminal, "go build -o hello . && ./hello", `go${NEW}`);
  upgo(env, "status");

  heading("Take it back");
  upgo(env, "rollback");
  await shows(terminal, "go version", `go${OLD}`);

  heading("What was done");
  upgo(env, "history");
  terminal.close();
  console.log(`\n${bold("Done.")} The throw-away home ${place} is removed now; nothing else was touched.`);
  process.exit(0);
}

/** The folder of archives: real Go where it can be had. */
function goArchives(place) {
  heading("Real Go");
  try {
    if (process.platform !== "linux" || process.arch !== "x64") throw new Unavailable("there is none for this system");
    const folder = realGo("--os", "linux");
    console.log(`The archives are in ${folder}.`);
    return folder;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw new Stopped(error.message);
    console.log(`Real Go cannot be had: ${error.message}.`);
    console.log(bold("Small samples stand in for it: shell scripts that answer as go does."));
    const folder = join(place, "samples");
    mkdirSync(folder);
    makeSamples(folder, [OLD, NEW], `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`);
    return folder;
  }
}

function buildUpgo(place) {
  heading("Build upgo");
  const args = ["build", "--bin", "upgo"];
  say(`cargo ${args.join(" ")} (the development profile; for daily use: npm run build)`);
  const built = spawnSync("cargo", [...args, "--message-format=json-render-diagnostics"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (built.status !== 0) throw new Stopped("upgo does not build");
  const messages = built.stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const program = messages.find((message) => message.target?.name === "upgo" && message.executable)?.executable;
  if (!program) throw new Stopped("cargo built no upgo");
  symlinkSync(program, join(place, "bin", "upgo"));
}

/** Runs one `upgo` command as a user would type it, progress and all. */
function upgo(env, ...args) {
  console.log(bold(`$ upgo ${args.join(" ")}`));
  const done = spawnSync(join(env.PATH.split(":")[0], "upgo"), args, { env, stdio: "inherit" });
  if (done.status !== 0) throw new Stopped(`upgo ${args[0]} ended with ${done.status ?? done.signal ?? done.error}`);
}

/** Starts the mirror's server and returns its address. */
async function serve(env, mirror) {
  const args = ["mirror", "serve", mirror, "--addr", "127.0.0.1:0"];
  console.log(bold(`$ upgo ${args.join(" ")} &`));
  const server = spawn(join(env.PATH.split(":")[0], "upgo"), args, { env, stdio: ["ignore", "pipe", "inherit"] });
  process.on("exit", () => server.kill());
  for await (const line of createInterface({ input: server.stdout })) {
    const address = /http:\/\/127\.0\.0\.1:\d+[^\s"]*/.exec(line)?.[0];
    if (!address) continue;
    const feed = address.endsWith("/") ? address : `${address}/`;
    server.stdout.resume(); // what it prints later must not fill the pipe
    console.log(bold(`$ export UPGO_FEED_URL=${feed}`));
    return feed;
  }
  throw new Stopped("upgo mirror serve gave no address");
}

/** A small module to build. */
function project(place) {
  const folder = join(place, "home", "hello");
  mkdirSync(folder);
  writeFileSync(join(folder, "go.mod"), "module hello\n\ngo 1.26\n");
  writeFileSync(join(folder, "main.go"), PROGRAM);
  return folder;
}

/** Types `command` into the open terminal; its output must name `expected`. */
async function shows(terminal, command, expected) {
  console.log(`${dim("terminal")} ${bold(`$ ${command}`)}`);
  const { code, output } = await terminal.type(command);
  for (const line of output) console.log(`  ${line}`);
  if (code !== 0) throw new Stopped(`the terminal's ${command} ended with ${code}`);
  if (!output.some((line) => line.includes(expected))) throw new Stopped(`the terminal shows another Go than ${expected}`);
}
