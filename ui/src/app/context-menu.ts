// The menu of a row, and of selected text. What a browser offers instead, such as Reload, would lose the page's state.
import { mount, unmount } from "svelte";
import Menu from "../components/Menu.svelte";
import { text } from "../text/index.svelte";
import { isTyping } from "./keyboard";
import { app } from "./state.svelte";

/** Whether a button of the mouse is down. Not every web view says so in the event that asks for a menu. */
let isDown = false;

export function onPointer({ type }: PointerEvent): void {
  isDown = type === "pointerdown";
}

/** At the pointer. Text fields keep the web view's own menu, which has Cut, Copy and Paste. */
export function onContextMenu(event: MouseEvent): void {
  if (isTyping(event.target)) return;
  event.preventDefault();
  // Windows sends this event after the key, too
  if ("keys" in document.documentElement.dataset) return;
  const { clientX, clientY } = event;
  const selection = selectionAt(event);
  const button = menuButtonOf(event.target);
  const open = () => {
    if (selection !== null) offerCopy(selection, event);
    else button?.dispatchEvent(new MouseEvent("click", { clientX, clientY, button: 2, bubbles: true }));
  };
  // a release of the mouse button would close what its press has opened
  if (isDown) addEventListener("mouseup", open, { once: true });
  else open();
}

/** Below the button of the menu, because there may be no pointer. */
export function openMenuInFocus(): void {
  menuButtonOf(document.activeElement)?.click();
}

/** The button with the menu of the row around an element. A row inside a row may have its own. */
function menuButtonOf(from: EventTarget | null): HTMLElement | null {
  if (!(from instanceof Element) || from.closest("[role=menu]")) return null;
  for (let row = from.closest("li"); row; row = row.parentElement?.closest("li") ?? null) {
    const buttons = [...row.querySelectorAll<HTMLElement>("[aria-haspopup=menu]")];
    const own = buttons.find((button) => button.closest("li") === row);
    if (own) return own;
  }
  return null;
}

/** The selected text, if the pointer is on it. */
function selectionAt({ clientX: x, clientY: y }: MouseEvent): string | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return null;
  const isOn = ({ left, right, top, bottom }: DOMRect) => left <= x && x <= right && top <= y && y <= bottom;
  return [...selection.getRangeAt(0).getClientRects()].some(isOn) ? selection.toString() : null;
}

function offerCopy(selection: string, event: MouseEvent): void {
  // behind a modal dialog, everything else is inert
  const target = document.querySelector("dialog:modal") ?? document.body;
  const items = [{ title: text.common.copy, run: () => void app.copy(selection) }];
  const menu = mount(Menu, { target, props: { label: text.common.copy, items, onclosed: () => void unmount(menu) } });
  void menu.open("first", event);
}
