import type { Finding, Passed } from "../api/bindings";
import type { Catalogue } from "./index.svelte";

/** What a language says of a finding in place of the program's own words, which are English. */
export interface FindingWords {
  /** What is wrong. */
  title: string;
  /** What happens because of it, why, and what helps. */
  explanation: string;
  /** What is as it should be where it is not found. */
  passed: string;
}

/** The title of a finding, in the language of the page where that has one. */
export function findingTitle(finding: Finding, { health }: Catalogue): string {
  return health.finding(finding.id)?.title ?? finding.title;
}

/** Its explanation. */
export function findingExplanation(finding: Finding, { health }: Catalogue): string {
  return health.finding(finding.id)?.explanation ?? finding.explanation;
}

/** What was looked at and is as it should be. */
export function passedTitle(passed: Passed, { health }: Catalogue): string {
  return health.finding(passed.id)?.passed ?? passed.title;
}

/** The mark of words that are English on a page of another language. */
export function languageOf({ id }: { id: string }, { health }: Catalogue): "en" | undefined {
  return health.speaksEnglish || health.finding(id) !== null ? undefined : "en";
}
