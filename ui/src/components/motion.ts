import type { TransitionConfig } from "svelte/transition";

/** `--normal` of tokens.css, in milliseconds. */
const NORMAL_MS = 167;

/** Lets contents that have changed appear, unless the user wants no motion. */
export function fadeIn(element: HTMLElement): void {
  if (isWanted()) element.animate({ opacity: [0, 1] }, NORMAL_MS);
}

/**
 * Fades contents out above the new ones, as a picture without room, focus or clicks, within the box that is the parent.
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
  picture.animate({ opacity: [1, 0] }, { duration: NORMAL_MS, fill: "forwards" }).onfinish = () => picture.remove();
}

/** A transition of Svelte for what disappears without anything else moving. */
export function fading(_element: Element): TransitionConfig {
  return { duration: isWanted() ? NORMAL_MS : 0, css: (shown) => `opacity: ${shown}` };
}

/** Whether the user wants motion. Animations by CSS ask for themselves (base.css). */
export function isWanted(): boolean {
  return !matchMedia("(prefers-reduced-motion: reduce)").matches;
}
