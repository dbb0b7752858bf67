// The JSON schemas of docs/schemas, for whoever has the folder: every reference leads somewhere in it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";

const folder = fileURLToPath(new URL("../../docs/schemas", import.meta.url));
const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
const names = readdirSync(folder);

test("each schema is complete with the file of definitions", () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  for (const name of names) ajv.addSchema(read(name), name);
  for (const name of names) assert.ok(ajv.getSchema(name), name);
});

test("a definition is in one file, and a shared one has several users", () => {
  const shared = Object.keys(read("definitions.json").$defs);
  const users = new Map(shared.map((name) => [name, 0]));
  for (const name of names.filter((each) => each !== "definitions.json")) {
    const schema = read(name);
    assert.deepEqual(Object.keys(schema.$defs ?? {}).filter((own) => users.has(own)), [], name);
    const used = new Set([...JSON.stringify(schema).matchAll(/"definitions\.json#\/\$defs\/(\w+)"/g)].map(([, own]) => own));
    for (const own of used) users.set(own, users.get(own) + 1);
  }
  const within = JSON.stringify(read("definitions.json"));
  for (const [name, count] of users) assert.ok(count > 0 || within.includes(`"#/$defs/${name}"`), `nobody uses ${name}`);
});
