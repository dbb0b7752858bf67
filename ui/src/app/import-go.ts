import { app } from "./state.svelte";

/** Lists the Go installations that Upgo did not install. */
export async function showImport(): Promise<void> {
  const found = await app.attempt(() => app.client.found());
  if (found !== null) app.dialog = { kind: "import", found, isChosen: false };
}
