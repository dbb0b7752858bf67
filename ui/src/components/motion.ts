/** `--normal` of tokens.css, in milliseconds. */
const NORMAL_MS = 167;

/** Lets contents that have changed appear, unless the user wants no motion. */
export function fadeIn(element: HTMLElement): void {
  if (isWanted()) element.animate({ opacity: [0, 1] }, NORMAL_MS);
}

/** Whether the user wants motion. Animations by CSS ask for themselves (base.css). */
export function isWanted(): boolean {
  return !matchMedia("(prefers-reduced-motion: reduce)").matches;
}
