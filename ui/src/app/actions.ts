import { tick } from "svelte";
import type { ChangeRequest, Offer, Place, Version } from "../api/bindings";
import type { IconName } from "../components/icons";
import { fill } from "../text/fill";
import { type Catalogue, text } from "../text/index.svelte";
import { archive } from "./archive.svelte";
import { openEnvironment, openTab, TABS, type Tab } from "./environment-tab.svelte";
import { showImport } from "./import-go";
import { belongsToField, isPressed, isTyping } from "./keyboard";
import { managed } from "./managed.svelte";
import { PALETTE_KEYS, PLACE_ICONS, placeKeys, SECTIONS } from "./navigation";
import { offerAgain, offered, openPalette, rehearseOffer, remindOfOffer, skipOffer, upgradeTo } from "./offer";
import { opens } from "./opens";
import { resume } from "./paused";
import { reveal, rowOf } from "./reveal";
import { openSetting, settingsPlace } from "./settings-place.svelte";
import { app } from "./state.svelte";
import { verification } from "./verification.svelte";

/** An action of the user as a value, shared by buttons, menus, keys and the palette. */
export interface Action {
  id: string;
  group: "actions" | "places";
  title: () => string;
  icon: IconName;
  /** The shortcuts. The first one is shown next to the title. */
  keys?: readonly string[];
  /** The requested change, if the action is one. The palette shows its plan first. */
  request?: () => ChangeRequest;
  /** The equivalent command. */
  command?: () => string;
  /** Other words under which it is found. */
  also?: () => string;
  /** Whether the action is available. If not, it is hidden and its keys do nothing. */
  when: () => boolean;
  run: () => void;
}

/** How buttons elsewhere call a place. */
function otherWords(place: Place): string {
  const { common, engine, palette } = text;
  if (place === "history") return `${engine.remedies.history} ${palette.also.history}`;
  if (place === "versions") return `${engine.remedies.versions} ${common.anotherVersion}`;
  return place === "settings" ? engine.remedies.settings : "";
}

/** The same for the parts of Environment. */
function otherWordsOfTab(tab: Tab): string {
  const { remedies } = text.engine;
  if (tab === "findings") return `${remedies.health} ${text.palette.also.examine}`;
  if (tab === "path") return remedies.editPath;
  return tab === "values" ? remedies.editVariables : "";
}

const goTo: Action[] = ([...SECTIONS, "history"] as const).map((place) => ({
  id: `go-${place}`,
  group: "places",
  title: () => text.common.places[place],
  icon: PLACE_ICONS[place],
  keys: placeKeys(place),
  also: () => otherWords(place),
  when: () => true,
  run: () => (place === "environment" ? openEnvironment() : app.go(place)),
}));

/** The parts of Environment. */
const tabs: Action[] = TABS.map((tab) => ({
  id: `go-environment-${tab}`,
  group: "places",
  title: () => `${text.common.places.environment}: ${text.common.tabs[tab]}`,
  icon: PLACE_ICONS[tab === "findings" ? "health" : "environment"],
  also: () => otherWordsOfTab(tab),
  when: () => true,
  run: () => openTab(tab),
}));

const offer = () => app.overview?.offer ?? null;
const patch = () => app.overview?.patch ?? null;
const back = () => app.overview?.back ?? null;
const lastChange = () => app.overview?.lastChange ?? null;

/** Makes the action of a change. Running it requests the change. */
function changing(action: Omit<Action, "run" | "group" | "request"> & { request: () => ChangeRequest }): Action {
  return {
    ...action,
    group: "actions",
    when: () => app.mayChange && action.when(),
    run: () => void app.change(action.request()),
  };
}

function commandOf(offer: Offer | null): string {
  return `upgo upgrade --to ${offer?.version.replace("go", "")}`;
}

const upgrade = changing({
  id: "upgrade",
  title: () => {
    const version = offer()?.version ?? "";
    const { upgrade, install, use } = text.engine.changes;
    const change = !app.overview?.active ? install : app.home.kind === "not-permitted" ? use : upgrade;
    return fill(change.title, { to: version });
  },
  icon: "arrowCircleUp",
  // the palette shows the plan first
  also: () => text.common.whatWillHappen,
  request: offered,
  command: () => (app.overview?.active ? commandOf(offer()) : "upgo install latest --use"),
  when: () => offer() !== null,
});

const upgradePatch = changing({
  id: "upgrade-patch",
  title: () => fill(text.engine.changes.upgrade.title, { to: patch()?.version ?? "" }),
  icon: "arrowCircleUp",
  request: () => upgradeTo(patch()?.version ?? null),
  command: () => commandOf(patch()),
  when: () => patch() !== null,
});

const addToPath = changing({
  id: "add-to-path",
  title: () => text.engine.changes.addToPath.button,
  icon: "bracesVariable",
  request: () => ({ kind: "addToPath" }),
  when: () => app.overview?.situation.kind === "not-on-path",
});

/** The engine knows the last change, even one that the page has not heard of yet. */
const UNDO_LAST: ChangeRequest = { kind: "rollback", id: null };

/** Undo through a key or the palette always shows its plan. */
const undo: Action = {
  id: "undo",
  group: "actions",
  title: () => {
    const version = back()?.id === lastChange()?.id ? back()?.version : null;
    return version ? fill(text.engine.changes.goBack.title, { to: version }) : text.common.undoLast;
  },
  icon: "arrowUndo",
  keys: ["Ctrl+Z"],
  request: () => UNDO_LAST,
  command: () => "upgo rollback",
  when: () => app.mayChange && lastChange()?.undoable === true,
  run: () => void app.showPlan(UNDO_LAST),
};

const check: Action = {
  id: "check",
  group: "actions",
  title: () => text.common.checkNow,
  also: () => text.palette.also.check,
  icon: "arrowSync",
  keys: ["F5"],
  command: () => "upgo check",
  when: () => !app.checking,
  run: () => void app.check(),
};

/** F5 refreshes what the page shows. */
const examine: Action = {
  id: "examine",
  group: "actions",
  title: () => text.common.checkAgain,
  also: () => text.palette.also.examine,
  icon: "stethoscope",
  keys: ["F5"],
  command: () => "upgo doctor",
  when: () => app.place === "health" && !app.health.isLooking,
  run: () => void app.health.look(),
};

const installFromFile: Action = {
  id: "install-from-file",
  group: "actions",
  title: () => text.common.installFromFile,
  also: () => text.common.chooseFile,
  icon: "folderOpen",
  when: () => app.mayChange,
  run: () => void archive.choose(),
};

const current = () => app.overview?.current ?? null;

const verify: Action = {
  id: "verify-files",
  group: "actions",
  title: () => text.common.verifyFiles,
  icon: "shieldCheckmark",
  command: () => `upgo verify ${current()?.replace("go", "")}`,
  when: () => current() !== null,
  run: () => {
    app.go("versions");
    void verification.start(current() ?? "");
  },
};

/** Whether Home lists the known vulnerabilities, which it does not during a change or when another Go comes first. */
function listsVulnerabilities(): boolean {
  const { overview, job } = app;
  const known = overview?.vulnerabilities?.vulnerabilities.length ?? 0;
  return known > 0 && job.kind === "idle" && overview?.situation.kind !== "shadowed";
}

const showVulnerabilities: Action = {
  id: "show-vulnerabilities",
  group: "actions",
  title: () => text.common.showVulnerabilities,
  icon: "shieldError",
  command: () => "upgo audit",
  when: listsVulnerabilities,
  run: () => {
    app.go("home");
    void tick().then(() => document.querySelector<HTMLElement>("[data-id=vulnerabilities] button")?.focus());
  },
};

const rehearse: Action = {
  id: "rehearse",
  group: "actions",
  title: () => text.home.tryFirst,
  also: () => text.projects.rehearsal.tryVersion(offer()?.version ?? ""),
  icon: "beaker",
  command: () => `upgo rehearse ${offer()?.version.replace("go", "")}`,
  when: () => offer() !== null && app.overview?.active !== null,
  run: rehearseOffer,
};

const whatChanges: Action = {
  id: "what-changes",
  group: "places",
  title: () => `${text.common.places.home}: ${text.projects.news.title}`,
  icon: "folder",
  also: () => text.common.showDetails(""),
  when: () => offer() !== null && app.overview?.active !== null,
  run: () => void reveal(() => app.go("home"), rowOf("for-you")),
};

const removeUnused = changing({
  id: "remove-unused",
  title: () => text.engine.changes.removeUnused.title,
  also: () => text.unusual.seeWhich,
  icon: "delete",
  request: () => ({ kind: "removeUnused" }),
  command: () => "upgo remove --unused",
  when: () => (app.overview?.installed.length ?? 0) > 1,
});

const cancel: Action = {
  id: "cancel",
  group: "actions",
  title: () => text.palette.cancelChange,
  icon: "dismiss",
  also: () => text.common.undo,
  when: () => app.job.kind === "working" && !app.job.cancelling,
  run: () => void app.client.cancelJob(),
};

/** The ways to answer an offer other than to take it. */
const answers: Action[] = [
  {
    id: "later",
    group: "actions",
    title: () => text.palette.remindTomorrow,
    icon: "clock",
    also: () => text.common.later,
    when: isAsked,
    run: () => remindOfOffer(offer()?.version ?? "", "tomorrow"),
  },
  {
    id: "later-in-a-week",
    group: "actions",
    title: () => text.common.remindInAWeek,
    icon: "clock",
    also: () => text.common.later,
    when: isAsked,
    run: () => remindOfOffer(offer()?.version ?? "", "nextWeek"),
  },
  {
    id: "skip",
    group: "actions",
    title: () => text.common.skipThisVersion,
    icon: "dismiss",
    when: isAsked,
    run: () => skipOffer(offer()?.version ?? ""),
  },
  {
    id: "offer-again",
    group: "actions",
    title: () => text.home.offerVersionAgain(app.overview?.skipped ?? offer()?.version ?? ""),
    icon: "arrowUndo",
    also: () => `${text.home.offerAgain} ${text.home.remindNow}`,
    when: () => app.home.kind === "postponed" || app.home.kind === "skipped" || app.overview?.skipped != null,
    run: offerAgain,
  },
];

/** Whether Home waits for an answer to an offer. */
function isAsked(): boolean {
  return offer() !== null && ["security", "update", "unsupported"].includes(app.home.kind);
}

const tools: Action = {
  id: "go-versions-tools",
  group: "places",
  title: () => `${text.common.places.versions}: ${text.versions.tools.title}`,
  icon: PLACE_ICONS.versions,
  also: () => text.palette.also.tools,
  when: () => true,
  run: () => void reveal(() => app.go("versions"), rowOf("tool-row")),
};

const moreSettings: Action = {
  id: "go-settings-more",
  group: "places",
  title: () => `${text.common.places.settings}: ${text.settings.more}`,
  icon: "settings",
  when: () => true,
  run: () => {
    settingsPlace.isMore = true;
    app.go("settings");
  },
};

/** Makes an action that only opens something. Its other words are in the catalogue under its id. */
function opening(id: keyof Catalogue["palette"]["also"], icon: IconName, title: () => string, run: () => void): Action {
  return { id, group: "actions", title, icon, also: () => text.palette.also[id], when: () => true, run };
}

/** Makes an action of what also helps with a problem, under the name of that button. */
function helping(id: string, remedy: keyof typeof opens, icon: IconName, also = () => ""): Action {
  const title = () => text.engine.remedies[remedy];
  return { id, group: "actions", title, icon, also, ...opens[remedy] };
}

/** What buttons of the pages do, too, in the order of the pages. */
const ofPages: Action[] = [
  {
    ...opening("resume-notifications", "alert", () => text.palette.resumeNotifications, resume),
    when: () => app.overview?.pausedUntil != null,
  },
  {
    ...opening(
      "release-notes",
      "documentText",
      () => text.common.releaseNotes,
      () => openNotes(offer()?.version ?? current()),
    ),
    when: () => (offer()?.version ?? current()) !== null,
  },
  {
    ...opening(
      "import-go",
      "folderOpen",
      () => text.palette.importGo,
      () => void showImport(),
    ),
    also: () => `${text.versions.import.chooseFolder} ${text.palette.also["import-go"]}`,
  },
  opening(
    "add-project-folder",
    "folder",
    () => text.settings.projectList.add,
    () => app.go("projects"),
  ),
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
  opening(
    "about",
    "info",
    () => text.palette.aboutUpgo,
    () => openSetting("about"),
  ),
];

function openNotes(version: Version | null): void {
  if (version !== null) void app.attempt(() => app.client.openLink({ kind: "releaseNotes", version }));
}

/** The actions in the palette besides the pages, in order. */
export const actions = {
  upgrade,
  upgradePatch,
  addToPath,
  undo,
  examine,
  check,
  installFromFile,
  verify,
  showVulnerabilities,
  rehearse,
} as const;

/** All actions, including one for each installed version that is not in use. The palette lists the available ones. */
export function allActions(): Action[] {
  const switches = (app.overview?.installed ?? []).map(switchTo);
  return [
    ...Object.values(actions),
    cancel,
    ...answers,
    ...switches,
    removeUnused,
    ...ofPages,
    windowActions.shortcuts,
    ...goTo,
    ...tabs,
    whatChanges,
    tools,
    moreSettings,
  ];
}

function switchTo(version: string): Action {
  return changing({
    id: `use-${version}`,
    title: () => fill(text.engine.changes.use.title, { to: version }),
    icon: "arrowSwap",
    request: () => ({ kind: "use", version }),
    command: () => `upgo use ${version}`,
    when: () => app.overview?.current !== version,
  });
}

/** Actions on the window instead of Go. The palette does not list them. */
const windowActions = {
  palette: {
    id: "palette",
    group: "actions",
    title: () => text.common.searchOrRun,
    icon: "search",
    keys: PALETTE_KEYS,
    when: () => app.dialog === null,
    run: openPalette,
  },
  shortcuts: {
    id: "shortcuts",
    group: "actions",
    title: () => text.palette.shortcuts.title,
    also: () => text.palette.also.shortcuts,
    icon: "questionCircle",
    keys: ["F1"],
    when: () => app.dialog === null,
    run: () => {
      app.dialog = { kind: "shortcuts" };
    },
  },
} satisfies Record<string, Action>;

/** A shortcut of the window instead of an action. */
interface WindowKeys {
  keys: readonly string[];
  title: () => string;
  run: () => void;
}

const { palette, shortcuts } = windowActions;

const WINDOW_KEYS: readonly WindowKeys[] = [
  palette,
  // a page without a search has the palette's
  {
    keys: ["Ctrl+F", "/"],
    title: () => text.palette.shortcuts.search,
    run: () => (app.searchPage ? app.searchPage() : palette.run()),
  },
  { keys: ["Alt+Left"], title: () => text.palette.shortcuts.back, run: () => app.goBack() },
  { keys: ["Alt+Right"], title: () => text.palette.shortcuts.forward, run: () => app.goForward() },
  { keys: ["F6"], title: () => text.palette.shortcuts.nextPart, run: () => moveToNextRegion(1) },
  { keys: ["Shift+F6"], title: () => text.palette.shortcuts.previousPart, run: () => moveToNextRegion(-1) },
  { keys: ["Ctrl+Shift+C"], title: () => text.palette.shortcuts.copyDetails, run: copyDetailsInFocus },
  shortcuts,
];

/** Every shortcut with its title, for the list of them. Those of a row's menu and of zooming are the web view's own. */
export function allShortcuts(): { keys: readonly string[]; title: string }[] {
  const ofActions = [...Object.values(actions), ...goTo].filter((action) => action.keys);
  const { menu, zoomIn, zoomOut, zoomReset } = text.palette.shortcuts;
  const ofBrowser = [
    { keys: ["Shift+F10"], title: () => menu },
    { keys: ["Ctrl+Plus"], title: () => zoomIn },
    { keys: ["Ctrl+Minus"], title: () => zoomOut },
    { keys: ["Ctrl+0"], title: () => zoomReset },
  ];
  return [...WINDOW_KEYS, ...ofActions, ...ofBrowser].map(({ keys = [], title }) => ({ keys, title: title() }));
}

/** Handles a key press anywhere in the window. */
export function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const known = [...WINDOW_KEYS, ...allActions()].flatMap(({ keys }) => keys ?? []);
  const shortcut = known.find((candidate) => isPressed(candidate, event));
  if (shortcut === undefined || (isTyping(event.target) && belongsToField(shortcut))) return;
  event.preventDefault();
  // an open dialog blocks all actions behind it; F6 moves inside the dialog
  if (document.querySelector("dialog:modal") && !shortcut.endsWith("F6")) return;
  const act =
    WINDOW_KEYS.find(({ keys }) => keys.includes(shortcut)) ??
    allActions().find((action) => action.keys?.includes(shortcut) && action.when());
  act?.run();
}

/** Moves the focus between the parts of the window that have `data-region`. */
function moveToNextRegion(by: 1 | -1): void {
  const scope = document.querySelector("dialog[open]") ?? document;
  const regions = [...scope.querySelectorAll<HTMLElement>("[data-region]")].filter((region) =>
    region.checkVisibility(),
  );
  if (regions.length === 0) return;
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + by + regions.length) % regions.length];
  const stop = next?.querySelector<HTMLElement>(
    '[aria-current="page"], [data-first-focus], button:not(:disabled), input, select, a[href], [tabindex]',
  );
  stop?.focus();
}

/** Copies the details of the focused row or error, or otherwise the first on the page. */
function copyDetailsInFocus(): void {
  const holder =
    document.activeElement?.closest<HTMLElement>("[data-details]") ??
    document.querySelector<HTMLElement>("main [data-details]");
  if (holder?.dataset.details) void app.copy(holder.dataset.details);
}
