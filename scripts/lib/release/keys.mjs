// The keys of the project: which public ones are in the tree, and the secret one that signs.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { keyId, readPublicKey, readSecretKey } from "./minisign.mjs";

/** The folder of the public keys in a tree. Those in `revoked` below it are no longer accepted. */
export const KEYS = join("packaging", "keys");

/** Names the file of the secret key, and its password if it has one. */
export const KEY_VARIABLE = "UPGO_SIGNING_KEY";
export const PASSWORD_VARIABLE = "UPGO_SIGNING_PASSWORD";

/** The public keys of a tree: those that a program accepts, and those that it must no longer accept. */
export function publicKeys(tree) {
  return { accepted: keysIn(join(tree, KEYS)), revoked: keysIn(join(tree, KEYS, "revoked")) };
}

function keysIn(folder) {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".pub")).sort() : [];
  return names.map((name) => ({ name, ...readPublicKey(readFileSync(join(folder, name), "utf8")) }));
}

/** The key that signs, from the file that the environment names. Throws with what to do if there is none. */
export function signingKey(env) {
  const file = env[KEY_VARIABLE];
  if (!file) throw new Error(`${KEY_VARIABLE} names no file with the signing key (docs/internals/releasing.md)`);
  if (!existsSync(file)) throw new Error(`${KEY_VARIABLE} names a file that does not exist: ${file}`);
  return readSecretKey(readFileSync(file, "utf8"), env[PASSWORD_VARIABLE]);
}

/** What is wrong with the public keys of a tree, whoever signs. */
export function mistakesInKeys({ accepted, revoked }) {
  const names = new Set(accepted.map(keyId));
  return [
    ...(names.size < 2 ? [`${KEYS} has ${names.size} of two keys: without a next one, the first can never be replaced`] : []),
    ...revoked.filter((key) => names.has(keyId(key))).map((key) => `the key ${keyId(key)} is revoked, and still accepted`),
  ];
}

/** Why a key must not sign a release of this tree, or undefined. */
export function refusedKey(key, { accepted, revoked }) {
  const is = (other) => other.id.equals(key.id);
  if (revoked.some(is)) return `the signing key ${keyId(key)} is revoked`;
  if (!accepted.some((other) => is(other) && other.point.equals(key.point))) {
    return `the signing key ${keyId(key)} is not in ${KEYS}: no program would accept this release`;
  }
  return undefined;
}
