import type { Place } from "../api/bindings";
import { reveal, rowOf } from "./reveal";
import { app } from "./state.svelte";

class SettingsPlace {
  /** Whether the mirrors are tested once their row is drawn. */
  testsMirrors = $state.raw(false);
  /** Whether the page Advanced is open. */
  isMore = $state.raw(false);
}

/** The part of Settings that another page links to. */
export const settingsPlace = new SettingsPlace();

/** The rows that are with what they are about. */
const ELSEWHERE: Record<string, Place> = {
  projects: "projects",
  "projects-from-editors": "projects",
  "follow-projects": "projects",
  "rehearse.before-upgrade": "projects",
  "rehearse.after-upgrade": "projects",
  "build-cache": "versions",
  "modules-cache": "versions",
  "downloads-cache": "versions",
};

/** Opens the page of a setting at its row, and puts the focus there. */
export function openSetting(row: string): void {
  const place = ELSEWHERE[row];
  if (place !== undefined) {
    void reveal(() => app.go(place), rowOf("setting-row", row));
    return;
  }
  app.settingRow = row;
  app.go("settings");
}
