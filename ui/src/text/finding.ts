import type { Finding, Passed } from "../api/bindings";
import type { Catalogue } from "./index.svelte";

/** A language's texts for a finding, replacing the program's, which are English. */
export interface FindingWords {
  /** The problem. */
  title: string;
  /** The consequences, the reason and the remedy. */
  explanation: string;
  /** The statement if the check passes. */
  passed: string;
}

/** The title of a finding, in the page's language if available. */
export function findingTitle(finding: Finding, { health }: Catalogue): string {
  return health.finding(finding.id)?.title ?? finding.title;
}

/** The explanation of a finding. */
export function findingExplanation(finding: Finding, { health }: Catalogue): string {
  return health.finding(finding.id)?.explanation ?? finding.explanation;
}

/** The statement of a passed check. */
export function passedTitle(passed: Passed, { health }: Catalogue): string {
  return health.finding(passed.id)?.passed ?? passed.title;
}

/** The `lang` attribute for English texts on a page in another language. */
export function languageOf({ id }: { id: string }, { health }: Catalogue): "en" | undefined {
  return health.speaksEnglish || health.finding(id) !== null ? undefined : "en";
}
