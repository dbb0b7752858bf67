// Waiting for something to become so, and never for a time to pass.
import { setTimeout as sleep } from "node:timers/promises";

/** How long anything may take before the test gives up. Far more than it needs, also on a busy machine. */
const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 40;

/**
 * Looks until `look()` returns something true, and returns that. A look that throws counts as not yet.
 * Gives up with `what` and with what was seen last.
 */
export async function until(what, look, { patience = PATIENCE_MS } = {}) {
  const end = performance.now() + patience;
  for (;;) {
    const { seen, error } = await attempt(look);
    if (seen) return seen;
    if (performance.now() > end) {
      throw new Error(`it never came true: ${what} (last: ${error?.message ?? JSON.stringify(seen)})`);
    }
    await sleep(LOOK_AGAIN_MS);
  }
}

async function attempt(look) {
  try {
    return { seen: await look() };
  } catch (error) {
    return { error };
  }
}

/** Sees that `look()` returns true now and keeps doing so for a while: for what must not happen. */
export async function stays(what, look, { milliseconds = 700 } = {}) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    if (!(await look())) throw new Error(`it did not stay so: ${what}`);
    await sleep(LOOK_AGAIN_MS);
  }
}
