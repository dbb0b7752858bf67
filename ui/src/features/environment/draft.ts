// Unapplied edits of PATH: an edited list, and the requests that lead to it. Pure.
import type { EditScope, PathEdit, PathEntry } from "../../api/bindings";

/** An entry of PATH while it is edited. */
export interface DraftEntry {
  id: number;
  /** The entry as written; empty between two separators. */
  text: string;
  /** The folder that names the entry in a request; `null` if it stands for none, or for several. */
  folder: string | null;
  /** The original position, counted from 1; `null` if the entry is new. */
  was: number | null;
  removed: boolean;
  /** Whether another entry of this PATH names the same folder. */
  twin: boolean;
}

/** The PATH of one scope with its edits. Removed entries stay where they were. */
export interface Draft {
  scope: EditScope;
  entries: readonly DraftEntry[];
  /** The moved entries, unordered. */
  moved: ReadonlySet<number>;
}

/** One line of the pending changes. */
export interface DraftDifference {
  kind: "added" | "removed" | "moved";
  text: string;
  /** The position, counted from 1: the new one, or for a removed entry the old one. */
  position: number;
  was: number | null;
}

/** The draft of an unchanged PATH. */
export function draftOf(entries: readonly PathEntry[], scope: EditScope): Draft {
  const keys = entries.map(({ folders }) => (folders.length === 1 ? keyOf(folders[0] ?? "") : null));
  const isTwin = (key: string | null) => key !== null && keys.filter((other) => other === key).length > 1;
  const drafted = entries.map(({ text, folders }, index) => ({
    id: index,
    text,
    folder: folders.length === 1 ? (folders[0] ?? null) : null,
    was: index + 1,
    removed: false,
    twin: isTwin(keys[index] ?? null),
  }));
  return { scope, entries: drafted, moved: new Set() };
}

export function moveEntry(draft: Draft, id: number, to: number): Draft {
  const entry = draft.entries.find((each) => each.id === id);
  if (entry === undefined || !isMovable(entry)) return draft;
  const others = draft.entries.filter((each) => each !== entry);
  const at = Math.max(0, Math.min(to, others.length));
  const entries = [...others.slice(0, at), entry, ...others.slice(at)];
  return settled({ ...draft, entries, moved: new Set([...draft.moved, id]) });
}

/** Removes an entry. A new one disappears at once. */
export function removeEntry(draft: Draft, id: number): Draft {
  const entries = draft.entries.flatMap((entry) => {
    if (entry.id !== id || !isRemovable(entry)) return [entry];
    return entry.was === null ? [] : [{ ...entry, removed: true }];
  });
  return { ...draft, entries };
}

/** Cancels the removal of an entry. If its folder has several entries, all of them are kept. */
export function keepEntry(draft: Draft, id: number): Draft {
  const isBack = ({ folder }: DraftEntry) => folder !== null && sameFolder(folder, folderOf(draft, id));
  return { ...draft, entries: draft.entries.map((entry) => (isBack(entry) ? { ...entry, removed: false } : entry)) };
}

/** Adds a folder at the end; `null` if PATH already has it. */
export function addFolder(draft: Draft, folder: string): Draft | null {
  const known = draft.entries.find((entry) => entry.folder !== null && sameFolder(entry.folder, folder));
  if (known) return known.removed ? keepEntry(draft, known.id) : null;
  const id = Math.max(-1, ...draft.entries.map((entry) => entry.id)) + 1;
  const added = { id, text: folder, folder, was: null, removed: false, twin: false };
  return { ...draft, entries: [...draft.entries, added] };
}

/** Removes every entry whose folder an earlier entry names. */
export function deduplicate(draft: Draft): Draft {
  const seen = new Set<string>();
  const entries = draft.entries.map((entry) => {
    if (!entry.twin || entry.folder === null) return entry;
    const key = keyOf(entry.folder);
    const isLater = seen.has(key);
    seen.add(key);
    return isLater ? { ...entry, removed: true } : entry;
  });
  return { ...draft, entries };
}

/** Whether a request can name this entry unambiguously, and it is not removed. */
export function isMovable(entry: DraftEntry): boolean {
  return isRemovable(entry) && !entry.removed;
}

/** Whether a request can name this entry unambiguously. */
function isRemovable(entry: DraftEntry): boolean {
  return entry.folder !== null && !entry.twin;
}

export function differencesOf(draft: Draft): DraftDifference[] {
  const left = draft.entries.filter((entry) => !entry.removed);
  return draft.entries.flatMap((entry): DraftDifference[] => {
    const { text, was, removed } = entry;
    if (removed) return [{ kind: "removed", text, position: was ?? 0, was }];
    const position = left.indexOf(entry) + 1;
    if (was === null) return [{ kind: "added", text, position, was }];
    return draft.moved.has(entry.id) ? [{ kind: "moved", text, position, was }] : [];
  });
}

/** The requests that lead from the current PATH to the draft, one after the other. */
export function wishesOf(draft: Draft): PathEdit[] {
  const removed = draft.entries.filter((entry) => entry.removed);
  const wanted = draft.entries.filter((entry) => !entry.removed);
  const takenAway = removed.filter(({ twin }) => !twin).map(({ folder }) => ({ remove: folder ?? "" }));
  const added = wanted.filter(({ was }) => was === null).map(({ folder }) => ({ appendLast: folder ?? "" }));
  const twins: PathEdit[] = removed.some(({ twin }) => twin) ? ["deduplicate"] : [];
  return [...twins, ...takenAway, ...added, ...movesTo(wanted, draft.moved)];
}

/** The length of the draft's value in UTF-16 units, with one separator between two entries. */
export function lengthOf(draft: Draft): number {
  const left = draft.entries.filter((entry) => !entry.removed);
  return left.reduce((sum, { text }) => sum + text.length, Math.max(0, left.length - 1));
}

/** Moves each moved entry behind its new predecessor, beginning at the front. */
function movesTo(wanted: readonly DraftEntry[], moved: ReadonlySet<number>): PathEdit[] {
  let now = [...wanted].sort((one, other) => placeBefore(one) - placeBefore(other));
  return wanted.flatMap((entry, index) => {
    if (!moved.has(entry.id)) return [];
    const others = now.filter((each) => each !== entry);
    const before = wanted[index - 1];
    const at = before === undefined ? 0 : others.indexOf(before) + 1;
    now = [...others.slice(0, at), entry, ...others.slice(at)];
    return [{ moveTo: { dir: entry.folder ?? "", position: at + 1 } }];
  });
}

/** The original position. New entries come last. */
function placeBefore({ was, id }: DraftEntry): number {
  return was ?? 1_000_000 + id;
}

/** Drops moves without effect: an entry whose order among the others is unchanged was not moved. */
function settled(draft: Draft): Draft {
  const moved = new Set(draft.moved);
  for (const id of draft.moved) {
    const among = draft.entries.filter((entry) => entry.id === id || !moved.has(entry.id));
    const places = among.map(placeBefore);
    if (places.every((place, index) => index === 0 || (places[index - 1] ?? 0) < place)) moved.delete(id);
  }
  return { ...draft, moved };
}

function folderOf(draft: Draft, id: number): string {
  return draft.entries.find((entry) => entry.id === id)?.folder ?? "";
}

function sameFolder(one: string, other: string): boolean {
  return keyOf(one) === keyOf(other);
}

/** The key for comparing folders, as in the program. On Windows, case, slash kind and trailing slash do not count. */
function keyOf(folder: string): string {
  if (folder.startsWith("/")) return folder.replace(/(.)\/+$/, "$1");
  return folder.replaceAll("/", "\\").replace(/\\+$/, "").toLowerCase();
}
