// Changing a setting: at once, with an undo button in a message, or by a plan.
import type { SettingsReport, Staying } from "../../api/bindings";
import type { Result } from "../../api/client";
import { app } from "../../app/state.svelte";
import { text } from "../../text/index.svelte";
import { CLOSINGS } from "./closing";
import { type Change, type Closing, entryOf, textOf } from "./controls";

type Ask = () => Promise<Result<SettingsReport>>;

/** Changes keys of the settings file. Settings that decide whom Upgo trusts change by a plan, which is shown first. */
export async function changeSettings(changes: Change[]): Promise<"asked" | "changed"> {
  if (changes.some(({ key }) => app.settings && entryOf(app.settings, key)?.decidesTrust)) {
    await app.showPlan({ kind: "settings", edits: changes });
    return app.dialog?.kind === "plan" ? "asked" : "changed";
  }
  const before = changes.map(({ key }) => {
    const entry = app.settings && entryOf(app.settings, key);
    return { key, value: entry?.isSet ? textOf(entry.value) : null };
  });
  await change(inTurn(changes), inTurn(before.reverse()));
  return "changed";
}

/** Changes what happens when the window is closed: the background mode of the system, and a key of the file. */
export async function closeBy(closing: Closing): Promise<void> {
  const report = app.settings;
  if (!report) return;
  const entry = entryOf(report, "close-to-tray");
  const before = entry?.isSet ? textOf(entry.value) : null;
  const { staying, keepsTray } = CLOSINGS[closing];
  // what may fail comes first
  await change(both(staying, keepsTray ? null : "false"), both(report.staying, before));
}

function both(staying: Staying, keepsTray: string | null): Ask {
  return async () => {
    const answer = await app.client.setStaying(staying);
    return answer.status === "ok" ? app.client.setSetting("close-to-tray", keepsTray) : answer;
  };
}

async function change(ask: Ask, takeBack: Ask): Promise<void> {
  const report = await app.attempt(ask);
  if (!report) return;
  app.applySettings(report);
  app.say(text.settings.changed, { title: text.common.undo, run: () => void restore(takeBack) });
}

async function restore(ask: Ask): Promise<void> {
  const report = await app.attempt(ask);
  if (report) app.applySettings(report);
}

/** Makes the changes one after the other, up to the first that is refused. */
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
