// What it costs to put the files of one Go beside those of another: node tests/benches/copies.mjs [--rounds N]
//
// Writes as many files as Go has, of about their sizes, then copies them in each way that the system knows, in turn, and
// prints the medians as ratios to writing them. Nothing is asserted. ADR 49 says what follows from it.
import { constants, copyFileSync, linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "3" } } });
/** Like Go 1.27.3: 12,086 files in 1,391 folders, most of them small, and 18 of several megabytes. */
const [FILES, FOLDERS, LARGE] = [12_086, 1_391, 18];

const root = mkdtempSync(join(tmpdir(), "upgo-copies-"));
const names = Array.from({ length: FILES }, (_, index) => join(`folder${index % FOLDERS}`, `file${index}.go`));
const noise = Buffer.from(Array.from({ length: 1 << 20 }, (_, at) => (at * 2_654_435_761) >>> 24));
const contents = names.map((_, index) => {
  if (index < LARGE) return Buffer.concat(Array(5).fill(noise));
  const size = 200 + ((index * 7919) % 15_000);
  return noise.subarray((index * 31) % 100_000).subarray(0, size);
});

const ways = new Map([
  ["write", (to, index) => writeFileSync(to, contents[index])],
  ["copy", (to, _, from) => copyFileSync(from, to)],
  ["share (reflink)", (to, _, from) => copyFileSync(from, to, constants.COPYFILE_FICLONE_FORCE)],
  ["hard link", (to, _, from) => linkSync(from, to)],
]);

/** The seconds that a way takes for all files, or why it is not possible. */
function take(way, folder, from) {
  for (let index = 0; index < FOLDERS; index += 1) mkdirSync(join(folder, `folder${index}`), { recursive: true });
  const begun = performance.now();
  try {
    names.forEach((name, index) => way(join(folder, name), index, join(from, name)));
  } catch (error) {
    return error.code;
  }
  return (performance.now() - begun) / 1000;
}

try {
  const from = join(root, "from");
  take(ways.get("write"), from, from);
  const times = new Map([...ways.keys()].map((name) => [name, []]));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const [name, way] of ways) {
      const folder = join(root, `${round}-${times.size}`);
      times.get(name).push(take(way, folder, from));
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const median = (all) => all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)];
  const written = median(times.get("write"));
  for (const [name, all] of times) {
    const failed = all.find((time) => typeof time === "string");
    const line = failed ? `not possible (${failed})` : `${median(all).toFixed(2)} s, ${(median(all) / written).toFixed(2)} x`;
    console.log(`${name.padEnd(16)} ${line}`);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
