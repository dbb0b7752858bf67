import type { Place } from "../api/bindings";

/** The pages in the order of the navigation; Settings stands apart, at its foot. */
export const PLACES: readonly Place[] = ["home", "versions", "environment", "health", "history", "settings"];

/** The pages that were visited, like a browser's tab: going somewhere forgets what was ahead. */
export interface Trail {
  readonly places: readonly Place[];
  readonly at: number;
}

export const START: Trail = { places: ["home"], at: 0 };

/** The page that is shown. */
export function placeOf(trail: Trail): Place {
  return trail.places[trail.at] ?? "home";
}

/** Goes to a page; going where one is changes nothing. */
export function goTo(trail: Trail, place: Place): Trail {
  if (placeOf(trail) === place) return trail;
  const places = [...trail.places.slice(0, trail.at + 1), place];
  return { places, at: places.length - 1 };
}

/** One page back (`-1`) or ahead (`1`); at the end of the trail it stays. */
export function step(trail: Trail, by: -1 | 1): Trail {
  const at = trail.at + by;
  return at < 0 || at >= trail.places.length ? trail : { ...trail, at };
}
