import type { Attachment } from "svelte/attachments";

/** A pointer that moves less than this is a press, not a drag. */
const STARTS_AT = 4;

/** Reports where a pointer drags a row's handle, even while rows change places. Keys can do the same. */
export function dragHandle(ondrag: (y: number) => void): Attachment<HTMLElement> {
  return (handle) => {
    let from = 0;
    let isDragging = false;

    function onDown(event: PointerEvent) {
      if (event.button !== 0) return;
      // prevents text selection during the drag
      event.preventDefault();
      [from, isDragging] = [event.clientY, false];
      // the handle itself may be moved in the document, so the listener is on the window
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
