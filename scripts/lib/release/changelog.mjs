// The changelog of the tree, and the notes that users of a release read. All functions are pure.
import { compareVersions, isVersion } from "./version.mjs";

const UNRELEASED = "## Unreleased";

/** The languages of the notes. */
export const LANGUAGES = ["en", "zh-CN"];

/** How many releases the updater's manifest lists; users of older versions read the changelog. */
const TOLD = 20;

/** The longest note. The window shows the notes in a list, and winget takes 10 000 characters for all of them. */
const LONGEST = 300;

/** The text below a heading of the changelog: `Unreleased` or a version. */
export function section(text, name) {
  const heading = new RegExp(`^## ${name.replaceAll(".", "\\.")}(?: .*)?$`, "m");
  const found = heading.exec(text);
  if (!found) return undefined;
  const rest = text.slice(found.index + found[0].length);
  const end = rest.search(/^## /m);
  return (end < 0 ? rest : rest.slice(0, end)).trim();
}

/** Turns the unreleased changes into those of `version`, and starts a new list. `date` is like 2026-12-01. */
export function cut(text, version, date) {
  if (!section(text, "Unreleased")) throw new Error("the changelog has no unreleased changes");
  return text.replace(UNRELEASED, `${UNRELEASED}\n\n## ${version} (${date})`);
}

/** What is wrong with notes as people write them: `{ "en": […], "zh-CN": […] }`, sentences without markup. */
export function mistakesInNotes(notes) {
  return LANGUAGES.flatMap((language) => {
    const said = notes[language];
    if (!Array.isArray(said) || said.length === 0) return [`there are no notes in ${language}`];
    const wrong = (what, is) => said.filter(is).map((note) => `${language}: ${what}: ${JSON.stringify(note).slice(0, 60)}`);
    return [
      ...wrong("not a sentence", (note) => typeof note !== "string" || !/[.!?。！？]$/.test(note)),
      ...wrong(`longer than ${LONGEST} characters`, (note) => note.length > LONGEST),
      ...wrong("has markup", (note) => /[`*<>\n]|\]\(/.test(note)),
    ];
  }).concat(
    LANGUAGES.some((language) => notes[language]?.length !== notes.en?.length) ? ["the languages have different numbers of notes"] : [],
  );
}

/** The notes of all releases up to `version`, newest first, as release.json and the updater's manifest have them. */
export function notesUpTo(version, all) {
  return all
    .filter((each) => isVersion(each.version) && compareVersions(each.version, version) <= 0)
    .sort((one, other) => compareVersions(other.version, one.version))
    .slice(0, TOLD)
    .map(({ version: its, date, ...notes }) => ({ version: its, date, en: notes.en, "zh-CN": notes["zh-CN"] }));
}
