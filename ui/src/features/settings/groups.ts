// The page as a table: the groups of settings, their order, and their controls.
import type { SettingsReport } from "../../api/bindings";
import type { Catalogue } from "../../text/index.svelte";
import { checkControl, levelControls } from "./automatic";
import { type Choice, type Control, choices, controlsOf, entryOf, textOf } from "./controls";

/** A group of settings. */
export type Group = { id: string; title: string; controls: Control[] };

/** The numbers of versions to keep that the list offers. */
const KEPT = [1, 2, 3, 4, 5, 10];

/** Every setting of this program, in the order of the page. */
export function settingGroups(report: SettingsReport, words: Catalogue["settings"], onWindows: boolean): Group[] {
  const { toggle, select, span, text } = controlsOf(report);
  const same = { value: "system", label: onWindows ? words.sameAsWindows : words.sameAsSystem };
  const installs = textOf(entryOf(report, "install.automatic")?.value) !== "";
  const speaks = entryOf(report, "notifications")?.value !== false;
  const groups: Group[] = [
    {
      id: "updates",
      title: words.updates,
      controls: [
        ...checkControl(report, words),
        ...select("channels", { icon: "boxMultiple", title: words.channel, hint: words.channelHint }, [
          { value: "stable", label: words.channels.stable },
          { value: "stable,rc", label: words.channels.rc },
          { value: "stable,rc,beta", label: words.channels.beta },
        ]),
        ...select(
          "check.cool-down",
          { icon: "clock", title: words.coolDown, hint: words.coolDownHint },
          choices(words.coolDowns),
        ),
        ...select(
          "proof",
          { icon: "shieldCheckmark", title: words.proof, hint: words.proofHint },
          choices(words.proofs),
        ),
      ],
    },
    {
      id: "automatic",
      title: words.automatic,
      controls: [
        ...levelControls(report, words),
        ...(installs
          ? toggle("install.switch", { icon: "arrowSwap", title: words.useAtOnce, hint: words.useAtOnceHint })
          : []),
        ...toggle("check.unmetered-only", { icon: "arrowDownload", title: words.unmetered, hint: words.unmeteredHint }),
        ...span("check.window", "09:00-18:00", { icon: "clock", title: words.window, hint: words.windowHint }),
        ...span("quiet-hours", "22:00-07:00", { icon: "weatherMoon", title: words.quiet, hint: words.quietHint }),
      ],
    },
    {
      id: "notifications",
      title: words.notifications,
      controls: [
        ...toggle("notifications", { icon: "alert", title: words.speaks, hint: words.speaksHint }),
        ...(speaks
          ? [
              ...toggle("notify.security", {
                icon: "shieldError",
                title: words.tellSecurity,
                hint: words.securityHint,
              }),
              ...toggle("notify.stable", { icon: "arrowCircleUp", title: words.tellStable }),
              ...toggle("notify.rc", { icon: "beaker", title: words.tellPrerelease, hint: words.prereleaseHint }),
              ...toggle("notify.results", { icon: "history", title: words.tellResults, hint: words.resultsHint }),
              ...toggle("notify.errors", { icon: "warning", title: words.tellErrors, hint: words.errorsHint }),
            ]
          : []),
      ],
    },
    {
      id: "sources",
      title: words.sources,
      controls: text("proxy", onWindows ? words.sameAsWindows : words.sameAsSystem, {
        icon: "wifiSettings",
        title: words.proxy,
        hint: words.proxyHint,
      }),
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
        ...stays(report, words),
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
  return groups;
}

/** The background mode, which is a setting of the system. Some systems offer no choice. */
function stays({ staying, waysToStay }: SettingsReport, words: Catalogue["settings"]): Control[] {
  if (waysToStay.length < 2) return [];
  const options = waysToStay.map((way) => ({ value: way, label: words.ways[way] }));
  return [{ kind: "staying", id: "staying", icon: "power", value: staying, options, title: words.stays }];
}

/** The numbers in the list, including the current one. */
function keptChoices(value: unknown, words: Catalogue["settings"]): Choice[] {
  const kept = Number(value);
  const counts = KEPT.includes(kept) || !Number.isInteger(kept) ? KEPT : [...KEPT, kept].sort((a, b) => a - b);
  return counts.map((count) => ({ value: String(count), label: words.keepVersionsCount(count) }));
}
