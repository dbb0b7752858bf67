// A release server for the benchmark: node server.mjs FOLDER [--rate BYTES_PER_SECOND] [--feed FILE]
//   [--module ZIP --toolchain NAME --h1 HASH]
//
// Serves the archives listed in FOLDER/index.json (scripts/real-go.py), their feed at `/?mode=json&include=all` (or
// FILE), and ARCHIVE.sha256 for other programs that need it. It supports ranges. All connections share the rate. Prints
// its address. With a module, it is also a GOPROXY with this module, and a checksum database with its record, whose key is
// at `/gosumdb`.
import { createHash } from "node:crypto";
import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { Transform, pipeline } from "node:stream";
import { parseArgs } from "node:util";
import { checksumDatabase } from "./checksum-database.mjs";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: Object.fromEntries(["rate", "feed", "module", "toolchain", "h1"].map((name) => [name, { type: "string" }])),
});
const [folder] = positionals;
const rate = Number(values.rate ?? 0);
const { archives } = JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));
const files = new Map(archives.map((archive) => [archive.filename, { ...archive, path: join(folder, archive.filename) }]));
const database = values.module ? checksumDatabase(values.toolchain, values.h1) : { files: new Map() };
if (values.module) {
  const { size } = statSync(values.module);
  const name = `golang.org/toolchain/@v/v0.0.1-${values.toolchain}.zip`;
  files.set(name, { path: values.module, size, sha256: createHash("sha256").update(values.h1).digest("hex") });
}

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const name = pathname.slice(1);
  if (name === "") return response.end(values.feed ? readFileSync(values.feed) : feed());
  if (name.endsWith(".sha256") && files.has(name.slice(0, -7))) return response.end(files.get(name.slice(0, -7)).sha256);
  if (name === "gosumdb") return response.end(database.key);
  if (database.files.has(name)) return response.end(database.files.get(name));
  if (!files.has(name)) return response.writeHead(404).end();
  send(request, response, files.get(name));
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));

/** The feed in the format of https://go.dev/dl/?mode=json&include=all. */
function feed() {
  const versions = [...new Set(archives.map(({ version }) => version))];
  return JSON.stringify(
    versions.map((version) => ({
      version,
      stable: true,
      files: archives.filter((each) => each.version === version).map((each) => ({ ...each, kind: "archive" })),
    })),
  );
}

function send(request, response, { path, size, sha256 }) {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? "");
  const [start, end] = asked ? range(asked[1], asked[2], size) : [0, size - 1];
  const headers = { "content-length": end - start + 1, "accept-ranges": "bytes", etag: `"${sha256.slice(0, 16)}"` };
  if (asked) headers["content-range"] = `bytes ${start}-${end}/${size}`;
  response.writeHead(asked ? 206 : 200, headers);
  if (request.method === "HEAD") return response.end();
  const content = createReadStream(path, { start, end, highWaterMark: rate ? 1 << 16 : 1 << 20 });
  pipeline(rate ? [content, limited(), response] : [content, response], () => {});
}

function range(from, to, size) {
  if (from === "") return [Math.max(0, size - Number(to)), size - 1];
  return [Number(from), to === "" ? size - 1 : Math.min(Number(to), size - 1)];
}

/** When the line is free again, for all connections together. The delay of a late timer may be made up for. */
let free = 0;
const CATCH_UP_MS = 20;

function limited() {
  return new Transform({
    transform(chunk, _, done) {
      const now = performance.now();
      free = Math.max(free, now - CATCH_UP_MS) + (chunk.length / rate) * 1000;
      setTimeout(() => done(null, chunk), free - now);
    },
  });
}
