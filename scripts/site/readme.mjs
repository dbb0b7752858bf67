// The part of the README that says how to get Upgo.
import { addresses, isPlaceholder } from "../lib/release/project.mjs";

/** The command that installs Upgo with winget. */
export const WINGET = "winget install --exact --id Upgo.Upgo";

/** The two lines between which the README says how to get Upgo. */
const MARKS = ["<!-- how to get it: written by `node scripts/site.mjs --readme` -->", "<!-- end -->"];

/** The newest version that the changelog has a heading for, or `null` before the first release. */
export function releasedVersion(changelog) {
  return /^## v?(\d+\.\d+\.\d+\S*)/m.exec(changelog)?.[1] ?? null;
}

/**
 * The README with the part that says how to get Upgo. As long as packaging/project.json has placeholders or the changelog
 * has no version, it says that there is no release yet, and what will work then.
 */
export function withInstallation(readme, project, version) {
  const [start, end] = MARKS.map((mark) => readme.indexOf(mark));
  if (start < 0 || end < start) throw new Error(`README.md has no part between ${MARKS.join(" and ")}`);
  const part = version && !isPlaceholder(project) ? released(project) : unreleased(project);
  return `${readme.slice(0, start)}${MARKS[0]}\n\n${part}\n\n${readme.slice(end)}`;
}

function unreleased(project) {
  return `**There is no published release yet.** Until then, [build it yourself](#build-it-yourself). From the first release on,
one line installs Upgo on Windows:

\`\`\`
${WINGET}
\`\`\`

The installers and the packages will be files of the release, under \`${addresses(project).source}/releases\`.`;
}

function released(project) {
  return `On Windows:

\`\`\`
${WINGET}
\`\`\`

Or download an installer or a package from [the newest release](${addresses(project).source}/releases/latest).
[docs/internals/releasing.md](docs/internals/releasing.md) says how to check what you downloaded.`;
}
