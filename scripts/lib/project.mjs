// Where the project is published: packaging/project.json, the one place that names its owner and its repository.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./tools.mjs";

/** The project. `isNamed` is false as long as the file holds placeholders, so that nothing can be published yet. */
export function readProject(folder = root) {
  const { owner, repository, homepage } = JSON.parse(readFileSync(join(folder, "packaging", "project.json"), "utf8"));
  const address = `https://github.com/${owner}/${repository}`;
  return {
    owner,
    repository,
    homepage,
    isNamed: ![owner, repository, homepage].some((text) => /\b(?:OWNER|REPOSITORY)\b/.test(text)),
    address,
    releases: `${address}/releases`,
    /** The folder of a release's files: `<downloads>/v0.2.0/<name>`. */
    downloads: `${address}/releases/download`,
  };
}

/** The newest version that the changelog has a heading for, or `null` before the first release. */
export function releasedVersion(changelog) {
  return /^## v?(\d+\.\d+\.\d+\S*)/m.exec(changelog)?.[1] ?? null;
}

/** The command that installs Upgo with winget. */
export function wingetCommand({ owner }) {
  return `winget install --exact --id ${owner}.Upgo`;
}

/** The two lines between which the README says how to get Upgo. */
const MARKS = ["<!-- how to get it: written by `node scripts/site.mjs --readme` -->", "<!-- end -->"];

/**
 * The README with the part that says how to get Upgo. Before the first release it says so, and what will work then: its
 * commands hold the placeholders of project.json.
 */
export function withInstallation(readme, project, version) {
  const [start, end] = MARKS.map((mark) => readme.indexOf(mark));
  if (start < 0 || end < start) throw new Error(`README.md has no part between ${MARKS.join(" and ")}`);
  const part = (version && project.isNamed ? released : unreleased)(project);
  return `${readme.slice(0, start)}${MARKS[0]}\n\n${part}\n\n${readme.slice(end)}`;
}

function unreleased(project) {
  return `**There is no published release yet.** Until then, [build it yourself](#build-it-yourself). From the first release on,
one line installs Upgo on Windows, with the names that the project gets by then:

\`\`\`
${wingetCommand(project)}
\`\`\`

The installer and the Debian package will be files of the release, under \`${project.releases}\`.`;
}

function released(project) {
  return `On Windows:

\`\`\`
${wingetCommand(project)}
\`\`\`

Or download the installer or the Debian package from [the newest release](${project.releases}/latest).
[docs/releasing.md](docs/releasing.md) says how to check what you downloaded.`;
}
