import type { Place } from "../api/bindings";
import type { IconName } from "../components/icons";

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

/** The shortcuts of a place: Ctrl and its number, the usual comma for Settings, the browsers' key for the history. */
export function placeKeys(place: Section | "history"): string[] {
  if (place === "history") return ["Ctrl+H"];
  return place === "settings" ? ["Ctrl+,"] : [`Ctrl+${SECTIONS.indexOf(place) + 1}`];
}

export const PALETTE_KEYS = ["Ctrl+K", "Ctrl+P"] as const;

/** The visited places, like a browser's history: going to a place drops those ahead. */
export interface Trail {
  readonly places: readonly Place[];
  readonly at: number;
}

export const START: Trail = { places: ["home"], at: 0 };

export function placeOf(trail: Trail): Place {
  return trail.places[trail.at] ?? "home";
}

/** The page of the navigation for the current place. Findings are in Environment, the history where it was opened. */
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
