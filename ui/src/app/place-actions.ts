// The actions that open a page or a part of one.
import type { Place } from "../api/bindings";
import { text } from "../text/index.svelte";
import type { Action } from "./action";
import { openEnvironment, openTab, TABS, type Tab } from "./environment-tab.svelte";
import { PLACE_ICONS, placeKeys, SECTIONS } from "./navigation";
import { reveal, rowOf } from "./reveal";
import { settingsPlace } from "./settings-place.svelte";
import { app } from "./state.svelte";

/** How buttons elsewhere call a place. */
function otherWords(place: Place): string {
  const { common, engine, palette } = text;
  if (place === "history") return `${engine.remedies.history} ${palette.also.history}`;
  if (place === "versions") {
    return `${engine.remedies.versions} ${common.anotherVersion} ${palette.also.undo} ${palette.also.remove}`;
  }
  if (place === "home") return palette.also.vulnerabilities;
  return place === "settings" ? engine.remedies.settings : "";
}

/** The same for the parts of Environment. */
function otherWordsOfTab(tab: Tab): string {
  const { remedies } = text.engine;
  if (tab === "findings") return `${remedies.health} ${text.palette.also.examine} ${text.palette.also.findings}`;
  if (tab === "path") return remedies.editPath;
  return tab === "values" ? remedies.editVariables : "";
}

export const goTo: Action[] = ([...SECTIONS, "history"] as const).map((place) => ({
  id: `go-${place}`,
  group: "places",
  title: () => text.common.places[place],
  icon: PLACE_ICONS[place],
  keys: placeKeys(place),
  also: () => otherWords(place),
  when: () => true,
  run: () => (place === "environment" ? openEnvironment() : app.go(place)),
}));

export const tabs: Action[] = TABS.map((tab) => ({
  id: `go-environment-${tab}`,
  group: "places",
  title: () => `${text.common.places.environment}: ${text.common.tabs[tab]}`,
  icon: PLACE_ICONS[tab === "findings" ? "health" : "environment"],
  also: () => otherWordsOfTab(tab),
  when: () => true,
  run: () => openTab(tab),
}));

export const tools: Action = {
  id: "go-versions-tools",
  group: "places",
  title: () => `${text.common.places.versions}: ${text.versions.tools.title}`,
  icon: PLACE_ICONS.versions,
  also: () => text.palette.also.tools,
  when: () => true,
  run: () => void reveal(() => app.go("versions"), rowOf("tool-row")),
};

export const wsl: Action = {
  id: "go-versions-wsl",
  group: "places",
  title: () => `${text.common.places.versions}: ${text.versions.wsl.title}`,
  icon: PLACE_ICONS.versions,
  also: () => text.palette.also.wsl,
  when: () => app.about?.target.startsWith("windows") === true,
  run: () => void reveal(() => app.go("versions"), "main [data-testid=wsl]"),
};

export const moreSettings: Action = {
  id: "go-settings-more",
  group: "places",
  title: () => `${text.common.places.settings}: ${text.settings.more}`,
  icon: "settings",
  also: () => text.palette.also["more-settings"],
  when: () => true,
  run: () => {
    settingsPlace.isMore = true;
    app.go("settings");
  },
};
