// Automatic updates: how often Upgo checks, and what it does with each kind of release.
import type { SettingsReport } from "../../api/bindings";
import type { SettingKey } from "../../api/settings";
import type { IconName } from "../../components/icons";
import type { Catalogue } from "../../text/index.svelte";
import { type Change, type Control, choices, entryOf, textOf, withValue } from "./controls";

/** What Upgo does with a kind of release; `downloadQuietly` only if the settings file says so. */
type Level = "nothing" | "tell" | "download" | "downloadQuietly" | "install";

const KINDS = ["security", "patch", "major", "prerelease"] as const;
type Kind = (typeof KINDS)[number];

/** Whether a kind is announced, for those with their own setting. */
const ANNOUNCED: Partial<Record<Kind, SettingKey>> = { security: "notify.security", prerelease: "notify.rc" };

const ICONS: Record<Kind, IconName> = {
  security: "shieldError",
  patch: "arrowCircleUp",
  major: "boxMultiple",
  prerelease: "beaker",
};

/** The interval between checks, including "never". */
export function checkControl(report: SettingsReport, words: Catalogue["settings"]): Control[] {
  const [automatic, interval] = [entryOf(report, "check.automatic"), entryOf(report, "check.interval")];
  if (!automatic || !interval) return [];
  const value = automatic.value === false ? "off" : textOf(interval.value);
  const changes = (chosen: string): Change[] =>
    chosen === "off"
      ? [{ key: "check.automatic", value: "false" }]
      : [
          { key: "check.automatic", value: null },
          { key: "check.interval", value: chosen },
        ];
  const options = withValue(choices(words.intervals), value);
  const keys: SettingKey[] = ["check.automatic", "check.interval"];
  return [{ kind: "select", id: "check", keys, icon: "arrowSync", title: words.check, value, options, changes }];
}

/** What Upgo does automatically with each kind of release. Pre-releases only if the user follows them. */
export function levelControls(report: SettingsReport, words: Catalogue["settings"]): Control[] {
  const lists = { download: listOf(report, "download.automatic"), install: listOf(report, "install.automatic") };
  const { download, install } = lists;
  if (!download || !install) return [];
  const wantsPrereleases = textOf(entryOf(report, "channels")?.value) !== "stable";
  const kinds = KINDS.filter((kind) => kind !== "prerelease" || wantsPrereleases);
  return kinds.map((kind) => {
    const announced = ANNOUNCED[kind];
    const isQuiet = announced !== undefined && entryOf(report, announced)?.value === false;
    const value: Level = install.includes(kind) ? "install" : levelOf(download.includes(kind), isQuiet);
    const changes = (level: string): Change[] => [
      { key: "download.automatic", value: listText(download, kind, level.startsWith("download")) },
      { key: "install.automatic", value: listText(install, kind, level === "install") },
      ...announcement(announced, isQuiet, level),
    ];
    const shown = { icon: ICONS[kind], title: words.kinds[kind] };
    const keys: SettingKey[] = ["download.automatic", "install.automatic", ...(announced ? [announced] : [])];
    const { nothing, downloadQuietly, ...usual } = words.levels;
    const levels = {
      ...(announced ? { nothing } : {}),
      ...usual,
      ...(value === "downloadQuietly" ? { downloadQuietly } : {}),
    };
    return { kind: "select", id: `level-${kind}`, keys, value, options: choices(levels), changes, ...shown };
  });
}

function levelOf(downloads: boolean, isQuiet: boolean): Level {
  if (downloads) return isQuiet ? "downloadQuietly" : "download";
  return isQuiet ? "nothing" : "tell";
}

/** The change of whether a kind is announced, if the level says something else than the settings. */
function announcement(key: SettingKey | undefined, isQuiet: boolean, level: string): Change[] {
  const wantsQuiet = level === "nothing" || level === "downloadQuietly";
  if (key === undefined || wantsQuiet === isQuiet) return [];
  return [{ key, value: wantsQuiet ? "false" : null }];
}

function listOf(report: SettingsReport, key: SettingKey): string[] | null {
  const value = entryOf(report, key)?.value;
  return Array.isArray(value) ? value.map(String) : null;
}

/** The list with or without a kind, as written on a command line; an empty one is the default. */
function listText(list: string[], kind: Kind, isIn: boolean): string | null {
  const others = list.filter((other) => other !== kind);
  return [...others, ...(isIn ? [kind] : [])].join(",") || null;
}
