// How Upgo knows which Go new terminals run, and whether all of them run the same one.
import type { Active } from "../../api/bindings";
import type { Formats } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";

/** Whether a terminal should have confirmed it, and none did. */
export function isUnheard(active: Active | null | undefined): boolean {
  return active != null && active.known !== "asked" && active.because !== null;
}

/** When a new terminal answered, or why none did; `null` where nobody opens a terminal, or the system stores the answer. */
export function howKnown({ known, at, because }: Active, words: Catalogue, formats: Formats): string | null {
  if (known === "asked") return at && words.home.answered(formats.when(at));
  return known === "computed" ? because && words.home.computed(because) : null;
}

/** What the other kind of terminal runs, if that is another Go. */
export function otherRuns(active: Active | null | undefined, { home, common }: Catalogue): string | null {
  const other = active?.other;
  return other ? home.terminalRuns(home.terminals[other.terminal], other.version ?? common.unknownVersion) : null;
}
