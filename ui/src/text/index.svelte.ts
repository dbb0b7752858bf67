import type { en } from "./en";
import { type Formats, formats } from "./format";

/** All texts of the page. English defines the keys; a language without one of them does not compile. */
export type Catalogue = typeof en;
export type Language = "en" | "zh-CN";

declare global {
  interface Window {
    /** The region of the system's settings (src-tauri/src/window.rs). Absent outside the program. */
    upgoRegion?: string;
  }
}

interface Spoken {
  words: Catalogue;
  formats: Formats;
}

/** The loaders of a language, for each part of the page: its first screen, the rest of Home, everything else. */
interface Loaders {
  start: () => Promise<Partial<Catalogue>>;
  home: () => Promise<Partial<Catalogue>>;
  later: () => Promise<Partial<Catalogue> & Pick<Catalogue, "settings">>;
}
type Part = keyof Loaders;

/** The languages. Each part is loaded at its first use, because only one language is needed at a time. */
const CATALOGUES: Record<Language, Loaders> = {
  en: {
    start: () => import("./start/en").then(({ en }) => en),
    home: () => import("./home/home-en").then(({ en }) => en),
    later: () => import("./later/later-en").then(({ en }) => en),
  },
  "zh-CN": {
    start: () => import("./start/zh-CN").then(({ zhCn }) => zhCn),
    home: () => import("./home/home-zh-CN").then(({ zhCn }) => zhCn),
    later: () => import("./later/later-zh-CN").then(({ zhCn }) => zhCn),
  },
};

let spoken = $state.raw<Spoken | null>(null);
/** The last requested language, and the promise of its use. */
let asked: { language: Language; inForce: Promise<void> } | null = null;
/** The parts whose texts are needed. */
const needed = new Set<Part>(["start"]);

/** The catalogue of the current language. Read it in the markup, so that a change of language applies at once. */
export const text = new Proxy({} as Catalogue, {
  get: (_, page: keyof Catalogue) => inForce().words[page],
});

/** The formats of numbers, sizes and times in the current language. */
export function format(): Formats {
  return inForce().formats;
}

/** Texts and formats, for sentences that need both. */
export const say = {
  words: text,
  get formats() {
    return format();
  },
};

/** Changes the language of the whole page. */
export function setLanguage(language: Language): Promise<void> {
  if (asked?.language !== language) asked = { language, inForce: bringIntoForce(language) };
  return asked.inForce;
}

async function bringIntoForce(language: Language): Promise<void> {
  const loaded = await Promise.all([...needed].map((part) => CATALOGUES[language][part]()));
  // no part is on the page before its texts are
  const words = Object.assign({}, ...loaded) as Catalogue;
  // an earlier request that finishes late is ignored
  if (asked?.language !== language) return;
  spoken = { words, formats: formats(regionOf(window.upgoRegion, navigator.language), words.format) };
  document.documentElement.lang = language;
}

/** Loads the texts of further parts, now and for every language from now on. */
export async function loadTexts(...parts: Part[]): Promise<void> {
  for (const part of parts) needed.add(part);
  await asked?.inForce;
  if (asked) await bringIntoForce(asked.language);
}

/** The texts of Settings in the language that is not current. A search finds in it, too. */
export async function otherSettings(): Promise<Catalogue["settings"]> {
  const { settings } = await CATALOGUES[asked?.language === "en" ? "zh-CN" : "en"].later();
  return settings;
}

/** The language for a value of the setting `language` on this machine. */
export function languageOf(setting: unknown, preferred: readonly string[]): Language {
  if (setting === "en" || setting === "zh-CN") return setting;
  return preferred[0]?.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

function inForce(): Spoken {
  if (spoken === null) throw new Error("no language is loaded yet");
  return spoken;
}

/**
 * The region whose formats apply: that of the system's settings, which the program passes to the page. The web view
 * itself knows only the language of its menus.
 */
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
