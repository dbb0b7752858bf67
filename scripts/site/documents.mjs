// Which documents of the tree are pages of the site, in which group, and where.
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The groups of the page of documents, in the order of who reads them. */
const GROUPS = [
  {
    title: "Use Upgo",
    files: ["README", "docs/installing", "docs/cli", "docs/settings", "docs/path", "docs/doctor", "docs/errors", "docs/accessibility"],
  },
  { title: "Trust Upgo", files: ["docs/security-teams", "SECURITY", "docs/reliability", "docs/releasing"] },
  { title: "Automate Upgo", files: ["docs/json"] },
];
const DEVELOPERS = { title: "Develop Upgo", files: ["ARCHITECTURE", "CONTRIBUTING"] };
const DECISIONS = { title: "Decisions", files: [] };
const ELSEWHERE = ["CHANGELOG"];

/** Files that documents link to and that are part of the site as they are. */
export const COPIED = /^docs\/(?:pictures|schemas)\/[\w.-]+$/;

/** The groups with the paths of their documents. A document that no group names is one for developers. */
export function groups(root) {
  const named = (folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .sort()
      .map((name) => `${folder}/${name}`);
  const own = GROUPS.map(({ title, files }) => ({ title, files: files.map((file) => `${file}.md`) }));
  const known = own.flatMap(({ files }) => files);
  const first = DEVELOPERS.files.map((file) => `${file}.md`);
  const others = named("docs").filter((file) => !known.includes(file));
  return [
    ...own,
    { ...DEVELOPERS, files: [...first, ...others] },
    { ...DECISIONS, files: named("docs/adr") },
  ];
}

/** The paths of all documents of the site. */
export function documents(root) {
  return [...groups(root).flatMap(({ files }) => files), ...ELSEWHERE.map((file) => `${file}.md`)];
}

/** The page of a document: its path in the site. */
export function pageOf(path) {
  return `${path.replace(/\.md$/, "").replace(/^[A-Z]+$/, (name) => name.toLowerCase())}.html`;
}
