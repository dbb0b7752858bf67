// The film of the README.
import { writeFileSync } from "node:fs";
import { animatedWebp } from "../webp.mjs";
import { drawn, opened, windowOf } from "./window.mjs";

const MB = 1e6;
const downloaded = (part) => ({
  fraction: part * 0.6,
  transfer: { done: part * 78.9 * MB, total: 78.9 * MB, bytesPerSecond: 11.4 * MB },
  remainingSeconds: 18 - Math.round(part * 12),
});
const unpacked = (part) => ({
  fraction: 0.6 + part * 0.3,
  unpacked: { done: part * 78.9 * MB, total: 78.9 * MB, bytesPerSecond: null },
  remainingSeconds: 6 - Math.round(part * 5),
});
const play = (command, ...args) => (page) =>
  page.evaluate(([name, values]) => window.__upgo[name](...values), [command, args]);
/** Starts a change, and waits until it is shown: what ends at once is not. */
const start = (testId) => async (page) => {
  await page.getByTestId(testId).first().click();
  await page.locator("[data-testid=home-state][data-state=working]").waitFor();
};

/** An upgrade and its undo, in a quarter of a minute: what is done, and for how long the result is seen. */
const FILM = [
  [() => {}, 2500],
  [start("primary-action"), 500],
  ...[0.1, 0.5, 0.9].map((part) => [play("progress", 0, downloaded(part)), 700]),
  ...[0.3, 0.7].map((part) => [play("progress", 1, unpacked(part)), 450]),
  [play("progress", 5, { fraction: 0.95, switched: true }), 500],
  [play("finish"), 3500],
  [start("undo"), 900],
  [play("finish"), 3500],
];

/** Films an upgrade and its undo. Chromium encodes each picture without loss. */
export async function film(browser, server, file) {
  const size = { width: 1040, height: 688 };
  const context = await windowOf(browser, size.width, "en-GB", { ...size, scale: 1 });
  const page = await opened(server, context, { scenario: "home-security", theme: "light", lang: "en" });
  const frames = [];
  for (const [act, milliseconds] of FILM) {
    await act(page);
    await drawn(page);
    const png = await page.screenshot({ animations: "disabled", caret: "hide" });
    frames.push({ webp: await webpOf(page, png), milliseconds });
  }
  await context.close();
  const bytes = animatedWebp(size, frames);
  if (bytes.length > 1e6) throw new Error(`${file} is larger than a megabyte: ${bytes.length}`);
  writeFileSync(file, bytes);
}

async function webpOf(page, png) {
  const encoded = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d", { alpha: false }).drawImage(bitmap, 0, 0);
    // the highest quality is without loss
    const blob = await canvas.convertToBlob({ type: "image/webp", quality: 1 });
    const letters = [...new Uint8Array(await blob.arrayBuffer())].map((byte) => String.fromCharCode(byte));
    return btoa(letters.join(""));
  }, png.toString("base64"));
  return Buffer.from(encoded, "base64");
}
