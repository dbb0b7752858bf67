// Importing what the user has: the dialog lists it, and the plan comes after it.
import type { ChangeRequest, FoundGo } from "../../api/bindings";
import { app } from "../../app/state.svelte";

/** Asks for a folder and shows the Go in it; a folder without one is a problem. */
export async function chooseGo(): Promise<void> {
  const folder = await app.client.chooseFolder();
  if (folder === null) return;
  const found = await app.attempt(() => app.client.foundIn(folder));
  if (found !== null) app.dialog = { kind: "import", found: [found], isChosen: true };
}

/** Whether an import would bring it. */
export function canImport({ refusal, stored }: FoundGo): boolean {
  return refusal === null && !stored;
}

/** The request for the chosen ones, in the order of the list. */
export function requestFor(found: FoundGo[], chosen: ReadonlySet<string>): ChangeRequest {
  return { kind: "import", roots: found.map(({ root }) => root).filter((root) => chosen.has(root)) };
}

/** The number of versions, because two installations of one version are imported once. */
export function versionsIn(found: FoundGo[], chosen: ReadonlySet<string>): number {
  return new Set(found.filter(({ root }) => chosen.has(root)).map(({ version }) => version)).size;
}
