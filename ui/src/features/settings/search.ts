// The search on the page: which groups and rows match, in both languages.
import type { Group } from "./groups";

export function wordsOf(query: string): string[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}

/** Whether each of the words is in one of the texts. */
export function matches(words: string[], texts: (string | undefined)[]): boolean {
  const all = texts.join("\n").toLowerCase();
  return words.every((word) => all.includes(word));
}

/** The groups with matching controls: by title, hint, key, value, group, or other words, also in the language of `other`. */
export function findSettings(
  groups: Group[],
  other: Group[],
  words: string[],
  also: (id: string) => (string | undefined)[],
): Group[] {
  const found = groups.map((group, at) => ({
    ...group,
    controls: group.controls.filter((control) => {
      const again = other[at]?.controls.find(({ id }) => id === control.id);
      const options = "options" in control ? control.options.map(({ label }) => label) : [];
      const own = [group.title, control.title, control.hint, ...control.keys, ...options];
      return matches(words, [...own, other[at]?.title, again?.title, again?.hint, ...also(control.id)]);
    }),
  }));
  return found.filter(({ controls }) => controls.length > 0);
}
