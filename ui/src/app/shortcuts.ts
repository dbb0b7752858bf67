// The shortcuts: their list, what a key press does, and those of the window itself.
import { text } from "../text/index.svelte";
import { actions, allActions, windowActions } from "./actions";
import { openMenuInFocus } from "./context-menu";
import { belongsToField, isOfBrowser, isPressed, isTyping } from "./keyboard";
import { goTo } from "./place-actions";
import { app } from "./state.svelte";
import { zoomBy, zoomTo } from "./zoom";

/** A shortcut of the window instead of an action. */
interface WindowKeys {
  keys: readonly string[];
  title: () => string;
  run: () => void;
  /** Whether it also works in a dialog, which blocks everything behind it. */
  inDialog?: true;
}

const { palette, help } = windowActions;

const WINDOW_KEYS: readonly WindowKeys[] = [
  palette,
  // a page without a search has the palette's
  {
    keys: ["Ctrl+F", "/"],
    title: () => text.palette.shortcuts.search,
    run: () => (app.searchPage ? app.searchPage() : palette.run()),
  },
  { keys: ["Alt+Left"], title: () => text.palette.shortcuts.back, run: () => app.goBack() },
  { keys: ["Alt+Right"], title: () => text.palette.shortcuts.forward, run: () => app.goForward() },
  { keys: ["F6"], title: () => text.palette.shortcuts.nextPart, run: () => moveToNextRegion(1), inDialog: true },
  {
    keys: ["Shift+F6"],
    title: () => text.palette.shortcuts.previousPart,
    run: () => moveToNextRegion(-1),
    inDialog: true,
  },
  { keys: ["Ctrl+Shift+C"], title: () => text.palette.shortcuts.copyDetails, run: copyDetailsInFocus },
  { keys: ["Shift+F10", "Menu"], title: () => text.palette.shortcuts.menu, run: openMenuInFocus, inDialog: true },
  { keys: ["Ctrl+Plus"], title: () => text.palette.shortcuts.zoomIn, run: () => zoomBy(1), inDialog: true },
  { keys: ["Ctrl+Minus"], title: () => text.palette.shortcuts.zoomOut, run: () => zoomBy(-1), inDialog: true },
  { keys: ["Ctrl+0"], title: () => text.palette.shortcuts.zoomReset, run: () => void zoomTo(1), inDialog: true },
  help,
];

/** Every shortcut with its title, for the list of them. */
export function allShortcuts(): { keys: readonly string[]; title: string }[] {
  const ofActions = [...Object.values(actions), ...goTo].filter((action) => action.keys);
  return [...WINDOW_KEYS, ...ofActions].map(({ keys = [], title }) => ({ keys, title: title() }));
}

export function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const known = [...WINDOW_KEYS, ...allActions()].flatMap(({ keys }) => keys ?? []);
  const shortcut = known.find((candidate) => isPressed(candidate, event));
  if (shortcut === undefined) {
    // a browser that shows the page while it is developed keeps its keys
    if (isOfBrowser(event) && !import.meta.env.DEV) event.preventDefault();
    return;
  }
  if (isTyping(event.target) && belongsToField(shortcut)) return;
  event.preventDefault();
  const ofWindow = WINDOW_KEYS.find(({ keys }) => keys.includes(shortcut));
  if (document.querySelector("dialog:modal") && !ofWindow?.inDialog) return;
  const act = ofWindow ?? allActions().find((action) => action.keys?.includes(shortcut) && action.when());
  act?.run();
}

/** The buttons at the side of a mouse do what Alt+Left and Alt+Right do. */
export function onMouseUp({ button }: MouseEvent): void {
  if (document.querySelector("dialog:modal")) return;
  if (button === 3) app.goBack();
  if (button === 4) app.goForward();
}

/** Moves the focus between the parts of the window that have `data-region`. */
function moveToNextRegion(by: 1 | -1): void {
  const scope = document.querySelector("dialog[open]") ?? document;
  const regions = [...scope.querySelectorAll<HTMLElement>("[data-region]")].filter((region) =>
    region.checkVisibility(),
  );
  if (regions.length === 0) return;
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + by + regions.length) % regions.length];
  const stop = next?.querySelector<HTMLElement>(
    '[aria-current="page"], [data-first-focus], button:not(:disabled), input, select, a[href], [tabindex]',
  );
  (stop ?? next)?.focus();
}

/** Copies the details of the focused row or error, or otherwise the first on the page. */
function copyDetailsInFocus(): void {
  const holder =
    document.activeElement?.closest<HTMLElement>("[data-details]") ??
    document.querySelector<HTMLElement>("main [data-details]");
  if (holder?.dataset.details) void app.copy(holder.dataset.details);
}
