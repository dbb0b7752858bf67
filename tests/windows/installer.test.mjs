// The Windows installer from the user's point of view, under Wine: installed, used, upgraded and uninstalled, always
// silently.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { GO, OLDER, Programs, version } from "./rig/programs.mjs";
import { whileDownloading } from "./rig/stalling.mjs";
import { Windows } from "./rig/windows.mjs";

const UNINSTALL = "HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Upgo";
const SHORTCUT = "AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Upgo.lnk";
const APP_ID = "dev.upgo.desktop";

/** What the installer puts onto PATH: Microsoft DSC looks for the manifest there. */
const COMMANDS = ["upgo.dsc.resource.json", "upgo.exe"];

/** The exit codes of docs/installing.md. */
const BUSY = 6;
const FAILED = 2;

let programs;
before(() => (programs = new Programs()));
after(() => programs?.remove());

/** A machine with the actions of this test file. */
class Machine extends Windows {
  program = `${this.profile}\\AppData\\Local\\Programs\\Upgo`;
  home = `${this.profile}\\AppData\\Local\\Upgo`;
  bin = `${this.home}\\bin`;

  install({ of = version, args = [], ...options } = {}) {
    return this.run(programs.installer(of), ["/S", ...args], options);
  }

  /** Installs into another folder. The path is passed without quotes, so its words are separate arguments. */
  installsInto(folder) {
    this.program = folder;
    this.installs({ args: `/D=${folder}`.split(" ") });
  }

  installs(options) {
    assert.equal(this.install(options).code, 0);
  }

  /** Uninstalls as from the list of installed apps. The uninstaller continues after the started program has exited. */
  async uninstalls(...args) {
    assert.equal(this.run(`${this.program}\\uninstall.exe`, ["/S", ...args]).code, 0);
    await this.until("Upgo is uninstalled", () => !this.has(this.program));
  }

  /** Runs the uninstaller in its own place to its end, for its exit code. Its own file remains. */
  tryToUninstall(...args) {
    return this.run(`${this.program}\\uninstall.exe`, ["/S", ...args, `_?=${this.program}`]).code;
  }

  upgo(...args) {
    return this.run(`${this.bin}\\upgo.exe`, args);
  }

  installsGo() {
    const ran = this.upgo("install", ...programs.archive(), "--use");
    assert.equal(ran.code, 0, `${ran.code}: ${ran.output}${ran.errors}`);
  }

  /** Calls `during` while an `upgo` process is downloading, then ends that process. */
  whileDownloading(during) {
    return whileDownloading(this, `${this.bin}\\upgo.exe`, during);
  }

  /** The result of `go version` in a new terminal. */
  goVersion() {
    return this.terminal("go version").output.split(" ")[2] ?? "";
  }
}

/**
 * A test with its own machine. `user` is the name of the Windows user. If folders are `open`, all users may change what is
 * in a new one, as below the root of a drive: Wine makes access lists of modes.
 */
function story(name, { user, open = false } = {}, tell) {
  test(name, async () => {
    const mask = process.umask(open ? 0 : 0o022);
    const machine = new Machine(user);
    try {
      await tell(machine);
    } finally {
      machine.close();
      process.umask(mask);
    }
  });
}

story("Upgo is installed and reinstalled, and uninstalling leaves nothing if there is no Go to keep", {}, async (machine) => {
  const before = machine.traces();
  machine.installs();

  assert.deepEqual(machine.names(machine.program), ["LICENSE.txt", "WebView2Loader.dll", "uninstall.exe", "upgo-desktop.exe"]);
  assert.deepEqual(machine.names(machine.bin), COMMANDS);
  const shown = machine.key(UNINSTALL);
  assert.equal(shown.DisplayName, "Upgo");
  assert.equal(shown.DisplayVersion, version);
  assert.equal(shown.UninstallString, `"${machine.program}\\uninstall.exe"`);
  assert.equal(shown.QuietUninstallString, `"${machine.program}\\uninstall.exe" /S`);
  assert.equal(shown.InstallLocation, machine.program);
  assert.ok(shown.EstimatedSize > 1000, `${shown.EstimatedSize} kB`);
  assert.equal(machine.userPath.split(";")[0].replace("%USERPROFILE%", machine.profile), machine.bin);
  assert.equal(machine.terminal("upgo --version").output.trim(), `upgo ${version}`);

  const link = machine.read(machine.profile, SHORTCUT);
  const names = (text) => link.includes(Buffer.from(text, "utf16le"));
  assert.ok(names(`${machine.program}\\upgo-desktop.exe`), "the shortcut starts the program");
  const classes = "HKEY_CURRENT_USER\\Software\\Classes";
  assert.equal(machine.key(`${classes}\\AppUserModelId\\${APP_ID}`).DisplayName, "Upgo");
  assert.equal(machine.key(`${classes}\\upgo\\shell\\open\\command`)[""], `"${machine.program}\\upgo-desktop.exe" "%1"`);

  const path = machine.userPath;
  machine.installs();
  assert.equal(machine.userPath, path);
  assert.deepEqual(machine.names(machine.bin), COMMANDS);

  await machine.uninstalls();
  assert.deepEqual(machine.differences(before), []);
});

story("upgrading and uninstalling keep Go, and removing everything leaves nothing", {}, async (machine) => {
  const before = machine.traces();
  machine.installs({ of: OLDER });
  machine.installsGo();
  assert.equal(machine.goVersion(), GO);
  assert.equal(machine.key(UNINSTALL).DisplayVersion, OLDER);

  machine.installs();
  assert.equal(machine.key(UNINSTALL).DisplayVersion, version);
  assert.equal(machine.goVersion(), GO);

  const path = machine.userPath;
  await machine.uninstalls();
  assert.equal(machine.goVersion(), GO);
  assert.equal(machine.userPath, path);
  assert.deepEqual(machine.names(machine.bin), ["go.exe", `${GO}.exe`, "gofmt.exe"]);
  assert.equal(machine.key(UNINSTALL), null);
  assert.equal(machine.has(machine.profile, SHORTCUT), false);

  machine.installs();
  assert.match(machine.upgo("status").output, new RegExp(GO), "the kept Go is found again");
  await machine.uninstalls("/REMOVEALL");
  assert.deepEqual(machine.differences(before), []);
});

story("a user with an unusual name, and a custom folder", { user: "Jürgen 测试 O'Neill" }, async (machine) => {
  const before = machine.traces();
  machine.installsInto(`${machine.profile}\\Meine Programme ü\\Upgo`);
  machine.installsGo();
  assert.equal(machine.goVersion(), GO);
  machine.installs();
  assert.deepEqual(machine.key(UNINSTALL).InstallLocation, machine.program, "an upgrade uses the existing folder");
  await machine.uninstalls("/REMOVEALL");
  machine.removeEmpty(machine.profile, "Meine Programme ü");
  assert.deepEqual(machine.differences(before), []);
});

story("a home outside of the profile is closed to other users", { open: true }, async (machine) => {
  machine.home = "C:\\tools\\Upgo";
  machine.bin = `${machine.home}\\bin`;
  const env = { UPGO_HOME: machine.home };
  machine.installs({ env });
  assert.equal(machine.userPath.split(";")[0], machine.bin);
  assert.equal(machine.run(`${machine.bin}\\upgo.exe`, ["install", ...programs.archive(), "--use"], { env }).code, 0);
  await machine.uninstalls("/REMOVEALL");
  assert.equal(machine.has(machine.home), false);
});

story("what a program says reaches the installer as it was written", {}, (machine) => {
  const said = "Jörg 测试 · O'Neill";
  writeFileSync(machine.path("C:\\said-utf8.txt"), said);
  assert.equal(machine.run(programs.hearing("C:\\said-utf8.txt"), ["/S"]).code, 3, "the exit code of the program");
  assert.equal(machine.read("C:\\heard.txt").toString("utf16le"), said);
});

story("running programs: the tray quits and restarts, and a download in a terminal continues", {}, async (machine) => {
  const tray = `${machine.program}\\upgo-desktop.exe`;
  machine.installs({ of: OLDER });
  const older = machine.start(tray, ["--hidden"]);
  await machine.untilRuns(tray);
  await machine.whileDownloading(async (download) => {
    machine.installs();
    await older.ended;
    assert.equal(machine.key(UNINSTALL).DisplayVersion, version);
    assert.ok(download.isRunning());
    assert.deepEqual(machine.names(machine.bin), COMMANDS);
  });
  await machine.untilRuns(tray);
  await machine.uninstalls();
  assert.equal(machine.runs(tray), false);
});

story("nothing is removed during a download, and everything afterwards", {}, async (machine) => {
  const before = machine.traces();
  machine.installs();
  machine.installsGo();
  const installed = machine.traces();
  await machine.whileDownloading(() => assert.equal(machine.tryToUninstall("/REMOVEALL"), BUSY));
  const lost = machine.differences(installed).filter((difference) => difference.startsWith("-"));
  assert.deepEqual(lost, []);
  assert.equal(machine.goVersion(), GO);
  await machine.uninstalls("/REMOVEALL");
  assert.deepEqual(machine.differences(before), []);
});

story("a locked file and a full disk leave the older version intact", {}, async (machine) => {
  machine.installs({ of: OLDER });
  const before = machine.traces();
  const holding = await machine.startAndHear(programs.holder(), [`${machine.program}\\WebView2Loader.dll`]);
  assert.equal(machine.install().code, BUSY);
  assert.deepEqual(machine.differences(before), []);
  await holding.stop();

  const half = programs.size("upgo") >> 1;
  assert.equal(machine.install({ fileLimit: half }).code, FAILED);
  assert.deepEqual(machine.differences(before), []);
  machine.installs();
  assert.equal(machine.key(UNINSTALL).DisplayVersion, version);
});
