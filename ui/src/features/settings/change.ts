// Changing a setting: at once, with the way back in a toast.
import type { SettingsReport } from "../../api/bindings";
import type { Result } from "../../api/client";
import { app } from "../../app/state.svelte";
import { languageOf, setLanguage, text } from "../../text/index.svelte";
import { type Control, entryOf } from "./groups";

type Ask = () => Promise<Result<SettingsReport>>;

/** Sets what a control shows to `value`, the text that `upgo settings set` would be given. */
export async function changeSetting(id: Control["id"], value: string): Promise<void> {
  const [ask, takeBack] = asks(id, value);
  const report = await app.attempt(ask);
  if (!report) return;
  app.applySettings(report);
  // said in the new language, where it was that: it may have to be loaded
  await setLanguage(languageOf(entryOf(report, "language")?.value, navigator.languages));
  app.say(text.settings.changed, { title: text.common.undo, run: () => void restore(takeBack) });
}

/** The request, and the one that brings back what was there before: a value, or that there was none. */
function asks(id: Control["id"], value: string): [Ask, Ask] {
  if (id === "start-at-login") {
    const on = value === "true";
    return [() => app.client.setStartAtLogin(on), () => app.client.setStartAtLogin(!on)];
  }
  const before = app.settings && entryOf(app.settings, id);
  const written = before?.isSet ? String(before.value) : null;
  return [() => app.client.setSetting(id, value), () => app.client.setSetting(id, written)];
}

async function restore(ask: Ask): Promise<void> {
  const report = await app.attempt(ask);
  if (report) app.applySettings(report);
}
