// What is in effect although the settings do not say so: a proxy that was found, and variables of the environment.
import type { Elsewhere } from "../../api/bindings";
import type { Catalogue } from "../../text/index.svelte";

/** The second lines of the rows with such a value, by the key of the setting. */
export function elsewhereWords(found: Elsewhere[], words: Catalogue["settings"]): Record<string, string> {
  return Object.fromEntries(found.map((one) => [one.key, sentence(one, words.elsewhere)]));
}

function sentence({ key, value, variable }: Elsewhere, words: Catalogue["settings"]["elsewhere"]): string {
  if (key === "modify-path") return words.pathOff(variable ?? "");
  return variable === null ? words.ofSystem(value) : words.ofVariable(value, variable);
}
