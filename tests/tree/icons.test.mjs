// The pictures in icons/ are generated from its vectors. This tests the functions of the drawing script.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as icons from "../../scripts/icons.mjs";

test("every state of the tray icon is drawn for each theme and size, and the ring in eight frames", () => {
  const drawn = [];
  const files = icons.pictures((name, size, turn = 0) => {
    drawn.push(`${name} ${turn}`);
    return { png: Buffer.from(`${name} ${size} ${turn}`), pixels: Buffer.alloc(4 * size * size) };
  });
  assert.equal(files.get("tray-problem-dark-20.png").toString(), "tray-problem-dark 20 0");
  assert.equal(files.get("tray-working-3-light-16.png").toString(), "tray-working-light 16 0.375");
  assert.equal(files.get("app-24.png").toString(), "app-16 24 0");
  assert.equal(files.get("app-32.png").toString(), "app 32 0");
  assert.equal([...files.keys()].filter((name) => name.startsWith("tray-working-")).length, 2 * 4 * 9);
  assert.ok(drawn.includes("toast-done 0"));
});

test("the ring turns around its own centre", () => {
  for (const theme of ["light", "dark"]) {
    const svg = readFileSync(new URL(`../../icons/tray-working-${theme}.svg`, import.meta.url), "utf8");
    assert.match(icons.turned(svg, 0.25), /transform="rotate\(90 3\.75 3\.5\)"/);
    const centre = `cx="3.75" cy="3.5"`;
    assert.ok(svg.includes(centre), "the ring has moved, but its arc has not");
  }
});

test("an icon lists its pictures at their offsets, with the last row first", () => {
  const pixels = Uint8Array.from([1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255, 10, 11, 12, 128]);
  const file = icons.ico([
    { size: 2, png: Buffer.from("not used"), pixels },
    { size: 256, png: Buffer.from("PNG"), pixels },
  ]);
  assert.equal(file.readUInt16LE(4), 2);
  const [small, large] = [file.readUInt32LE(6 + 12), file.readUInt32LE(22 + 12)];
  assert.deepEqual([...file.subarray(small + 40, small + 48)], [9, 8, 7, 255, 12, 11, 10, 128]);
  assert.equal(file.readUInt8(22), 0); // 256 is written as 0
  assert.equal(file.subarray(large).toString(), "PNG");
});

test("colours lose their alpha", () => {
  assert.deepEqual(icons.plain([64, 0, 128, 128, 0, 0, 0, 0, 9, 9, 9, 255]), [128, 0, 255, 128, 0, 0, 0, 0, 9, 9, 9, 255]);
});
