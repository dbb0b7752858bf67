// A change after which new terminals run another Go than the one that it chose.
import type { ChangeRequest, Problem } from "../../api/bindings";
import type { HomeView } from "../../app/home-view";
import type { Say } from "./hero";

type Done = Extract<HomeView, { kind: "done" }>;

/** The warning about it; `null` if new terminals run the chosen Go. */
export function otherGo({ changed }: Done): Problem | null {
  return changed.warnings.find(({ code }) => code === "UPGO-ACTIVE-OTHER") ?? null;
}

/** What runs instead. */
export function otherTitle({ changed, overview }: Done, { words: { home, unusual } }: Say): string {
  const { installedBut } = unusual;
  const chosen = changed.to ?? overview?.current ?? "Go";
  if (changed.active === null) return installedBut.none(chosen);
  const { version } = changed.active;
  const other = version === chosen && overview?.active?.other;
  if (other) return installedBut.other(chosen, home.terminals[other.terminal], other.version);
  return installedBut.terminals(chosen, version === chosen ? null : version);
}

/** The change after which new terminals run the chosen Go; `null` if Upgo can make none. */
export function mendOf({ overview }: Done): Extract<ChangeRequest, { kind: "addToPath" | "stepAside" }> | null {
  const situation = overview?.situation;
  if (situation?.kind === "not-on-path") return { kind: "addToPath" };
  // to adopt or to keep the other Go would go back to it
  if (situation?.kind !== "shadowed" || !overview?.active?.ways.includes("stepAside")) return null;
  return { kind: "stepAside", root: situation.root };
}
