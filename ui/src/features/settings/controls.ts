// A control of the page: its state, and the changes that its values make.
import type { SettingEntry, SettingsReport, Staying } from "../../api/bindings";
import type { SettingKey } from "../../api/settings";
import type { IconName } from "../../components/icons";

/** The new value of a key; `null` removes it, so that the default applies. */
export type Change = { key: SettingKey; value: string | null };

export type Choice = { value: string; label: string };
export type Shown = { icon: IconName; title: string; hint?: string };

/** A setting with its control, and the change that a value makes. */
export type Control = Shown & { id: string } & (
    | { kind: "staying"; value: Staying; options: { value: Staying; label: string }[] }
    | { kind: "switch"; on: boolean; changes: (on: boolean) => Change[] }
    | { kind: "select"; value: string; options: Choice[]; changes: (value: string) => Change[] }
    | { kind: "span"; value: string | null; first: string; changes: (value: string | null) => Change[] }
    | { kind: "text"; value: string; placeholder: string; changes: (value: string) => Change[] }
  );

/** The entry of a key; `undefined` if this program does not have the setting. */
export function entryOf(report: SettingsReport, key: SettingKey): SettingEntry | undefined {
  return report.entries.find((entry) => entry.key === key);
}

/** A list as written on a command line: with commas or, if an item has a comma, as in the settings file. */
export function listText(items: string[]): string {
  return items.some((item) => item.includes(",")) ? JSON.stringify(items) : items.join(",");
}

/** A value as written on a command line. */
export function textOf(value: unknown): string {
  return Array.isArray(value)
    ? listText(value.map(String))
    : value === null || value === undefined
      ? ""
      : String(value);
}

/** The options, plus the current value if it is none of them, because the file was edited. */
export function withValue(options: Choice[], value: string): Choice[] {
  return options.some((option) => option.value === value) ? options : [...options, { value, label: value }];
}

export function choices(labels: Record<string, string>): Choice[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

/** Returns a function that makes the control of a key, or none if this program does not have the setting. */
export function controlsOf(report: SettingsReport) {
  const make = (key: SettingKey, control: (value: unknown) => Control): Control[] => {
    const entry = entryOf(report, key);
    return entry ? [control(entry.value)] : [];
  };
  const one = (key: SettingKey) => (value: unknown) => [{ key, value: value === null ? null : String(value) }];
  return {
    toggle: (id: SettingKey, shown: Shown) =>
      make(id, (value) => ({ kind: "switch", id, on: value === true, changes: one(id), ...shown })),
    select: (id: SettingKey, shown: Shown, options: Choice[]) =>
      make(id, (value) => {
        const text = textOf(value);
        return { kind: "select", id, value: text, options: withValue(options, text), changes: one(id), ...shown };
      }),
    span: (id: SettingKey, first: string, shown: Shown) =>
      make(id, (value) => ({ kind: "span", id, value: textOf(value) || null, first, changes: one(id), ...shown })),
    text: (id: SettingKey, placeholder: string, shown: Shown) =>
      make(id, (value) => {
        const changes = (text: string) => one(id)(text === "" ? null : text);
        return { kind: "text", id, value: textOf(value), placeholder, changes, ...shown };
      }),
  };
}
