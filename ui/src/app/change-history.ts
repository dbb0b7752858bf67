// The history of changes is opened from a row of Home and of Versions, and leads back to it.
import { reveal, rowOf } from "./reveal";
import { app } from "./state.svelte";

/** The row that opens the history. */
export const HISTORY_ROW = "change-history";

export function openHistory(): void {
  app.go("history");
}

/** Goes back to where the history was opened, with the focus on its row. */
export function leaveHistory(): void {
  const back = () => app.goBack();
  if (app.section === "home" || app.section === "versions") void reveal(back, `${rowOf(HISTORY_ROW)} > .line > .end`);
  else back();
}
