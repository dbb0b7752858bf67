// The JSON schemas of docs/schemas, for strict readers: each one compiles as it is, and alone.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const folder = fileURLToPath(new URL("../../docs/schemas", import.meta.url));
const compile = (schema) => addFormats(new Ajv2020({ strict: true, allowUnionTypes: true })).compile(schema);
const schemas = readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(join(folder, name), "utf8"))]);

test("each schema compiles alone in a strict reader", () => {
  for (const [name, schema] of schemas) assert.doesNotThrow(() => compile(schema), name);
  assert.throws(() => compile({ type: "integer", format: "uint64" }), /unknown format/);
});

test("a field that may be null is required, and a time has its format", () => {
  const status = Object.fromEntries(schemas)["status.json"];
  assert.ok(status.required.includes("exposure"));
  assert.ok(compile(status).schema === status && JSON.stringify(status).includes('"format":"date-time"'));
});
