import { en } from "./en";
import { type Formats, formats } from "./format";
import { zhCn } from "./zh-CN";

/** Every word of the page. English defines which there are; a language that misses one does not compile. */
export type Catalogue = typeof en;
export type Language = "en" | "zh-CN";

const CATALOGUES: Record<Language, Catalogue> = { en, "zh-CN": zhCn };

let current = $state<Language>("en");
const currentFormats = $derived(formats(localeOf(current, navigator.languages), CATALOGUES[current].format));

/** The catalogue of the language in force. Read it where the text is shown, so that a change of language is seen at once. */
export function text(): Catalogue {
  return CATALOGUES[current];
}

/** Numbers, sizes and times in the language in force. */
export function format(): Formats {
  return currentFormats;
}

export function language(): Language {
  return current;
}

/** Changes the language of the page, at once and everywhere. */
export function setLanguage(wanted: Language): void {
  current = wanted;
  document.documentElement.lang = wanted;
}

/** The language that the setting `language` means on this machine. */
export function languageOf(setting: unknown, preferred: readonly string[]): Language {
  if (setting === "en" || setting === "zh-CN") return setting;
  return preferred[0]?.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

/** The reader's own region where it fits the language: an American reads "September 2", a Briton "2 September". */
function localeOf(language: Language, preferred: readonly string[]): string {
  if (language === "zh-CN") return "zh-CN";
  return preferred.find((locale) => locale.startsWith("en-")) ?? "en-GB";
}
