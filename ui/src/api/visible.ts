/**
 * Characters that control others or are invisible, as in the engine (`display.rs`), which keeps line breaks and marks.
 */
const UNSAFE =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of these is matched alone
  /[\u{34f}\p{Cc}\p{Zl}\p{Zp}\u{ad}\u{61c}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{180b}-\u{180f}\u{200b}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2060}-\u{2067}\u{206a}-\u{206f}\u{3164}\u{feff}\u{ffa0}\u{fff0}-\u{fffb}\u{e0000}-\u{e0fff}]|(?<=^|\p{ASCII})[\u{200c}\u{200d}\u{fe00}-\u{fe0f}]/gu;

/** An answer of the program in which every such character is its escape. */
export function visible<T>(answer: T): T {
  if (typeof answer === "string") return answer.replace(UNSAFE, escaped) as T;
  if (Array.isArray(answer)) return answer.map(visible) as T;
  if (answer === null || typeof answer !== "object") return answer;
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, visible(value)])) as T;
}

function escaped(character: string): string {
  if (character === "\n" || character === "\t") return character;
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
