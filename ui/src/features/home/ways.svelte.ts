import type { ChangeRequest, Way } from "../../api/bindings";
import type { HomeView } from "../../app/home-view";

type Shadowed = Extract<HomeView, { kind: "shadowed" }>;

class ChosenWay {
  /** `null`: the user has chosen none yet, so it is the first. */
  value = $state.raw<Way | null>(null);
}

/** The way out that the user has chosen where another Go comes first: the list shows it, the button of the hero plans it. */
export const chosenWay = new ChosenWay();

/** What can be done with the Go that comes first, the recommended way first. */
export function waysOf({ overview }: Shadowed): Way[] {
  const offered = overview.active?.ways ?? [];
  return (["adopt", "stepAside", "keep"] as const).filter((way) => offered.includes(way));
}

/** The way that the button plans: the chosen one, or the first; `null` where there is none. */
export function wayOf(view: Shadowed): Way | null {
  const ways = waysOf(view);
  return ways.find((way) => way === chosenWay.value) ?? ways[0] ?? null;
}

/** What the engine is asked for. */
export function requestOf(way: Way, { situation: { root } }: Shadowed): ChangeRequest {
  switch (way) {
    case "adopt":
      return { kind: "adopt", root, removeOld: false };
    case "stepAside":
      return { kind: "stepAside", root };
    case "keep":
      return { kind: "keepSystem" };
  }
}
