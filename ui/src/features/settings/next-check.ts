// The times of the last and the next check, and the reason for the next one or for its absence.
import type { NextCheck, Timestamp } from "../../api/bindings";
import type { Catalogue } from "../../text/index.svelte";
import { atStart, type Formats } from "../../text/format";

/** Two sentences for the row of the check interval. */
export function checkWords(
  asked: Timestamp | null,
  next: NextCheck,
  { settings: { next: words }, common: { between } }: Pick<Catalogue, "settings" | "common">,
  formats: Pick<Formats, "ago" | "when">,
): string {
  const last = asked === null ? words.notYet : words.last(formats.ago(asked));
  const then = next.at === null ? null : atStart(words.at(formats.when(next.at)));
  // a regular check needs no reason
  const reason = next.why === "first" || next.why === "regular" ? null : words.why[next.why];
  return [last, then, reason].filter((sentence) => sentence !== null).join(between);
}
