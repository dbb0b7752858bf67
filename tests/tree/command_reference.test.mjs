// The page of commands says once what many commands say, and everything else as the program does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { commandReference, commandsIn } from "../../scripts/lib/command-reference.mjs";

const COMMON = "Options for every command:\n      --json\n          Print JSON";
const YES = "  -y, --yes\n          Do not ask\n          \n          Even outside a terminal.";
const help = (name, ...options) => `Does ${name}\n\nUsage: upgo ${name} [OPTIONS]\n\nOptions:\n${options.join("\n\n")}\n\n${COMMON}`;
const root = `Keeps Go up to date\n\nUsage: upgo [OPTIONS] <COMMAND>\n\nVersions:\n  use   Switch\n  help  Help\n\n${COMMON}\n`;

test("the commands are those of the list, without help", () => {
  assert.deepEqual(commandsIn(root), ["use"]);
  assert.deepEqual(commandsIn(help("use", YES)), []);
});

test("an option of many commands is explained once, and named in each", () => {
  const names = Array.from({ length: 12 }, (_, index) => `do-${index}`);
  const page = commandReference([[[], root], ...names.map((name) => [[name], help(name, "      --own\n          Only here", YES)])]);
  assert.equal(page.split("Even outside a terminal.").length, 2);
  assert.equal(page.match(/^ {2}-y, --yes$/gm).length, 13);
  assert.ok(page.includes("## upgo do-3\n\n```text\nDoes do-3\n\nUsage: upgo do-3 [OPTIONS]\n\nOptions:\n      --own\n"));
  assert.equal(page.split("Print JSON").length, 2, "the options of every command are under upgo");
});

test("an option of a few commands, or one that they explain differently, stays", () => {
  const page = commandReference([[[], root], [["use"], help("use", YES)], [["pin"], help("pin", YES)]]);
  assert.equal(page.split("Even outside a terminal.").length, 3);
});
