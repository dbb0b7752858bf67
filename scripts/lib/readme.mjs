// The part of the README that says how to get Upgo, in each language that it has.
import { addresses, isPlaceholder } from "./release/project.mjs";

/** The command that installs Upgo with winget. */
export const WINGET = "winget install --exact --id Upgo.Upgo";

/** The READMEs, with the words of this part: `before` the first release and `after` it. */
export const READMES = {
  "README.md": {
    before: `There is no published release yet: [build it yourself](#build-it-yourself). From the first release on:`,
    after: (latest) => `winget downloads Upgo itself; the packages are files of [the newest release](${latest}):`,
    comments: ["Windows, your account", "Debian, Ubuntu", "Fedora"],
  },
  "README.zh-CN.md": {
    before: `目前还没有正式发布的版本，请先[自行构建](#自行构建)。首次发布之后：`,
    after: (latest) => `winget 会自动下载；其他安装包在[最新版本](${latest})中：`,
    comments: ["Windows，仅当前账户", "Debian、Ubuntu", "Fedora"],
  },
};

/** The two lines between which a README says how to get Upgo. */
const MARKS = ["<!-- how to get it: written by `node scripts/site.mjs --readme` -->", "<!-- end -->"];

/** The newest version that the changelog has a heading for, or `null` before the first release. */
export function releasedVersion(changelog) {
  return /^## v?(\d+\.\d+\.\d+\S*)/m.exec(changelog)?.[1] ?? null;
}

/**
 * A README with the part that says how to get Upgo. As long as packaging/project.json has placeholders or the changelog
 * has no version, it says that there is no release yet, and what will work then.
 */
export function withInstallation(path, readme, project, version) {
  const [start, end] = MARKS.map((mark) => readme.indexOf(mark));
  if (start < 0 || end < start) throw new Error(`${path} has no part between ${MARKS.join(" and ")}`);
  const { before, after, comments } = READMES[path];
  const isReleased = version && !isPlaceholder(project);
  const head = isReleased ? after(`${addresses(project).source}/releases/latest`) : before;
  const commands = [WINGET, "sudo apt install ./upgo_VERSION_amd64.deb", "sudo dnf install ./upgo-VERSION-1.x86_64.rpm"];
  const lines = commands.map((command, index) => `${command.replace("VERSION", version ?? "0.1.0").padEnd(44)}# ${comments[index]}`);
  return `${readme.slice(0, start)}${MARKS[0]}\n\n${head}\n\n\`\`\`\n${lines.join("\n")}\n\`\`\`\n\n${readme.slice(end)}`;
}
