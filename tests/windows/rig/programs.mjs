// The files for the installer tests: the programs of the test build, an installer for them, and a Go archive.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeMsi } from "../../../scripts/lib/msi.mjs";
import { makeInstaller, version } from "../../../scripts/lib/packages.mjs";
import { windowsTestPrograms } from "../../../scripts/lib/programs.mjs";
import { python, root } from "../../../scripts/lib/tools.mjs";
import { compiled } from "./compiled.mjs";
import { Windows } from "./windows.mjs";

/** The version that users have before the tested one. */
export const OLDER = "0.0.9";
export const GO = "go1.27.3";
export { version };

export class Programs {
  #folder = mkdtempSync(join(tmpdir(), "upgo-installers-"));
  #built = this.#stripped(windowsTestPrograms());
  #installers = new Map();
  #packages = new Map();

  /** The path of an installer for this version of Upgo, as Windows writes it. */
  installer(ofVersion = version) {
    if (!this.#installers.has(ofVersion)) {
      const out = join(this.#folder, `Upgo-${ofVersion}-setup.exe`);
      this.#installers.set(ofVersion, makeInstaller(this.#built, out, { quick: true, versionOf: ofVersion }));
    }
    return this.#installers.get(ofVersion);
  }

  /** The Windows path of a package for Windows Installer with this version of Upgo. */
  package(ofVersion = version) {
    if (!this.#packages.has(ofVersion)) {
      const out = join(this.#folder, `Upgo-${ofVersion}.msi`);
      this.#packages.set(ofVersion, makeMsi(this.#built, out, { versionOf: ofVersion }));
    }
    return Windows.named(this.#packages.get(ofVersion));
  }

  /** The size of a program, in bytes. */
  size(name) {
    return statSync(this.#built[name]).size;
  }

  /** The archive for `upgo install` of a sample Go without a network. */
  archive() {
    const archive = join(this.#folder, `${GO}.windows-amd64.zip`);
    const tree = join(this.#folder, "go");
    mkdirSync(join(tree, "bin"), { recursive: true });
    writeFileSync(join(tree, "VERSION"), `${GO}\n`);
    for (const name of ["go.exe", "gofmt.exe"]) copyFileSync(this.#built.sample_go, join(tree, "bin", name));
    check(spawnSync(python, ["-m", "zipfile", "--create", archive, "go"], { cwd: this.#folder, encoding: "utf8" }));
    const sha256 = createHash("sha256").update(readFileSync(archive)).digest("hex");
    return [Windows.named(archive), "--sha256", sha256];
  }

  /** A program that holds a file, so that the file can be neither replaced nor deleted. */
  holder() {
    return compiled("hold");
  }

  /** An installer that hears a program print this file and end with 3, and writes what it has heard to `heard.txt`. */
  hearing(file) {
    const out = join(this.#folder, "hear.exe");
    const script = join(this.#folder, "hear.nsi");
    writeFileSync(
      script,
      `Unicode true
Target amd64-unicode
RequestExecutionLevel user
OutFile "${out}"
!include "LogicLib.nsh"
!include "${join(root, "packaging", "windows", "Hear.nsh")}"
Section
  InitPluginsDir
  \${Hear} '"$SYSDIR\\cmd.exe" /c "type ${file} & exit 3"' "$PLUGINSDIR\\said.txt"
  FileOpen $5 "C:\\heard.txt" w
  FileWriteUTF16LE $5 $1
  FileClose $5
  SetErrorLevel $0
SectionEnd
`,
    );
    check(spawnSync("makensis", ["-V2", "-WX", "-INPUTCHARSET", "UTF8", script], { encoding: "utf8" }));
    return out;
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The programs without debug information, which makes them a quarter as large. */
  #stripped(programs) {
    const strip = ([name, file]) => {
      const small = join(this.#folder, `${name}.stripped`);
      check(spawnSync("x86_64-w64-mingw32-strip", ["-o", small, file], { encoding: "utf8" }));
      return [name, small];
    };
    const { loader, ...rest } = programs;
    return { loader, ...Object.fromEntries(Object.entries(rest).map(strip)) };
  }
}

function check(ran) {
  if (ran.status !== 0) throw ran.error ?? new Error(ran.stderr);
}
