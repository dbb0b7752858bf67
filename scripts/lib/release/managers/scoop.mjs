// Scoop's manifest. Scoop keeps the programs; Upgo's own home stays outside of it, so nothing is persisted.
import { addresses } from "../project.mjs";
import { LICENCE, SHORT, pick } from "./words.mjs";

const MACHINES = { "64bit": "amd64", arm64: "arm64" };

/** What asks the window and the tray icon for something, and waits for the answer. */
const ask = (word) => `Start-Process -Wait -FilePath "$dir\\upgo-desktop.exe" -ArgumentList '${word}'`;

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
      "To remove them as well, run 'upgo self uninstall' before.",
      "Scoop updates no program that is running: quit Upgo from its tray icon before 'scoop update upgo'.",
    ],
    architecture: each((arch) => {
      const { name, sha256 } = pick(release, "programs", "windows", arch);
      return { url: file(release.version, name), hash: sha256 };
    }),
    bin: "upgo.exe",
    // The shortcut that this makes has the name of the program. Without it, Windows drops its notifications.
    post_install: [ask("--register")],
    // Scoop looks for running programs after this when it uninstalls, but before it when it updates.
    pre_uninstall: [ask("--quit"), `if ($cmd -eq 'uninstall') { ${ask("--unregister")} }`],
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
