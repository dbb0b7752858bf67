// The texts of the program on the stage of the page, which have the words of both languages until the mock says them.

type StageLanguage = "en" | "zh-CN";

/** Precedes the words of both languages in a string. No text of the program contains it. */
const MARK = "\u0000";

/** An answer of the program with all its texts in a language. */
export function inLanguage<T>(answer: T, language: StageLanguage): T {
  const at = language === "en" ? 0 : 1;
  return eachString(answer, (text) => (text.startsWith(MARK) ? JSON.parse(text.slice(1))[at] : text)) as T;
}

/** An answer with each of its texts changed, in both languages. */
export function eachText(answer: unknown, change: (text: string) => string): unknown {
  return eachString(answer, (text) => {
    return text.startsWith(MARK) ? MARK + JSON.stringify(JSON.parse(text.slice(1)).map(change)) : change(text);
  });
}

function eachString(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((each) => eachString(each, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, eachString(each, change)]));
}
