// The network of a machine in a test, all on loopback: a list of Go's releases, and github.com with the releases of Upgo
// behind a proxy that inspects TLS, as organizations have one. It runs in a thread, because the tests wait for programs.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createReadStream, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer as createProxy } from "node:http";
import { createServer } from "node:https";
import { join } from "node:path";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { ReleaseServer } from "../../desktop/rig/server.mjs";

/** Where GitHub has the files of releases. */
const STORAGE = "release-assets.githubusercontent.com";

export class Network {
  #worker;

  /**
   * `go` is the folder of Go's archives, and `upgo` a folder with the files of each release of Upgo, in `v` and its
   * version. `folder` is for the certificates.
   */
  static async start({ folder, go, upgo }) {
    const network = new Network();
    network.certificate = makeCertificates(folder);
    network.#worker = new Worker(new URL(import.meta.url), { workerData: { network: true, folder, go, upgo } });
    /** The variables of every program. Nothing else can be reached. */
    [network.variables] = await once(network.#worker, "message");
    return network;
  }

  /** Publishes releases from now on: `go`, the newest first, and the newest of `upgo`. */
  async publish(newest) {
    const done = once(this.#worker, "message");
    this.#worker.postMessage(newest);
    await done;
  }

  end() {
    return this.#worker.terminate();
  }
}

/** Makes an authority and its certificate for the hosts of GitHub. Returns the file to trust. */
function makeCertificates(folder) {
  mkdirSync(folder, { recursive: true });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-days", "2"];
  const make = (name, ...more) => {
    const files = ["-keyout", join(folder, `${name}.key`), "-out", join(folder, `${name}.pem`)];
    const made = spawnSync("openssl", ["req", "-x509", ...key, ...files, ...more], { encoding: "utf8" });
    if (made.status !== 0) throw made.error ?? new Error(made.stderr);
    return join(folder, `${name}.pem`);
  };
  const authority = make("authority", "-subj", "/CN=The authority of a test", "-addext", "keyUsage=critical,keyCertSign");
  const by = ["-CA", authority, "-CAkey", join(folder, "authority.key"), "-addext", "basicConstraints=critical,CA:FALSE"];
  make("host", "-subj", "/CN=github.com", ...by, "-addext", `subjectAltName=DNS:github.com,DNS:${STORAGE}`);
  return authority;
}

async function serve({ folder, go, upgo }) {
  const releases = await ReleaseServer.start(go, []);
  const file = (name) => readFileSync(join(folder, name));
  let newest;
  const secure = createServer({ key: file("host.key"), cert: file("host.pem") }, (request, response) => {
    const { pathname } = new URL(request.url, "https://github.com");
    const to = (location) => response.writeHead(302, { location }).end();
    const [, owner, latest] = /^(\/[^/]+\/[^/]+\/releases)\/latest\/download\/([^/]+)$/.exec(pathname) ?? [];
    if (latest) return to(`${owner}/download/v${newest}/${latest}`);
    const [, path] = /\/releases\/download(\/v[\d.]+\/[\w.-]+)$/.exec(pathname) ?? [];
    if (path) return to(`https://${STORAGE}${path}`);
    const stored = join(upgo, pathname);
    if (request.headers.host !== STORAGE || !existsSync(stored)) return response.writeHead(404).end();
    createReadStream(stored).pipe(response);
  });
  const proxy = createProxy((_, response) => response.writeHead(405).end());
  proxy.on("connect", (_, socket) => {
    socket.on("error", () => {});
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    secure.emit("connection", socket);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  parentPort.on("message", (published) => {
    releases.releases = published.go;
    newest = published.upgo;
    parentPort.postMessage("published");
  });
  // The archives are packed again, so no proof but their checksums in the list is about them.
  const address = `http://127.0.0.1:${proxy.address().port}`;
  parentPort.postMessage({ HTTPS_PROXY: address, UPGO_FEED_URL: releases.url, GOSUMDB: "off" });
}

if (!isMainThread && workerData?.network) await serve(workerData);
