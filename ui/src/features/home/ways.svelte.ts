import type { ChangeRequest, Way as AnyWay } from "../../api/bindings";
import type { HomeView } from "../../app/home-view";
import { app } from "../../app/state.svelte";

type Shadowed = Extract<HomeView, { kind: "shadowed" }>;

/** A way out if another Go comes first. Where a Go is deleted, its row in the list of versions offers that. */
export type Way = Exclude<AnyWay, "remove">;

class ChosenWay {
  /** `null` until the user chooses one, which means the first. */
  value = $state.raw<Way | null>(null);
}

/** The user's choice if another Go comes first. The list shows it, and the hero's button plans it. */
export const chosenWay = new ChosenWay();

/** After a change that chose another Go, to adopt or to keep the one that runs would go back to it. */
const RANKED: readonly Way[] = ["adopt", "stepAside", "keep"];
const RANKED_AFTER: readonly Way[] = ["stepAside", "adopt", "keep"];

/** The possible actions if another Go comes first, the recommended one first. */
export function waysOf({ overview }: Shadowed): Way[] {
  const offered = overview.active?.ways ?? [];
  const { job } = app;
  const ranked = job.kind === "done" && job.changed.switched ? RANKED_AFTER : RANKED;
  return ranked.filter((way) => offered.includes(way));
}

/** The action that the button plans: the chosen one, or the first; `null` if there is none. */
export function wayOf(view: Shadowed): Way | null {
  const ways = waysOf(view);
  return ways.find((way) => way === chosenWay.value) ?? ways[0] ?? null;
}

/** The request to the engine. */
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
