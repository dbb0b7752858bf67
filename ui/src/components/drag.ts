import type { Attachment } from "svelte/attachments";

/** A pointer that moved less than this has pressed, not dragged. */
const STARTS_AT = 4;

/**
 * Tells how far down a pointer is while it drags the element, a handle of a list whose rows may be exchanged meanwhile.
 * Keys do the same by other means: who cannot drag misses nothing.
 */
export function dragHandle(ondrag: (y: number) => void): Attachment<HTMLElement> {
  return (handle) => {
    let from = 0;
    let isDragging = false;

    function onDown(event: PointerEvent) {
      if (event.button !== 0) return;
      // no text is marked on the way
      event.preventDefault();
      [from, isDragging] = [event.clientY, false];
      // the handle itself may be moved in the document, so the window listens
      addEventListener("pointermove", onMove);
      addEventListener("pointerup", stop, { once: true });
      addEventListener("pointercancel", stop, { once: true });
    }

    function onMove(event: PointerEvent) {
      isDragging ||= Math.abs(event.clientY - from) >= STARTS_AT;
      if (isDragging) ondrag(event.clientY);
    }

    function stop() {
      removeEventListener("pointermove", onMove);
    }

    handle.addEventListener("pointerdown", onDown);
    return () => {
      handle.removeEventListener("pointerdown", onDown);
      stop();
    };
  };
}
