// The size at which the page is drawn. The web view's own zooming is off, because nothing could remember what it sets.
import { app } from "./state.svelte";

/** Those of Edge. */
const FACTORS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5];
/** Kept by the web view, whose folder goes when Upgo is uninstalled, as the window's size and position do. */
const KEY = "zoom";
/** Half a notch of a mouse wheel. A touchpad sends many small steps. */
const STEP = 50;

let factor = 1;

/** Restores the factor before anything is drawn, and follows Ctrl and the wheel. */
export async function startZoom(): Promise<void> {
  let turned = 0;
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    turned += event.deltaY;
    if (Math.abs(turned) < STEP) return;
    zoomBy(turned < 0 ? 1 : -1);
    turned = 0;
  };
  // a browser may take a listener of the window as one that prevents nothing
  addEventListener("wheel", onWheel, { passive: false });
  await zoomTo(Number(localStorage.getItem(KEY)));
}

export function zoomBy(steps: 1 | -1): void {
  void zoomTo(FACTORS[FACTORS.indexOf(factor) + steps]);
}

export async function zoomTo(wanted = factor): Promise<void> {
  if (wanted === factor || !FACTORS.includes(wanted)) return;
  factor = wanted;
  localStorage.setItem(KEY, String(factor));
  await app.client.zoom(factor);
}
