// The installer for Windows depends on the content of its files only, and its uninstaller not even on that.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { makeInstaller, makeUninstaller } from "../../scripts/lib/packages.mjs";

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

// A release signs the uninstaller before the installer contains it.
test("an uninstaller that was made before is the one in the installer", () => {
  const folder = mkdtempSync(join(tmpdir(), "upgo-uninstaller-"));
  try {
    const programs = Object.fromEntries(["upgo", "upgo-desktop", "loader"].map((name) => [name, join(folder, name)]));
    for (const [name, file] of Object.entries(programs)) writeFileSync(file, name.repeat(1000));
    for (const arch of ["amd64", "arm64"]) {
      const options = { arch, quick: true };
      const [alone, within] = ["alone.exe", "within.exe"].map((name) => join(folder, `${arch}-${name}`));
      makeUninstaller(alone, options);
      makeInstaller(programs, join(folder, `${arch}-one.exe`), { ...options, finalize: `cp "%1" "${within}"` });
      assert.ok(readFileSync(alone).equals(readFileSync(within)), "it depends on the programs");
      const uninstaller = join(folder, `${arch}-signed.exe`);
      writeFileSync(uninstaller, Buffer.concat([readFileSync(alone), Buffer.from("A SIGNATURE AT ITS END")]));
      const installer = makeInstaller({ ...programs, uninstaller }, join(folder, `${arch}-two.exe`), options);
      assert.ok(readFileSync(installer).includes("A SIGNATURE AT ITS END"));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
