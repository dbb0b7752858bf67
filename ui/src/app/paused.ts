import type { PauseLength } from "../api/bindings";
import { format, text } from "../text/index.svelte";
import { app } from "./state.svelte";

/** A pause without an end is written as the last point in time that the program knows, which is in this year. */
const ENDLESS = "9999";

/** That notifications are paused, and until when; `null` if they are not. */
export function pausedWords(): string | null {
  const until = app.overview?.pausedUntil ?? null;
  if (until === null) return null;
  return until.startsWith(ENDLESS) ? text.common.paused : text.common.pausedUntil(format().when(until));
}

export function pause(length: PauseLength): void {
  const ask = async () => {
    const answer = await app.client.pauseNotifications(length);
    await app.lookAtMachine(); // knows until when
    return answer;
  };
  void app.attemptAndSay(ask, pausedWords, () => ({ title: text.common.resume, run: resume }));
}

export function resume(): void {
  void app.attempt(() => app.client.pauseNotifications(null));
}
