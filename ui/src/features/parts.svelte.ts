import { loadTexts } from "../text/index.svelte";

/** The parts of the page besides its first screen, once each is loaded with its texts. */
class Parts {
  /** What Home shows besides a machine at rest. */
  home = $state.raw<typeof import("./home/unusual") | null>(null);
  /** Everything else. */
  later = $state.raw<typeof import("./later") | null>(null);

  loadHome(): Promise<void> {
    return Promise.all([import("./home/unusual"), loadTexts("home")]).then(([home]) => {
      this.home = home;
    });
  }

  async loadAll(): Promise<void> {
    if (this.later) return;
    const loading = [import("./home/unusual"), import("./later"), loadTexts("home", "later")] as const;
    await Promise.all(loading).then(([home, later]) => {
      this.home = home;
      this.later = later;
    });
  }
}

export const parts = new Parts();
