import { app } from "./state.svelte";

/** A terminal that was opened before a change keeps its PATH, so this is the quickest way to the new Go. */
export function openTerminal(): void {
  void app.attempt(() => app.client.openTerminal({ kind: "current" }));
}
