import type { Headline } from "../../api/bindings";
import { fill } from "../../text/fill";
import type { Catalogue } from "../../text/index.svelte";

/** What a security update fixes, as a title. The command line, the tray and the toasts say the same as a sentence. */
export function fixesOf(headline: Headline & { kind: "security" }, { engine }: Pick<Catalogue, "engine">): string {
  const { fixes, runs, inYourProjects } = headline;
  const says = engine.headlines;
  const fixed = fill(fixes === 1 ? says.fixesOne : says.fixes, { fixes, runs });
  if (inYourProjects === null) return fixed;
  return fill(says.fixesUsed, { fixed, used: inYourProjects }).replace(/[.。]$/, "");
}
