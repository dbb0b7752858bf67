// The templates for build servers in packaging: what of them comes from other files of the tree. A pipeline that includes
// one gets nothing but that file, so each contains the scripts that it runs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addresses, readProject } from "./release/project.mjs";
import { root } from "./tools.mjs";

const FOLDER = "packaging/ci";
/** The templates, and the places in them for scripts: the lines before and after. */
const TEMPLATES = ["packaging/github-action/action.yml", `${FOLDER}/gitlab.yml`, `${FOLDER}/azure.yml`];
const PLACES = {
  "setup-upgo.sh": [/<<'UPGO_SETUP_END'$/, /^UPGO_SETUP_END$/],
  "setup-upgo.ps1": [/^@'$/, /^'@ \| Set-Content\b/],
};
const BASE = /https:\/\/github\.com\/[^/\s]+\/[^/\s]+\/releases\/download\b/g;

/** Path → text of each template, as it should be. */
export function ciTemplates({ tree = root, project = readProject(tree) } = {}) {
  const read = (path) => readFileSync(join(tree, path), "utf8");
  const filled = (path) =>
    Object.entries(PLACES).reduce((text, [name, place]) => withScript(text, place, read(`${FOLDER}/${name}`)), read(path));
  return Object.fromEntries(TEMPLATES.map((path) => [path, filled(path).replace(BASE, addresses(project).base)]));
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
