import type { Difference } from "../api/bindings";
import type { Catalogue } from "./index.svelte";

/** A difference whose place is in words, or as the engine writes it, in English. */
export type PlacedDifference = Difference & { isForeign: boolean };

/** Names the place of a change of PATH on Windows: "Your PATH, first" for `HKCU\\Environment\\Path, first`. */
export function placed(difference: Difference, { unusual, common }: Catalogue): PlacedDifference {
  const [, key, end, at, of] =
    /^(HKCU|HKLM)\\(?:.+\\)?Environment\\Path(?:, (?:(first|last)|entry (\d+) of (\d+)))?$/i.exec(difference.place) ??
    [];
  if (key === undefined) return { ...difference, isForeign: true };
  const path = key.toUpperCase() === "HKCU" ? unusual.paths.user : unusual.paths.machine;
  const { inPath } = common;
  const position = end === "first" || end === "last" ? inPath[end] : at && of && inPath.entry(at, of);
  return { ...difference, place: position ? path + inPath.separator + position : path, isForeign: false };
}
