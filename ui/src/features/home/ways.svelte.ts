import type { HomeView } from "../../app/home-view";
import { type Way, waysOf } from "../../app/ways";

class ChosenWay {
  /** `null` until the user chooses one, which means the first. */
  value = $state.raw<Way | null>(null);
}

/** The user's choice if another Go comes first. The list shows it, and the hero's button plans it. */
export const chosenWay = new ChosenWay();

/** The action that the button plans: the chosen one, or the first; `null` if there is none. */
export function wayOf({ overview: { active } }: Extract<HomeView, { kind: "shadowed" }>): Way | null {
  const ways = waysOf(active);
  return ways.find((way) => way === chosenWay.value) ?? ways[0] ?? null;
}
