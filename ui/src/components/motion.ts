import type { TransitionConfig } from "svelte/transition";

/** `--normal` of tokens.css, in milliseconds. */
const NORMAL_MS = 167;

/** `--fast` of tokens.css, in milliseconds. */
const FAST_MS = 83;

/** Lets contents that have changed appear once the old ones have gone: two titles at once cannot be read. */
export function fadeIn(element: HTMLElement): void {
  if (isWanted()) element.animate({ opacity: [0, 1] }, { duration: FAST_MS, delay: FAST_MS, fill: "backwards" });
}

/**
 * Fades contents out before the new ones appear, as a picture without room, focus or clicks, within the box that is the
 * parent.
 */
export function fadeAway(element: HTMLElement): void {
  if (!isWanted()) return;
  const picture = element.cloneNode(true) as HTMLElement;
  picture.inert = true;
  picture.ariaHidden = "true";
  for (const part of picture.querySelectorAll("*")) {
    for (const name of ["id", "role", "data-testid", "data-first-focus"]) part.removeAttribute(name);
  }
  const height = `${element.offsetHeight}px`;
  Object.assign(picture.style, { position: "absolute", inset: "0 0 auto", height, pointerEvents: "none" });
  element.parentElement?.append(picture);
  picture.animate({ opacity: [1, 0] }, { duration: FAST_MS, fill: "forwards" }).onfinish = () => picture.remove();
}

/** A transition of Svelte for what disappears without anything else moving. */
export function fading(_element: Element): TransitionConfig {
  return { duration: isWanted() ? NORMAL_MS : 0, css: (shown) => `opacity: ${shown}` };
}

/** Whether the user wants motion. Animations by CSS ask for themselves (base.css). */
export function isWanted(): boolean {
  return !matchMedia("(prefers-reduced-motion: reduce)").matches;
}
