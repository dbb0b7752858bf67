// The result of testing an address as a mirror, in words.
import type { MirrorTrial } from "../../api/bindings";
import type { Catalogue } from "../../text/index.svelte";

/** The result for the file, and for the mirror's release list if it has one. */
export function trialWords(
  trial: MirrorTrial | null,
  { settings: { mirrors: words }, common: { between } }: Pick<Catalogue, "settings" | "common">,
): string {
  if (trial === null) return words.nothing;
  const { file, list, filename, answeredAfterMs } = trial;
  const ofFile = {
    here: () => words.here(filename, answeredAfterMs),
    otherLength: () => words.otherLength(filename),
    missing: () => words.missing(filename),
  }[file.kind]();
  const ofList = {
    none: "",
    agrees: words.agrees,
    older: words.older,
    contradicts: words.contradicts,
  }[list.kind];
  return [ofFile, ofList].filter((sentence) => sentence !== "").join(between);
}
