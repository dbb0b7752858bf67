const KEPT = 3;

/** What was chosen in the palette, kept until the window closes. */
class RecentChoices {
  /** The ids of the actions, the last one first. */
  ids = $state.raw<readonly string[]>([]);

  add(id: string): void {
    this.ids = [id, ...this.ids.filter((other) => other !== id)].slice(0, KEPT);
  }
}

export const recentChoices = new RecentChoices();
