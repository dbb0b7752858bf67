// Signatures and keys in the formats of minisign (https://jedisct1.github.io/minisign/), with what Node and Python have
// themselves, so that the job that holds the key runs no code of dependencies. The program `minisign` reads everything
// that this writes, and the other way round.
import { execFileSync } from "node:child_process";
import { createHash, createPrivateKey, createPublicKey, randomBytes, scryptSync, sign, verify } from "node:crypto";
import { python } from "../tools.mjs";

const UNTRUSTED = "untrusted comment: ";
const TRUSTED = "trusted comment: ";

/** What precedes the 32 bytes of an Ed25519 key in DER: PKCS #8 for the secret part, SPKI for the public one. */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
const SPKI = Buffer.from("302a300506032b6570032100", "hex");

/** The cost of guessing a password, which minisign itself uses: 1 GiB of memory. */
const HARD = { opslimit: 33_554_432n, memlimit: 1_073_741_824n };

/** Makes a key pair. A key is `{ id, seed, point }`: 8 bytes that name it, the secret part, and the public one. */
export function makeKey(random = randomBytes) {
  return keyFrom(random(8), random(32));
}

function keyFrom(id, seed) {
  const point = createPublicKey(secretOf(seed)).export({ type: "spki", format: "der" }).subarray(SPKI.length);
  return { id, seed, point };
}

function secretOf(seed) {
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
}

/** The name of a key as minisign shows it: 16 upper-case hexadecimal digits. */
export function keyId({ id }) {
  return Buffer.from(id).reverse().toString("hex").toUpperCase();
}

/** The text of a `.pub` file. */
export function publicKeyText(key) {
  return `${UNTRUSTED}minisign public key ${keyId(key)}\n${base64("Ed", key.id, key.point)}\n`;
}

/** Reads a `.pub` file. */
export function readPublicKey(text) {
  const bytes = Buffer.from(lines(text, 2)[1], "base64");
  if (bytes.length !== 42 || bytes.toString("latin1", 0, 2) !== "Ed") throw new Error("not a public key of minisign");
  return { id: bytes.subarray(2, 10), point: bytes.subarray(10) };
}

/** The text of a secret key's file, encrypted if there is a `password`. */
export function secretKeyText(key, password = "", cost = HARD) {
  const kept = Buffer.concat([key.id, key.seed, key.point, checksum(key)]);
  const salt = password ? randomBytes(32) : Buffer.alloc(32);
  const limits = Buffer.alloc(16);
  if (password) {
    limits.writeBigUInt64LE(cost.opslimit, 0);
    limits.writeBigUInt64LE(cost.memlimit, 8);
    xor(kept, stretched(password, salt, cost, kept.length));
  }
  const comment = password ? "minisign encrypted secret key" : "minisign secret key";
  return `${UNTRUSTED}${comment}\n${base64("Ed", password ? "Sc" : "\0\0", "B2", salt, limits, kept)}\n`;
}

/** Reads a secret key's file. */
export function readSecretKey(text, password = "") {
  const bytes = Buffer.from(lines(text, 2)[1], "base64");
  const [algorithm, kdf, check] = [0, 2, 4].map((at) => bytes.toString("latin1", at, at + 2));
  if (bytes.length !== 158 || algorithm !== "Ed" || check !== "B2") throw new Error("not a secret key of minisign");
  const kept = Buffer.from(bytes.subarray(54));
  if (kdf === "Sc") {
    if (!password) throw new Error("the signing key has a password, and none was given");
    const cost = { opslimit: bytes.readBigUInt64LE(38), memlimit: bytes.readBigUInt64LE(46) };
    xor(kept, stretched(password, bytes.subarray(6, 38), cost, kept.length));
  } else if (kdf !== "\0\0") {
    throw new Error("the signing key is encrypted in an unknown way");
  }
  const key = keyFrom(kept.subarray(0, 8), kept.subarray(8, 40));
  // minisign writes no checksum if there is no password; the public part then shows a damaged key
  const checked = kept.subarray(72).equals(checksum(key)) || (kdf !== "Sc" && !kept.subarray(72).some((byte) => byte));
  if (!checked || !key.point.equals(kept.subarray(40, 72))) {
    throw new Error("the signing key is damaged, or its password is wrong");
  }
  return key;
}

/** BLAKE2b with 32 bytes, which is not the beginning of the long one, and which Node does not have. */
const BLAKE2B = `import hashlib, sys
sys.stdout.buffer.write(hashlib.blake2b(sys.stdin.buffer.read(), digest_size=32).digest())`;

/** The checksum in a secret key's file, which reveals a wrong password. */
function checksum({ id, seed, point }) {
  return execFileSync(python, ["-I", "-c", BLAKE2B], { input: Buffer.concat([Buffer.from("Ed"), id, seed, point]) });
}

/** The text of a `.minisig` file for `bytes`. `comment` is signed too. */
export function signatureText(bytes, key, comment) {
  const secret = secretOf(key.seed);
  const signature = sign(null, prehash(bytes), secret);
  const whole = sign(null, Buffer.concat([signature, Buffer.from(comment)]), secret);
  const first = `${UNTRUSTED}signature by the key ${keyId(key)}\n${base64("ED", key.id, signature)}\n`;
  return `${first}${TRUSTED}${comment}\n${whole.toString("base64")}\n`;
}

/** Checks the `.minisig` text of `bytes` against public keys. Returns the signed comment, or throws. */
export function verified(bytes, text, keys) {
  const [, first, comment, last] = lines(text, 4);
  const packed = Buffer.from(first, "base64");
  if (packed.length !== 74 || packed.toString("latin1", 0, 2) !== "ED" || !comment.startsWith(TRUSTED)) {
    throw new Error("not a prehashed signature of minisign");
  }
  const id = packed.subarray(2, 10);
  const key = keys.find((each) => each.id.equals(id));
  if (!key) throw new Error(`signed by an unknown key: ${keyId({ id })}`);
  const signer = createPublicKey({ key: Buffer.concat([SPKI, key.point]), format: "der", type: "spki" });
  const signature = packed.subarray(10);
  const said = comment.slice(TRUSTED.length);
  const whole = Buffer.concat([signature, Buffer.from(said)]);
  if (!verify(null, prehash(bytes), signer, signature)) throw new Error("the signature is not of these bytes");
  if (!verify(null, whole, signer, Buffer.from(last, "base64"))) throw new Error("the comment was not signed");
  return said;
}

function prehash(bytes) {
  return createHash("blake2b512").update(bytes).digest();
}

/** The stretched password, as libsodium makes it. The limits say how much it may cost; they give scrypt's numbers. */
function stretched(password, salt, { opslimit, memlimit }, length) {
  const r = 8n;
  const ops = opslimit < 32768n ? 32768n : opslimit;
  const memory = ops < memlimit / 32n;
  const most = memory ? ops / (r * 4n) : memlimit / (r * 128n);
  let log = 1n;
  while (log < 63n && 1n << log <= most / 2n) log += 1n;
  const N = 1n << log;
  const p = memory ? 1n : ops / 4n / N / r;
  const maxmem = Number(128n * N * r + 256n * p * r + (1n << 20n));
  return scryptSync(password, salt, length, { N: Number(N), r: Number(r), p: Number(p), maxmem });
}

function xor(bytes, other) {
  for (let at = 0; at < bytes.length; at += 1) bytes[at] ^= other[at];
}

function lines(text, count) {
  const found = text.split(/\r?\n/);
  if (found.length < count || !found[0].startsWith(UNTRUSTED)) throw new Error("not a file of minisign");
  return found;
}

function base64(...parts) {
  return Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part))).toString("base64");
}
