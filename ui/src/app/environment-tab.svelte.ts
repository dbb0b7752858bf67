/** A part of the page Environment. */
export type Tab = "values" | "path" | "why";

class EnvironmentTab {
  value = $state.raw<Tab>("values");
}

/** The part of the page Environment that is shown. It stands here because other pages lead to one of them. */
export const environmentTab = new EnvironmentTab();
