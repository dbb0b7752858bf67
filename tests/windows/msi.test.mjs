// The package for Windows Installer as an administrator uses it for a fleet, under Wine: installed, used by a person,
// upgraded and removed, always silently.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GO, OLDER, Programs, version } from "./rig/programs.mjs";
import { whileDownloading } from "./rig/stalling.mjs";
import { Windows } from "./rig/windows.mjs";

const SOFTWARE = "HKEY_LOCAL_MACHINE\\Software";
const UNINSTALL = `${SOFTWARE}\\Microsoft\\Windows\\CurrentVersion\\Uninstall`;
const ENVIRONMENT = "HKEY_LOCAL_MACHINE\\System\\CurrentControlSet\\Control\\Session Manager\\Environment";
const FILES = ["LICENSE.txt", "WebView2Loader.dll", "installed-by", "upgo-desktop.exe", "upgo.dsc.resource.json", "upgo.exe", "upgo.png"];

/** ERROR_INSTALL_FAILURE. */
const FAILED = 1603;
/** What Wine has instead if a program that the package starts fails: ERROR_FUNCTION_FAILED. */
const PROGRAM_FAILED = 1627;

let programs;
before(() => (programs = new Programs()));
after(() => programs?.remove());

class Machine extends Windows {
  program = "C:\\Program Files\\Upgo";
  bin = `${this.profile}\\AppData\\Local\\Upgo\\bin`;

  msiexec(action, ofVersion, ...properties) {
    return this.run("msiexec.exe", [action, programs.package(ofVersion), "/qn", ...properties]).code;
  }

  installs(ofVersion, ...properties) {
    assert.equal(this.msiexec("/i", ofVersion, ...properties), 0);
  }

  uninstalls(...properties) {
    assert.equal(this.msiexec("/x", version, ...properties), 0);
  }

  /** As a person does in a terminal, in which only PATH says where `upgo` is. */
  installsGo() {
    const ran = this.run("cmd.exe", ["/c", "upgo", "install", ...programs.archive(), "--use"]);
    assert.equal(ran.code, 0, `${ran.code}: ${ran.output}${ran.errors}`);
  }

  goVersion() {
    return this.terminal("go version").output.split(" ")[2] ?? "";
  }

  /** The entries of the machine's PATH. Wine leaves a semicolon behind when it removes one. */
  get machinePath() {
    return this.key(ENVIRONMENT).PATH.split(";").filter(Boolean);
  }

  get choices() {
    return this.key(`${SOFTWARE}\\Upgo`);
  }

  /** Without the machine's PATH, which `machinePath` compares. */
  everything() {
    return this.machineTraces().filter((trace) => !trace.includes("\\Session Manager\\Environment: PATH="));
  }

  left(before) {
    return this.differences(before, this.everything());
  }
}

/** A test with its own machine. */
function story(name, tell) {
  test(name, async () => {
    const machine = new Machine();
    try {
      await tell(machine);
    } finally {
      machine.close();
    }
  });
}

story("a package is installed for the machine, and removing it leaves nothing", (machine) => {
  const [before, path] = [machine.everything(), machine.machinePath];
  machine.installs(version);

  assert.deepEqual(machine.names(machine.program), FILES);
  assert.equal(machine.read(machine.program, "installed-by").toString(), "msi\n");
  assert.deepEqual(machine.machinePath, [...path, `${machine.program}\\`]);
  assert.equal(machine.terminal("upgo --version").output.trim(), `upgo ${version}`);
  const link = machine.key(`${SOFTWARE}\\Classes\\upgo\\shell\\open\\command`)[""];
  assert.equal(link, `"${machine.program}\\upgo-desktop.exe" "%1"`);
  const added = machine.left(before);
  // Wine puts the Start menu of everybody into the user's.
  assert.ok(added.some((trace) => trace.endsWith("\\Start Menu\\Programs\\Upgo.lnk")), added);
  const shown = added.filter((trace) => trace.startsWith(`+ ${UNINSTALL}\\`)).map((trace) => trace.split(": ")[1]);
  for (const value of ["DisplayName=Upgo", `DisplayVersion=${version}`, `InstallLocation=${machine.program}\\`]) {
    assert.ok(shown.includes(value), `${value} in ${shown}`);
  }

  machine.uninstalls();
  assert.deepEqual(machine.left(before), []);
  assert.deepEqual(machine.machinePath, path);
});

story("an upgrade over a running tray icon keeps Go, and an older version is refused", async (machine) => {
  const tray = `${machine.program}\\upgo-desktop.exe`;
  machine.installs(OLDER);
  machine.installsGo();
  assert.equal(machine.goVersion(), GO);
  const running = machine.start(tray, ["--hidden"]);
  await machine.untilRuns(tray);

  machine.installs(version);
  await running.ended;
  assert.deepEqual(machine.names(machine.program), FILES);
  assert.equal(machine.goVersion(), GO);
  const products = machine.everything().filter((trace) => trace.startsWith(UNINSTALL) && trace.endsWith(": DisplayName=Upgo"));
  assert.equal(products.length, 1, "the old version is no longer in the list of installed apps");

  const before = machine.everything();
  assert.equal(machine.msiexec("/i", OLDER), FAILED);
  assert.deepEqual(machine.left(before), []);

  machine.uninstalls();
  assert.equal(machine.goVersion(), GO, "Go is kept and stays on PATH");
  assert.equal(machine.has(machine.program), false);
});

story("nothing is removed during a download", async (machine) => {
  machine.installs(version);
  machine.installsGo();
  const [before, path] = [machine.everything(), machine.machinePath];
  const upgo = `${machine.program}\\upgo.exe`;
  await whileDownloading(machine, upgo, () => assert.equal(machine.msiexec("/x", version, "REMOVEGO=1"), PROGRAM_FAILED));
  const lost = machine.left(before).filter((difference) => difference.startsWith("-"));
  assert.deepEqual(lost, []);
  assert.deepEqual(machine.machinePath, path);
  assert.equal(machine.goVersion(), GO);
});

story("the choices of an installation hold for its upgrades, and everything is removed on request", (machine) => {
  const [before, path] = [machine.everything(), machine.machinePath];
  machine.program = "C:\\Werkzeuge\\ü\\Upgo";
  machine.installs(OLDER, `INSTALLDIR=${machine.program}`, "MODIFYPATH=0");
  machine.installs(version);
  assert.deepEqual(machine.names(machine.program), FILES);
  assert.deepEqual(machine.choices, { InstallDir: `${machine.program}\\`, ModifyPath: "0" });
  assert.deepEqual(machine.machinePath, path);

  const ran = machine.run(`${machine.program}\\upgo.exe`, ["install", ...programs.archive(), "--use"]);
  assert.equal(ran.code, 0, `${ran.code}: ${ran.output}${ran.errors}`);
  assert.equal(machine.goVersion(), GO, "the choice is about the machine's PATH, not the user's");
  assert.deepEqual(machine.machinePath, path);
  machine.uninstalls("REMOVEGO=1");
  assert.equal(machine.has(machine.program), false);
  assert.deepEqual(machine.left(before), []);
});
