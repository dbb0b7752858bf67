// Tools that a machine may lack.
import { Unavailable } from "../../../scripts/lib/tools.mjs";

/** What `install` returns; or undefined, after the test was marked as skipped, if this machine cannot have it. */
export function ifAvailable(t, install) {
  try {
    return install();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return void t.skip(error.message);
  }
}
