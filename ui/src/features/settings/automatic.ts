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

/** The settings that list kinds of releases, and the levels that put a kind into each list. */
const LISTS: { key: SettingKey; levels: Level[] }[] = [
  { key: "notify.releases", levels: ["tell", "download", "install"] },
  { key: "download.automatic", levels: ["download", "downloadQuietly"] },
  { key: "install.automatic", levels: ["install"] },
];

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
  const lists = LISTS.flatMap((list) => {
    const entry = entryOf(report, list.key);
    return entry ? [{ ...list, kinds: kindsOf(entry.value), usual: kindsOf(entry.default) }] : [];
  });
  if (lists.length < LISTS.length) return [];
  const wantsPrereleases = textOf(entryOf(report, "channels")?.value) !== "stable";
  const kinds = KINDS.filter((kind) => kind !== "prerelease" || wantsPrereleases);
  return kinds.map((kind) => {
    const [tells = false, downloads = false, installs = false] = lists.map((list) => list.kinds.includes(kind));
    const value: Level = installs ? "install" : levelOf(downloads, tells);
    const changes = (level: string): Change[] =>
      lists.flatMap(({ key, levels, kinds, usual }) => {
        const isIn = levels.some((other) => other === level);
        if (isIn === kinds.includes(kind)) return [];
        const chosen = KINDS.filter((other) => (other === kind ? isIn : kinds.includes(other)));
        return [{ key, value: textOf(chosen) === textOf(usual) ? null : textOf(chosen) }];
      });
    const { downloadQuietly, ...usual } = words.levels;
    const options = choices({ ...usual, ...(value === "downloadQuietly" ? { downloadQuietly } : {}) });
    const keys = lists.map(({ key }) => key);
    return {
      kind: "select",
      id: `level-${kind}`,
      keys,
      icon: ICONS[kind],
      title: words.kinds[kind],
      value,
      options,
      changes,
    };
  });
}

function levelOf(downloads: boolean, tells: boolean): Level {
  if (downloads) return tells ? "download" : "downloadQuietly";
  return tells ? "tell" : "nothing";
}

function kindsOf(value: unknown): Kind[] {
  return Array.isArray(value) ? KINDS.filter((kind) => value.includes(kind)) : [];
}
