// A control of the page: what it shows, and what choosing a value changes.
import type { SettingEntry, SettingsReport, Staying } from "../../api/bindings";
import type { IconName } from "../../components/icons";

/** A setting that is a key of the settings file. */
export type SettingKey =
  | "channels"
  | "check.automatic"
  | "check.interval"
  | "check.unmetered-only"
  | "check.window"
  | "check.cool-down"
  | "quiet-hours"
  | "download.automatic"
  | "install.automatic"
  | "install.switch"
  | "proof"
  | "notifications"
  | "notify.security"
  | "notify.stable"
  | "notify.rc"
  | "notify.results"
  | "notify.errors"
  | "mirrors"
  | "proxy"
  | "keep-versions"
  | "keep-archives"
  | "close-to-tray"
  | "modify-path"
  | "theme"
  | "language";

/** What the file is to say of a key; `null` takes it out, so that the default is in force. */
export type Change = { key: SettingKey; value: string | null };

export type Choice = { value: string; label: string };
export type Shown = { icon: IconName; title: string; hint?: string };

/** One setting with its control, and what choosing a value changes. */
export type Control = Shown & { id: string } & (
    | { kind: "staying"; value: Staying; options: { value: Staying; label: string }[] }
    | { kind: "switch"; on: boolean; changes: (on: boolean) => Change[] }
    | { kind: "select"; value: string; options: Choice[]; changes: (value: string) => Change[] }
    | { kind: "span"; value: string | null; first: string; changes: (value: string | null) => Change[] }
    | { kind: "text"; value: string; placeholder: string; changes: (value: string) => Change[] }
  );

/** The entry of a key; `undefined` where this program does not have the setting. */
export function entryOf(report: SettingsReport, key: SettingKey): SettingEntry | undefined {
  return report.entries.find((entry) => entry.key === key);
}

/** A value as the command line takes it; a list with commas between its items. */
export function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(",") : value === null || value === undefined ? "" : String(value);
}

/** Options, and the value in force where it is none of them: somebody has edited the file. */
export function withValue(options: Choice[], value: string): Choice[] {
  return options.some((option) => option.value === value) ? options : [...options, { value, label: value }];
}

export function choices(labels: Record<string, string>): Choice[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

/** Makes the control of a key; none where this program does not have the setting. */
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
