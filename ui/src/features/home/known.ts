// What a new terminal answers, and how Upgo knows it.
import type { Active, Overview } from "../../api/bindings";
import { fill } from "../../text/fill";
import type { Formats } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";

/** The version that a new terminal has answered; `null` if none did, or if its Go does not work. */
export function answerOf({ active, problem }: Overview): string | null {
  return active?.known === "asked" && !problem ? active.version : null;
}

/** The sentence in its place. */
export function whatRuns({ active, problem }: Overview, { engine, home }: Catalogue): string {
  if (active === null) return home.runsNone;
  if (problem) return home.runsAndFails;
  return active.version === null ? home.runsUnknown : fill(engine.headlines.runs, { runs: active.version });
}

/** Whether a terminal should have confirmed it, and none did. */
export function isUnheard(active: Active | null | undefined): boolean {
  return active != null && active.known !== "asked" && active.because !== null;
}

/** When a new terminal answered, or why none did; `null` where nobody opens a terminal. */
export function howKnown({ known, at, because }: Active, words: Catalogue, formats: Formats): string | null {
  if (known === "asked") return at && words.home.answered(formats.when(at));
  return known === "computed" ? because && words.home.computed(because) : null;
}

/** What the other kind of terminal runs, if that is another Go. */
export function otherRuns(active: Active | null | undefined, { home, common }: Catalogue): string | null {
  const other = active?.other;
  return other ? home.terminalRuns(home.terminals[other.terminal], other.version ?? common.unknownVersion) : null;
}
