import { app } from "./state.svelte";

/** The parts of the page Environment, in their order. */
export const TABS = ["findings", "path", "values", "why"] as const;
export type Tab = (typeof TABS)[number];

class EnvironmentTab {
  /** The part that was open last, besides the findings. */
  last = $state.raw<Exclude<Tab, "findings">>("values");
  /** The visible part. The findings are a separate place, which notifications lead to. */
  readonly value = $derived<Tab>(app.place === "health" ? "findings" : this.last);
}

/** The visible part of the page Environment. It is here because other pages link to its parts. */
export const environmentTab = new EnvironmentTab();

/** Opens Environment: what its badge counts, or without findings the part that was open last. */
export function openEnvironment(): void {
  app.go(app.health.count > 0 ? "health" : "environment");
}

/** Opens a part of Environment. Unapplied edits are settled first, as when leaving the page. */
export function openTab(tab: Tab): void {
  if (tab === "findings") {
    app.go("health");
    return;
  }
  const goOn = () => {
    environmentTab.last = tab;
    app.go("environment");
  };
  const leavesEdits = app.place === "environment" && tab !== environmentTab.value;
  if (leavesEdits && app.beforeLeaving) app.beforeLeaving(goOn);
  else goOn();
}
