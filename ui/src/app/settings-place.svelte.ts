import { app } from "./state.svelte";

class SettingsPlace {
  /** Whether the mirrors are tested once their row is drawn. */
  testsMirrors = $state.raw(false);
}

/** The part of Settings that another page links to. */
export const settingsPlace = new SettingsPlace();

/** Opens Settings at a row, and puts the focus there. */
export function openSetting(row: string): void {
  app.settingRow = row;
  app.go("settings");
}
