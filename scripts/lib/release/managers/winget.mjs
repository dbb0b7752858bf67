// winget's manifests: three kinds of files with one folder, in schema 1.10 (packaging/schemas.json).
import { addresses } from "../project.mjs";
import { COPYRIGHT, LICENCE, LONG, NAME, PUBLISHER, SHORT, TAGS, TAGS_ZH } from "./words.mjs";
import { yaml } from "./yaml.mjs";

/** The name of Upgo in winget's repository, and the folder of its manifests there. */
export const IDENTIFIER = "Upgo.Upgo";
export const FOLDER = "manifests/u/Upgo/Upgo";

const SCHEMA = "1.10.0";
const MACHINES = { amd64: "x64", arm64: "arm64" };

/**
 * File → document, as data. WebView2 is not a dependency: winget would ask for an administrator, and an existing
 * runtime can make its installer, and with it Upgo's, fail. Upgo says what to install.
 */
export function wingetDocuments(release, project) {
  const { version } = release;
  const { file } = addresses(project);
  const about = { PackageIdentifier: IDENTIFIER, PackageVersion: version };
  const kind = (name) => ({ ManifestType: name, ManifestVersion: SCHEMA });
  const installers = release.files
    .filter((each) => each.kind === "nsis" || each.kind === "msi")
    .map((each) => ({
      Architecture: MACHINES[each.arch],
      ...(each.kind === "nsis" ? perUser(addresses(project)) : PER_MACHINE),
      InstallerUrl: file(version, each.name),
      InstallerSha256: each.sha256.toUpperCase(),
    }));
  return {
    [`${IDENTIFIER}.yaml`]: { ...about, DefaultLocale: "en-US", ...kind("version") },
    [`${IDENTIFIER}.installer.yaml`]: {
      ...about,
      Platform: ["Windows.Desktop"],
      MinimumOSVersion: "10.0.14393.0",
      InstallModes: ["interactive", "silent"],
      UpgradeBehavior: "install",
      Commands: ["upgo"],
      Protocols: ["upgo"],
      ReleaseDate: release.date.slice(0, 10),
      Installers: installers,
      ...kind("installer"),
    },
    [`${IDENTIFIER}.locale.en-US.yaml`]: { ...about, ...locale(release, project, "en", "en-US"), ...kind("defaultLocale") },
    [`${IDENTIFIER}.locale.zh-CN.yaml`]: { ...about, ...locale(release, project, "zh-CN", "zh-CN"), ...kind("locale") },
  };
}

/** The files of the pull request, by name. */
export function winget(release, project) {
  const documents = Object.entries(wingetDocuments(release, project));
  return Object.fromEntries(
    documents.map(([name, document]) => {
      const schema = `https://aka.ms/winget-manifest.${document.ManifestType}.${SCHEMA}.schema.json`;
      return [name, `# yaml-language-server: $schema=${schema}\n\n${yaml(document)}`];
    }),
  );
}

/** The installer for one account, with the exit codes that docs/installing.md lists. */
function perUser({ installing }) {
  return {
    InstallerType: "nullsoft",
    Scope: "user",
    ProductCode: "Upgo",
    ExpectedReturnCodes: [
      { InstallerReturnCode: 2, ReturnResponse: "custom", ReturnResponseUrl: installing },
      { InstallerReturnCode: 6, ReturnResponse: "packageInUse" },
    ],
    InstallerSuccessCodes: [20],
  };
}

/** The package for Windows Installer, which winget finds by the code that all its versions share. */
const PER_MACHINE = {
  InstallerType: "wix",
  Scope: "machine",
  AppsAndFeaturesEntries: [{ UpgradeCode: "{9B6B7A0E-64B4-4E0B-9B5D-2C7A5E0C7F31}" }],
};

function locale({ version, notes: [own] }, project, language, tag) {
  const { homepage, source, issues, licence, installing, release } = addresses(project);
  return {
    PackageLocale: tag,
    Publisher: PUBLISHER,
    PublisherUrl: source,
    PublisherSupportUrl: issues,
    PackageName: NAME,
    PackageUrl: homepage,
    License: LICENCE,
    LicenseUrl: licence,
    Copyright: COPYRIGHT,
    ShortDescription: SHORT[language],
    Description: LONG[language],
    ...(language === "en" ? { Moniker: "upgo" } : {}),
    Tags: language === "en" ? TAGS : TAGS_ZH,
    ReleaseNotes: own[language].map((note) => `- ${note}`).join("\n"),
    ReleaseNotesUrl: release(version),
    Documentations: [{ DocumentLabel: language === "en" ? "Installing" : "安装说明", DocumentUrl: installing }],
  };
}
