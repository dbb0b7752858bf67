// The demo in the terminal: installs an older Go, uses it, upgrades while a terminal stays open, and rolls back.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bold, dim, heading } from "../lib/report.mjs";
import { Terminal } from "../lib/throwaway.mjs";
import { NEW, OLD, Stopped, setStage, upgo } from "./stage.mjs";

const PROGRAM = `package main

import (
	"fmt"
	"runtime"
)

func main() { fmt.Println("Hello, built by", runtime.Version()) }
`;

/** Runs the whole story. Stops at the first step that fails. */
export async function terminalDemo() {
  const { place, env } = await setStage();

  heading("A machine without Go");
  upgo(env, "status");

  heading(`Install Go ${OLD} and make it the current one`);
  upgo(env, "install", OLD, "--use");

  heading("Open a terminal, which stays open from here on");
  const terminal = new Terminal(env, project(place));
  await shows(terminal, "go version", `go${OLD}`);
  await shows(terminal, "go build -o hello . && ./hello", `go${OLD}`);

  heading("Check for a newer release");
  upgo(env, "check");

  heading("Upgrade: download, verify, unpack, test, switch");
  upgo(env, "upgrade");

  heading("The open terminal picks up the new Go with its next command");
  await shows(terminal, "go version", `go${NEW}`);
  await shows(terminal, "go build -o hello . && ./hello", `go${NEW}`);
  upgo(env, "status");

  heading("Roll back");
  upgo(env, "rollback");
  await shows(terminal, "go version", `go${OLD}`);

  heading("What was done");
  upgo(env, "history");
  terminal.close();
  console.log(`\n${bold("Done.")} The temporary home ${place} is now removed; nothing else was changed.`);
}

/** A small module to build. */
function project(place) {
  const folder = join(place, "home", "hello");
  mkdirSync(folder);
  writeFileSync(join(folder, "go.mod"), "module hello\n\ngo 1.26\n");
  writeFileSync(join(folder, "main.go"), PROGRAM);
  return folder;
}

/** Runs `command` in the open terminal. Its output must contain `expected`. */
async function shows(terminal, command, expected) {
  console.log(`${dim("terminal")} ${bold(`$ ${command}`)}`);
  const { code, output } = await terminal.type(command);
  for (const line of output) console.log(`  ${line}`);
  if (code !== 0) throw new Stopped(`${command} in the terminal exited with ${code}`);
  if (!output.some((line) => line.includes(expected))) throw new Stopped(`the terminal does not run ${expected}`);
}
