// A zip whose bytes depend only on its files: in the order of their names, all with one date and one set of rights.
import * as zlib from "node:zlib";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Made on Unix, for the version of the format that has deflate; so the rights below apply. */
const MADE_BY = (3 << 8) | 20;
const PROGRAM = (0o100755 << 16) >>> 0;
/** Names are UTF-8. */
const FLAGS = 0x800;
const DEFLATE = 8;

/** The zip of `files`, name → bytes, dated `seconds` after 1970 (UTC). Each file may be executed. */
export function zipped(files, seconds) {
  const locals = [];
  const centrals = [];
  let offset = 0;
  for (const name of Object.keys(files).sort()) {
    const bytes = files[name];
    const packed = zlib.deflateRawSync(bytes, { level: 9 });
    const path = Buffer.from(name);
    const common = words([20, 2], [FLAGS, 2], [DEFLATE, 2], ...dated(seconds), [crc32(bytes), 4], [packed.length, 4]);
    const sizes = words([bytes.length, 4], [path.length, 2], [0, 2]);
    locals.push(words([LOCAL, 4]), common, sizes, path, packed);
    centrals.push(words([CENTRAL, 4], [MADE_BY, 2]), common, sizes, words([0, 2], [0, 2], [0, 2], [PROGRAM, 4], [offset, 4]), path);
    offset += 30 + path.length + packed.length;
  }
  const count = Object.keys(files).length;
  const directory = Buffer.concat(centrals);
  const end = words([END, 4], [0, 2], [0, 2], [count, 2], [count, 2], [directory.length, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...locals, directory, end]);
}

/** The files of a zip that {@link zipped} made, name → bytes. */
export function unzipped(zip) {
  const end = zip.length - 22;
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error("this is no archive of programs");
  const files = {};
  for (let at = zip.readUInt32LE(end + 16); zip.readUInt32LE(at) === CENTRAL; ) {
    const [crc, packed] = [zip.readUInt32LE(at + 16), zip.readUInt32LE(at + 20)];
    const [length, local] = [zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 42)];
    const name = zip.toString("utf8", at + 46, at + 46 + length);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zlib.inflateRawSync(zip.subarray(start, start + packed));
    if (crc32(bytes) !== crc) throw new Error(`${name} is damaged`);
    files[name] = bytes;
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

/** The time and the date as DOS has them: two words, no time zone, from 1980 on, in steps of two seconds. */
function dated(seconds) {
  const at = new Date(Math.max(Number(seconds), 315532800) * 1000);
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return [[time, 2], [date, 2]];
}

function words(...pairs) {
  const out = Buffer.alloc(pairs.reduce((sum, [, size]) => sum + size, 0));
  let at = 0;
  for (const [value, size] of pairs) at = out.writeUIntLE(value, at, size);
  return out;
}

/** zlib's own function is missing before Node 20.15. */
export const crc32 = zlib.crc32 ?? slowCrc32;

function slowCrc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return (crc ^ 0xffffffff) >>> 0;
}
