import type { Result } from "../api/client";
import { text } from "../text/index.svelte";
import { app } from "./state.svelte";

/** Lets the user save a file, says where it is, and offers to show it there. */
export function save(ask: () => Promise<Result<string | null>>, said: (file: string) => string): Promise<void> {
  return app.attemptAndSay(
    ask,
    (file) => file && said(file),
    (file) => (file === null ? undefined : { title: text.common.showInFolder, run: () => showInFolder(file) }),
  );
}

export function showInFolder(file: string): void {
  void app.attempt(() => app.client.openFolder({ kind: "source", file }));
}
