// A control of the page: its state, and the changes that its values make.
import type { SettingEntry, SettingsReport } from "../../api/bindings";
import type { SettingKey } from "../../api/settings";
import type { IconName } from "../../components/icons";

/** The new value of a key; `null` removes it, so that the default applies. */
export type Change = { key: SettingKey; value: string | null };

export type Choice = { value: string; label: string };
/** How a setting looks. One that few need is `advanced`, and on a separate page. */
export type Shown = { icon: IconName; title: string; hint?: string; advanced?: boolean };

export type Closing = "tray" | "trayAtLogIn" | "scheduled" | "quit";

/** The words of a list of items. Those of a list whose items are added elsewhere say nothing of a new one. */
type Listed = { remove: (item: string) => string; add?: string; example?: string };

/** A setting with its control, the keys of the settings file that it changes, and the change that a value makes. */
export type Control = Shown & { id: string; keys: SettingKey[] } & (
    | { kind: "closing"; value: Closing | null; options: { value: Closing; label: string; hint: string }[] }
    | { kind: "switch"; on: boolean; changes: (on: boolean) => Change[] }
    | { kind: "select"; value: string; options: Choice[]; changes: (value: string) => Change[] }
    | { kind: "span"; value: string | null; first: string; changes: (value: string | null) => Change[] }
    | { kind: "text"; value: string; placeholder: string; changes: (value: string) => Change[] }
    | { kind: "file"; value: string; changes: (value: string | null) => Change[] }
    | { kind: "list"; items: string[]; words: Listed; changes: (items: string[]) => Change[] }
  );

/** The entry of a key; `undefined` if this program does not have the setting. */
export function entryOf(report: SettingsReport, key: SettingKey): SettingEntry | undefined {
  return report.entries.find((entry) => entry.key === key);
}

/** A list as written on a command line: with commas or, if an item has a comma, as in the settings file. */
export function listText(items: string[]): string {
  return items.some((item) => item.includes(",")) ? JSON.stringify(items) : items.join(",");
}

/** A program with its arguments, as written on a command line: the path, or a list as in the settings file. */
export function commandText(value: unknown): string {
  const words = Array.isArray(value) ? value.map(String) : [];
  return words.length > 1 ? JSON.stringify(words) : (words[0] ?? "");
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
  const shared = (id: SettingKey, shown: Shown) => ({ id, keys: [id], ...shown });
  const one = (key: SettingKey) => (value: unknown) => [{ key, value: value === null ? null : String(value) }];
  return {
    toggle: (id: SettingKey, shown: Shown) =>
      make(id, (value) => ({ kind: "switch", on: value === true, changes: one(id), ...shared(id, shown) })),
    select: (id: SettingKey, shown: Shown, options: Choice[]) =>
      make(id, (value) => {
        const text = textOf(value);
        return {
          kind: "select",
          value: text,
          options: withValue(options, text),
          changes: one(id),
          ...shared(id, shown),
        };
      }),
    span: (id: SettingKey, first: string, shown: Shown) =>
      make(id, (value) => ({
        kind: "span",
        value: textOf(value) || null,
        first,
        changes: one(id),
        ...shared(id, shown),
      })),
    text: (id: SettingKey, placeholder: string, shown: Shown) =>
      make(id, (value) => {
        const changes = (text: string) => one(id)(text === "" ? null : text);
        return { kind: "text", value: textOf(value), placeholder, changes, ...shared(id, shown) };
      }),
    command: (id: SettingKey, placeholder: string, shown: Shown) =>
      make(id, (value) => {
        const changes = (text: string) => one(id)(text === "" ? null : text);
        return { kind: "text", value: commandText(value), placeholder, changes, ...shared(id, shown) };
      }),
    file: (id: SettingKey, shown: Shown) =>
      make(id, (value) => ({ kind: "file", value: textOf(value), changes: one(id), ...shared(id, shown) })),
    list: (id: SettingKey, words: Listed, shown: Shown) =>
      make(id, (value) => {
        const items = Array.isArray(value) ? value.map(String) : [];
        const changes = (items: string[]) => one(id)(listText(items) || null);
        return { kind: "list", items, words, changes, ...shared(id, shown) };
      }),
  };
}
