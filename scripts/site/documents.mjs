// Which documents of the tree are pages of the site, in which group, and where.
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The groups of the page of documents, in the order of who reads them. Each document with what it is good for. */
const GROUPS = [
  {
    title: "Use Upgo",
    files: {
      README: "What Upgo is, what it does to your machine, and how to leave it.",
      "docs/installing": "The installers, silent installation, upgrading, uninstalling and their exit codes.",
      "docs/cli": "Every command with its options.",
      "docs/projects": "Whether an upgrade concerns your projects, and what Upgo reads to tell.",
      "docs/offline": "Mirrors and bundles for machines without internet access.",
      "docs/settings": "Every setting with its values and its default.",
      "docs/hooks": "Programs of yours that run before and after a switch, and what they get.",
      "docs/path": "Which files of your shell Upgo edits, and which it leaves alone.",
      "docs/doctor": "What Upgo looks for when it checks a machine, and what it can fix.",
      "docs/errors": "Every error code with what it means and what to do.",
      "docs/accessibility": "Keyboard, screen readers, contrast and text size.",
    },
  },
  {
    title: "Trust Upgo",
    files: {
      "docs/security-teams": "What a company's security team asks, in five minutes.",
      "docs/audit-log": "What Upgo records of every change and refusal, and how to find a tampered line.",
      SECURITY: "What Upgo protects against, what it does not, and the tests that show it.",
      "docs/reliability": "The limits on everything from outside, and what holds when something breaks.",
      "docs/releasing": "How a release is made, and how to check one.",
    },
  },
  {
    title: "Automate Upgo",
    files: {
      "docs/policy": "What an organization can decide for its machines: every key, with its values.",
      "docs/json": "The JSON output of every command, with its schemas.",
      "docs/desired-state": "Upgo under Microsoft DSC, WinGet, Intune and timers, and without anybody to ask.",
      "docs/fleet": "What each machine reports if you ask for it, and the overview of all machines.",
      "docs/ansible": "The Ansible collection: one task, one host, and many hosts in batches.",
    },
  },
];
const DEVELOPERS = {
  title: "Develop Upgo",
  files: {
    ARCHITECTURE: "The parts of Upgo, and how data flows through them.",
    CONTRIBUTING: "From a clone to passing tests, and recipes for common changes.",
    "docs/internals/writing": "How we write: help, errors, documents, comments and commits.",
    "docs/internals/code": "How the code reads: facts, decisions, effects, errors, names and tests.",
  },
};
const ELSEWHERE = { CHANGELOG: "What has changed for users, by version." };

/** What a document is good for, or `undefined` if no table above says so. */
export function about(path) {
  const all = [...GROUPS, DEVELOPERS].reduce((sum, { files }) => ({ ...sum, ...files }), ELSEWHERE);
  return all[path.replace(/\.md$/, "")];
}

/** Files that documents link to and that are part of the site as they are. */
export const COPIED = /^docs\/(?:pictures|schemas)\/[\w.-]+$/;

/** The groups with the paths of their documents. A document that no group names is one for developers. */
export function groups(root) {
  const named = (folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .sort()
      .map((name) => `${folder}/${name}`);
  const paths = (files) => Object.keys(files).map((file) => `${file}.md`);
  const own = GROUPS.map(({ title, files }) => ({ title, files: paths(files) }));
  const known = own.flatMap(({ files }) => files);
  const others = named("docs").filter((file) => !known.includes(file));
  return [
    ...own,
    { title: DEVELOPERS.title, files: [...paths(DEVELOPERS.files), ...others] },
    { title: "Decisions", files: named("docs/adr") },
  ];
}

/** The paths of all documents of the site. */
export function documents(root) {
  return [...groups(root).flatMap(({ files }) => files), ...Object.keys(ELSEWHERE).map((file) => `${file}.md`)];
}

/** The page of a document: its path in the site. */
export function pageOf(path) {
  return `${path.replace(/\.md$/, "").replace(/^[A-Z]+$/, (name) => name.toLowerCase())}.html`;
}
