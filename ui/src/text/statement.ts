import type { Problem } from "../api/bindings";
import { opening, shortened } from "./plain";

/** Around the words of the system or of another program in a text of the engine, in a language other than English. */
const QUOTED = /[\u2068\u2069]/;

/** The message of a problem, as a sentence without its full stop. */
export function messageOf({ message }: Problem): string {
  return opening(shortened(message));
}

/** Whether a text is only the words of the system or of another program, which has no words in the page's language. */
export function isForeign(words: string): boolean {
  return /^[“”]?\u2068[^\u2069]*\u2069[“”]?$/.test(words);
}

/** The variable that a message of the engine is about, if it names one. */
export function variableIn(message: string): string | null {
  return /\b(?:GO[A-Z0-9]{2,}|PATH)\b/.exec(message)?.[0] ?? null;
}

/** Words of others, marked as such. */
export function quoted(words: string): string {
  return `\u2068${words}\u2069`;
}

/** The parts of a sentence: every second one quotes the system or another program, in its own words. */
export function quotes(words: string): string[] {
  return words.split(QUOTED);
}

/** The parts of a text: every second one is code. */
export function parts(words: string): string[] {
  return words.split("`");
}
