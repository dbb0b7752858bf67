import type { Code, Problem, Sentence, Statement, Value } from "../api/bindings";
import { fill } from "./fill";
import type { Catalogue } from "./index.svelte";
import { laterWords } from "./later/later-words";
import { opening } from "./plain";

/** A language's words for the statements of the engine, which are in English too. */
export interface Statements {
  /** The engine's sentences, with the names of their values in braces. */
  sentences: Record<Sentence, string>;
  /** The statements of the doctor's checks that found nothing, by the names of the checks. */
  passed: Record<string, string>;
}

/** Words, and their language if it is not the page's. */
export interface Spoken {
  words: string;
  lang?: "en" | undefined;
}

/**
 * A statement in the page's language. `english` is what the engine says: it is shown if the language has no words of its
 * own. A program that is newer than its page may know more sentences.
 */
export function spoken(
  statement: Statement | null | undefined,
  english: string,
  statements: Statements | null,
  words: Catalogue,
): Spoken {
  if (words.health.speaksEnglish) return { words: english };
  const own = statement && statements && said(statement, statements, words);
  // the words of another program
  const isForeign = statement?.sentence === "quoted";
  return own == null || isForeign ? { words: english, lang: "en" } : { words: own };
}

/** The message of a problem in the page's language, as a sentence without its full stop. */
export function messageOf(problem: Problem, statements: Statements | null, words: Catalogue): Spoken {
  const { words: message, ...rest } = spoken(problem.statement, problem.message, statements, words);
  return { words: opening(message), ...rest };
}

/** What to do about a problem: its own advice, and only without one that of its code. */
export function adviceOf(problem: Problem, statements: Statements | null, words: Catalogue): Spoken {
  const { advice, code } = problem;
  if (advice) return spoken(advice.statement, advice.english, statements, words);
  // while the texts of problems are not loaded, there is nothing to say
  return { words: laterWords(words).problems?.codes[code].remedy ?? "" };
}

/** The statement of a check that found nothing. */
export function passedTitle(
  check: { id: string; title: string },
  statements: Statements | null,
  words: Catalogue,
): Spoken {
  if (words.health.speaksEnglish) return { words: check.title };
  const own = statements?.passed[check.id];
  return own === undefined ? { words: check.title, lang: "en" } : { words: own };
}

/** The variable that a message of the engine is about, if it names one. */
export function variableIn(message: string): string | null {
  return /\b(?:GO[A-Z0-9]{2,}|PATH)\b/.exec(message)?.[0] ?? null;
}

/** The parts of a sentence: every second one quotes the system or another program, in its own words. */
export function quotes(words: string): string[] {
  return words.split(/[\u2068\u2069]/);
}

/** The parts of a text: every second one is code. */
export function parts(words: string): string[] {
  return words.split("`");
}

function said({ sentence, values }: Statement, statements: Statements, words: Catalogue): string | null {
  const template: string | undefined = statements.sentences[sentence];
  if (template === undefined) return null;
  const entries = Object.entries(values).map(([name, value]) => [name, inWords(value, statements, words)] as const);
  if (entries.some(([, value]) => value === null)) return null;
  return fill(template, Object.fromEntries(entries) as Record<string, string>);
}

function inWords(value: Value, statements: Statements, words: Catalogue): string | null {
  if (typeof value === "string") return value;
  if ("sentence" in value) return said(value, statements, words);
  // a program that is newer than its page may know more codes
  return laterWords(words).problems?.codes[value.code as Code]?.[value.part] ?? null;
}
