// Settings as a change leaves them.
import { languageOf } from "../../text/index.svelte";
import type { SettingEntry, SettingsReport, SettingValue } from "../bindings";

/** The settings with the language that follows from them. */
export function inLanguageOf(settings: SettingsReport): SettingsReport {
  const chosen = settings.entries.find((entry) => entry.key === "language")?.value;
  return { ...settings, language: languageOf(chosen, globalThis.navigator?.languages ?? []) };
}

/** A value in the type of its default; `null` is the default. */
export function written(entry: SettingEntry, text: string | null): SettingEntry {
  return { ...entry, value: text === null ? entry.default : parsed(entry, text), isSet: text !== null };
}

function parsed({ default: fallback }: SettingEntry, text: string): SettingValue {
  if (Array.isArray(fallback)) return text.split(",").filter((item) => item !== "");
  return fallback === null || typeof fallback === "string" ? text : JSON.parse(text);
}
