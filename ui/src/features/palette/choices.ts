// The choices of the palette for the typed text. A choice is an existing action, or one made for a version.
import type { AvailableVersion, ChangeRequest, Version } from "../../api/bindings";
import type { Action } from "../../app/action";
import { fill } from "../../text/fill";
import type { Formats } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";

/** A row of the palette: an action, and the text at its end. */
export type Choice = { action: Action; note: string };

/** The parts of the list. Only an empty palette has recent choices. */
export type Choices = { recent: Choice[]; actions: Choice[]; places: Choice[] };

/** The number of actions that an empty palette suggests. */
const LIKELY = 4;
/** The number of releases offered for installation. Versions shows all. */
const RELEASES = 3;
/** The number of rows of pages that a search shows: settings, findings and variables. */
const INSIDE = 6;

/** The suggestions of an empty palette: what was chosen last, then the first available actions, then pages. */
export function likelyChoices(
  actions: Action[],
  note: (action: Action) => string,
  recent: readonly string[] = [],
  inside: Choice[] = [],
): Choices {
  const possible = actions.filter((action) => action.when());
  const all = [...possible.map((action) => ({ action, note: note(action) })), ...inside];
  const again = recent.flatMap((id) => all.find(({ action }) => action.id === id) ?? []);
  const others = possible.filter(({ id }) => !recent.includes(id));
  const likely = [...ofGroup(others, "actions"), ...ofGroup(others, "places")].slice(0, LIKELY);
  return { ...groups(likely.map((action) => ({ action, note: note(action) }))), recent: again };
}

/** The choices that match every typed word, the best first. */
export function findChoices(
  query: string,
  actions: Action[],
  releases: Choice[],
  note: (action: Action) => string,
  inside: Choice[] = [],
): Choices {
  const words = wordsOf(query);
  const own = actions.filter((action) => action.when()).map((action) => ({ action, note: note(action) }));
  const found = own.filter(({ action }) => matches(action, words));
  const offered = releases
    .filter(({ action }) => words.some(isNumberOrKind) && matches(action, words))
    .slice(0, 2 * RELEASES);
  const rows = namedFirst(
    inside.filter(({ action }) => matches(action, words)),
    words,
  ).slice(0, INSIDE);
  return groups([...inOrder(namedFirst(found, words), words), ...offered, ...rows]);
}

/** The search of Versions for the typed number, with the number of its results; none if it finds nothing. */
export function searchChoice(
  query: string,
  available: AvailableVersion[],
  words: Catalogue,
  search: (number: string) => void,
): Choice[] {
  const number = wordsOf(query).find(isNumberOrKind);
  const count = available.filter((release) => number !== undefined && isFound(release, number)).length;
  if (number === undefined || count === 0) return [];
  const action: Action = {
    id: "search-versions",
    group: "places",
    title: () => words.palette.versionsOf(number),
    icon: "boxMultiple",
    when: () => true,
    run: () => search(number),
  };
  return [{ action, note: `${count}` }];
}

/** Counts as Versions does: pre-releases only if their letters are typed. */
function isFound({ version, prerelease }: AvailableVersion, number: string): boolean {
  return (!prerelease || /[a-z]/.test(number)) && matchesWord(version.replace(/^go/, ""), number);
}

/** An action to install, and one to install and use, for each release that this machine can run. */
export function installChoices(
  available: AvailableVersion[],
  mayChange: () => boolean,
  words: Catalogue,
  formats: Formats,
): Choice[] {
  const { install: only, installAndUse } = words.engine.changes;
  return available.filter(isInstallable).flatMap(({ version, file }) => {
    const note = file?.size == null ? "" : formats.size(file.size);
    const command = `upgo install ${version.replace(/^go/, "")}`;
    const install = { id: `install-${version}`, version, mayChange };
    return [
      {
        note,
        action: installAction(
          { ...install, title: fill(installAndUse.title, { to: version }), command: `${command} --use` },
          "use",
        ),
      },
      {
        note,
        action: installAction({ ...install, title: fill(only.title, { to: version }), command }, "keep"),
      },
    ];
  });
}

/** An action to open a terminal with each installed version. */
export function terminalActions(installed: Version[], words: Catalogue, open: (version: Version) => void): Action[] {
  return installed.map((version) => ({
    id: `open-terminal-${version}`,
    group: "actions",
    title: () => words.common.openTerminalWith(version),
    icon: "windowConsole",
    also: () => words.palette.also.terminal,
    command: () => `upgo shell --window ${version.replace(/^go/, "")}`,
    when: () => true,
    run: () => open(version),
  }));
}

type Install = { id: string; version: Version; title: string; command: string; mayChange: () => boolean };

function installAction({ id, version, title, command, mayChange }: Install, then: "use" | "keep"): Action {
  const request: ChangeRequest = { kind: "install", from: { kind: "release", version }, then };
  return {
    id: `${id}-${then}`,
    group: "actions",
    title: () => title,
    icon: "arrowDownload",
    request: () => request,
    command: () => command,
    when: mayChange,
    // the palette makes the request itself
    run: () => {},
  };
}

function isInstallable(release: AvailableVersion): boolean {
  return !release.installed && typeof release.file?.sha256 === "string";
}

/** Splits a text into words; `go1.26` and `1.26` are the same word. */
function wordsOf(text: string): string[] {
  const words = text
    .toLowerCase()
    .trim()
    .split(/[\s:：()（）…]+/);
  return words.map((word) => word.replace(/^go(?=\d|$)/, "")).filter((word) => word !== "");
}

/** Whether a word is a number or a kind of pre-release. Other words do not list releases. */
function isNumberOrKind(word: string): boolean {
  return isNumber(word) || /^(rc|beta)\d*$/.test(word);
}

function isNumber(word: string): boolean {
  return /^\d/.test(word);
}

/** Whether every word is found in the title, the id or the command. The latter two are English in every language. */
function matches(action: Action, words: string[]): boolean {
  const own = wordsOf([action.title(), action.command?.(), action.id.replaceAll("-", " "), action.also?.()].join(" "));
  return words.every((word) => own.some((candidate) => matchesWord(candidate, word)));
}

/** Choices whose own name matches come before those that only have other words in common. */
function namedFirst(choices: Choice[], words: string[]): Choice[] {
  const isNamed = ({ action: { also: _, ...named } }: Choice) => matches(named, words);
  return [...choices.filter(isNamed), ...choices.filter((choice) => !isNamed(choice))];
}

/** Words match at their start; versions also after a dot (`26.5`) and by letters (`rc`); Chinese matches anywhere. */
function matchesWord(candidate: string, word: string): boolean {
  if (candidate.startsWith(word)) return true;
  if (isNumber(candidate)) return isNumber(word) ? `.${candidate}`.includes(`.${word}`) : candidate.includes(word);
  return /\p{Script=Han}/u.test(word) && candidate.includes(word);
}

/** Titles that begin with the typed text come first; otherwise the order is kept. */
function inOrder(choices: Choice[], words: string[]): Choice[] {
  const begins = ({ action }: Choice) => wordsOf(action.title()).join(" ").startsWith(words.join(" "));
  return [...choices.filter(begins), ...choices.filter((choice) => !begins(choice))];
}

function ofGroup(actions: Action[], group: Action["group"]): Action[] {
  return actions.filter((action) => action.group === group);
}

function groups(choices: Choice[]): Choices {
  return {
    recent: [],
    actions: choices.filter(({ action }) => action.group === "actions"),
    places: choices.filter(({ action }) => action.group === "places"),
  };
}
