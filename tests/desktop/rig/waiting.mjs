// Waits for a condition, and never for a fixed time.
import { setTimeout as sleep } from "node:timers/promises";

/** The time limit of any wait: far more than needed even on a busy machine, because only a failure waits so long. */
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 40;

/**
 * Calls `look()` until it returns something truthy, and returns that. An exception counts as not yet. Gives up with
 * `what` and the last result.
 */
export async function until(what, look, { patience = PATIENCE_MS } = {}) {
  const end = performance.now() + patience;
  for (;;) {
    const { seen, error } = await attempt(look);
    if (seen) return seen;
    if (performance.now() > end) {
      throw new Error(`timed out: ${what} (last: ${error?.message ?? JSON.stringify(seen)})`);
    }
    await sleep(LOOK_AGAIN_MS);
  }
}

/** JavaScript that runs the function `then` of the page when what it shows now has been drawn: two frames have begun
    after it. */
export function whenDrawn(then) {
  return `requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(${then})));`;
}

async function attempt(look) {
  try {
    return { seen: await look() };
  } catch (error) {
    return { error };
  }
}

/** Checks that `look()` returns a truthy value now and keeps doing so for a while, for things that must not happen. */
export async function stays(what, look, { milliseconds = 700 } = {}) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    if (!(await look())) throw new Error(`it did not stay true: ${what}`);
    await sleep(LOOK_AGAIN_MS);
  }
}
