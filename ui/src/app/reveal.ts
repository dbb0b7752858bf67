import { tick } from "svelte";

/** How long a page may take to draw a row that is looked for, in frames. */
const PATIENCE = 180;

/** A row of the page by its test id, and by its id if there are several. */
export function rowOf(testid: string, id?: string): string {
  const which = id === undefined ? "" : `[data-id="${CSS.escape(id)}"]`;
  return `main [data-testid="${testid}"]${which}`;
}

/** Opens a page and moves the focus into one of its rows, as soon as the page has drawn it. */
export async function reveal(open: () => void, row: string): Promise<void> {
  open();
  await tick();
  for (let frame = 0; frame < PATIENCE; frame++) {
    const found = document.querySelector<HTMLElement>(row);
    found?.scrollIntoView({ block: "center" });
    // a row may learn later what can be done in it
    const stop = found?.querySelector<HTMLElement>("input, select, button:not(:disabled)");
    if (stop) {
      stop.focus();
      return;
    }
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
}
