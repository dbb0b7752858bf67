// The script that completes `upgo` in PowerShell is read by Windows PowerShell 5.1, also where a policy constrains the
// language.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { powershell } from "../../scripts/lib/powershell.mjs";

const script = fileURLToPath(new URL("../../crates/cli/src/commands/completions/upgo.ps1", import.meta.url));

test("PowerShell 5.1 reads the completion, also in constrained language mode, and evaluates nothing", async () => {
  const text = readFileSync(script, "utf8");
  assert.deepEqual((await powershell())(text, { constrained: true }), []);
  assert.doesNotMatch(text, /Invoke-Expression/i);
});
