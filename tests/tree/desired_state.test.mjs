// What engines of desired state read: the manifest of Microsoft DSC and the file of `winget configure`, by the schemas
// that Microsoft publishes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { IDENTIFIER } from "../../scripts/lib/release/managers/winget.mjs";
import { yaml } from "../../scripts/lib/release/managers/yaml.mjs";
import { schema } from "../../scripts/lib/schemas.mjs";
import { Unavailable, root } from "../../scripts/lib/tools.mjs";

const read = (name) => readFileSync(join(root, "packaging/dsc", name), "utf8");
const manifest = JSON.parse(read("upgo.dsc.resource.json"));

/** The document of the file for winget. */
const CONFIGURATION = {
  $schema: "https://raw.githubusercontent.com/PowerShell/DSC/main/schemas/2023/08/config/document.json",
  metadata: { winget: { processor: { identifier: "dscv3" } } },
  resources: [
    { name: "Upgo", type: "Microsoft.WinGet/Package", properties: { id: IDENTIFIER, source: "winget" } },
    {
      name: "Go",
      type: manifest.type,
      dependsOn: ["[resourceId('Microsoft.WinGet/Package','Upgo')]"],
      properties: { version: "latest", use: true },
    },
  ],
};

/** What a published schema finds wrong with a document; or undefined if this machine cannot fetch the schema. */
async function wrongBy(name, document, t) {
  try {
    const valid = formats(new Ajv2020({ strict: false, allErrors: true, logger: false })).compile(JSON.parse(await schema(name)));
    return valid(document) ? [] : valid.errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return void t.skip(error.message);
  }
}

test("DSC's manifest is valid by its published schema", async (t) => {
  const wrong = await wrongBy("dsc manifest", manifest, t);
  if (!wrong) return;
  assert.deepEqual(wrong, []);
  const { input, ...get } = manifest.get;
  assert.notDeepEqual(await wrongBy("dsc manifest", { ...manifest, get }, t), [], "the schema finds nothing");
  assert.notDeepEqual(await wrongBy("dsc manifest", { ...manifest, type: "Upgo" }, t), []);
});

test("the file for winget is valid by its published schema", async (t) => {
  const comments = read("configuration.winget").match(/^(?:#.*\n)+/)[0];
  assert.equal(read("configuration.winget"), comments + yaml(CONFIGURATION));
  const wrong = await wrongBy("dsc configuration", CONFIGURATION, t);
  if (!wrong) return;
  assert.deepEqual(wrong, []);
  assert.notDeepEqual(await wrongBy("dsc configuration", { ...CONFIGURATION, resources: [{ name: "Go" }] }, t), []);
});
