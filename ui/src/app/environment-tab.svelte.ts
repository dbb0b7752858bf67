import { app } from "./state.svelte";

/** A part of the page Environment. */
export type Tab = "values" | "path" | "why";

class EnvironmentTab {
  value = $state.raw<Tab>("values");
}

/** The visible part of the page Environment. It is here because other pages link to its parts. */
export const environmentTab = new EnvironmentTab();

/** Opens a part of Environment. Unapplied edits are settled first, as when leaving the page. */
export function openTab(tab: Tab): void {
  const goOn = () => {
    environmentTab.value = tab;
    app.go("environment");
  };
  const leavesEdits = app.place === "environment" && tab !== environmentTab.value;
  if (leavesEdits && app.beforeLeaving) app.beforeLeaving(goOn);
  else goOn();
}
