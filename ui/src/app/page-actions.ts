// The actions that buttons of the pages have, too.
import type { Version } from "../api/bindings";
import type { IconName } from "../components/icons";
import { type Catalogue, text } from "../text/index.svelte";
import type { Action } from "./action";
import { showImport } from "./import-go";
import { managed } from "./managed.svelte";
import { offer } from "./offer-actions";
import { opened } from "./opened";
import { opens } from "./opens";
import { pause, resume } from "./paused";
import { askToRaise } from "./raise";
import { rehearsal } from "./rehearsal.svelte";
import { openSetting } from "./settings-place.svelte";
import { app } from "./state.svelte";

/** The version whose release notes are opened: the offered one, or else the one in use. */
const noted = () => offer()?.version ?? app.overview?.current ?? null;

/** Makes an action that only opens something. Its other words are in the catalogue under its id. */
function opening(id: keyof Catalogue["palette"]["also"], icon: IconName, title: () => string, run: () => void): Action {
  return { id, group: "actions", title, icon, also: () => text.palette.also[id], when: () => true, run };
}

/** Makes an action of what also helps with a problem, under the name of that button. */
function helping(id: string, remedy: keyof typeof opens, icon: IconName, also = () => ""): Action {
  const title = () => text.engine.remedies[remedy];
  return { id, group: "actions", title, icon, also, ...opens[remedy] };
}

/** As in the tray's menu, which not every desktop shows. */
const pauses: Action[] = (["hour", "today", "untilResumed"] as const).map((length) => ({
  ...opening(
    "pause-notifications",
    "alertOff",
    () => text.palette.pauseNotifications[length],
    () => pause(length),
  ),
  id: `pause-notifications-${length}`,
  when: () => app.overview?.pausedUntil === null,
}));

/** What buttons of the pages do, too, in the order of the pages. */
export const ofPages: Action[] = [
  ...pauses,
  {
    ...opening("resume-notifications", "alert", () => text.palette.resumeNotifications, resume),
    when: () => app.overview?.pausedUntil != null,
  },
  {
    ...opening(
      "release-notes",
      "documentText",
      () => text.common.releaseNotes,
      () => openNotes(noted()),
    ),
    when: () => noted() !== null,
  },
  {
    ...opening(
      "import-go",
      "folderOpen",
      () => text.versions.import.open,
      () => void showImport(),
    ),
    also: () => `${text.environment.chooseFolder} ${text.palette.also["import-go"]}`,
  },
  opening(
    "add-project-folder",
    "folder",
    () => text.projects.add,
    () => app.go("projects"),
  ),
  {
    ...opening(
      "raise-projects",
      "edit",
      () => text.projects.raise.button,
      () => askToRaise(app.overview?.current ?? ""),
    ),
    when: () => app.overview?.current != null,
    command: () => `upgo projects raise --go ${app.overview?.current?.replace("go", "")}`,
  },
  {
    ...opening(
      "apply-fixes",
      "edit",
      () => text.projects.rehearsal.applyFixes,
      () => rehearsal.applyFixes(rehearsal.fixes ?? ""),
    ),
    when: () => rehearsal.fixes !== null,
    command: () => `upgo projects fix --tried --go ${rehearsal.fixes?.replace("go", "")}`,
  },
  helping("clean-caches", "caches", "hardDrive", () => text.palette.also["clean-caches"]),
  helping("test-mirror", "testMirror", "globe"),
  helping("remove-mirrors", "removeMirrors", "globe"),
  opening(
    "transfer-settings",
    "arrowSwap",
    () => text.settings.transfer,
    () => openSetting("transfer"),
  ),
  helping("settings-file", "settingsFile", "documentText", () => text.settings.openFile),
  {
    ...helping("upgo-folder", "openFolder", "folderOpen", () => text.engine.remedies.openFolder),
    title: () => text.palette.openHome,
  },
  {
    ...opening(
      "administrator-report",
      "documentText",
      () => text.managed.report.title,
      () => app.openSupport("administratorReport"),
    ),
    when: () => managed.isInForce,
  },
  helping("log", "log", "documentText", () => text.palette.also.log),
  helping("bug-report", "report", "archive", () => text.palette.also["bug-report"]),
  opening("documentation", "globe", () => text.support.documentation, opened({ kind: "documentation" })),
  opening("issues", "globe", () => text.support.issues, opened({ kind: "issues" })),
  opening(
    "about",
    "info",
    () => text.palette.aboutUpgo,
    () => openSetting("about"),
  ),
  opening(
    "quit",
    "power",
    () => text.palette.quit,
    () => void app.client.quit(),
  ),
];

function openNotes(version: Version | null): void {
  if (version !== null) void app.attempt(() => app.client.openLink({ kind: "releaseNotes", version }));
}
