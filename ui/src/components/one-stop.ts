import type { Attachment } from "svelte/attachments";

/** The focusable elements of a row. The items of its menu belong to the menu. */
const CONTROLS = "button:not([role=menuitem]), a[href]";
/** The id of the text about the keys. */
const HINT = "keys-of-lists";

/**
 * Makes a list one tab stop: Up, Down, Home and End move between rows, Left and Right between a row's controls. The
 * controls have the focus, not the rows, whose names are read when it enters. `hint` tells users of a screen reader
 * about these keys, which nothing else shows.
 */
export function oneTabStop(hint: string): Attachment<HTMLElement> {
  return (list) => {
    tell(hint);
    return attach(list);
  };
}

/** Puts the hint into the document, once for all lists. WebKit does not pass on `aria-description`. */
function tell(hint: string) {
  const found = document.getElementById(HINT) ?? document.body.appendChild(document.createElement("p"));
  found.id = HINT;
  found.hidden = true;
  found.textContent = hint;
}

function attach(list: HTMLElement) {
  let stop: HTMLElement | undefined;
  /** The column of controls that Up and Down move along. */
  let column = 0;

  function settle() {
    const controls = controlsOf(list);
    if (stop === undefined || !controls.includes(stop)) stop = controls[0];
    for (const control of controls) {
      const wanted = control === stop ? 0 : -1;
      if (control.tabIndex !== wanted) control.tabIndex = wanted;
    }
    for (const each of [list, ...list.querySelectorAll("ul")]) {
      const isInRow = each !== list && list.contains(each.parentElement?.closest("li") ?? null);
      if (each.matches("ul") && !isInRow) each.setAttribute("aria-describedby", HINT);
    }
  }

  function onFocusIn({ target }: FocusEvent) {
    if (!(target instanceof HTMLElement) || !target.matches(CONTROLS) || target === stop) return;
    if (stop) stop.tabIndex = -1;
    target.tabIndex = 0;
    stop = target;
  }

  function onKeyDown(event: KeyboardEvent) {
    const from = event.target;
    if (!(from instanceof HTMLElement) || !from.matches(CONTROLS) || hasModifier(event)) return;
    const rows = rowsOf(list);
    const at = rows.findIndex((row) => row.includes(from));
    const row = rows[at] ?? [];
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      take(event);
      column = clamp(row.indexOf(from) + (event.key === "ArrowRight" ? 1 : -1), row.length);
      row[column]?.focus();
    } else {
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
      if (to === undefined) return;
      take(event);
      const next = rows[clamp(to, rows.length)] ?? [];
      next[clamp(column, next.length)]?.focus();
    }
  }

  settle();
  const observer = new MutationObserver(settle);
  observer.observe(list, { childList: true, subtree: true });
  list.addEventListener("focusin", onFocusIn);
  list.addEventListener("pointerdown", forgetColumn);
  // before the handler of a menu button, which Down would open
  list.addEventListener("keydown", onKeyDown, { capture: true });
  return () => {
    observer.disconnect();
    list.removeEventListener("focusin", onFocusIn);
    list.removeEventListener("pointerdown", forgetColumn);
    list.removeEventListener("keydown", onKeyDown, { capture: true });
  };

  function forgetColumn() {
    column = 0;
  }
}

function controlsOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(CONTROLS)].filter((control) => !control.matches(":disabled"));
}

/** The controls of each row, in document order. A row inside a row is a separate row. */
function rowsOf(list: HTMLElement): HTMLElement[][] {
  const rows = new Map<Element | null, HTMLElement[]>();
  for (const control of controlsOf(list)) {
    const row = control.closest("li");
    const known = rows.get(row);
    if (known) known.push(control);
    else rows.set(row, [control]);
  }
  return [...rows.values()];
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
}

function take(event: KeyboardEvent) {
  event.preventDefault();
  event.stopPropagation();
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1));
}
