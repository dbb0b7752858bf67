import { isWanted } from "./motion";

/** `--normal` of tokens.css, in milliseconds. */
const NORMAL_MS = 167;

/** Fades out a closed dialog that the page has removed: a mere picture, without focus, clicks or a reader's voice. */
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
