// What can be installed without a network.
import type { Version } from "../../api/bindings";
import { app } from "../../app/state.svelte";

class Reach {
  #isDown = $state.raw(!navigator.onLine);
  /** The releases whose archive is on this machine. */
  downloaded = $state.raw<readonly Version[]>([]);

  constructor() {
    const follow = () => {
      this.#isDown = !navigator.onLine;
      // the program looks at the network, too
      void app.lookAtMachine();
    };
    addEventListener("online", follow);
    addEventListener("offline", follow);
  }

  /** Whether a release would have to be downloaded, but there is no network. */
  lacks(version: Version): boolean {
    const isOffline = this.#isDown || app.overview?.nextCheck.why === "offline";
    return isOffline && !this.downloaded.includes(version);
  }
}

/** Whether releases can be downloaded, or need not be. */
export const reach = new Reach();
