// npm run icons [-- --check]: renders the pictures in icons/ from the vectors next to them. The results are committed,
// so that a build needs no renderer. --check only compares, and exits with 1 if something would change.
import { readFileSync, readdirSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./lib/tools.mjs";

const FOLDER = join(root, "icons");
/** The sizes with their own drawing of the program's icon, which fits the pixels and has no gradients. */
const SMALL = [16, 20, 24];
const LARGE = [32, 48, 64, 128, 256, 512];
/** The sizes that Explorer requests. */
const IN_ICO = [16, 20, 24, 32, 48, 64, 256];
/** The sizes of a taskbar's icons at 100, 125, 150 and 200 %. */
const TRAY = [16, 20, 24, 32];
const THEMES = ["light", "dark"];
const STATES = ["current", "update", "security", "working", "problem"];
/** The frames of one turn of the ring while the window is closed and a change runs. */
const FRAMES = 8;
const TOASTS = ["update", "security", "done", "problem"];
/** 48 pixels at 200 %. */
const TOAST = 96;

/** All generated files: name → bytes. `draw(name of a vector, size, turn)` returns `{ png, pixels }`. */
export function pictures(draw) {
  const app = new Map([...SMALL, ...LARGE].map((size) => [size, draw(SMALL.includes(size) ? "app-16" : "app", size)]));
  const files = new Map([...app].map(([size, { png }]) => [`app-${size}.png`, png]));
  files.set("icon.png", app.get(512).png);
  files.set("icon.ico", ico(IN_ICO.map((size) => ({ size, ...app.get(size) }))));
  for (const size of TRAY) {
    for (const theme of THEMES) {
      for (const state of STATES) files.set(`tray-${state}-${theme}-${size}.png`, draw(`tray-${state}-${theme}`, size).png);
      for (let frame = 0; frame < FRAMES; frame += 1) {
        const { png } = draw(`tray-working-${theme}`, size, frame / FRAMES);
        files.set(`tray-working-${frame}-${theme}-${size}.png`, png);
      }
    }
  }
  for (const name of TOASTS) files.set(`toast-${name}.png`, draw(`toast-${name}`, TOAST).png);
  return files;
}

/** The vector with its ring turned by a fraction of a whole turn. */
export function turned(svg, turn) {
  return svg.replace(/<path id="arc" data-centre="([\d. ]+)"/, (arc, centre) => `${arc} transform="rotate(${turn * 360} ${centre})"`);
}

/** A Windows icon: a PNG, and bitmaps with alpha. https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10) */
export function ico(images) {
  const bodies = images.map(({ size, png, pixels }) => (size >= 256 ? png : bitmap(size, pixels)));
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2); // an icon, not a cursor
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size }, index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4); // planes
    head.writeUInt16LE(32, at + 6); // bits of a pixel
    head.writeUInt32LE(bodies[index].length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += bodies[index].length;
  });
  return Buffer.concat([head, ...bodies]);
}

/** Converts RGBA, top row first, to BGRA, bottom row first, plus an empty mask for readers without alpha. */
function bitmap(size, pixels) {
  const head = Buffer.alloc(40);
  head.writeUInt32LE(40, 0);
  head.writeInt32LE(size, 4);
  head.writeInt32LE(2 * size, 8); // picture and mask
  head.writeUInt16LE(1, 12);
  head.writeUInt16LE(32, 14);
  const colours = Buffer.alloc(4 * size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const [from, to] = [4 * (row * size + column), 4 * ((size - 1 - row) * size + column)];
      colours.set([pixels[from + 2], pixels[from + 1], pixels[from], pixels[from + 3]], to);
    }
  }
  return Buffer.concat([head, colours, Buffer.alloc(4 * Math.ceil(size / 32) * size)]);
}

/** Converts colours premultiplied with alpha, as renderers return them, to straight ones. */
export function plain(pixels) {
  return pixels.map((value, at) => {
    const alpha = pixels[at - (at % 4) + 3];
    return at % 4 === 3 || alpha === 0 ? value : Math.min(255, Math.round((value * 255) / alpha));
  });
}

async function renderer() {
  const { Resvg } = await import("@resvg/resvg-js");
  return (name, size, turn = 0) => {
    const svg = readFileSync(join(FOLDER, `${name}.svg`), "utf8");
    const picture = new Resvg(turn ? turned(svg, turn) : svg, { fitTo: { mode: "width", value: size } }).render();
    return { png: picture.asPng(), pixels: plain([...picture.pixels]) };
  };
}

/** The files that differ, are missing, or are no longer generated. */
function differences(files) {
  const present = readdirSync(FOLDER).filter((name) => /\.(png|ico)$/.test(name));
  const changed = [...files].filter(([name, bytes]) => !present.includes(name) || !readFileSync(join(FOLDER, name)).equals(bytes));
  return { changed, left: present.filter((name) => !files.has(name)) };
}

async function main() {
  const files = pictures(await renderer());
  const { changed, left } = differences(files);
  if (process.argv.includes("--check")) {
    for (const name of [...changed.map(([name]) => name), ...left]) console.error(`icons/${name} differs from the output of npm run icons`);
    process.exitCode = changed.length + left.length > 0 ? 1 : 0;
    return;
  }
  for (const [name, bytes] of changed) writeFileSync(join(FOLDER, name), bytes);
  for (const name of left) unlinkSync(join(FOLDER, name));
  console.log(`${files.size} pictures, ${changed.length} changed, ${left.length} removed`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main();
