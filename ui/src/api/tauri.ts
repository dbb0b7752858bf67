import type { Client } from "./client";

/** Asks the real program. */
export function createTauriClient(): Client {
  throw new Error("the program's commands are not generated yet");
}
