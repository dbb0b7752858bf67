// Which documents of the tree are pages of the site, in which group, and where.
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The groups of the page of documents, in the order of who reads them. Each document with its purpose. */
const GROUPS = [
  {
    title: "For you",
    files: {
      README: "What Upgo is, how to get it, and what else there is.",
      "README.zh-CN": "The same in Chinese.",
      "docs/installing": "Installing, updating and uninstalling Upgo, and what it does to PATH.",
      "docs/commands": "Every command with its options, and the exit codes.",
      "docs/settings": "Every setting with its values and its default.",
      "docs/projects": "Whether an upgrade concerns your projects, pinning them, and raising many at once.",
      "docs/doctor": "What Upgo looks for when it checks a machine, and what it can fix.",
      "docs/editors": "VS Code, GoLand, WSL and containers.",
      "docs/ci": "The gate for builds, and setting up Go on GitHub, GitLab and Azure Pipelines.",
      "docs/offline": "Mirrors and bundles for machines without internet access.",
      "docs/hooks": "Programs of yours that run before and after a switch, and what they get.",
      "docs/errors": "Every error code with what it means and what to do.",
      "docs/json": "The JSON output of every command, with its schemas, and the logs.",
      "docs/accessibility": "Keyboard, screen readers, contrast and text size.",
    },
  },
  {
    title: "For your team",
    files: {
      "docs/teams/security": "What Upgo does to a machine, every host that it asks, and how to check a release.",
      "docs/teams/policy": "What an organization can decide for its machines: every key, with its values.",
      "docs/teams/fleet": "What each machine reports if you ask for it, and the overview of all machines.",
      "docs/teams/desired-state": "Upgo under Microsoft DSC, WinGet, Intune and systemd, with nobody to ask.",
      "docs/teams/ansible": "The Ansible collection: one task, one host, and many hosts in batches.",
      "docs/teams/monitoring": "Metrics, alerts, a dashboard and logs for Prometheus, Grafana and Loki.",
      "docs/teams/windows-remoting": "Upgrading many Windows machines in batches from PowerShell, and whose Go that changes.",
      "docs/teams/audit-log": "What Upgo records of every change and refusal, and how to find a tampered line.",
      SECURITY: "What Upgo protects against, what it does not, and the tests that show it.",
    },
  },
];
const DEVELOPERS = {
  title: "For contributors",
  files: {
    CONTRIBUTING: "From a clone to passing tests, and recipes for common changes.",
    ARCHITECTURE: "The parts of Upgo, and how data flows through them.",
    "docs/internals/writing": "How we write: help, errors, documents, comments and commits.",
    "docs/internals/code": "How the code reads: facts, decisions, effects, errors, names and tests.",
    "docs/internals/reliability": "What holds when something breaks, with the test of each promise, and every limit.",
    "docs/internals/home": "Every file in Upgo's home, and what happens if it is damaged.",
    "docs/internals/journal": "The record of each change, and what holds for it.",
    "docs/internals/performance": "Bounds on time and memory, what was measured, and how.",
    "docs/internals/weight": "How large the code may be, and how long its tests take.",
    "docs/internals/windows": "How Windows differs, what Upgo does about it, and how far the tests go.",
    "docs/internals/releasing": "How a release is made, and how to check one.",
  },
};
const ELSEWHERE = { CHANGELOG: "What has changed for users, by version." };

/** What a document is good for, or `undefined` if no table above says so. */
export function about(path) {
  const all = [...GROUPS, DEVELOPERS].reduce((sum, { files }) => ({ ...sum, ...files }), ELSEWHERE);
  return all[path.replace(/\.md$/, "")];
}

/** Files that documents link to and that are part of the site as they are. */
export const COPIED = /^docs\/(?:pictures\/[\w-]+\.(?:png|webp|svg)|schemas\/[\w.-]+)$/;

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
  const listed = [...known, ...paths(DEVELOPERS.files)];
  const others = ["docs", "docs/teams", "docs/internals"].flatMap(named).filter((file) => !listed.includes(file));
  return [
    ...own,
    { title: DEVELOPERS.title, files: [...paths(DEVELOPERS.files), ...others] },
    { title: "Decisions", files: named("docs/internals/adr") },
  ];
}

/** The paths of all documents of the site. */
export function documents(root) {
  return [...groups(root).flatMap(({ files }) => files), ...Object.keys(ELSEWHERE).map((file) => `${file}.md`)];
}

/** The page of a document: its path in the site. */
export function pageOf(path) {
  const name = path.replace(/\.md$/, "");
  return `${name.includes("/") ? name : name.toLowerCase()}.html`;
}

/** The language of a document. */
export function languageOf(path) {
  return path.endsWith(".zh-CN.md") ? "zh-CN" : "en";
}
