// node tests/windows/probe/record.mjs REPORT [NAME]: keeps the answers of a report of this program in
// tests/recorded/windows, without times. NAME is that of the system; without it, the version and the architecture of
// Windows. `npm run gen` then compares it with the others in docs/internals/windows.md.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RECORDED, answersOf } from "../../../scripts/lib/probes.mjs";
import { root } from "../../../scripts/lib/tools.mjs";

const [file, given] = process.argv.slice(2);
if (!file) {
  console.error("usage: node tests/windows/probe/record.mjs REPORT [NAME]");
  process.exit(2);
}
const answers = answersOf(JSON.parse(readFileSync(file, "utf8")));
const told = (name) => answers[`machine.${name}`]?.value;
const name = given ?? `${told("version")}.${told("revision")}-${told("native-architecture")}`;
mkdirSync(join(root, RECORDED), { recursive: true });
const path = join(root, RECORDED, `${name}.json`);
writeFileSync(path, `${JSON.stringify(answers, null, 2)}\n`);
console.log(`wrote ${path}`);
