// Where the project and its releases are (packaging/project.json), and the addresses made from that.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../tools.mjs";

/** The project as packaging/project.json describes it: `owner`, `repository`, `homepage`. */
export function readProject(folder = root) {
  return JSON.parse(readFileSync(join(folder, "packaging", "project.json"), "utf8"));
}

/** Whether the project still has placeholders, which prevent its publication. */
export function isPlaceholder({ owner, repository, homepage }) {
  return [owner, repository, homepage].some((value) => !value || /\b(?:OWNER|REPOSITORY)\b/.test(value));
}

/** The addresses of a project. */
export function addresses({ owner, repository, homepage }) {
  const source = `https://github.com/${owner}/${repository}`;
  const document = (path) => `${source}/blob/main/${path}`;
  return {
    homepage,
    source,
    maintainer: `The Upgo authors <${owner.toLowerCase()}@users.noreply.github.com>`, // which GitHub gives to nobody else
    /** The folder of all releases: the files of 0.2.0 are in `v0.2.0` in it. */
    base: `${source}/releases/download`,
    issues: `${source}/issues`,
    release: (version) => `${source}/releases/tag/v${version}`,
    file: (version, name) => `${source}/releases/download/v${version}/${name}`,
    licence: document("LICENSE"),
    installing: document("docs/installing.md"),
    document,
  };
}
