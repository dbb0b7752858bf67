const KEPT = 5;

/** The folders that *Why this Go?* was asked about, until the window closes. */
class AskedFolders {
  /** `null`: a new terminal, wherever it opens. */
  current = $state.raw<string | null>(null);
  /** The last ones, in the order in which they were first asked about. */
  recent = $state.raw<readonly string[]>([]);
  /** Counts the questions: a choice that leads to the same folder shows it again. */
  asks = $state.raw(0);

  ask(folder: string | null): void {
    this.current = folder;
    this.asks += 1;
    if (folder !== null && !this.recent.includes(folder)) this.recent = [folder, ...this.recent].slice(0, KEPT);
  }
}

export const askedFolders = new AskedFolders();
