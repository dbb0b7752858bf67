// Animated WebP from single pictures: only the container, because Chromium encodes the pictures themselves.
// <https://developers.google.com/speed/webp/docs/riff_container>

/** `VP8X`: this file is animated. */
const ANIMATED = 0x02;
/** `ANMF`: the frame replaces what was there. */
const NO_BLENDING = 0x02;
/** The chunks of a picture that belong into its frame. */
const PIXELS = new Set(["ALPH", "VP8 ", "VP8L"]);

/** Joins WebP pictures of one size into a film that repeats. Each frame is `{ webp, milliseconds }`. */
export function animatedWebp({ width, height }, frames) {
  const header = Buffer.concat([Buffer.from([ANIMATED, 0, 0, 0]), uint24(width - 1), uint24(height - 1)]);
  // a background that is never seen, and no end
  const animation = Buffer.alloc(6);
  const pictures = frames.map(({ webp, milliseconds }) => {
    const place = [uint24(0), uint24(0), uint24(width - 1), uint24(height - 1), uint24(milliseconds)];
    const pixels = chunksOf(webp).filter(({ name }) => PIXELS.has(name));
    if (pixels.length === 0) throw new Error("a frame is no WebP picture");
    return chunk("ANMF", Buffer.concat([...place, Buffer.from([NO_BLENDING]), ...pixels.map(({ name, data }) => chunk(name, data))]));
  });
  const body = Buffer.concat([Buffer.from("WEBP"), chunk("VP8X", header), chunk("ANIM", animation), ...pictures]);
  return chunk("RIFF", body);
}

/** The chunks of a WebP file, in order. */
export function chunksOf(file) {
  const chunks = [];
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4);
    chunks.push({ name: file.toString("latin1", at, at + 4), data: file.subarray(at + 8, at + 8 + size) });
    at += 8 + size + (size % 2);
  }
  return chunks;
}

function chunk(name, data) {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(name), size, data, Buffer.alloc(data.length % 2)]);
}

function uint24(value) {
  const bytes = Buffer.alloc(3);
  bytes.writeUIntLE(value, 0, 3);
  return bytes;
}
