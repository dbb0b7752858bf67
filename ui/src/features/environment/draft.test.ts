import { describe, expect, test } from "vitest";
import type { PathEdit, PathEntry } from "../../api/bindings";
import {
  addFolder,
  deduplicate,
  differencesOf,
  type Draft,
  draftOf,
  keepEntry,
  lengthOf,
  moveEntry,
  removeEntry,
  wishesOf,
} from "./draft";

const entry = (text: string, folders = [text]): PathEntry => ({
  text,
  folders,
  source: "user",
  duplicate: false,
  missing: false,
});

const draft = (...texts: string[]): Draft =>
  draftOf(
    texts.map((text) => entry(text)),
    "user",
  );
const left = ({ entries }: Draft) => entries.filter(({ removed }) => !removed).map(({ text }) => text);

/** Applies edits as the program does. */
function carriedOut(before: readonly string[], wishes: PathEdit[]): string[] {
  let now = [...before];
  for (const wish of wishes) {
    if (wish === "deduplicate") now = now.filter((each, index) => now.indexOf(each) === index);
    else if (wish.remove !== undefined) now = now.filter((each) => each !== wish.remove);
    else if (wish.appendLast !== undefined) now.push(wish.appendLast);
    else if (wish.moveTo !== undefined) {
      const { dir, position } = wish.moveTo;
      const others = now.filter((each) => each !== dir);
      now = [...others.slice(0, position - 1), dir, ...others.slice(position - 1)];
    }
  }
  return now;
}

describe("edits of PATH", () => {
  test("moving an entry is one edit, and moving it back is none", () => {
    const moved = moveEntry(draft("C:\\a", "C:\\b", "C:\\c", "C:\\d"), 3, 1);
    expect(left(moved)).toEqual(["C:\\a", "C:\\d", "C:\\b", "C:\\c"]);
    expect(wishesOf(moved)).toEqual([{ moveTo: { dir: "C:\\d", position: 2 } }]);
    expect(differencesOf(moved)).toEqual([{ kind: "moved", text: "C:\\d", position: 2, was: 4 }]);
    const back = moveEntry(moved, 3, 3);
    expect(wishesOf(back)).toEqual([]);
    expect(differencesOf(back)).toEqual([]);
  });

  test("edits of other entries do not count as a move", () => {
    const twice = moveEntry(moveEntry(draft("C:\\a", "C:\\b", "C:\\c"), 0, 1), 0, 2);
    expect(wishesOf(twice)).toEqual([{ moveTo: { dir: "C:\\a", position: 3 } }]);
  });

  test("a removed entry stays visible and can be restored; a new one disappears", () => {
    const removed = removeEntry(draft("C:\\a", "C:\\b"), 0);
    expect(removed.entries.length).toBe(2);
    expect(differencesOf(removed)).toEqual([{ kind: "removed", text: "C:\\a", position: 1, was: 1 }]);
    expect(wishesOf(removed)).toEqual([{ remove: "C:\\a" }]);
    expect(wishesOf(keepEntry(removed, 0))).toEqual([]);
    const added = addFolder(draft("C:\\a"), "C:\\new");
    expect(added && wishesOf(added)).toEqual([{ appendLast: "C:\\new" }]);
    expect(added && wishesOf(removeEntry(added, 1))).toEqual([]);
  });

  test("an existing folder is not added again, and a removed one is restored", () => {
    expect(addFolder(draft("C:\\Go\\bin"), "c:/go/BIN/")).toBeNull();
    const back = addFolder(removeEntry(draft("C:\\a"), 0), "C:\\A\\");
    expect(back && wishesOf(back)).toEqual([]);
    expect(addFolder(draft("/usr/bin"), "/usr/BIN"), "Unix distinguishes case").not.toBeNull();
  });

  test("deduplicating removes the later entries, and duplicates cannot be moved or removed alone", () => {
    const twins = draft("C:\\a", "C:\\b", "C:\\A\\");
    expect(moveEntry(twins, 0, 2)).toBe(twins);
    expect(left(removeEntry(twins, 2))).toEqual(left(twins));
    const tidy = deduplicate(twins);
    expect(left(tidy)).toEqual(["C:\\a", "C:\\b"]);
    expect(wishesOf(tidy)).toEqual(["deduplicate"]);
    expect(wishesOf(keepEntry(tidy, 2))).toEqual([]);
  });

  test("an entry for no folder or several folders cannot be moved or removed", () => {
    const odd = draftOf([entry("C:\\a"), entry("", []), entry("%ALL%", ["C:\\x", "C:\\y"]), entry("C:\\b")], "user");
    expect(moveEntry(odd, 1, 0)).toBe(odd);
    expect(left(removeEntry(odd, 2))).toEqual(left(odd));
    expect(wishesOf(moveEntry(odd, 3, 0))).toEqual([{ moveTo: { dir: "C:\\b", position: 1 } }]);
  });

  test("the length is that of the value", () => {
    expect(lengthOf(draft("C:\\a", "C:\\b"))).toBe("C:\\a;C:\\b".length);
    expect(lengthOf(removeEntry(draft("C:\\a"), 0))).toBe(0);
  });

  test("any sequence of edits leads to the shown PATH", () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 300; round += 1) {
      const before = Array.from({ length: 2 + random(7) }, (_, index) => `C:\\${index}`);
      let edited = draft(...before);
      for (let step = 0; step < 8; step += 1) {
        const id = random(before.length + 2);
        const how = random(5);
        if (how < 3) edited = moveEntry(edited, id, random(before.length + 1));
        else if (how === 3) edited = removeEntry(edited, id);
        else edited = addFolder(edited, `C:\\new${random(3)}`) ?? edited;
      }
      expect(carriedOut(before, wishesOf(edited)), `round ${round}`).toEqual(left(edited));
    }
  });
});
