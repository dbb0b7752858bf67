// Changing a setting: at once, with the way back in a toast.
import type { SettingsReport } from "../../api/bindings";
import type { Result } from "../../api/client";
import { app } from "../../app/state.svelte";
import { text } from "../../text/index.svelte";
import { asText, entryOf, type SettingKey } from "./values";

/** Sets a value; `null` is the default. What was there before comes back with *Undo*. */
export async function changeSetting(key: SettingKey, value: string | null): Promise<void> {
  const before = app.settings && entryOf(app.settings, key);
  if (!before) return;
  await apply(
    () => app.client.setSetting(key, value),
    () => app.client.setSetting(key, asText(before)),
  );
}

/** Starts the tray icon with the system, or no longer. */
export async function changeStartAtLogin(on: boolean): Promise<void> {
  await apply(
    () => app.client.setStartAtLogin(on),
    () => app.client.setStartAtLogin(!on),
  );
}

type Ask = () => Promise<Result<SettingsReport>>;

async function apply(ask: Ask, takeBack: Ask): Promise<void> {
  const report = await app.attempt(ask);
  if (report === null) return;
  app.applySettings(report);
  // said after the change: in the new language, where it was that
  app.say(text().settings.changed, { title: text().common.undo, run: () => void restore(takeBack) });
}

async function restore(ask: Ask): Promise<void> {
  const report = await app.attempt(ask);
  if (report !== null) app.applySettings(report);
}
