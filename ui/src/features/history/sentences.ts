// The sentence of a change, and the line below it.
import type { HistoryEntry } from "../../api/bindings";
import type { Formats } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";
import { changeSentence, removedBy, variablesOf } from "../../app/change-words";
import { someOf } from "../../text/subject";
import { askerOf, undoneEntry } from "./entries";

/** The sentence of a change: "Upgraded from go1.26.5 to go1.27.1", "Upgrade to go1.27.1 cancelled". */
export function sentenceOf(entry: HistoryEntry, entries: HistoryEntry[], words: Catalogue): string {
  const { history } = words;
  const thing = thingOf(entry, entries, words);
  if (entry.outcome === null) return history.running(thing);
  if (entry.outcome === "cancelled") return history.cancelled(thing);
  if (entry.outcome === "failed") return history.failed(thing);
  if (entry.outcome === "overtaken") return history.overtaken(thing);
  if (entry.outcome === "recovered" && !entry.inEffect) return history.interrupted(thing);
  return deedOf(entry, entries, words);
}

/** The line below the sentence: the resulting state, the origin, the duration. */
export function detailOf(entry: HistoryEntry, words: Catalogue, formats: Formats): string {
  const parts = [stateOf(entry, words), askerWords(entry, words)];
  if (entry.proof === "digestOnly") parts.push(words.versions.proof.levels.digestOnly);
  if (entry.milliseconds !== null) parts.push(formats.duration(entry.milliseconds));
  return parts.filter((part) => part !== null).join(words.common.separator);
}

/** Everything known about a change, for a bug report: its sentence, then the program's data. */
export function detailsOf(entry: HistoryEntry, sentence: string): string {
  return `${sentence}\n${JSON.stringify(entry, null, 2)}`;
}

/** The change in the past tense. */
function deedOf(entry: HistoryEntry, entries: HistoryEntry[], words: Catalogue): string {
  return entry.action === "rollback" ? takenBack(entry, entries, words) : changeSentence(entry, words);
}

/** A rollback, described by the change that it undid. Undoing a rollback is described as a redo of that change. */
function takenBack(entry: HistoryEntry, entries: HistoryEntry[], words: Catalogue): string {
  const undone = undoneEntry(entry, entries);
  if (undone === null) return words.common.changes.undoneLast;
  if (undone.action !== "rollback") return words.common.changes.undone(thingOf(undone, entries, words));
  const again = undoneEntry(undone, entries);
  return words.history.redone(again === null ? thingOf(undone, entries, words) : thingOf(again, entries, words));
}

/** The change as a noun: "upgrade to go1.27.1". */
function thingOf(entry: HistoryEntry, entries: HistoryEntry[], words: Catalogue): string {
  const { what } = words.history;
  const to = entry.to ?? words.common.noGo;
  switch (entry.action) {
    case "upgrade":
      return what.upgrade(to);
    case "download":
      return what.download(to);
    case "install":
      return what.install(to);
    case "use":
      return what.use(to);
    case "remove":
      return what.remove(removedBy(entry, words));
    case "addToPath":
      return what.addToPath;
    case "environment":
      return what.environment(variablesOf(entry, words));
    case "adopt":
      return what.adopt(to);
    case "stepAside":
      return what.stepAside;
    case "keepSystem":
      return what.keepSystem;
    case "systemInstall":
      return what.systemInstall(to);
    case "systemUninstall":
      return what.systemUninstall(entry.from ?? words.common.unknownVersion);
    case "systemRepair":
      return what.systemRepair(to);
    case "repairFiles":
      return what.repairFiles(entry.about ?? words.common.unknownVersion);
    case "rebuildTools":
      return what.rebuildTools(someOf(entry.programs, words));
    case "rollback": {
      const undone = undoneEntry(entry, entries);
      return undone === null ? what.rollback(to) : what.undo(thingOf(undone, entries, words));
    }
  }
}

/** The resulting state of the machine, if the sentence leaves it open. */
function stateOf(entry: HistoryEntry, { history, common }: Catalogue): string | null {
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
        ? common.backTo(entry.to)
        : null;
    case null:
      return null;
  }
}

function askerWords(entry: HistoryEntry, { history }: Catalogue): string {
  const asker = askerOf(entry.by);
  return asker.kind === "terminal" ? history.askers.terminal(asker.command) : history.askers[asker.kind];
}
