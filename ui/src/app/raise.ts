import type { Version } from "../api/bindings";
import { app } from "./state.svelte";

/** Asks how to raise the projects to a version. */
export function askToRaise(to: Version): void {
  app.dialog = { kind: "raise", to, ci: true };
}
