// What a release says about itself: release.json, the updater's manifest, and the notes on the page of the release.
import { addresses } from "./project.mjs";

/** release.json: the one source for package managers, the site and the updater's manifest. */
export function releaseDescription({ version, date, notes, files }) {
  return { format: 1, version, date, notes, files };
}

/** upgo-update.json: what Upgo asks for to update itself. `revoked` are ids of keys that it no longer accepts. */
export function updateManifest(release, project, { minimumVersion, revoked }) {
  const { file } = addresses(project);
  return {
    format: 1,
    version: release.version,
    date: release.date,
    minimumVersion,
    revokedKeys: revoked,
    notes: release.notes,
    packages: release.files
      .filter(({ kind }) => kind === "programs")
      .map(({ name, os, arch, size, sha256 }) => ({ target: `${os}-${arch}`, url: file(release.version, name), size, sha256 })),
  };
}

const KINDS = {
  nsis: ["Windows", "Installer for your account"],
  msi: ["Windows", "MSI for all accounts, for administrators"],
  deb: ["Linux", "Debian, Ubuntu and derivatives"],
  rpm: ["Linux", "Fedora, openSUSE and derivatives"],
  "cli-deb": ["Linux", "Debian and derivatives, without the window"],
  "cli-rpm": ["Linux", "Fedora, Red Hat and derivatives, without the window"],
  appimage: ["Linux", "AppImage, for any distribution"],
  programs: ["", "The programs alone"],
  probe: ["Windows", "Questions to Windows, for a bug report"],
};
const SYSTEMS = { windows: "Windows", linux: "Linux" };
const MACHINES = { amd64: "x64", arm64: "ARM64" };

/** The text for the page of the release, in Markdown: what is new, what to download, how to check it. */
export function pageOfRelease(release, project, { changes, keys }) {
  const { file, source } = addresses(project);
  const { version, notes, files } = release;
  const [own] = notes;
  const order = Object.keys(KINDS);
  const rows = [...files]
    .sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind) || one.name.localeCompare(other.name, "en"))
    .map(({ kind, os, arch, name, size }) => {
      const what = `${KINDS[kind][1]}, ${MACHINES[arch]}`;
      return `| ${SYSTEMS[os]} | ${what} | [${name}](${file(version, name)}) | ${(size / 1e6).toFixed(1)} MB |`;
    });
  const list = (lines) => lines.map((line) => `- ${line}`).join("\n");
  return `${list(own.en)}

${list(own["zh-CN"])}

| | | file | size |
|---|---|---|---|
${rows.join("\n")}

## Check a download

\`\`\`
sha256sum --check --ignore-missing SHA256SUMS
minisign -Vm SHA256SUMS -P ${keys[0]}
gh attestation verify FILE --repo ${source.replace("https://github.com/", "")}
\`\`\`

## All changes

${changes.length > LONGEST ? `[CHANGELOG.md](${changelog(source, version)})` : linked(changes, `${source}/blob/v${version}`)}
`;
}

/** GitHub takes 125 000 characters for a release. */
const LONGEST = 100_000;

const changelog = (source, version) => `${source}/blob/v${version}/CHANGELOG.md`;

/** The links of the changelog are relative to the tree, which the page of a release is not in. */
function linked(text, tree) {
  return text.replace(/\]\((?!https?:|#)([^)\s]+)\)/g, (_, path) => `](${tree}/${path})`);
}
