// npm run release:keys -- FOLDER [--as NAME] [--no-password]: makes a key pair for signing releases.
//
// The secret part goes into FOLDER, which must be outside of the tree; the public part goes into packaging/keys/NAME.pub,
// which is `current.pub`, or `next.pub` if there is a current one. The program minisign can use both files. The password
// is asked for, or taken from UPGO_SIGNING_PASSWORD. docs/internals/releasing.md says where to keep the file.
import { existsSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { parseArgs } from "node:util";
import { KEYS, KEY_VARIABLE, PASSWORD_VARIABLE } from "./lib/release/keys.mjs";
import { keyId, makeKey, publicKeyText, secretKeyText } from "./lib/release/minisign.mjs";
import { root } from "./lib/tools.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { as: { type: "string" }, "no-password": { type: "boolean" } },
});
if (positionals.length !== 1) end(2, "npm run release:keys -- FOLDER [--as NAME] [--no-password]");

const folder = resolve(positionals[0]);
const name = options.as ?? (existsSync(join(root, KEYS, "current.pub")) ? "next" : "current");
const secretFile = join(folder, `upgo-${name}.key`);
const publicFile = join(root, KEYS, `${name}.pub`);
if (!/^[a-z0-9-]+$/.test(name)) end(2, "a name has lower-case letters, digits and hyphens");
const refuseInside = (path, tree) => isInside(path, tree) && end(2, `${folder} is inside the tree, where no secret key may be`);
refuseInside(folder, root);
mkdirSync(folder, { recursive: true, mode: 0o700 });
refuseInside(realpathSync(folder), realpathSync(root)); // the folder may be a link
for (const file of [secretFile, publicFile]) if (existsSync(file)) end(1, `${file} exists already; nothing was changed`);

const password = options["no-password"] ? "" : (process.env[PASSWORD_VARIABLE] ?? (await askedTwice()));
if (!password && !options["no-password"]) end(1, "without a password, pass --no-password; nothing was changed");
const key = makeKey();
writeFileSync(secretFile, secretKeyText(key, password), { mode: 0o600, flag: "wx" });
mkdirSync(join(root, KEYS), { recursive: true });
writeFileSync(publicFile, publicKeyText(key), { flag: "wx" });
console.log(`key ${keyId(key)}
  secret  ${secretFile}   keep a copy of it offline; ${KEY_VARIABLE} names it for a release
  public  ${relative(process.cwd(), publicFile)}   commit it: programs built from now on accept the key`);

/** Whether `path` is `parent` or below it. */
function isInside(path, parent) {
  const way = relative(parent, path);
  return way === "" || !(way.startsWith("..") || resolve(way) === way);
}

async function askedTwice() {
  if (!process.stdin.isTTY) end(1, `cannot ask for a password here; set ${PASSWORD_VARIABLE}, or pass --no-password`);
  const first = await asked("Password: ");
  if (first !== (await asked("Again:    "))) end(1, "the passwords differ; nothing was changed");
  return first;
}

/** A line that is typed without being shown. */
function asked(question) {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((answer) => {
    reader.question("", (line) => {
      reader.close();
      process.stderr.write("\n");
      answer(line);
    });
  });
}

function end(code, message) {
  console.error(message);
  process.exit(code);
}
