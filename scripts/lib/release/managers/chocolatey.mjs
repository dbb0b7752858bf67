// Chocolatey's package. It contains no program: its script downloads the MSI, or the installer if there is no MSI.
import { addresses } from "../project.mjs";
import { COPYRIGHT, LONG, NAME, PUBLISHER, SHORT, TAGS, pick } from "./words.mjs";

/** The namespace of the package's description, which the schema leaves open. */
export const NAMESPACE = "http://schemas.microsoft.com/packaging/2015/06/nuspec.xsd";

export function chocolatey(release, project) {
  return { "upgo.nuspec": nuspec(release, project), "tools/chocolateyinstall.ps1": installScript(release, project) };
}

function nuspec({ version, notes: [own] }, project) {
  const { homepage, source, issues, licence, installing, release } = addresses(project);
  const fields = {
    id: "upgo",
    version,
    packageSourceUrl: `${source}/tree/main/scripts/lib/release/managers`,
    owners: PUBLISHER,
    title: NAME,
    authors: PUBLISHER,
    projectUrl: homepage,
    copyright: COPYRIGHT,
    licenseUrl: licence,
    requireLicenseAcceptance: "false",
    projectSourceUrl: source,
    docsUrl: installing,
    bugTrackerUrl: issues,
    tags: TAGS.join(" "),
    summary: SHORT.en,
    description: LONG.en,
    releaseNotes: [...own.en.map((note) => `- ${note}`), "", release(version)].join("\n"),
  };
  const lines = Object.entries(fields).map(([name, value]) => `    <${name}>${escaped(value)}</${name}>`);
  return `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="${NAMESPACE}">
  <metadata>
${lines.join("\n")}
  </metadata>
  <files>
    <file src="tools\\**" target="tools" />
  </files>
</package>
`;
}

/** Chocolatey's automatic uninstaller removes what this installs, so there is no second script. */
function installScript(release, project) {
  const { file } = addresses(project);
  const kind = pick(release, "msi", "windows", "amd64") ? "msi" : "nsis";
  const [x64, arm64] = ["amd64", "arm64"].map((arch) => pick(release, kind, "windows", arch));
  const silent = { msi: "'/qn /norestart'", nsis: "'/S'" }[kind];
  const codes = { msi: "@(0, 1641, 3010)", nsis: "@(0, 20)" }[kind];
  const values = ({ name, sha256 }) => `@{ url64bit = '${file(release.version, name)}'; checksum64 = '${sha256}' }`;
  return `$ErrorActionPreference = 'Stop'

$x64 = ${values(x64)}
${arm64 ? `$arm64 = ${values(arm64)}\n` : ""}
$arguments = @{
  packageName    = $env:ChocolateyPackageName
  softwareName   = '${NAME}'
  fileType       = '${kind === "msi" ? "msi" : "exe"}'
  silentArgs     = ${silent}
  validExitCodes = ${codes}
  checksumType64 = 'sha256'
}
${arm64 ? "# this process may be emulated; Windows itself is asked\n$isArm64 = (Get-CimInstance Win32_Processor | Select-Object -First 1).Architecture -eq 12\n$download = if ($isArm64) { $arm64 } else { $x64 }" : "$download = $x64"}

Install-ChocolateyPackage @arguments @download
`;
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
