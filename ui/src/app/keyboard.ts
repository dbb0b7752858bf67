/** The parts of a keyboard event that a shortcut is compared with. */
export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "shiftKey" | "metaKey">;

/** Keys that are named after a sign, with the other sign that the key has on some keyboards, with Shift or without. */
const SIGNS: Record<string, string> = { Plus: "+=", Minus: "-_" };

/** Whether a key press matches a shortcut, written as shown: `Ctrl+K`, `Alt+Left`, `F5`, `/`. */
export function isPressed(shortcut: string, event: KeyPress): boolean {
  const parts = shortcut.split("+");
  const key = parts.pop() ?? "";
  const signs = SIGNS[key];
  return (
    (signs?.includes(event.key) ?? event.key.toLowerCase() === keyName(key).toLowerCase()) &&
    (event.ctrlKey || event.metaKey) === parts.includes("Ctrl") &&
    event.altKey === parts.includes("Alt") &&
    (signs !== undefined || event.shiftKey === parts.includes("Shift"))
  );
}

/** The shortcut in the form of `aria-keyshortcuts`. */
export function ariaShortcut(shortcut: string): string {
  const parts = shortcut.split("+");
  const key = parts.pop() ?? "";
  return [...parts.map((part) => (part === "Ctrl" ? "Control" : part)), keyName(key)].join("+");
}

/** Whether the user is typing in a field, which then handles plain keys and Ctrl+Z itself. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type);
}

/** Whether a text field handles the shortcut itself. */
export function belongsToField(shortcut: string): boolean {
  return shortcut.length === 1 || ["Ctrl+Z", "Delete", "Shift+F10", "Menu"].includes(shortcut);
}

/**
 * Whether a web view may do what a browser does with a key: reload, print, save, find, or browse with a caret. Windows'
 * own switch for them (`AreBrowserAcceleratorKeysEnabled`) would switch off the keys for zooming, too. The keys of text
 * editing and of the system are not among them.
 */
export function isOfBrowser({ key, ctrlKey, altKey, metaKey }: KeyPress): boolean {
  if (altKey) return false;
  return /^(F\d+|Browser.+)$/.test(key) || ((ctrlKey || metaKey) && /^[bd-uw]$/i.test(key));
}

function keyName(key: string): string {
  if (key === "Menu") return "ContextMenu";
  return ["Left", "Right", "Up", "Down"].includes(key) ? `Arrow${key}` : key;
}
