// A release server on loopback with a network that can fail on purpose.
import { open, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

const PIECE = 1 << 18;

/**
 * Serves the archives of `folder` (scripts/real-go.py) and a feed in the format of go.dev's. The fields may be changed
 * at any time:
 *
 * - `releases`: the available versions, the newest first
 * - `offline`: every connection breaks
 * - `tampered`: one byte of every archive is changed
 */
export class ReleaseServer {
  offline = false;
  tampered = false;
  /** The sent bytes of each archive, by file name. */
  sent = new Map();
  /** The first byte of each request for an archive, in order. */
  asked = [];
  /** The number of requests for the release list. */
  feedsAsked = 0;
  /** Ends when the release list may be sent. */
  #feedHeld = Promise.resolve();
  #gate = Infinity;
  #waiting = [];

  static async start(folder, releases) {
    const server = new ReleaseServer();
    server.folder = folder;
    server.releases = releases;
    server.archives = JSON.parse(await readFile(join(folder, "index.json"), "utf8")).archives;
    server.http = createServer((request, response) => server.#answer(request, response));
    server.http.on("connection", (socket) => server.offline && socket.destroy());
    server.http.listen(0, "127.0.0.1");
    await once(server.http, "listening");
    server.url = `http://127.0.0.1:${server.http.address().port}/`;
    return server;
  }

  /** From now on, an archive stops after this fraction of its bytes, until more is released. */
  holdAt(fraction) {
    this.#gate = fraction;
    this.#wake();
  }

  /** From now on, the release list is not sent. Returns how to send it. */
  holdFeed() {
    let send;
    this.#feedHeld = new Promise((resolve) => {
      send = resolve;
    });
    return send;
  }

  letThrough() {
    this.holdAt(Infinity);
  }

  /** Takes the network away: running transfers break, and new requests get no answer. */
  goOffline() {
    this.offline = true;
    this.http.closeAllConnections();
    this.#wake();
  }

  goOnline() {
    this.offline = false;
  }

  async end() {
    this.letThrough();
    this.http.closeAllConnections();
    this.http.close();
  }

  async #answer(request, response) {
    if (this.offline) return response.destroy();
    const name = new URL(request.url, this.url).pathname.slice(1);
    if (name === "") {
      this.feedsAsked += 1;
      await this.#feedHeld;
      return response.end(JSON.stringify(this.#feed()));
    }
    const archive = this.archives.find(({ filename, version }) => filename === name && this.releases.includes(version));
    if (!archive) return response.writeHead(404).end();
    await this.#send(archive, request, response).catch(() => response.destroy());
  }

  /** The feed in the format of https://go.dev/dl/?mode=json&include=all. */
  #feed() {
    return this.releases.map((version) => ({
      version,
      stable: !version.includes("rc"),
      files: this.archives.filter((each) => each.version === version).map((each) => ({ ...each, kind: "archive" })),
    }));
  }

  async #send(archive, request, response) {
    const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const { size } = archive;
    const headers = { "content-length": size - start, "accept-ranges": "bytes", etag: `"${archive.sha256.slice(0, 16)}"` };
    if (start > 0) headers["content-range"] = `bytes ${start}-${size - 1}/${size}`;
    response.writeHead(start > 0 ? 206 : 200, headers);
    if (request.method === "HEAD") return response.end();
    this.asked.push(start);
    const file = await open(join(this.folder, archive.filename));
    response.once("close", () => this.#wake()); // a client that has gone must not wait at the gate
    try {
      await pipeline(this.#bytes(file, archive, start, response), response);
    } finally {
      await file.close();
    }
  }

  async *#bytes(file, { filename, size }, start, response) {
    const changed = Math.floor(size / 2);
    for (let at = start; at < size && !response.destroyed; ) {
      const allowed = Math.min(size, Math.floor(size * this.#gate), at + PIECE);
      if (allowed <= at) {
        await new Promise((resume) => this.#waiting.push(resume));
        continue;
      }
      const { buffer } = await file.read(Buffer.alloc(allowed - at), 0, allowed - at, at);
      if (this.tampered && at <= changed && changed < allowed) buffer[changed - at] ^= 1;
      yield buffer;
      at = allowed;
      this.sent.set(filename, at);
    }
  }

  #wake() {
    for (const resume of this.#waiting.splice(0)) resume();
  }
}
