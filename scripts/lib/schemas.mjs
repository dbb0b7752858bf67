// The published schemas of the package managers. packaging/schemas.json names their repositories, commits and checksums;
// the files themselves belong to others, so they are fetched once and not kept in the tree.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 as checksum } from "./release/files.mjs";
import { Unavailable, root, toolsFolder } from "./tools.mjs";

const PATIENCE_MS = 15_000;

/** Name → where a schema comes from. */
export const SCHEMAS = JSON.parse(readFileSync(join(root, "packaging", "schemas.json"), "utf8"));

/** The bytes of a schema, fetched if this machine does not have it yet. They are always those of the checksum. */
export async function schema(name) {
  const { repository, commit, path, sha256 } = SCHEMAS[name];
  const file = join(toolsFolder, "schemas", sha256);
  if (existsSync(file)) {
    const kept = readFileSync(file);
    if (checksum(kept) === sha256) return kept;
  }
  const bytes = await fetched(name, `https://raw.githubusercontent.com/${repository}/${commit}/${path}`);
  if (checksum(bytes) !== sha256) throw new Error(`the schema of ${name} is not the one that packaging/schemas.json names`);
  mkdirSync(join(toolsFolder, "schemas"), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, bytes);
  renameSync(`${file}.${process.pid}`, file);
  return bytes;
}

async function fetched(name, address) {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  } catch (error) {
    throw new Unavailable(`the schema of ${name} could not be fetched: ${error.cause?.code ?? error.message}`);
  }
}

/** All schemas, for `npm run setup`. */
export async function allSchemas() {
  for (const name of Object.keys(SCHEMAS)) await schema(name);
}
