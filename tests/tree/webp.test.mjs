// The film of the README is put together by scripts/lib/webp.mjs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { animatedWebp, chunksOf } from "../../scripts/lib/webp.mjs";

/** A picture with one chunk of pixels, of an odd length, and one that does not belong into a frame. */
function picture(...pixels) {
  const size = Buffer.from([pixels.length, 0, 0, 0]);
  const chunks = [Buffer.from("EXIF"), Buffer.from([2, 0, 0, 0, 9, 9]), Buffer.from("VP8L"), size, Buffer.from(pixels)];
  return Buffer.concat([Buffer.from("RIFF????WEBP"), ...chunks, Buffer.alloc(pixels.length % 2)]);
}

test("a film has its size, no end, and each picture with its time", () => {
  const frames = [
    { webp: picture(1, 2, 3), milliseconds: 1000 },
    { webp: picture(4, 5), milliseconds: 70_000 },
  ];
  const film = animatedWebp({ width: 1040, height: 688 }, frames);
  assert.equal(film.readUInt32LE(4), film.length - 8);
  const [header, animation, ...pictures] = chunksOf(film);
  assert.deepEqual([header.name, ...header.data], ["VP8X", 2, 0, 0, 0, 0x0f, 0x04, 0, 0xaf, 0x02, 0]);
  assert.deepEqual([animation.name, ...animation.data], ["ANIM", 0, 0, 0, 0, 0, 0]);
  assert.deepEqual(pictures.map(({ name, data }) => [name, data.readUIntLE(12, 3), data.toString("latin1", 16, 20)]), [
    ["ANMF", 1000, "VP8L"],
    ["ANMF", 70_000, "VP8L"],
  ]);
  assert.deepEqual(pictures.map(({ data }) => [...data.subarray(24)]), [[1, 2, 3, 0], [4, 5]]);
});

test("what is no WebP picture is refused", () => {
  assert.throws(() => animatedWebp({ width: 1, height: 1 }, [{ webp: Buffer.from("nothing"), milliseconds: 1 }]));
});
