// Scoop's manifest. Scoop keeps the programs; Upgo's own home stays outside of it, so nothing is persisted.
import { addresses } from "../project.mjs";
import { LICENCE, SHORT, pick } from "./words.mjs";

const MACHINES = { "64bit": "amd64", arm64: "arm64" };

/** The manifest as data. */
export function scoopDocument(release, project) {
  const { homepage, source, file, base } = addresses(project);
  const there = Object.entries(MACHINES).filter(([, arch]) => pick(release, "programs", "windows", arch));
  const each = (made) => Object.fromEntries(there.map(([name, arch]) => [name, made(arch)]));
  return {
    version: release.version,
    description: SHORT.en,
    homepage,
    license: LICENCE,
    notes: [
      "Upgo keeps its Go versions in %LOCALAPPDATA%\\Upgo. 'scoop uninstall upgo' leaves them there, and on PATH.",
      "To remove them as well, run 'upgo purge' before.",
    ],
    architecture: each((arch) => {
      const { name, sha256 } = pick(release, "programs", "windows", arch);
      return { url: file(release.version, name), hash: sha256 };
    }),
    bin: "upgo.exe",
    shortcuts: [["upgo-desktop.exe", "Upgo"]],
    pre_uninstall: "if ($cmd -eq 'uninstall') { Start-Process -Wait -FilePath \"$dir\\upgo-desktop.exe\" -ArgumentList '--unregister' }",
    checkver: { github: source },
    autoupdate: {
      architecture: each((arch) => ({ url: `${base}/v$version/upgo-$version-windows-${arch}.zip` })),
      hash: { url: "$baseurl/SHA256SUMS" },
    },
  };
}

export function scoop(release, project) {
  return { "upgo.json": `${JSON.stringify(scoopDocument(release, project), null, 4)}\n` };
}
