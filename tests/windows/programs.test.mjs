// Each program for Windows is read as Windows reads it before it runs it. Wine would run it anyway.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { mustLoad, refusals, unfit, unknownImports } from "../../scripts/lib/loadable.mjs";
import { version } from "../../scripts/lib/packages.mjs";
import { readProgram } from "../../scripts/lib/pe.mjs";
import { windowsTestExecutables } from "../../scripts/lib/programs.mjs";

/** Windows 10 1607, and Windows Server 2016, which Microsoft supports until 2027. */
const OLDEST = 14393;
/**
 * What the programs import. All of `known` is in Windows 8.1, and in `newer` is what is not: by the metadata of the
 * interface (`SupportedOSPlatform`), and by hand for the C runtime, the console, ntdll and BSTR, which it does not
 * cover. A new import is looked up at https://learn.microsoft.com/windows/win32/api before it is added.
 */
const IMPORTS = JSON.parse(readFileSync(join(import.meta.dirname, "rig", "imports.json"), "utf8"));

const built = windowsTestExecutables().map((program) => ({ ...program, read: readProgram(readFileSync(program.file)) }));
const skip = built.length === 0 && "the programs were built elsewhere";
const shipped = (name) => built.findLast((program) => program.name === name && !program.isTest)?.read;

test("Windows loads every program, also those that only tests run", { skip }, () => {
  const found = built.flatMap(({ name, file, read }) =>
    [...refusals(read), ...unknownImports(read, IMPORTS, OLDEST)].map((what) => `${name} (${file}): ${what}`),
  );
  assert.deepEqual(found, []);
  // what this is for: a test program has what Tauri imports, too
  assert.ok(built.some(({ isTest, read }) => isTest && read.imports["comctl32.dll"]?.includes("TaskDialogIndirect")));
});

test("the programs of a release have one manifest, and say what they are", { skip }, () => {
  for (const name of ["upgo", "upgo-desktop", "upgo-launcher", "upgo-windows-probe"]) assert.deepEqual(unfit(name, shipped(name), version), [], name);
});

test("what Windows would refuse or show wrongly is found", { skip }, () => {
  const sound = shipped("upgo-desktop");
  const says = (changes, of = (program) => unfit("upgo-desktop", program, "0.1.0")) => of({ ...sound, ...changes }).join("\n");
  const manifest = (from, to) => ({ manifests: [sound.manifests[0].replace(from, to)] });
  const importing = (library, name) => ({ imports: { ...sound.imports, [library]: [name] } });
  const right = { ...sound.version, number: "0.1.0.0", FileVersion: "0.1.0", ProductVersion: "0.1.0" };
  assert.equal(says({ version: right }), "");
  for (const [changes, message] of [
    [{ manifests: [] }, /TaskDialogIndirect.*\nit has 0 manifests instead of one\nno manifest states asInvoker/],
    [{ manifests: [...sound.manifests, ...sound.manifests] }, /it has 2 manifests\n/],
    [manifest("6.0.0.0", "5.82.0.0"), /TaskDialogIndirect[^]*no manifest states the common controls 6/],
    [manifest("asInvoker", "requireAdministrator"), /no manifest states asInvoker/],
    [manifest("8e0f7a12", "1f676c76"), /no manifest states Windows 10/],
    [manifest("PerMonitorV2", "system"), /no manifest states PerMonitorV2/],
    [manifest("SMI/2016/WindowsSettings\">true", "SMI/2005/WindowsSettings\">true"), /no manifest states longPathAware/],
    [manifest("UTF-8</", "Legacy</"), /no manifest states the code page UTF-8/],
    [importing("vcruntime140.dll", "memcpy"), /it needs vcruntime140\.dll/],
    [importing("libgcc_s_seh-1.dll", "_Unwind_Resume"), /it needs libgcc_s_seh-1\.dll/],
    [{ flags: ["highEntropy", "noExecute"] }, /it is linked without dynamicBase/],
    [{ flags: [] }, /without highEntropy\n.*without dynamicBase\n.*without noExecute/],
    [{ subsystem: "console" }, /a program with a console, and not with a window/],
    [{ version: undefined }, /its version says , , , and not 0\.1\.0\.0/],
    [{ version: { ...right, number: "0.0.9.0" } }, /its version says 0\.0\.9\.0, 0\.1\.0/],
    [{ version: { ...right, CompanyName: "upgo" } }, /its CompanyName is upgo/],
    [{ version: { ...right, FileDescription: "" } }, /its description is/],
  ]) {
    assert.match(says({ version: right, ...changes }), message);
  }
  const imports = (changes, record = IMPORTS) => says(changes, (program) => unknownImports(program, record, OLDEST));
  assert.equal(imports({}), "");
  assert.equal(imports(importing("kernel32.dll", "FutureW")), "kernel32.dll: FutureW is not recorded");
  assert.equal(imports(importing("new.dll", "CreateFileW")), "new.dll: CreateFileW is not recorded");
  const newer = { ...IMPORTS, newer: { ...IMPORTS.newer, CreateFileW: 19041 } };
  assert.equal(imports(importing("kernel32.dll", "CreateFileW"), newer), "kernel32.dll: CreateFileW needs build 19041 of Windows 10");
});

test("a release whose programs Windows would not run is not packed", { skip }, () => {
  const files = Object.fromEntries(built.filter(({ isTest }) => !isTest).map(({ name, file }) => [name, file]));
  mustLoad(files, version);
  assert.throws(() => mustLoad(files, "9.9.9"), /upgo: its version says .*, and not 9\.9\.9\.0/);
  // a program without a manifest
  assert.throws(() => mustLoad({ upgo: files.sample_go }, version), /upgo: it has 0 manifests instead of one/);
});
