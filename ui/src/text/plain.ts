/** Words without the marks of code and of quoted words in them, for names and titles that are plain text. */
export function plain(words: string): string {
  return words.replace(/[`\u2068\u2069]/g, "");
}

/** The words that begin messages of the engine, and are never a name. */
const WORDS =
  "an?|another|building|cancelled|cannot|changes?|could|deleted|files|found|hooks|its?|line|machine-wide|new|no|not" +
  "|nothing|only|other|restart|several|since|some|th(?:e|is|at|ere|ey)|to|too|unpacking|updates|what|with(?:out)?|your?";
const FIRST_WORD = new RegExp(`^(?:${WORDS})(?![\\w./\\\\-])`);

/** A message of the engine at the start of a line: a word begins with a capital letter, a name stays as it is. */
export function opening(message: string): string {
  return message.replace(FIRST_WORD, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}

const HASH = /(?<![\w+/])(?:[0-9a-f]{64}|[0-9a-fA-F]{40}|[\w+/]{43}=)(?![\w+/=])/g;

/** A text with its hashes in short form, `97e6b2a8…d834fd38`: the first 8 and the last 8 characters of each. */
export function shortened(text: string): string {
  return text.replace(HASH, (hash) => `${hash.slice(0, 8)}…${hash.slice(-8)}`);
}
