// Files of packaging that contain other files of the tree, because whoever takes one gets nothing but that file: the
// templates for build servers, the scripts for Intune, and what the PowerShell module sends to a machine.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addresses, readProject } from "./release/project.mjs";
import { root } from "./tools.mjs";

/** The files, and the places in them for scripts: the lines before and after. */
const TEMPLATES = ["github-action/action.yml", "ci/gitlab.yml", "ci/azure.yml"].concat(
  ["intune/detect.ps1", "intune/remediate.ps1", "powershell/Upgo/Machine.ps1"],
);
const PLACES = {
  "ci/setup-upgo.sh": [/<<'UPGO_SETUP_END'$/, /^UPGO_SETUP_END$/],
  "ci/setup-upgo.ps1": [/^@'$/, /^'@ \| Set-Content\b/],
  "intune/find-upgo.ps1": [/^# find-upgo\.ps1:$/, /^# end of find-upgo\.ps1$/],
};
const BASE = /https:\/\/github\.com\/[^/\s]+\/[^/\s]+\/releases\/download\b/g;

/** Path → text of each file, as it should be. */
export function ciTemplates({ tree = root, project = readProject(tree) } = {}) {
  const read = (path) => readFileSync(join(tree, "packaging", path), "utf8");
  const filled = (path) =>
    Object.entries(PLACES).reduce((text, [name, place]) => withScript(text, place, read(name)), read(path));
  return Object.fromEntries(TEMPLATES.map((path) => [`packaging/${path}`, filled(path).replace(BASE, addresses(project).base)]));
}

/** A template with a script in its place, indented as the end of the place is; or as it was if it has no such place. */
function withScript(text, [before, after], script) {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => before.test(line.trim()));
  if (start < 0) return text;
  const end = lines.findIndex((line, at) => at > start && after.test(line.trim()));
  const indent = " ".repeat(lines[end].search(/\S/));
  const inside = script.trimEnd().split("\n").map((line) => line && indent + line);
  return [...lines.slice(0, start + 1), ...inside, ...lines.slice(end)].join("\n");
}
