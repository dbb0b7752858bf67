// The script that completes `upgo` in PowerShell is read by Windows PowerShell 5.1, also where a policy constrains the
// language.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { powershell } from "../../scripts/lib/powershell.mjs";

const script = fileURLToPath(new URL("../../crates/cli/src/commands/completions/upgo.ps1", import.meta.url));

test("PowerShell 5.1 reads the completion, also in constrained language mode, and evaluates nothing", async () => {
  const text = readFileSync(script, "utf8");
  assert.deepEqual((await powershell())(text, { constrained: true }), []);
  assert.doesNotMatch(text, /Invoke-Expression/i);
});

/** What a stand-in for `upgo` offers: folders of others, whose names want to be more than one word. */
const OFFERED = [["1.27.3", "the newest"], ["--to=1.27.3", "x"], ["/home/J\u00f6rg/a project", "a project"], ["it's $(touch made)", ""], ["a\u2019; touch made; '", ""], ["b\u2018c\u201ad\u201be", ""]];

/** Asks PowerShell itself what it inserts, and reads each line as the user would accept it. */
const ASK = `
$ErrorActionPreference = 'Stop'
. '${script}'
[Console]::OutputEncoding = [Text.Encoding]::Latin1
$global:LASTEXITCODE = 7
$line = 'upgo whatsnew --project '
$found = (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches
$kept = @{ code = $global:LASTEXITCODE; encoding = [Console]::OutputEncoding.WebName }
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$read = foreach ($one in $found) {
    $tree = [Management.Automation.Language.Parser]::ParseInput($line + $one.CompletionText, [ref]$null, [ref]$null)
    $statements = $tree.EndBlock.Statements
    @{ statements = $statements.Count; words = $statements[0].PipelineElements[0].CommandElements.Count; value = "$($statements[0].PipelineElements[0].CommandElements[-1].SafeGetValue())"; shown = $one.ListItemText; tip = $one.ToolTip }
}
ConvertTo-Json -Depth 4 -Compress -InputObject @{ read = @($read); kept = $kept }
`;

test("PowerShell inserts each name as one word, and Tab changes nothing else", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "upgo-completions-"));
  try {
    const lines = OFFERED.map(([value, about]) => (about ? `${value}\t${about}` : value)).join("\n");
    writeFileSync(join(folder, "words"), `${lines}\n`);
    writeFileSync(join(folder, "upgo"), '#!/bin/sh\nexec cat "$(dirname "$0")/words"\n', { mode: 0o755 });
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    const ran = spawnSync("pwsh", ["-NoProfile", "-NonInteractive", "-Command", ASK], { cwd: folder, encoding: "utf8", env, timeout: 60_000 });
    if (ran.error?.code === "ENOENT") return t.skip("PowerShell is missing (pwsh)");
    assert.equal(ran.status, 0, ran.stderr);
    const { read, kept } = JSON.parse(ran.stdout);
    assert.deepEqual(kept, { code: 7, encoding: "iso-8859-1" });
    const expected = OFFERED.map(([value, about]) => ({ statements: 1, words: 4, value, shown: value, tip: about || value }));
    assert.deepEqual(read, expected);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
