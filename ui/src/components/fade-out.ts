import { isWanted } from "./motion";

/** `--normal` of tokens.css, in milliseconds. */
const NORMAL_MS = 167;

/**
 * Fades out a dialog that was closed, after the page has removed it. What still shows is only a picture: it has no
 * focus, takes no clicks, and nothing reads it out.
 */
export function fadeOut(dialog: HTMLDialogElement): void {
  if (!isWanted()) return;
  queueMicrotask(() => {
    // another dialog has taken its place
    if (dialog.isConnected || document.querySelector("dialog[open]")) return;
    dialog.inert = true;
    dialog.ariaHidden = "true";
    Object.assign(dialog.style, {
      ...{ position: "fixed", inset: "0", zIndex: "1", display: "flex", animation: "none", pointerEvents: "none" },
      // only a modal dialog has a backdrop
      boxShadow: "var(--shadow-dialog), 0 0 0 100vmax var(--smoke)",
    });
    document.body.append(dialog);
    const leaving = dialog.animate({ opacity: [1, 0] }, { duration: NORMAL_MS, fill: "forwards" });
    leaving.onfinish = () => dialog.remove();
  });
}
