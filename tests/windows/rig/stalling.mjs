// A release server on loopback whose downloads begin and never end.
import { createServer } from "node:http";

/** Offers `version` for Windows. `asked` resolves when the download has begun. */
async function startStallingServer(version) {
  const filename = `${version}.windows-amd64.zip`;
  const file = { filename, os: "windows", arch: "amd64", version, sha256: "0".repeat(64), size: 1e6, kind: "archive" };
  let tell;
  const asked = new Promise((resolve) => (tell = resolve));
  const server = createServer((request, response) => {
    if (!request.url.includes(filename)) return response.end(JSON.stringify([{ version, stable: true, files: [file] }]));
    response.writeHead(200, { "content-length": file.size });
    response.write("P", tell);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => (server.closeAllConnections(), server.close());
  return { url: `http://127.0.0.1:${server.address().port}/`, asked, close };
}

/**
 * Calls `during` while the program `upgo` is downloading on a machine of windows.mjs, then ends that process.
 */
export async function whileDownloading(machine, upgo, during) {
  const server = await startStallingServer("go1.99.1");
  const download = machine.start(upgo, ["install", "1.99.1", "--quiet"], { UPGO_FEED_URL: server.url });
  try {
    await Promise.race([server.asked, download.ended]);
    if (!download.isRunning()) throw new Error("the download did not begin");
    await during(download);
  } finally {
    await download.stop();
    server.close();
  }
}
