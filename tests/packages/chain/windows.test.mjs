// A release on Windows, under Wine: the installer, a working Go, a newer Upgo, and back to the machine as it was.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { makeInstaller } from "../../../scripts/lib/packages.mjs";
import { windowsTestPrograms } from "../../../scripts/lib/programs.mjs";
import { makeProgramsArchive } from "../../../scripts/lib/release/programs.mjs";
import { toolsFolder, windowsRigIfThere } from "../../../scripts/lib/tools.mjs";
import { Windows } from "../../windows/rig/windows.mjs";
import { Network } from "../rig/network.mjs";
import { stripped } from "../rig/programs.mjs";
import { NEW, OLD, programsOf, publisher, release } from "../rig/releases.mjs";
import { commandFor, commandsOf } from "../rig/words.mjs";

const GO = "go1.27.3";
const DOWNLOADS = "C:\\Downloads";
/** A script of `cmd` for a line, which reads quotes as a person types them. */
const TYPED = ["C:\\typed", "cmd"].join(".");
/** The time limit of a command: Wine needs a minute to unpack a real Go. */
const PATIENCE_MS = 300_000;
/** Go's own files, which the documents say stay; what Windows throws away, and what it keeps of certificates. */
const KEPT =
  /\\AppData\\(?:Roaming\\go|Local\\go-build|Local\\Temp|LocalLow\\Microsoft)(?:\\|$)|^HKEY_CURRENT_USER\\Software\\Microsoft\\SystemCertificates(?:\\|$)/;

const folder = mkdtempSync(join(tmpdir(), "upgo-chain-"));
const upgo = join(folder, "releases");
const go = join(toolsFolder, "real-go");
const rig = windowsRigIfThere();
const skip = rig ? (existsSync(join(go, `${GO}.windows-amd64.zip`)) ? false : "real Go is missing: npm run setup") : "Wine is missing: npm run setup";
let network;

before(async () => {
  if (skip) return;
  Object.assign(process.env, rig);
  const { loader, upgo: command, "upgo-desktop": desktop } = windowsTestPrograms();
  const built = stripped({ upgo: command, "upgo-desktop": desktop }, join(folder, "built"), "x86_64-w64-mingw32-strip");
  const packages = {
    [OLD]: (programs, from) => makeInstaller(programs, join(from, `Upgo-${OLD}-setup.exe`), { quick: true, versionOf: OLD }),
    [NEW]: (programs, from) => makeProgramsArchive(programs, from, "windows", "amd64", NEW),
  };
  const dryRuns = Object.entries(packages).map(([version, make]) => {
    const from = join(folder, `packages-${version}`);
    make({ ...programsOf(built, version, join(folder, `programs-${version}`)), loader }, from);
    return release(version, from, upgo, folder);
  });
  network = await Network.start({ folder: join(folder, "certificates"), go, upgo });
  const cache = Windows.named(join(toolsFolder, "go-build"));
  Object.assign(process.env, network.variables, { UPGO_TEST_RELEASES: publisher(dryRuns), UPGO_TEST_BUILD_CACHE: cache });
});
after(async () => {
  await network?.end();
  rmSync(folder, { recursive: true, force: true });
});

/** A machine whose user types commands where the downloads are. */
class Machine extends Windows {
  download(files) {
    mkdirSync(this.path(DOWNLOADS), { recursive: true });
    for (const file of files) cpSync(file, join(this.path(DOWNLOADS), file.split("/").at(-1)));
  }

  /** The output of a line that ends well, in a new terminal. */
  type(line) {
    writeFileSync(this.path(TYPED), `@echo off\r\ncd /d ${DOWNLOADS}\r\n${line}\r\n`);
    const { code, output, errors } = this.run("cmd.exe", ["/c", TYPED], { patience: PATIENCE_MS });
    assert.equal(code, 0, `${line}\n${output}${errors}`);
    return output;
  }

  /** The user's files and registry, and the content of each file. */
  everything() {
    const files = readdirSync(this.path(this.profile), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const contents = files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return `${path.replaceAll("/", "\\")}: ${createHash("sha256").update(readFileSync(path)).digest("hex")}`;
    });
    return [...this.traces(), ...contents].filter((trace) => !KEPT.test(trace.split(": ")[0]));
  }
}

const installing = (version) => commandsOf("docs/installing.md", version);
const without = (options) => options.replace(/ \[[^\]]*\]/g, "");

test("the installer, a Go, a newer Upgo and the way back leave nothing", { skip }, async () => {
  const machine = new Machine();
  try {
    machine.download([join(upgo, `v${OLD}`, `Upgo-${OLD}-setup.exe`), network.certificate]);
    await network.publish({ go: [GO], upgo: OLD });
    const before = machine.everything();

    machine.type(without(commandFor(/-setup\.exe /, installing(OLD))));
    assert.equal(machine.type("upgo --version").trim(), `upgo ${OLD}`);
    machine.type(commandFor(/^upgo install/, commandsOf("README.md", OLD)));
    assert.match(machine.type("go version"), new RegExp(`^go version ${GO} windows/`));
    machine.type(`upgo settings set ca-file ${DOWNLOADS}\\authority.pem`); // as in an organization that inspects TLS

    await network.publish({ go: [GO], upgo: NEW });
    machine.type(commandFor(/^upgo self update/, installing(OLD)));
    assert.equal(machine.type("upgo --version").trim(), `upgo ${NEW}`);
    assert.match(machine.type("go version"), new RegExp(GO));

    const uninstall = commandFor(/uninstall\.exe/, installing(NEW));
    machine.type(uninstall.replace(/\[(.*)\]/, "$1"));
    const program = `${machine.profile}\\AppData\\Local\\Programs\\Upgo`;
    await machine.until("Upgo is uninstalled", () => !machine.has(program));
    assert.deepEqual(machine.differences(before, machine.everything()), []);
  } finally {
    machine.close();
  }
});
