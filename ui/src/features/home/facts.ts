// What the large line does not say about the Go that a new terminal runs, in sentences.
import type { Overview } from "../../api/bindings";
import { unbroken } from "../../text/format";
import { type Say, sentences } from "./hero";

/** `Supported until about August 2027. No known vulnerabilities.`, as far as it is known. */
export function factsOf(overview: Overview, say: Say): string | undefined {
  return sentences(say, supportOf(overview, say), vulnerabilitiesOf(overview, say));
}

function supportOf({ support }: Overview, { words: { home }, formats }: Say): string | null {
  if (support === null) return null;
  if (support.ends !== null) return home.supportedUntil(unbroken(formats.month(support.ends.month)));
  return support.endedOn && home.supportEndedOn(formats.date(support.endedOn));
}

/** What is known of old data is said with its day. */
export function vulnerabilitiesOf({ vulnerabilities: known }: Overview, { words: { home }, formats }: Say): string {
  if (known === null) return home.vulnerabilitiesUnknown;
  const { fetchedAt, stale } = known.database;
  const day = stale ? unbroken(formats.dayAndMonth(fetchedAt)) : null;
  return home.vulnerabilities(known.vulnerabilities.length, known.inYourProjects, day);
}
