import type { Version } from "../api/bindings";
import { app } from "./state.svelte";

export function askToRaise(to: Version): void {
  app.dialog = { kind: "raise", to, ci: true };
}
