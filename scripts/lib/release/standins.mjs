// Small files with the names of a release's packages, for its dry run. The archives of programs are real ones.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { merged } from "../sbom.mjs";
import { zipped } from "./zip.mjs";

/** The packages of a release for all targets. */
const NAMES = (version) => [
  `Upgo-${version}-setup.exe`,
  `Upgo-${version}-arm64-setup.exe`,
  `Upgo-${version}.msi`,
  `Upgo-${version}-arm64.msi`,
  ...["upgo", "upgo-cli"].flatMap((name) => [`${name}_${version}_amd64.deb`, `${name}-${version}-1.x86_64.rpm`]),
  `Upgo-${version}-x86_64.AppImage`,
  ...["amd64", "arm64"].map((arch) => `upgo-windows-probe-${version}-${arch}.exe`),
];

const PROGRAMS = {
  "windows-amd64": ["upgo.exe", "upgo-desktop.exe", "WebView2Loader.dll"],
  "windows-arm64": ["upgo.exe", "upgo-desktop.exe"],
  "linux-amd64": ["upgo", "upgo-desktop"],
};

/** Writes the stand-ins into `folder`. They are the same in each run. */
export function standIns(folder, version) {
  mkdirSync(folder, { recursive: true });
  const text = (name) => Buffer.from(`a stand-in for ${name} of Upgo ${version}\n`);
  for (const name of NAMES(version)) writeFileSync(join(folder, name), text(name));
  for (const [target, names] of Object.entries(PROGRAMS)) {
    const files = Object.fromEntries(names.map((name) => [name, text(`${name} for ${target}`)]));
    writeFileSync(join(folder, `upgo-${version}-${target}.zip`), zipped(files, 0));
  }
  for (const system of ["linux", "windows"]) {
    const component = { type: "application", "bom-ref": "pkg:cargo/upgo-cli", name: "upgo-cli", version };
    const part = { metadata: { tools: [], component }, components: [], dependencies: [] };
    writeFileSync(join(folder, `upgo-${system}.cdx.json`), `${JSON.stringify(merged(version, [part]), null, 1)}\n`);
  }
}
