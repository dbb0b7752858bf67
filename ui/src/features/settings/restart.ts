import { app } from "../../app/state.svelte";
import { text } from "../../text/index.svelte";

/** Restarts Upgo at the shown place in `version`, and says so. If a change runs or waits, that comes first. */
export function restart(version: string): void {
  const { restarts, restartsLater } = text.settings.upgo;
  const isBusy = app.job.kind === "working" || app.waiting.length > 0;
  app.say((isBusy ? restartsLater : restarts)(version));
  void app.client.restart(app.place);
}
