import { loadLaterTexts } from "../text/index.svelte";

let parts: Promise<typeof import("./later")> | null = null;

/** The parts that Home does not need, once their texts are loaded, too. */
export function loadLater(): Promise<typeof import("./later")> {
  parts ??= Promise.all([import("./later"), loadLaterTexts()]).then(([loaded]) => loaded);
  return parts;
}
