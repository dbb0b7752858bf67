// The page's view of changes: their days, their kinds, and whether they can be undone.
import type { HistoryEntry } from "../../api/bindings";
import { type Formats, now } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";

/** The kinds of changes that the user wants to see. */
export type EntryFilter = "all" | "versions" | "environment";

/** The changes of one day, newest first. */
export type EntryDay = { day: string; entries: HistoryEntry[] };

/** The front end or command that requested a change. */
export type Asker = { kind: "window" | "tray" | "toast" } | { kind: "terminal"; command: string };

/** The possible action for a change, or the reason why there is none. */
export type Reversal =
  { kind: "undo" | "redo"; id: number } | { kind: "undone" | "unchanged" | "running" | "gone" | "replaced" | "final" };

/** The changes of the user's own projects. */
const OF_PROJECTS = ["pin", "raiseProjects", "fixProjects"];

export type EntryMark =
  | "upgrade"
  | "install"
  | "use"
  | "remove"
  | "undo"
  | "path"
  | "tools"
  | "settings"
  | "cancelled"
  | "failed"
  | "running";

/** The changes of one kind, including undos of such changes. */
export function filterEntries(entries: HistoryEntry[], filter: EntryFilter): HistoryEntry[] {
  if (filter === "all") return entries;
  const isOfKind = filter === "environment" ? touchesPath : isOfVersions;
  return entries.filter((entry) => isOfKind(entry, entries));
}

/** Groups entries by the day in the user's calendar, in order. `dayOf` knows the time zone. */
export function groupByDay(
  entries: HistoryEntry[],
  dayOf: (at: string) => string = (at) => localDay(new Date(at)),
): EntryDay[] {
  const days: EntryDay[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

/** The heading of a day: "Today", "Yesterday", or its date. */
export function dayName(day: string, words: Catalogue["history"], formats: Formats): string {
  const today = now();
  if (day === localDay(today)) return words.today;
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  return day === localDay(yesterday) ? words.yesterday : formats.date(day);
}

/** Parses the origin of a change: `window`, `tray` and `toast` are Upgo's front ends, everything else is a command. */
export function askerOf(by: string): Asker {
  return by === "window" || by === "tray" || by === "toast" ? { kind: by } : { kind: "terminal", command: by };
}

/** Undo, Redo (the undo of an undo), or the reason why there is neither. */
export function reversalOf(entry: HistoryEntry): Reversal {
  if (entry.undoable) return { kind: entry.undoes === null ? "undo" : "redo", id: entry.id };
  if (entry.outcome === null) return { kind: "running" };
  if (entry.undoneBy !== null) return { kind: "undone" };
  if (entry.inEffect && entry.action === "cleanCaches") return { kind: "final" };
  if (entry.inEffect && typeof entry.replacedBy === "number") return { kind: "replaced" };
  // the only other reason why a change in effect cannot be undone
  return { kind: entry.inEffect ? "gone" : "unchanged" };
}

const MARKS: Record<HistoryEntry["action"], EntryMark> = {
  upgrade: "upgrade",
  downgrade: "use",
  download: "install",
  install: "install",
  use: "use",
  remove: "remove",
  rollback: "undo",
  addToPath: "path",
  environment: "path",
  stepAside: "path",
  adopt: "install",
  import: "install",
  setUp: "install",
  keepSystem: "use",
  systemInstall: "install",
  systemUninstall: "remove",
  systemRepair: "install",
  repairFiles: "install",
  rebuildTools: "tools",
  updateTools: "tools",
  cleanCaches: "remove",
  settings: "settings",
  unpinEditors: "settings",
  updateSelf: "upgrade",
  pin: "settings",
  raiseProjects: "settings",
  fixProjects: "settings",
};

/** The mark of a row. Its outcome takes precedence over its kind. */
export function markOf(entry: HistoryEntry): EntryMark {
  if (entry.outcome === null) return "running";
  if (entry.outcome === "failed") return "failed";
  if (entry.outcome === "cancelled" || entry.outcome === "overtaken") return "cancelled";
  return MARKS[entry.action];
}

/** The entries by their numbers, so that each is found at once in a long history. */
const numbered = new WeakMap<HistoryEntry[], Map<number, HistoryEntry>>();

/** The change that `entry` undid, if it is among the loaded ones. */
export function undoneEntry(entry: HistoryEntry, entries: HistoryEntry[]): HistoryEntry | null {
  if (entry.undoes === null) return null;
  const found = numbered.get(entries) ?? new Map(entries.map((each) => [each.id, each]));
  numbered.set(entries, found);
  return found.get(entry.undoes) ?? null;
}

function touchesPath(entry: HistoryEntry, entries: HistoryEntry[]): boolean {
  const { action } = subjectOf(entry, entries);
  return !["settings", ...OF_PROJECTS].includes(action) && (entry.diff.length > 0 || isOfEnvironment(entry));
}

function isOfVersions(entry: HistoryEntry, entries: HistoryEntry[]): boolean {
  const subject = subjectOf(entry, entries);
  return (
    !isOfEnvironment(subject) &&
    !["rebuildTools", "updateTools", "cleanCaches", "settings", "updateSelf", ...OF_PROJECTS].includes(subject.action)
  );
}

/** The change itself, or for an undo and a redo, the one that it is about. */
function subjectOf(entry: HistoryEntry, entries: HistoryEntry[]): HistoryEntry {
  const undone = undoneEntry(entry, entries);
  return undone === null ? entry : subjectOf(undone, entries);
}

function isOfEnvironment(entry: HistoryEntry): boolean {
  return MARKS[entry.action] === "path";
}

/** `2026-09-02`, in the user's time zone. */
function localDay(at: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
