// The groups of `npm run bench`. Each makes cases, and the rows that compare two of them.
//
// A case is a function from the round to the commands to run: `{argv, env, cwd, after}` or a list of them, where those
// with `aside` do not count. A row is `{what, ours, than, bound}`; with `memory`, its value is the peak memory in MB.
import { fleet, projects, quick } from "./groups/commands.mjs";
import { install, limit, patch, slowLine, upgrade } from "./groups/installs.mjs";
import { confined, launcher, needsWine } from "./groups/starts.mjs";
import { needsExt4, remove, unpackInMemory, unpackOnDisk, verify } from "./groups/trees.mjs";

export const groups = [
  { name: "unpack", about: "a local archive, into memory", set: unpackInMemory },
  { name: "install", about: "from a server on loopback, hashed and unpacked in one pass, into memory", set: install },
  { name: "limit", about: "an archive on this machine, in memory, against inflating it and nothing else", set: limit, rounds: 15 },
  { name: "line", about: "the same from a server limited to 40 MB/s in total", set: slowLine },
  { name: "patch", about: "go1.27.3 beside go1.27.2, whole or only what differs, from loopback and at 40 MB/s", set: patch },
  { name: "upgrade", about: "go1.27.2 to go1.27.3 with the test of the new Go, from loopback and at 40 MB/s, into memory", set: upgrade },
  { name: "disk", about: "a local archive onto ext4, flushed", set: unpackOnDisk, needs: needsExt4 },
  { name: "verify", about: "every file of an installed Go compared, in memory", set: verify },
  { name: "remove", about: "a tree, in memory", set: remove },
  { name: "projects", about: "2,000 modules among 200,000 files, in memory", set: projects, rounds: 11, unit: milliseconds },
  { name: "fleet", about: "the overview of 100,000 reports in one folder, in memory", set: fleet, rounds: 3 },
  { name: "quick", about: "commands that must feel instant", set: quick, rounds: 41, unit: milliseconds },
  { name: "confined", about: "go build within the limits of a rehearsal, in memory", set: confined },
  { name: "launcher", about: "go.exe version under Wine", set: launcher, needs: needsWine, rounds: 21, unit: milliseconds },
];

function milliseconds(value) {
  return `${(value * 1000).toFixed(2)} ms`;
}
