// Keys and signatures in minisign's formats, and the archives that are signed.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import {
  keyId,
  makeKey,
  publicKeyText,
  readPublicKey,
  readSecretKey,
  secretKeyText,
  signatureText,
  verified,
} from "../../scripts/lib/release/minisign.mjs";
import { zipped } from "../../scripts/lib/release/zip.mjs";
import { python, root } from "../../scripts/lib/tools.mjs";

const folder = mkdtempSync(join(tmpdir(), "upgo-signing-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The cheapest password that libsodium accepts; the real one takes seconds and a gigabyte. */
const CHEAP = { opslimit: 32_768n, memlimit: 16_777_216n };

// Made by minisign 0.11: a key, and its signature of "hi\n".
const PUBLIC = `untrusted comment: minisign public key 2E14C10ACF5BC72D
RWQtx1vPCsEULjqN/mhjccBb+VZ1fVlqw+/IBkq50obZ0wgAPXy9janl
`;
const SIGNATURE = `untrusted comment: signature from minisign secret key
RUQtx1vPCsEULo84c6mmAiE7a+CxcgOn1z0wwgONtvSPO+DNBXdC1e5id9gv4h7juGohrwdhOfyxc5Vdzy3FVgOmhgVsdyRkIA0=
trusted comment: real minisign
SKyVYzVftP9/1uXrpP2ebEHBqdVwZwXqHkD291rEU8aPmQuIR+pt8a5QVf+c5zo5MoAoNqSpd1CqBJdWBRKzDg==
`;

test("a signature of the real minisign is accepted, and only for its own bytes, comment and key", () => {
  const bytes = Buffer.from("hi\n");
  const key = readPublicKey(PUBLIC);
  assert.equal(keyId(key), "2E14C10ACF5BC72D");
  assert.equal(publicKeyText(key), PUBLIC);
  assert.equal(verified(bytes, SIGNATURE, [key]), "real minisign");
  assert.throws(() => verified(Buffer.from("hi!\n"), SIGNATURE, [key]), /not of these bytes/);
  assert.throws(() => verified(bytes, SIGNATURE.replace("real", "fake"), [key]), /comment was not signed/);
  assert.throws(() => verified(bytes, SIGNATURE, [makeKey()]), /unknown key: 2E14C10ACF5BC72D/);
  assert.throws(() => verified(bytes, SIGNATURE, [{ ...makeKey(), id: key.id }]), /not of these bytes/);
  assert.throws(() => verified(bytes, SIGNATURE.replace("\nRUQ", "\nRWQ"), [key]), /not a prehashed signature/);
});

test("a key survives its files, and a wrong password does not open it", () => {
  const key = makeKey();
  assert.deepEqual({ ...readPublicKey(publicKeyText(key)) }, { id: key.id, point: key.point });
  assert.deepEqual(readSecretKey(secretKeyText(key)), key);
  const locked = secretKeyText(key, "correct", CHEAP);
  assert.deepEqual(readSecretKey(locked, "correct"), key);
  assert.ok(!Buffer.from(locked.split("\n")[1], "base64").includes(key.seed), "the secret is readable");
  assert.throws(() => readSecretKey(locked, "wrong"), /password is wrong/);
  assert.throws(() => readSecretKey(locked), /has a password/);
  assert.throws(() => readSecretKey(publicKeyText(key)), /not a secret key/);
});

test("minisign reads what is written here, if it is installed", (t) => {
  if (spawnSync("minisign", ["-v"]).error) return t.skip("minisign is not installed");
  const key = makeKey();
  const file = (name, text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const signed = file("signed", "some bytes\n");
  file("signed.minisig", signatureText(readFileSync(signed), key, "a comment"));
  const publicFile = file("key.pub", publicKeyText(key));
  assert.match(execFileSync("minisign", ["-V", "-m", signed, "-p", publicFile], { encoding: "utf8" }), /a comment/);
  const locked = file("key.key", secretKeyText(key, "correct", CHEAP));
  execFileSync("minisign", ["-S", "-s", locked, "-m", signed, "-x", join(folder, "theirs")], { input: "correct\n" });
  assert.match(verified(readFileSync(signed), readFileSync(join(folder, "theirs"), "utf8"), [key]), /timestamp/);
});

test("the checksum of a secret key is minisign's: BLAKE2b with 32 bytes", () => {
  const key = "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQEBAQEBAQECAgICAgICAgICAgICAgICAg";
  const rest = "ICAgICAgICAgICAgICAoE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOUjfxjC47XDS4y2yMuC+nHr4EF1IL+s6c03mAiB+XgCiM=";
  const text = (end) => `untrusted comment: a key\n${key}${end}\n`;
  assert.equal(keyId(readSecretKey(text(rest))), "0101010101010101");
  assert.equal(secretKeyText(readSecretKey(text(rest))).split("\n")[1], key + rest);
  const damaged = Buffer.from(key + rest, "base64");
  damaged[157] ^= 1;
  assert.throws(() => readSecretKey(text(damaged.toString("base64").slice(key.length))), /damaged/);
});

test("an archive of programs has the same bytes in any order, and Python reads it", () => {
  const upgo = Buffer.from("a program ".repeat(5000));
  const files = { upgo, "upgo-desktop": Buffer.from("another") };
  const archive = zipped(files, 1_796_000_000);
  assert.deepEqual(zipped({ "upgo-desktop": files["upgo-desktop"], upgo }, 1_796_000_000), archive);
  assert.ok(archive.length < upgo.length / 10, "it is not compressed");
  const path = join(folder, "programs.zip");
  writeFileSync(path, archive);
  const script = `import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
for each in archive.infolist(): print(each.filename, each.date_time, oct(each.external_attr >> 16), each.file_size)
`;
  assert.equal(
    execFileSync(python, ["-c", script, path], { encoding: "utf8" }),
    "upgo (2026, 11, 30, 0, 53, 20) 0o100755 50000\nupgo-desktop (2026, 11, 30, 0, 53, 20) 0o100755 7\n",
  );
});

test("a secret key is never written into the tree", () => {
  const made = spawnSync(process.execPath, ["scripts/release-keys.mjs", "target/keys-of-a-test", "--no-password"], { cwd: root });
  assert.equal(made.status, 2);
  assert.match(made.stderr.toString(), /inside the tree/);
  assert.ok(!existsSync(join(root, "target", "keys-of-a-test")), "the folder was made");
});
