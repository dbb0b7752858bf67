// The page's statements about the folders on PATH.
import type { PathEntry, SearchedFolder, Version } from "../../api/bindings";
import type { DraftEntry } from "./draft";

/** The Go in a folder, and whether it is the one that runs. */
export interface GoInFolder {
  version: Version | null;
  runs: boolean;
}

/** The Go in a folder, from the results of the search; `null` if there is none. */
export function goOf(folder: string | null, searched: readonly SearchedFolder[]): GoInFolder | null {
  if (folder === null) return null;
  const bare = (path: string) => path.replace(/[\\/]+$/, "").toLowerCase();
  const index = searched.findIndex((each) => bare(each.folder) === bare(folder));
  const go = searched[index]?.go;
  if (!go) return null;
  return { version: go.version, runs: searched.findIndex((each) => each.go !== null) === index };
}

/** Whether PATH has duplicate entries, and none has been removed yet. */
export function hasLaterTwins(entries: readonly DraftEntry[]): boolean {
  return (
    entries.filter(({ twin, removed }) => twin && !removed).length > 1 &&
    !entries.some((each) => each.twin && each.removed)
  );
}

/** The first few entries, and every entry with a remark. */
export function visibleEntries(
  entries: readonly DraftEntry[],
  readings: readonly PathEntry[],
  few: number,
): readonly DraftEntry[] {
  if (entries.length <= few + 1) return entries;
  const isNotable = (index: number) => readings[index]?.missing === true || readings[index]?.duplicate === true;
  return entries.filter((_, index) => index < few || isNotable(index));
}
