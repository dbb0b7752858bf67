// The texts of *Why this Go?*: the answer, the chain of causes, and both as plain text.
import type { Cause, ChainLink, WhyReport } from "../../api/bindings";
import type { IconName } from "../../components/icons";
import type { Catalogue } from "../../text/index.svelte";

export const CAUSE_ICONS: Record<Cause, IconName> = {
  path: "windowConsole",
  pathext: "windowConsole",
  shim: "arrowSwap",
  switch: "arrowSwap",
  "version-file": "documentText",
  goroot: "bracesVariable",
  goenv: "bracesVariable",
  go111module: "bracesVariable",
  gotoolchain: "bracesVariable",
  gowork: "bracesVariable",
  "go.work": "documentText",
  "go.mod": "documentText",
  toolchain: "boxMultiple",
};

/** The title of the answer: the Go that runs. */
export function answerTitle({ program, toolchain }: WhyReport, { environment, versions }: Catalogue): string {
  if (toolchain) return toolchain.version ?? versions.unknownVersion;
  return program === null ? environment.noGo : environment.refuses;
}

/** The reason, and the source of that Go. */
export function answerSentence(report: WhyReport, words: Catalogue): string {
  const { environment, common } = words;
  const { program, toolchain } = report;
  if (toolchain === null) return "";
  const isElsewhere = program?.version && program.version !== toolchain.version;
  const parts = [
    because(report.chain, words),
    toolchain.from === "local" ? "" : environment.from[toolchain.from],
    isElsewhere ? environment.elsewhere(program.version ?? "") : "",
  ];
  return parts.filter(Boolean).join(common.between);
}

function because(chain: ChainLink[], { environment }: Catalogue): string {
  const link = chain.find(({ decides }) => decides);
  if (link === undefined) return environment.becausePath;
  switch (link.cause) {
    case "path":
    case "pathext":
      return environment.becausePath;
    case "switch":
      return environment.becauseSwitch;
    case "shim":
      return environment.becauseShim;
    case "version-file":
      return environment.becauseFile(link.value);
    case "go.mod":
    case "go.work":
      return environment.becauseProject(projectOf(link.value));
    default:
      return environment.becauseSetting(link.cause.toUpperCase());
  }
}

/** The title of a link; `index` is its place in the chain. */
export function linkTitle(link: ChainLink, index: number, { environment }: Catalogue): string {
  if (link.cause !== "path") return environment.causes[link.cause](link.value);
  if (link.value === "") return environment.noFolder;
  return index === 0 ? environment.firstOnPath : environment.laterOnPath;
}

/** The effect of a link on the choice, in a word; `index` is its place in the chain. */
export function linkEffect({ decides, cause, value }: ChainLink, index: number, { environment }: Catalogue): string {
  if (decides) return environment.decides;
  // the first link found what the others may change; the last is about the source, whatever made the choice
  if (index === 0 || cause === "toolchain") return "";
  const switches = cause === "gotoolchain" && /(^|\+)(auto|path)$/.test(value);
  return switches ? environment.maySwitch : environment.noChange;
}

/** The answer and its chain in the program's words. */
export function whyAsText(report: WhyReport, folder: string | null, words: Catalogue): string {
  const title = [folder, answerTitle(report, words)].filter(Boolean).join(": ");
  const problem = report.problem ? [report.problem.message, ...report.problem.causes] : [];
  return [title, ...problem, ...report.chain.map(({ effect, decides }) => `${decides ? "→" : " "} ${effect}`)].join(
    "\n",
  );
}

/** The command that shows the same in a terminal. */
export function proofCommand(folder: string | null): string {
  if (folder === null) return "go version";
  return `cd ${/\s/.test(folder) ? `"${folder}"` : folder} && go version`;
}

/** The name of the folder with a go.mod. */
function projectOf(file: string): string {
  return file.split(/[\\/]/).at(-2) || file;
}
