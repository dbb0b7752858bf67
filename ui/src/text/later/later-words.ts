import type { en } from "./later-en";

/** The texts of the later parts, which may not be loaded yet while the first screen is drawn. */
export function laterWords(words: typeof en): Partial<typeof en> {
  return words;
}
