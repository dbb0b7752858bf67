// The installer for Windows depends on the content of its files only.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { makeInstaller } from "../../scripts/lib/packages.mjs";

test("files of another day make the same installer", () => {
  const folder = mkdtempSync(join(tmpdir(), "upgo-same-"));
  try {
    const programs = Object.fromEntries(["upgo", "upgo-desktop", "loader"].map((name) => [name, join(folder, name)]));
    const made = ["2026-01-01", "2026-11-22"].map((day) => {
      for (const [name, file] of Object.entries(programs)) {
        writeFileSync(file, name.repeat(1000));
        utimesSync(file, new Date(day), new Date(day));
      }
      return readFileSync(makeInstaller(programs, join(folder, `${day}.exe`), { quick: true }));
    });
    assert.ok(made[0].equals(made[1]), "the installers differ");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
