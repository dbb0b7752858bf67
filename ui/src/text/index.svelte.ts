import { en } from "./en";
import { type Formats, formats } from "./format";
import { zhCn } from "./zh-CN";

/** All texts of the page. English defines the keys; a language without one of them does not compile. */
export type Catalogue = typeof en;
export type Language = "en" | "zh-CN";

declare global {
  interface Window {
    /** The region of the system's settings (src-tauri/src/window.rs). Absent outside the program. */
    upgoRegion?: string;
  }
}

const CATALOGUES: Record<Language, Catalogue> = { en, "zh-CN": zhCn };

let language = $state.raw<Language>("en");
const words = $derived(CATALOGUES[language]);
const spoken = $derived(formats(regionOf(globalThis.window?.upgoRegion, navigator.language), words.format));

/** The catalogue of the current language. Read it in the markup, so that a change of language applies at once. */
export const text = new Proxy({} as Catalogue, {
  get: (_, page: keyof Catalogue) => words[page],
});

/** The formats of numbers, sizes and times in the current language. */
export function format(): Formats {
  return spoken;
}

/** Texts and formats, for sentences that need both. */
export const say = {
  words: text,
  get formats() {
    return format();
  },
};

export function setLanguage(to: Language): void {
  language = to;
  document.documentElement.lang = to;
}

/** The texts of Settings in the language that is not current. A search finds in it, too. */
export function otherSettings(): Catalogue["settings"] {
  return CATALOGUES[language === "en" ? "zh-CN" : "en"].settings;
}

/** The language for a value of the setting `language` on this machine. */
export function languageOf(setting: unknown, preferred: readonly string[]): Language {
  if (setting === "en" || setting === "zh-CN") return setting;
  return preferred[0]?.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

/** The region for formats, of the system's settings. The web view itself knows only the language of its menus. */
export function regionOf(system: string | undefined, webView: string): string {
  for (const region of [system, webView]) {
    try {
      const [known] = Intl.DateTimeFormat.supportedLocalesOf(region ?? []);
      if (known !== undefined) return known;
    } catch {
      // not a locale, such as a custom one of Windows
    }
  }
  return "en-GB";
}
