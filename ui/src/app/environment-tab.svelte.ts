/** A part of the page Environment. */
export type Tab = "values" | "path" | "why";

class EnvironmentTab {
  value = $state.raw<Tab>("values");
}

/** The visible part of the page Environment. It is here because other pages link to its parts. */
export const environmentTab = new EnvironmentTab();
