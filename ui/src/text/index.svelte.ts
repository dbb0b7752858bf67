import type { en } from "./en";
import { type Formats, formats } from "./format";

/** Every word of the page. English defines which there are; a language that misses one does not compile. */
export type Catalogue = typeof en;
export type Language = "en" | "zh-CN";

interface Spoken {
  words: Catalogue;
  formats: Formats;
}

/** A language is loaded when it is first spoken: nobody needs two at once. */
const CATALOGUES: Record<Language, () => Promise<Catalogue>> = {
  en: () => import("./en").then(({ en }) => en),
  "zh-CN": () => import("./zh-CN").then(({ zhCn }) => zhCn),
};

let spoken = $state.raw<Spoken | null>(null);
/** The last one that was asked for, and its coming into force. */
let asked: { language: Language; inForce: Promise<void> } | null = null;

/** The catalogue of the language in force. Read it where the text is shown, so that a change of language is seen at once. */
export const text = new Proxy({} as Catalogue, {
  get: (_, page: keyof Catalogue) => inForce().words[page],
});

/** Numbers, sizes and times in the language in force. */
export function format(): Formats {
  return inForce().formats;
}

/** Both, for sentences that need them. */
export const say = {
  words: text,
  get formats() {
    return format();
  },
};

/** Changes the language of the page, everywhere at once. */
export function setLanguage(language: Language): Promise<void> {
  if (asked?.language !== language) asked = { language, inForce: bringIntoForce(language) };
  return asked.inForce;
}

async function bringIntoForce(language: Language): Promise<void> {
  const words = await CATALOGUES[language]();
  // an older answer that comes late does not count
  if (asked?.language !== language) return;
  spoken = { words, formats: formats(localeOf(language, navigator.languages), words.format) };
  document.documentElement.lang = language;
}

/** The language that the setting `language` means on this machine. */
export function languageOf(setting: unknown, preferred: readonly string[]): Language {
  if (setting === "en" || setting === "zh-CN") return setting;
  return preferred[0]?.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

function inForce(): Spoken {
  if (spoken === null) throw new Error("no language is loaded yet");
  return spoken;
}

/** The reader's own region where it fits the language: an American reads "September 2", a Briton "2 September". */
function localeOf(language: Language, preferred: readonly string[]): string {
  if (language === "zh-CN") return "zh-CN";
  return preferred.find((locale) => locale.startsWith("en-")) ?? "en-GB";
}
