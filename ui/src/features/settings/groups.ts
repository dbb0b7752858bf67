// The page as a table: which settings stand together, in what order, and with which control.
import type { SettingEntry, SettingsReport } from "../../api/bindings";
import type { IconName } from "../../components/icons";
import type { Catalogue } from "../../text/index.svelte";

/** A setting that is a key of the settings file. */
export type SettingKey =
  | "channel"
  | "check-daily"
  | "proof"
  | "notifications"
  | "keep-versions"
  | "keep-archives"
  | "close-to-tray"
  | "modify-path"
  | "theme"
  | "language";

type Choice = { value: string; label: string };
type Shown = { icon: IconName; title: string; hint?: string };

/** One setting with its control. */
export type Control = Shown &
  (
    | { kind: "switch"; id: SettingKey | "start-at-login"; on: boolean }
    | { kind: "select"; id: SettingKey; value: string; options: Choice[] }
  );

/** Settings that stand together. */
export type Group = { id: string; title: string; controls: Control[] };

/** How many versions a list offers to keep. */
const KEPT = [1, 2, 3, 4, 5, 10];

/** Every setting that this program has, in the order of the page. */
export function settingGroups(report: SettingsReport, words: Catalogue["settings"], onWindows: boolean): Group[] {
  const { toggle, select } = controlsOf(report);
  const same = { value: "system", label: onWindows ? words.sameAsWindows : words.sameAsSystem };
  return [
    {
      id: "updates",
      title: words.updates,
      controls: [
        ...toggle("check-daily", { icon: "arrowSync", title: words.checkDaily, hint: words.checkDailyHint }),
        ...select(
          "channel",
          { icon: "boxMultiple", title: words.channel, hint: words.channelHint },
          choices(words.channels),
        ),
        ...select(
          "proof",
          { icon: "shieldCheckmark", title: words.proof, hint: words.proofHint },
          choices(words.proofs),
        ),
      ],
    },
    {
      id: "notifications",
      title: words.notifications,
      controls: toggle("notifications", { icon: "alert", title: words.newReleases, hint: words.newReleasesHint }),
    },
    {
      id: "storage",
      title: words.storage,
      controls: [
        ...select(
          "keep-versions",
          { icon: "hardDrive", title: words.keepVersions, hint: words.keepVersionsHint },
          keptChoices(entryOf(report, "keep-versions")?.value, words),
        ),
        ...toggle("keep-archives", { icon: "archive", title: words.keepArchives, hint: words.keepArchivesHint }),
        ...toggle("modify-path", { icon: "bracesVariable", title: words.modifyPath, hint: words.modifyPathHint }),
      ],
    },
    {
      id: "background",
      title: words.background,
      controls: [
        ...startAtLogin(report, onWindows ? words.startWithWindows : words.startAtLogin, words.startHint),
        ...toggle("close-to-tray", { icon: "eyeOff", title: words.closeToTray, hint: words.closeToTrayHint }),
      ],
    },
    {
      id: "appearance",
      title: words.appearance,
      controls: [
        ...select("theme", { icon: "weatherMoon", title: words.theme }, [same, ...choices(words.themes)]),
        ...select("language", { icon: "localLanguage", title: words.language }, [same, ...choices(words.languages)]),
      ],
    },
  ];
}

/** The entry of a key; `undefined` where this program does not have the setting. */
export function entryOf(report: SettingsReport, key: SettingKey): SettingEntry | undefined {
  return report.entries.find((entry) => entry.key === key);
}

/** Makes the control of a key; none where this program does not have the setting. */
function controlsOf(report: SettingsReport) {
  const withValue = (key: SettingKey, make: (value: unknown) => Control): Control[] => {
    const entry = entryOf(report, key);
    return entry ? [make(entry.value)] : [];
  };
  return {
    toggle: (id: SettingKey, shown: Shown) =>
      withValue(id, (value) => ({ kind: "switch", id, on: value === true, ...shown })),
    select: (id: SettingKey, shown: Shown, options: Choice[]) =>
      withValue(id, (value) => ({ kind: "select", id, value: String(value), options, ...shown })),
  };
}

/** Not a key of the file but of the system, and not every system has it. */
function startAtLogin(report: SettingsReport, title: string, hint: string): Control[] {
  if (report.startAtLogin === null) return [];
  return [{ kind: "switch", id: "start-at-login", icon: "power", on: report.startAtLogin, title, hint }];
}

function choices(labels: Record<string, string>): Choice[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

/** The numbers that the list offers, with the one in force among them. */
function keptChoices(value: unknown, words: Catalogue["settings"]): Choice[] {
  const kept = Number(value);
  const counts = KEPT.includes(kept) || !Number.isInteger(kept) ? KEPT : [...KEPT, kept].sort((a, b) => a - b);
  return counts.map((count) => ({ value: String(count), label: words.keepVersionsCount(count) }));
}
