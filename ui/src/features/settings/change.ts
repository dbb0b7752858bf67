// Changing a setting: at once, with the way back in a toast.
import type { SettingsReport, Staying } from "../../api/bindings";
import type { Result } from "../../api/client";
import { app } from "../../app/state.svelte";
import { languageOf, setLanguage, text } from "../../text/index.svelte";
import { type Change, entryOf, textOf } from "./controls";

type Ask = () => Promise<Result<SettingsReport>>;

/** Makes the file say this. */
export async function changeSettings(changes: Change[]): Promise<void> {
  const before = changes.map(({ key }) => {
    const entry = app.settings && entryOf(app.settings, key);
    return { key, value: entry?.isSet ? textOf(entry.value) : null };
  });
  await change(inTurn(changes), inTurn(before.reverse()));
}

/** How Upgo stays while its window is closed; not a key of the file alone. */
export async function stayBy(staying: Staying): Promise<void> {
  const before = app.settings?.staying ?? staying;
  await change(
    () => app.client.setStaying(staying),
    () => app.client.setStaying(before),
  );
}

async function change(ask: Ask, takeBack: Ask): Promise<void> {
  const report = await app.attempt(ask);
  if (!report) return;
  app.applySettings(report);
  // said in the new language, where it was that: it may have to be loaded
  await setLanguage(languageOf(entryOf(report, "language")?.value, navigator.languages));
  app.say(text.settings.changed, { title: text.common.undo, run: () => void restore(takeBack) });
}

async function restore(ask: Ask): Promise<void> {
  const report = await app.attempt(ask);
  if (report) app.applySettings(report);
}

/** One after the other, up to the first that is refused. */
function inTurn(changes: Change[]): Ask {
  return async () => {
    let answer: Result<SettingsReport> | undefined;
    for (const { key, value } of changes) {
      answer = await app.client.setSetting(key, value);
      if (answer.status !== "ok") return answer;
    }
    return answer ?? app.client.settings();
  };
}
