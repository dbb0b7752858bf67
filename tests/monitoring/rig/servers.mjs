// Servers on loopback that receive what the recipes for events send, or misbehave.
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { hostname } from "node:os";
import { TLSSocket } from "node:tls";

async function listening(server, t) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const sockets = new Set();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {}); // a client that gave up
  });
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return server.address().port;
}

/** A web server. `answer` is a status, with `headers`, or `null` for none at all. Keeps what it got in `requests`. */
export async function webServer(t, { answer = 200, headers = {} } = {}) {
  const requests = [];
  const server = createHttpServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    requests.push({ method: request.method, path: request.url, headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
    if (answer !== null) response.writeHead(answer, headers).end("an answer");
  });
  const port = await listening(server, t);
  return { requests, url: `http://127.0.0.1:${port}` };
}

/**
 * A mail server, which speaks as much of SMTP as a client needs. It may be `mute`, offer STARTTLS with `tls`
 * (`{ key, cert }`), or refuse each recipient (`refuses`). Keeps the mails in `mails` and every line in `lines`.
 */
export async function mailServer(t, { mute = false, tls, refuses = false } = {}) {
  const seen = { mails: [], lines: [], connections: 0 };
  const server = createServer((socket) => {
    seen.connections += 1;
    if (!mute) converse(socket, seen, { tls, refuses });
  });
  return { ...seen, seen, port: await listening(server, t) };
}

function converse(plain, seen, { tls, refuses }) {
  let socket = plain;
  let pending = "";
  let mail;
  const say = (line) => socket.write(`${line}\r\n`);
  const received = (chunk) => {
    pending += chunk.toString("latin1");
    for (let end = pending.indexOf("\r\n"); end >= 0; end = pending.indexOf("\r\n")) {
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      if (mail?.inData) mail.inData = takeText(line);
      else command(line);
    }
  };
  const takeText = (line) => {
    if (line !== ".") mail.lines.push(line.replace(/^\./, ""));
    else {
      seen.mails.push({ from: mail.from, to: mail.to, text: mail.lines.join("\n") });
      say("250 kept");
    }
    return line !== ".";
  };
  const command = (line) => {
    seen.lines.push(line);
    if (mail?.signsIn) return (mail = undefined), say("235 welcome");
    const verb = line.split(" ")[0].toUpperCase();
    const offered = tls && socket === plain ? ["STARTTLS"] : ["AUTH PLAIN LOGIN"];
    if (verb === "EHLO") return [hostname(), ...offered].forEach((word, at, all) => say(`250${at < all.length - 1 ? "-" : " "}${word}`));
    if (verb === "STARTTLS" && tls) return encrypt();
    if (/^AUTH LOGIN /i.test(line)) return (mail = { signsIn: true }), say("334 UGFzc3dvcmQ6");
    if (verb === "MAIL") mail = { from: line.slice("MAIL FROM:".length), to: [], lines: [] };
    if (verb === "RCPT" && refuses) return say("550 nobody here");
    if (verb === "RCPT") mail.to.push(line.slice("RCPT TO:".length));
    if (verb === "DATA") mail.inData = true;
    if (verb === "QUIT") return socket.end("221 bye\r\n");
    return say({ DATA: "354 go on", AUTH: "235 welcome" }[verb] ?? "250 ok");
  };
  const encrypt = () => {
    say("220 go on");
    plain.removeListener("data", received);
    socket = new TLSSocket(plain, { isServer: true, ...tls });
    socket.on("data", received);
    socket.on("error", () => {});
  };
  socket.on("data", received);
  say("220 a test");
}
