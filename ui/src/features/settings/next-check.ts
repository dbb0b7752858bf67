// When Upgo asked last what is out, when it will ask again, and why then or why not.
import type { NextCheck, Timestamp } from "../../api/bindings";
import type { Catalogue } from "../../text/index.svelte";
import { atStart, type Formats } from "../../text/format";

/** Two sentences for the row that says how often Upgo asks. */
export function checkWords(
  asked: Timestamp | null,
  next: NextCheck,
  words: Catalogue["settings"]["next"],
  formats: Pick<Formats, "ago" | "when">,
): string {
  const last = asked === null ? words.notYet : words.last(formats.ago(asked));
  const then = next.at === null ? null : atStart(words.at(formats.when(next.at)));
  // that it is time again goes without saying
  const reason = next.why === "first" || next.why === "regular" ? null : words.why[next.why];
  return [last, then, reason].filter((sentence) => sentence !== null).join(" ");
}
