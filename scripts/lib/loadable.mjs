// What Windows must find in a program, so that it loads it everywhere and shows what it is. Nothing of this shows under
// Wine, which loads programs that Windows refuses.
import { readFileSync } from "node:fs";
import { readProgram } from "./pe.mjs";
import { BuildFailed } from "./programs.mjs";

/** What the programs of a release are: the window's has no console. */
const SUBSYSTEMS = { upgo: "console", "upgo-desktop": "window", "upgo-launcher": "console", "upgo-windows-probe": "console" };
/** A library of a compiler, which a machine has only if something else installed it. */
const OF_COMPILERS = /^(?:vcruntime|msvcp|msvcr\d|concrt|vcomp|ucrtbased|libgcc|libwinpthread|libstdc|libunwind)/;
const COMMON_CONTROLS = /name="Microsoft\.Windows\.Common-Controls" version="6\.0\.0\.0" processorArchitecture="\*" publicKeyToken="6595b64144ccf1df"/;

/** The elements of packaging/windows/program.manifest without which Windows behaves in another way. */
const settings = (year, name, value) => new RegExp(`<${name} xmlns="http://schemas\\.microsoft\\.com/SMI/${year}/WindowsSettings">${value}</`);
const MANIFEST = {
  "asInvoker": /<requestedExecutionLevel level="asInvoker" uiAccess="false"\/>/,
  "Windows 10": /<supportedOS Id="\{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a\}"\/>/,
  "PerMonitorV2": settings(2016, "dpiAwareness", "PerMonitorV2"),
  "longPathAware": settings(2016, "longPathAware", "true"),
  "the code page UTF-8": settings(2019, "activeCodePage", "UTF-8"),
  "the common controls 6": COMMON_CONTROLS,
};

/** What each program needs, also one that only tests run. `program` is what `readProgram` returns. */
export function refusals(program) {
  const functions = Object.values(program.imports).flat();
  const asks = program.manifests.some((manifest) => COMMON_CONTROLS.test(manifest));
  return [
    ...(functions.includes("TaskDialogIndirect") && !asks
      ? ["it imports TaskDialogIndirect, which only the common controls 6 have, and no manifest asks for them"]
      : []),
    ...(program.manifests.length > 1 ? [`it has ${program.manifests.length} manifests`] : []),
    ...Object.keys(program.imports).filter((name) => OF_COMPILERS.test(name)).map((name) => `it needs ${name}, which a compiler brings`),
    ...["highEntropy", "dynamicBase", "noExecute"].filter((flag) => !program.flags.includes(flag)).map((flag) => `it is linked without ${flag}`),
  ];
}

/** What a program of a release needs beyond that. */
export function unfit(name, program, version) {
  const number = [...version.split(/[-+]/)[0].split("."), 0].join(".");
  const { version: stated = {} } = program;
  const told = [stated.number, stated.FileVersion, stated.ProductVersion];
  const wanted = [number, version, version];
  return [
    ...refusals(program),
    ...(program.manifests.length === 1 ? [] : [`it has ${program.manifests.length} manifests instead of one`]),
    ...Object.entries(MANIFEST).filter(([, element]) => !program.manifests.some((text) => element.test(text))).map(([what]) => `no manifest states ${what}`),
    ...(String(told) === String(wanted) ? [] : [`its version says ${told.join(", ")}, and not ${wanted.join(", ")}`]),
    ...["CompanyName", "ProductName"].filter((text) => stated[text] !== "Upgo").map((text) => `its ${text} is ${stated[text]}`),
    ...(stated.FileDescription?.startsWith("Upgo") ? [] : [`its description is ${stated.FileDescription}`]),
    ...(program.subsystem === SUBSYSTEMS[name] ? [] : [`it is a program with a ${program.subsystem}, and not with a ${SUBSYSTEMS[name]}`]),
  ];
}

/**
 * The imports that no known Windows has: `known` has the functions of each library, and in `newer` those that Windows
 * 8.1 lacks, with the build of Windows 10 that introduced them. `oldest` is the oldest build that Upgo runs on.
 */
export function unknownImports(program, { known, newer }, oldest) {
  return Object.entries(program.imports).flatMap(([library, names]) =>
    names
      .filter((name) => !known[library]?.includes(name) || newer[name] > oldest)
      .map((name) => (newer[name] > oldest ? `${library}: ${name} needs build ${newer[name]} of Windows 10` : `${library}: ${name} is not recorded`)),
  );
}

/** Throws unless Windows loads the programs of a release and shows what they are. `programs` has their paths by name. */
export function mustLoad(programs, version) {
  const named = Object.entries(programs).filter(([name]) => name in SUBSYSTEMS);
  const found = named.flatMap(([name, file]) => unfit(name, readProgram(readFileSync(file)), version).map((what) => `${name}: ${what}`));
  if (found.length > 0) throw new BuildFailed(`these programs are not fit for Windows:\n  ${found.join("\n  ")}`);
}
