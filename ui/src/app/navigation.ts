import type { Place } from "../api/bindings";
import type { IconName } from "../components/icons";

/** The pages in the order of the navigation. Settings is separate, at the bottom. */
export const PLACES: readonly Place[] = [
  "home",
  "versions",
  "projects",
  "environment",
  "health",
  "history",
  "settings",
];

export const PLACE_ICONS: Record<Place, IconName> = {
  home: "home",
  versions: "boxMultiple",
  projects: "folder",
  environment: "bracesVariable",
  health: "stethoscope",
  history: "history",
  settings: "settings",
};

/** The shortcuts of a page. Ctrl+1 is the first page of the navigation; Settings has the usual comma. */
export function placeKeys(place: Place): string[] {
  return place === "settings" ? ["Ctrl+,"] : [`Ctrl+${PLACES.indexOf(place) + 1}`];
}

/** The shortcuts of the palette. */
export const PALETTE_KEYS = ["Ctrl+K", "Ctrl+P"] as const;

/** The visited pages, like a browser's history: going to a page drops the pages ahead. */
export interface Trail {
  readonly places: readonly Place[];
  readonly at: number;
}

export const START: Trail = { places: ["home"], at: 0 };

/** The current page. */
export function placeOf(trail: Trail): Place {
  return trail.places[trail.at] ?? "home";
}

/** Goes to a page. Going to the current page changes nothing. */
export function goTo(trail: Trail, place: Place): Trail {
  if (placeOf(trail) === place) return trail;
  const places = [...trail.places.slice(0, trail.at + 1), place];
  return { places, at: places.length - 1 };
}

/** Goes one page back (`-1`) or ahead (`1`), or stays at the end of the trail. */
export function step(trail: Trail, by: -1 | 1): Trail {
  const at = trail.at + by;
  return at < 0 || at >= trail.places.length ? trail : { ...trail, at };
}
