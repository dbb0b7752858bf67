// Reports of machines as `upgo fleet report` writes them, and a copy of the vulnerability database, for `npm run bench`.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const DAY = 86_400_000;
const RINGS = ["canary", "early", "early", "broad", "broad", "broad", "broad", null];
const TARGETS = ["windows-amd64", "windows-amd64", "linux-amd64", "linux-arm64", "darwin-arm64"];
/** 120 versions: fleets have more than one expects. */
const VERSIONS = [...Array(120).keys()].map((each) => `go1.${16 + Math.floor(each / 10)}.${each % 10}`);

/**
 * Writes `count` reports into one folder. One in a thousand is broken in one of several ways, and one in a thousand is an
 * older report of another machine. The same count gives the same reports.
 */
export function writeReports(folder, count) {
  mkdirSync(folder, { recursive: true });
  const random = generator(20_260_823);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const now = Date.now();
  for (let number = 0; number < count; number += 1) {
    const path = join(folder, `${hexadecimal(number)}.json`);
    const kind = number % 1_000;
    if (kind === 500) writeFileSync(path, BROKEN[Math.floor(number / 1_000) % BROKEN.length]);
    else writeFileSync(path, JSON.stringify(report(kind === 501 ? number - 2 : number, { random, pick, now }), null, 2));
  }
}

const BROKEN = ["{", "[]", Buffer.from([0xff, 0xfe, 0x7b]), " ".repeat(100_000), '{"format":1,"id":"<script>"}'];

function report(number, { random, pick, now }) {
  const go = pick(VERSIONS);
  const at = new Date(now - Math.floor(random() ** 4 * 40 * DAY)).toISOString();
  const failed = random() < 0.02;
  return {
    format: 1,
    id: hexadecimal(number),
    name: random() < 0.5 ? `machine-${number}.example` : null,
    ring: pick(RINGS),
    at,
    upgo: `0.${Math.floor(random() * 4)}.0`,
    target: pick(TARGETS),
    go: random() < 0.98 ? go : null,
    installed: [go, pick(VERSIONS), pick(VERSIONS)],
    update: random() < 0.3 ? "go1.28.0" : null,
    permitted: random() < 0.99,
    releasesAt: at,
    checkProblem: random() < 0.01 ? "UPGO-NET-OFFLINE" : null,
    lastChange: { at, outcome: failed ? "failed" : "done", problem: failed ? "UPGO-DISK-FULL" : null },
  };
}

/** Writes the database of the tests into a folder, as a server would offer it. */
export function writeDatabase(root, folder) {
  const data = join(root, "crates", "testkit", "data", "vulns");
  for (const each of ["ID", "index"]) mkdirSync(join(folder, each), { recursive: true });
  for (const entry of JSON.parse(readFileSync(join(data, "stdlib-toolchain.json"), "utf8"))) {
    writeFileSync(join(folder, "ID", `${entry.id}.json`), JSON.stringify(entry));
  }
  for (const name of ["db.json", "modules.json"]) {
    writeFileSync(join(folder, "index", name), readFileSync(join(data, name)));
  }
}

/** The number of a machine. Real ones are random, so neighbours do not share their start. */
function hexadecimal(number) {
  const spread = Math.imul(number, 0x9e3779b1) >>> 0;
  return spread.toString(16).padStart(8, "0") + number.toString(16).padStart(24, "0");
}

/** Numbers from 0 to 1 that are the same in each run. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
