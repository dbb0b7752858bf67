// The page as a table: the groups of settings, their order, and their controls.
import type { SettingsReport } from "../../api/bindings";
import type { SettingKey } from "../../api/settings";
import type { Catalogue } from "../../text/index.svelte";
import { checkControl, levelControls } from "./automatic";
import { closingControl } from "./closing";
import { type Choice, type Control, choices, controlsOf, entryOf, textOf } from "./controls";

/** A group of settings. Those that are advanced are on a page of their own. */
export type Group = { id: string; title: string; controls: Control[] };

const FOR_SCRIPTS = "who writes such a script names it with the command line, and a fleet with its policy";

/** The keys without a control, and why. A test demands a control for every other one. */
export const WITHOUT_CONTROL: Partial<Record<SettingKey, string>> = {
  "checksum-database": "only an organization with its own database needs it, and its policy names it",
  "hooks.soak": FOR_SCRIPTS,
  "hooks.soak-time": FOR_SCRIPTS,
  "hooks.on-release": FOR_SCRIPTS,
  "hooks.on-vulnerability": FOR_SCRIPTS,
  "hooks.on-check-failure": FOR_SCRIPTS,
  "hooks.on-unattended": FOR_SCRIPTS,
  "proof-for-own-feed": "it has no effect unless the variable UPGO_FEED_URL names another release list",
};

/** The numbers of versions to keep that the list offers. */
const KEPT = [1, 2, 3, 4, 5, 10];

/** Every setting of this program but those of projects, in the order of the page: four questions come first. */
export function settingGroups(report: SettingsReport, words: Catalogue["settings"], onWindows: boolean): Group[] {
  const { toggle, select, span, text, command, file, list } = controlsOf(report);
  const program = onWindows ? "C:\\Tools\\hook.cmd" : "/usr/local/bin/hook";
  const same = { value: "system", label: onWindows ? words.sameAsWindows : words.sameAsSystem };
  const installs = textOf(entryOf(report, "install.automatic")?.value) !== "";
  const speaks = entryOf(report, "notifications")?.value !== false;
  const advanced = true;
  return [
    {
      id: "updates",
      title: words.updates,
      controls: [
        ...checkControl(report, words),
        ...levelControls(report, words),
        ...(installs
          ? toggle("install.switch", { icon: "arrowSwap", title: words.useAtOnce, hint: words.useAtOnceHint })
          : []),
        ...select("channels", { icon: "beaker", title: words.channel }, [
          { value: "stable", label: words.channels.stable },
          { value: "stable,rc", label: words.channels.rc },
          { value: "stable,rc,beta", label: words.channels.beta },
        ]),
        ...select(
          "suggest",
          { icon: "lightbulb", title: words.suggest, hint: words.suggestHint },
          choices(words.suggestions),
        ),
        ...select(
          "keep-versions",
          { icon: "hardDrive", title: words.keepVersions, hint: words.keepVersionsHint },
          keptChoices(entryOf(report, "keep-versions")?.value, words),
        ),
        ...select(
          "self-update",
          { icon: "arrowSync", title: words.selfUpdate, hint: words.selfUpdateHint, advanced },
          choices(words.selfUpdates),
        ),
        ...select(
          "check.cool-down",
          { icon: "clock", title: words.coolDown, hint: words.coolDownHint, advanced },
          choices(words.coolDowns),
        ),
        ...select(
          "check.security-interval",
          { icon: "shieldError", title: words.securityCheck, hint: words.securityCheckHint, advanced },
          choices(words.securityIntervals),
        ),
      ],
    },
    {
      id: "automatic",
      title: words.automatic,
      controls: [
        ...(installs
          ? select(
              "install.idle",
              { icon: "eyeOff", title: words.idle, hint: words.idleHint, advanced },
              choices(words.idles),
            )
          : []),
        ...toggle("check.unmetered-only", {
          icon: "arrowDownload",
          title: words.unmetered,
          hint: words.unmeteredHint,
          advanced,
        }),
        ...span("check.window", "09:00-18:00", {
          icon: "clock",
          title: words.window,
          hint: words.windowHint,
          advanced,
        }),
      ],
    },
    {
      id: "notifications",
      title: words.notifications,
      controls: [
        ...toggle("notifications", { icon: "alert", title: words.speaks, hint: words.speaksHint }),
        ...span("quiet-hours", "22:00-07:00", {
          icon: "clock",
          title: words.quiet,
          hint: words.quietHint,
        }),
        ...closingControl(report, words, onWindows),
        ...(speaks
          ? [
              ...toggle("notify.results", {
                icon: "history",
                title: words.tellResults,
                hint: words.resultsHint,
                advanced,
              }),
              ...toggle("notify.errors", {
                icon: "warning",
                title: words.tellErrors,
                hint: words.errorsHint,
                advanced,
              }),
            ]
          : []),
      ],
    },
    {
      id: "sources",
      title: words.sources,
      controls: [
        ...text("proxy", onWindows ? words.sameAsWindows : words.sameAsSystem, {
          icon: "wifiSettings",
          title: words.proxy,
          hint: words.proxyHint,
        }),
        ...list("mirrors", words.mirrors, { icon: "globe", title: words.mirrors.title, hint: words.mirrors.hint }),
        ...file("ca-file", { icon: "documentText", title: words.caFile, hint: words.caFileHint, advanced }),
        ...list("redirect-hosts", words.hosts, {
          icon: "arrowUpRight",
          title: words.hosts.title,
          hint: words.hosts.hint,
          advanced,
        }),
        ...select(
          "proof",
          { icon: "shieldCheckmark", title: words.proof, hint: words.proofHint, advanced },
          choices(words.proofs),
        ),
      ],
    },
    {
      id: "storage",
      title: words.storage,
      controls: [
        ...toggle("modify-path", {
          icon: "bracesVariable",
          title: words.modifyPath,
          hint: words.modifyPathHint,
          advanced,
        }),
        ...toggle("ask-shell", {
          icon: "windowConsole",
          title: words.askShell,
          hint: words.askShellHint,
          advanced,
        }),
        ...toggle("keep-archives", {
          icon: "archive",
          title: words.keepArchives,
          hint: words.keepArchivesHint,
          advanced,
        }),
        ...toggle("whole-archives", {
          icon: "arrowDownload",
          title: words.wholeArchives,
          hint: words.wholeArchivesHint,
          advanced,
        }),
        ...(onWindows
          ? toggle("system-wide", { icon: "shield", title: words.systemWide, hint: words.systemWideHint, advanced })
          : []),
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
    {
      id: "hooks",
      title: words.hooks,
      controls: [
        ...command("hooks.before-switch", program, {
          icon: "windowConsole",
          title: words.hookBefore,
          hint: words.hookBeforeHint,
          advanced,
        }),
        ...command("hooks.after-switch", program, {
          icon: "windowConsole",
          title: words.hookAfter,
          hint: words.hookAfterHint,
          advanced,
        }),
        ...command("hooks.on-failure", program, {
          icon: "windowConsole",
          title: words.hookOnFailure,
          hint: words.hookOnFailureHint,
          advanced,
        }),
        ...select(
          "hooks.time-limit",
          { icon: "clock", title: words.hookLimit, hint: words.hookLimitHint, advanced },
          choices(words.hookLimits),
        ),
      ],
    },
  ];
}

/** The settings of the search for projects. They are on the page Projects. */
export function projectControls(report: SettingsReport, words: Catalogue["settings"]): Control[] {
  const { toggle, list, select } = controlsOf(report);
  return [
    ...list("projects", words.projectList, {
      icon: "folder",
      title: words.projectList.title,
      hint: words.projectList.hint,
    }),
    ...toggle("projects-from-editors", {
      icon: "history",
      title: words.projectsFromEditors,
      hint: words.projectsFromEditorsHint,
    }),
    ...toggle("follow-projects", {
      icon: "arrowSwap",
      title: words.followProjects,
      hint: words.followProjectsHint,
    }),
    ...select(
      "rehearse.before-upgrade",
      { icon: "beaker", title: words.rehearseBefore, hint: words.rehearseBeforeHint },
      choices(words.rehearsals),
    ),
    ...select(
      "rehearse.after-upgrade",
      { icon: "arrowUndo", title: words.rehearseAfter, hint: words.rehearseAfterHint },
      choices(words.rehearsals),
    ),
  ];
}

export function groupsOf(groups: Group[], page: "main" | "more"): Group[] {
  const isHere = (control: Control) => (control.advanced === true) === (page === "more");
  const here = groups.map((group) => ({ ...group, controls: group.controls.filter(isHere) }));
  return here.filter(({ controls }) => controls.length > 0);
}

/** The numbers in the list, including the current one. */
function keptChoices(value: unknown, words: Catalogue["settings"]): Choice[] {
  const kept = Number(value);
  const counts = KEPT.includes(kept) || !Number.isInteger(kept) ? KEPT : [...KEPT, kept].sort((a, b) => a - b);
  return counts.map((count) => ({ value: String(count), label: words.keepVersionsCount(count) }));
}
