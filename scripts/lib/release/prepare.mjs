// The first half of a release: whether the tree can be released, and the edits of the tree for its version.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { READMES, withInstallation } from "../readme.mjs";
import { cut, mistakesInNotes, section } from "./changelog.mjs";
import { readProject } from "./project.mjs";
import { VERSIONED, compareVersions, isVersion, workspaceVersion } from "./version.mjs";

/** The notes of each release: `next.json` is written while the work is done, and gets its version here. */
export const NOTES = join("docs", "releases");
const EMPTY = { en: [], "zh-CN": [] };

/** The notes of all releases in a tree. */
export function allNotes(tree) {
  const names = readdirSync(join(tree, NOTES)).filter((name) => isVersion(name.replace(/\.json$/, "")));
  return names.map((name) => readJson(join(tree, NOTES, name)));
}

export function nextNotes(tree) {
  const file = join(tree, NOTES, "next.json");
  return existsSync(file) ? readJson(file) : EMPTY;
}

/** The reasons why `version` cannot be made from a tree at `now`. `git` are its uncommitted files and its tags. */
export function refusals(tree, version, { uncommitted, tags }, now = new Date()) {
  const present = workspaceVersion(read(tree, "Cargo.toml"));
  const last = allNotes(tree).map((each) => each.version).sort(compareVersions).at(-1);
  const later = allNotes(tree).find((each) => Date.parse(each.date) > now);
  if (!isVersion(version)) return [`not a version: ${version}; it has three numbers, like 0.2.0`];
  return [
    ...(uncommitted.length > 0 ? [`the tree has uncommitted changes: ${uncommitted.slice(0, 5).join(", ")}`] : []),
    ...(compareVersions(version, present) < 0 ? [`${version} is older than the tree's version, ${present}`] : []),
    ...(last && compareVersions(version, last) <= 0 ? [`${version} is not newer than the last release, ${last}`] : []),
    ...(later ? [`the clock is wrong, or ${later.version} is dated too late: ${later.date}; Upgo refuses an older description`] : []),
    ...(tags.includes(`v${version}`) ? [`the tag v${version} exists already`] : []),
    ...(section(read(tree, "CHANGELOG.md"), "Unreleased") ? [] : ["CHANGELOG.md has no unreleased changes"]),
    ...mistakesInNotes(nextNotes(tree)).map((mistake) => `docs/releases/next.json: ${mistake}`),
  ];
}

/**
 * Why the stated version cannot be published: it must have been prepared by `prepare`, and be the commit with its tag.
 */
export function unprepared(tree, version, { uncommitted }) {
  const said = Object.keys(VERSIONED).filter((name) => VERSIONED[name](read(tree, name), version) !== read(tree, name));
  return [
    ...(uncommitted.length > 0 ? [`the tree has uncommitted changes: ${uncommitted.slice(0, 5).join(", ")}`] : []),
    ...said.map((name) => `${name} states another version than ${version}`),
    ...(section(read(tree, "CHANGELOG.md"), version) ? [] : [`CHANGELOG.md has no changes of ${version}`]),
    ...(allNotes(tree).some((each) => each.version === version) ? [] : [`there are no notes: docs/releases/${version}.json`]),
  ];
}

/** Edits a tree for its release at `now`. Returns the files that it wrote. */
export function prepare(tree, version, now) {
  const date = now.toISOString().replace(/\.\d+Z$/, "Z");
  const written = {
    ...Object.fromEntries(Object.entries(VERSIONED).map(([name, set]) => [name, set(read(tree, name), version)])),
    "CHANGELOG.md": cut(read(tree, "CHANGELOG.md"), version, date.slice(0, 10)),
    // from the first release on, they say how to get it
    ...Object.fromEntries(Object.keys(READMES).map((name) => [name, withInstallation(name, read(tree, name), readProject(tree), version)])),
    [join(NOTES, `${version}.json`)]: json({ version, date, ...nextNotes(tree) }),
    [join(NOTES, "next.json")]: json(EMPTY),
  };
  for (const [name, text] of Object.entries(written)) writeFileSync(join(tree, name), text);
  return Object.keys(written);
}

export function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

function read(tree, name) {
  return readFileSync(join(tree, name), "utf8");
}
