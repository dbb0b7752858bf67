// The ways out where another Go comes before Upgo's: on Home, and in the plan of a change that terminals would not see.
import type { Active, ChangeRequest, Way as AnyWay } from "../api/bindings";
import { fill } from "../text/fill";
import { text } from "../text/index.svelte";

/** A way out if another Go comes first. Where a Go is deleted, its row in the list of versions offers that. */
export type Way = Exclude<AnyWay, "remove">;

/** The user has chosen another version than the one that runs, which only the first one brings to terminals at once. */
const RANKED: readonly Way[] = ["stepAside", "adopt", "keep"];

/** The possible ways, the recommended one first. */
export function waysOf(active: Active | null): Way[] {
  return RANKED.filter((way) => active?.ways.includes(way));
}

export function titleOfWay(way: Way, runs: string | null): string {
  return fill(text.engine.changes[way === "keep" ? "keepSystem" : way].title, { to: runs ?? "Go" });
}

/** The request to the engine, about the Go in `root`. */
export function requestOfWay(way: Way, root: string): ChangeRequest {
  switch (way) {
    case "adopt":
      return { kind: "adopt", root, removeOld: false };
    case "stepAside":
      return { kind: "stepAside", root };
    case "keep":
      return { kind: "keepSystem" };
  }
}
