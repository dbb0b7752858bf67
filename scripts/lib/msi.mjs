// Makes the package for Windows Installer from packaging/windows/upgo.wxs. wixl writes the files and the registry; the
// tables that it does not know are added here.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./package-tools.mjs";
import { LICENSES } from "./packages.mjs";
import { sourceDate } from "./reproducible.mjs";
import { inFolder, root, save } from "./tools.mjs";

const source = join(root, "packaging", "windows", "upgo.wxs");
const UPGRADE_CODE = /UpgradeCode="\{([^}]+)\}"/.exec(readFileSync(source, "utf8"))[1];

/** How a package says which processor it is for. wixl knows no ARM64. */
const TEMPLATES = { amd64: "x64;1033", arm64: "Arm64;1033" };

/** Types of custom actions: set a property; start a program and wait for it, and ignore its failure. */
const [SET, START, IGNORE] = [51, 34, 64];

/**
 * Where programs start: everybody can read it. TARGETDIR is the root of the largest drive, perhaps a stick or a share.
 */
const START_IN = "System64Folder";

/** Upgo is being removed, and not replaced by another version. */
const REMOVED = 'REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE';
/** A person started this, not the system's own account, which has no Upgo. */
const BY_USER = 'UserSID<>"S-1-5-18"';
const PURGE = '"[INSTALLDIR]upgo.exe" purge --yes --quiet --progress none';

/**
 * Our actions: name, type, source, target, condition, sequence number. Programs start as the user who started the
 * installer, before the first file changes. None is ended: one in a change keeps running from a file moved aside.
 */
const ACTIONS = [
  ["UsePreviousFolder", SET, "INSTALLDIR", "[PREVIOUSDIR]", "PREVIOUSDIR AND NOT INSTALLDIR", 60],
  ["UsePreviousPath", SET, "MODIFYPATH", "[PREVIOUSPATH]", "PREVIOUSPATH AND NOT MODIFYPATH", 61],
  ["SetLocation", SET, "ARPINSTALLLOCATION", "[INSTALLDIR]", "", 1010],
  ["AskToQuit", START + IGNORE, START_IN, '"[PREVIOUSDIR]upgo-desktop.exe" --quit', `PREVIOUSDIR AND ${BY_USER}`, 1020],
  // The step that may fail comes first: if a Go version is running, neither it nor Upgo is removed.
  ["RemoveGo", START, START_IN, PURGE, `REMOVEGO="1" AND ${REMOVED} AND ${BY_USER}`, 1030],
  ["Unregister", START + IGNORE, START_IN, '"[INSTALLDIR]upgo-desktop.exe" --unregister', `${REMOVED} AND ${BY_USER}`, 1040],
  // Removes files that the program has written to the home meanwhile.
  ["RemoveRest", START + IGNORE, START_IN, PURGE, `REMOVEGO="1" AND ${REMOVED} AND ${BY_USER}`, 1050],
];

/** Standard actions that wixl does not schedule. The old version is removed in the transaction of the new one. */
const STANDARD_ACTIONS = { FindRelatedProducts: 25, RemoveExistingProducts: 1510, RemoveEnvironmentStrings: 3300, WriteEnvironmentStrings: 5200 };

/**
 * Makes the package at `out`. `programs` are paths: `upgo`, `upgo-desktop`, and `loader` (WebView2Loader.dll) if the
 * program needs it. The bytes depend only on the programs, the version and the date of the commit.
 */
export function makeMsi(programs, out, { versionOf, arch = "amd64" }) {
  return inFolder("upgo-msi-", (work) => {
    const files = stage(programs, join(work, "files"));
    const productCode = uuid(`product ${versionOf} ${arch}`);
    const wixl = ["-a", "x64", "-o", join(work, "upgo.msi"), "-D", `ProductCode={${productCode}}`];
    wixl.push("-D", `Version=${numbers(versionOf)}`, ...(programs.loader ? ["-D", "Loader=1"] : []), source);
    const started = Date.now();
    run("wixl", wixl, { cwd: join(work, "files"), env: { TZ: "UTC" }, debianPackage: "wixl" });
    addTables(work, versionOf);
    const packageCode = uuid(digestOf([...files, source, import.meta.filename]) + productCode);
    msibuild(work, "-s", "Installation Database", "Upgo", TEMPLATES[arch], `{${packageCode}}`);
    save(out, withDate(readFileSync(join(work, "upgo.msi")), started));
    return out;
  });
}

/** Copies the files of the package into `folder`, dated by the commit. Returns their paths. */
function stage(programs, folder) {
  mkdirSync(folder);
  const owner = join(folder, "..", "owner");
  writeFileSync(owner, "msi\n");
  const sources = {
    "upgo.exe": programs.upgo,
    "upgo-desktop.exe": programs["upgo-desktop"],
    "WebView2Loader.dll": programs.loader,
    "LICENSE.txt": LICENSES,
    "upgo.dsc.resource.json": join(root, "packaging", "dsc", "upgo.dsc.resource.json"),
    "upgo.png": join(root, "icons", "app-256.png"),
    "upgo.ico": join(root, "icons", "icon.ico"),
    "installed-by": owner,
  };
  const date = Number(sourceDate(process.env, root));
  return Object.entries(sources).filter(([, from]) => from).map(([name, from]) => {
    const to = join(folder, name);
    copyFileSync(from, to);
    utimesSync(to, date, date);
    return to;
  });
}

function addTables(work, version) {
  // `keys` are the first columns of the table: name → type.
  const table = (name, keys, others, rows) => {
    const columns = { ...keys, ...others };
    const head = [Object.keys(columns), Object.values(columns), [name, ...Object.keys(keys)]];
    const lines = [...head, ...rows].map((cells) => `${cells.join("\t")}\r\n`);
    writeFileSync(join(work, `${name}.idt`), lines.join(""));
    msibuild(work, "-i", join(work, `${name}.idt`));
  };
  const actions = ACTIONS.map((action) => action.slice(0, 4));
  table("CustomAction", { Action: "s72" }, { Type: "i2", Source: "S72", Target: "S255" }, actions);
  // `=` sets it, `-` removes it again, `*` means the machine's variable; `[~]` is the existing value.
  table("Environment", { Environment: "s72" }, { Name: "l255", Value: "L255", Component_: "s72" }, [
    ["Path", "=-*PATH", "[~];[INSTALLDIR]", "Path"],
  ]);
  // The name of the shortcut, which Windows requires for notifications and for one button in the taskbar.
  const property = { Shortcut_: "s72", PropertyKey: "s255", PropertyValue: "s255" };
  const appId = ["AppId", "StartMenu", "System.AppUserModel.ID", "dev.upgo.desktop"];
  table("MsiShortcutProperty", { MsiShortcutProperty: "s72" }, property, [appId]);
  // The same version is replaced, too: a release candidate has the numbers of its release. A newer one is only found.
  msibuild(work, "-q", "DROP TABLE Upgrade");
  const versions = { UpgradeCode: "s38", VersionMin: "S20", VersionMax: "S20", Language: "S255", Attributes: "i4" };
  table("Upgrade", versions, { Remove: "S255", ActionProperty: "s72" }, [
    [`{${UPGRADE_CODE}}`, "0.0.0", numbers(version), "", 0x100 | 0x200, "", "OLDERFOUND"],
    [`{${UPGRADE_CODE}}`, numbers(version), "", "", 0x2, "", "NEWERFOUND"],
  ]);
  const into = (sequence, name, condition, number) =>
    `INSERT INTO ${sequence} (Action, Condition, Sequence) VALUES ('${name}', '${condition}', ${number})`;
  const steps = [...Object.entries(STANDARD_ACTIONS).map(([name, number]) => [name, "", number]), ...ACTIONS.map(([name, , , , ...step]) => [name, ...step])];
  const inUi = ["FindRelatedProducts", "UsePreviousFolder", "UsePreviousPath"];
  const queries = [
    ...steps.map((step) => into("InstallExecuteSequence", ...step)),
    ...steps.filter(([name]) => inUi.includes(name)).map((step) => into("InstallUISequence", ...step)),
    `UPDATE Component SET Condition = 'NOT MODIFYPATH="0"' WHERE Component = 'Path'`,
  ];
  for (const query of queries) msibuild(work, "-q", query);
}

function msibuild(work, ...args) {
  run("msibuild", [join(work, "upgo.msi"), ...args], { cwd: work, debianPackage: "msitools" });
}

/** The package with the date of the commit in place of the two times at which it was made. */
function withDate(bytes, started) {
  const filetime = (ms) => (BigInt(ms) + 11_644_473_600_000n) * 10_000n;
  const [from, until] = [filetime(started - 2000), filetime(Date.now() + 2000)];
  const wanted = filetime(Number(sourceDate(process.env, root)) * 1000);
  let found = 0;
  for (let at = bytes.indexOf("\x40\0\0\0", 0, "latin1"); at >= 0; at = bytes.indexOf("\x40\0\0\0", at + 4, "latin1")) {
    if (at + 12 > bytes.length) break;
    const value = bytes.readBigUInt64LE(at + 4);
    if (value < from || value > until) continue;
    bytes.writeBigUInt64LE(wanted, at + 4);
    found += 1;
  }
  if (found !== 2) throw new Error(`the package has ${found} dates instead of 2`);
  return bytes;
}

/** The three numbers of a version. Windows Installer knows no pre-releases. */
function numbers(version) {
  return /^\d+\.\d+\.\d+/.exec(version)[0];
}

function digestOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(createHash("sha256").update(readFileSync(file)).digest());
  return hash.digest("hex");
}

/** The identifier that belongs to a name (RFC 9562, version 5), so that the same name always has the same one. */
function uuid(name) {
  const namespace = Buffer.from(UPGRADE_CODE.replaceAll("-", ""), "hex");
  const hash = createHash("sha1").update(namespace).update(name).digest().subarray(0, 16);
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  return hash.toString("hex").toUpperCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
