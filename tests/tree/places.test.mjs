// Where Upgo is on Windows. The installers decide it; scripts, policies, documents and the engine look there. Each place
// that one of them names is compared with this table.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readTree } from "../../scripts/lib/laws/tree.mjs";
import { root } from "../../scripts/lib/tools.mjs";

const USER_PROGRAM = "%LOCALAPPDATA%\\Programs\\Upgo";
const HOME = "%LOCALAPPDATA%\\Upgo";
const MACHINE = "%ProgramFiles%\\Upgo";
const MACHINE_KEY = "HKLM\\Software\\Upgo";
const UNINSTALL_KEY = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Upgo";

/** Place → the programs that are in it. */
const PLACES = {
  [USER_PROGRAM]: ["upgo-desktop.exe", "uninstall.exe"],
  [HOME]: [],
  [`${HOME}\\bin`]: ["upgo.exe"],
  [MACHINE]: ["upgo.exe", "upgo-desktop.exe"],
  // what an administrator's copy writes
  "%ProgramData%\\Upgo": [],
  "%ProgramData%\\Upgo\\logs": [],
  [MACHINE_KEY]: [],
  [UNINSTALL_KEY]: [],
  "HKLM\\Software\\Policies\\Upgo": [],
  "HKCU\\Software\\Policies\\Upgo": [],
};

const read = (path) => readFileSync(join(root, path), "utf8");

/** Files that tell users, administrators or programs where something is. */
const TELLS = /^(?:packaging\/|docs\/(?:teams\/|internals\/)?[^/]+$|README\.md|SECURITY\.md|scripts\/lib\/|crates\/engine\/src\/|crates\/toast\/src\/|src-tauri\/src\/)/;

/** Each place in a text whose path has a folder or key `Upgo`, as the table writes it, and what follows it. */
function named(text) {
  const plain = text.replaceAll("\\\\", "\\");
  const folder = /(?:\$env:|[$%])(LOCALAPPDATA|APPDATA|ProgramFiles|ProgramW6432|ProgramData)%?[' \\]+((?:[\w .]+\\)*Upgo)(?![\w-])((?:\\[\w.*<>-]+)*)/gi;
  const disk = /\bC:\\(Program Files|ProgramData)\\(Upgo)(?![\w-]| &)((?:\\[\w.*<>-]+)*)/g;
  const key = /\bHK(LM|CU)(?:64)?(?::?\\+|" Key="|\s+")(?!Software\\Classes)((?:[\w ]+\\)*Upgo)(?![\w-])((?:\\[\w.]+)*)/gi;
  return [
    ...[...plain.matchAll(folder), ...plain.matchAll(disk)].map(([, base, path, rest]) => [`%${canonical(base)}%\\${path}`, rest]),
    ...[...plain.matchAll(key)].map(([, hive, path, rest]) => [`HK${hive.toUpperCase()}\\${path.replace(/^software/i, "Software")}`, rest]),
  ];
}

function canonical(base) {
  const names = { localappdata: "LOCALAPPDATA", programfiles: "ProgramFiles", "program files": "ProgramFiles", programw6432: "ProgramFiles", programdata: "ProgramData" };
  return names[base.toLowerCase()] ?? base;
}

test("every place that is named is one of Upgo's, with the program that is there", () => {
  const wrong = [];
  let count = 0;
  for (const { path, text } of readTree().filter(({ path }) => TELLS.test(path))) {
    for (const [place, rest] of named(text)) {
      count += 1;
      const parts = rest.split("\\").filter(Boolean);
      const program = /\.exe$/.test(parts.at(-1) ?? "") ? parts.pop() : undefined;
      const whole = [place, ...parts].join("\\");
      const known = Object.keys(PLACES).find((each) => whole === each) ?? Object.keys(PLACES).find((each) => place === each && !program);
      if (!known || (program && !PLACES[known].includes(program))) wrong.push(`${path}: ${place}${rest}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(count > 30, `${count} places`);
  assert.deepEqual(named("Join-Path $env:LOCALAPPDATA 'Programs\\Upgo'"), [[USER_PROGRAM, ""]], "PowerShell's form");
  assert.deepEqual(named("C:\\Program Files\\Upgo\\upgo.exe"), [[MACHINE, "\\upgo.exe"]]);
});

test("the installers put everything where the table says", () => {
  const nsis = read("packaging/windows/upgo.nsi").replaceAll("$LOCALAPPDATA", "%LOCALAPPDATA%");
  assert.ok(nsis.includes(`\nInstallDir "${USER_PROGRAM}"\n`));
  assert.equal(nsis.split(`StrCpy $Home "${HOME}"`).length, 3, "the installer and the uninstaller");
  assert.match(nsis, /SetOutPath "\$Home\\bin"\n\s+File "\/oname=upgo\.exe\.new"/);
  assert.ok(nsis.includes(`!define UNINSTALL_KEY "${UNINSTALL_KEY.replace("HKCU\\", "")}"`));
  assert.match(nsis, /WriteRegStr HKCU "\$\{UNINSTALL_KEY\}" "UpgoHome" "\$Home"/);
  const msi = read("packaging/windows/upgo.wxs");
  assert.match(msi, /<Directory Id="ProgramFiles64Folder">\s+<Directory Id="INSTALLDIR" Name="Upgo">/);
  assert.match(msi, /<RegistryValue Root="HKLM" Key="Software\\Upgo" Name="InstallDir" [^>]*Value="\[INSTALLDIR\]"/);
  assert.ok(read("crates/engine/src/change/site/own.rs").includes(`r"${UNINSTALL_KEY}"`), "where the engine looks for the window");
});

test("the templates of the policy write where the engine reads", () => {
  const keys = [...read("packaging/windows/policy/Upgo.admx").matchAll(/ key="([^"]+)"/g)].map(([, key]) => key);
  assert.ok(keys.length > 20);
  assert.deepEqual([...new Set(keys)].filter((key) => key !== "Software\\Policies\\Upgo" && !key.startsWith("Software\\Policies\\Upgo\\")), []);
  const places = named(read("crates/engine/src/choices/policy/places.rs")).map(([place]) => place);
  assert.deepEqual(places.toSorted(), ["HKCU\\Software\\Policies\\Upgo", "HKLM\\Software\\Policies\\Upgo"]);
});

// Intune's agent has the PATH from before Upgo was installed.
test("Intune's scripts look for `upgo` where each installer puts it", () => {
  const finder = read("packaging/intune/find-upgo.ps1");
  const values = [...finder.matchAll(/'((?:HKLM|HKCU):[^']+)'[^]*?-Name '(\w+)'/g)].map(([, key, name]) => `${key.replace(":", "")} ${name}`);
  assert.deepEqual(values, [`${MACHINE_KEY} InstallDir`, `${UNINSTALL_KEY} UpgoHome`]);
  assert.match(finder, /\$folders \+= Join-Path \$user\.UpgoHome 'bin'/);
  const folders = named(finder).map(([place, rest]) => place + rest).filter((place) => place.startsWith("%"));
  assert.deepEqual(folders, Object.keys(PLACES).filter((place) => PLACES[place].includes("upgo.exe")).reverse());
});
