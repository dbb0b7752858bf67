// The sentence of a change, and the line below it.
import type { Downloaded, HistoryEntry, HookEnd, RehearsalSummary } from "../../api/bindings";
import type { Formats } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";
import { changeName, outcomeOf } from "../../text/change";
import { askerOf, undoneEntry } from "./entries";

/** The sentence of a change: "Upgraded from go1.26.5 to go1.27.1", "Upgrade to go1.27.1 cancelled". */
export function sentenceOf(entry: HistoryEntry, entries: HistoryEntry[], words: Catalogue): string {
  const { outcome, inEffect } = entry;
  const ended = (how: Parameters<typeof outcomeOf>[1]) => outcomeOf(thingOf(entry, entries, words), how, words);
  if (outcome === null) return ended("running");
  if (outcome === "cancelled" || outcome === "failed" || outcome === "overtaken") return ended(outcome);
  if (outcome === "recovered" && !inEffect) return ended("interrupted");
  return entry.action === "rollback" ? takenBack(entry, entries, words) : changeName(entry, "done", words);
}

/** The line below the sentence: the resulting state, the origin, the duration. */
export function detailOf(entry: HistoryEntry, words: Catalogue, formats: Formats): string {
  const parts = [stateOf(entry, words), askerWords(entry, words)];
  const { proof } = entry;
  if (proof !== null && proof !== "proven" && proof !== "unknown") parts.push(words.engine.proof.levels[proof]);
  if (entry.downloaded?.base) parts.push(downloadWords(entry.downloaded, words, formats));
  if (entry.rehearsal) parts.push(rehearsalWords(entry.rehearsal, words));
  if (entry.milliseconds !== null) parts.push(formats.duration(entry.milliseconds));
  return parts.filter((part) => part !== null).join(words.common.separator);
}

/** How much was downloaded, if the other files came from an installed version. */
function downloadWords({ bytes, wholeBytes }: Downloaded, { history }: Catalogue, formats: Formats): string {
  return history.downloaded(formats.size(bytes), formats.size(wholeBytes));
}

function rehearsalWords({ verdict, projects, broken }: RehearsalSummary, { history }: Catalogue): string {
  return verdict === "breaks" ? history.broke(broken.length, projects) : history.tried(projects);
}

export function hookEnd(end: HookEnd, { history }: Catalogue): string {
  const { ends } = history.hooks;
  switch (end.kind) {
    case "exited":
      return ends.exited(end.code);
    case "timedOut":
      return ends.timedOut(end.seconds);
    default:
      return ends[end.kind];
  }
}

/** Everything known about a change, for a bug report: its sentence, then the program's data. */
export function detailsOf(entry: HistoryEntry, sentence: string): string {
  return `${sentence}\n${JSON.stringify(entry, null, 2)}`;
}

/** A rollback, described by the change that it undid. Undoing a rollback is described as a redo of that change. */
function takenBack(entry: HistoryEntry, entries: HistoryEntry[], words: Catalogue): string {
  const undone = undoneEntry(entry, entries);
  if (undone === null) return words.engine.changes.undo.done;
  if (undone.action !== "rollback") return outcomeOf(thingOf(undone, entries, words), "undone", words);
  const again = undoneEntry(undone, entries) ?? undone;
  return outcomeOf(thingOf(again, entries, words), "redone", words);
}

/** The change as a noun: "upgrade to go1.27.1", "undo of upgrade to go1.27.1". */
function thingOf(entry: HistoryEntry, entries: HistoryEntry[], words: Catalogue): string {
  const undone = undoneEntry(entry, entries);
  if (undone === null) return changeName(entry, "noun", words);
  return outcomeOf(thingOf(undone, entries, words), "undo", words);
}

/** The resulting state of the machine, if the sentence leaves it open. */
function stateOf(entry: HistoryEntry, words: Catalogue): string | null {
  const { history } = words;
  switch (entry.outcome) {
    case "cancelled":
    case "failed":
    case "overtaken":
      return entry.inEffect ? null : history.nothingChanged;
    case "recovered":
      return entry.inEffect ? history.completed : history.takenBack;
    case "done":
    case "undone":
      return entry.action === "rollback" && entry.to !== null && entry.to !== entry.from
        ? changeName(entry, "done", words)
        : null;
    case null:
      return null;
  }
}

function askerWords(entry: HistoryEntry, { history }: Catalogue): string {
  const asker = askerOf(entry.by);
  return asker.kind === "terminal" ? history.askers.terminal(asker.command) : history.askers[asker.kind];
}
