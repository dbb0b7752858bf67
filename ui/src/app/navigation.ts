import type { Place } from "../api/bindings";
import type { IconName } from "../components/icons";

/** A page of the navigation. */
export type Section = Exclude<Place, "health" | "history">;

/** The pages in the order of the navigation. Settings is separate, at the bottom. */
export const SECTIONS: readonly Section[] = ["home", "versions", "projects", "environment", "settings"];

export const PLACE_ICONS: Record<Place, IconName> = {
  home: "home",
  versions: "boxMultiple",
  projects: "folder",
  environment: "bracesVariable",
  health: "stethoscope",
  history: "history",
  settings: "settings",
};

/**
 * The shortcuts of a place. Ctrl+1 is the first page of the navigation; Settings has the usual comma, and the history
 * the key that browsers give theirs.
 */
export function placeKeys(place: Section | "history"): string[] {
  if (place === "history") return ["Ctrl+H"];
  return place === "settings" ? ["Ctrl+,"] : [`Ctrl+${SECTIONS.indexOf(place) + 1}`];
}

/** The shortcuts of the palette. */
export const PALETTE_KEYS = ["Ctrl+K", "Ctrl+P"] as const;

/** The visited places, like a browser's history: going to a place drops those ahead. */
export interface Trail {
  readonly places: readonly Place[];
  readonly at: number;
}

export const START: Trail = { places: ["home"], at: 0 };

/** The current place. */
export function placeOf(trail: Trail): Place {
  return trail.places[trail.at] ?? "home";
}

/**
 * The page of the navigation that the current place belongs to. The findings are a part of Environment; the history
 * belongs to the page that opened it.
 */
export function sectionOf({ places, at }: Trail): Section {
  const place = places.slice(0, at + 1).findLast((each) => each !== "history") ?? "home";
  return place === "health" ? "environment" : place;
}

/** Goes to a place. Going to the current place changes nothing. */
export function goTo(trail: Trail, place: Place): Trail {
  if (placeOf(trail) === place) return trail;
  const places = [...trail.places.slice(0, trail.at + 1), place];
  return { places, at: places.length - 1 };
}

/** Goes one place back (`-1`) or ahead (`1`), or stays at the end of the trail. */
export function step(trail: Trail, by: -1 | 1): Trail {
  const at = trail.at + by;
  return at < 0 || at >= trail.places.length ? trail : { ...trail, at };
}
