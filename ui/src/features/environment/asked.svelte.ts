const KEPT = 5;

/** The folders of *Why this Go?*, kept until the window closes. */
class AskedFolders {
  /** `null` means a new terminal in any folder. */
  current = $state.raw<string | null>(null);
  /** The last folders, in the order of their first use. */
  recent = $state.raw<readonly string[]>([]);
  /** The number of choices, because choosing the same folder again must refresh the answer. */
  asks = $state.raw(0);

  ask(folder: string | null): void {
    this.current = folder;
    this.asks += 1;
    if (folder !== null && !this.recent.includes(folder)) this.recent = [folder, ...this.recent].slice(0, KEPT);
  }
}

export const askedFolders = new AskedFolders();
