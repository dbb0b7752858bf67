// The recipes for events: what they send, that hostile words stay words, and that a bad server is an error in time.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, test } from "node:test";
import { ofToday } from "../../scripts/lib/day.mjs";
import { python, root } from "../../scripts/lib/tools.mjs";
import { mailServer, webServer } from "./rig/servers.mjs";

const HOOKS = join(root, "packaging/hooks");
const folder = mkdtempSync(join(tmpdir(), "upgo-recipes-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const isWindows = process.platform === "win32";
const POWERSHELL = isWindows ? "powershell" : "pwsh";
/** What starts a recipe, by the end of its name; the others are for the other system. */
const STARTERS = isWindows ? { ".ps1": [POWERSHELL] } : { ".sh": ["sh", "curl"], ".py": [python], ".ps1": [POWERSHELL] };

const EVENT = {
  format: 1,
  event: "vulnerability",
  at: "2026-11-27T10:00:00Z",
  go: "go1.27.2",
  version: "go1.27.3",
  vulnerabilities: ["GO-2026-1234", "GO-2026-1235"],
  problem: null,
  outcome: null,
  change: null,
  title: "go1.27.2 has 2 known vulnerabilities, and go1.27.3 fixes them.",
};
const WITNESS = join(folder, "witness");
const WORDS = `"; touch ${WITNESS}; $(touch ${WITNESS}) \`touch ${WITNESS}\` %0A <!channel> [a link](https://evil.example) <https://evil.example|go.dev>`;
const HOSTILE = {
  ...EVENT,
  version: WORDS,
  vulnerabilities: Array(25).fill(`${WORDS}\r\n`),
  problem: { code: "UPGO-HTTP", message: `-d @/etc/passwd ${WORDS}\n.\r\nMAIL FROM:<evil@example.com>\r\n` },
  title: `${WORDS}\r\nBcc: evil@example.com\r\n\r\n.\r\n\u202e\u0007\u001b[31m\ud800 ${"x".repeat(5000)}`,
};

const missing = (file) => STARTERS[extname(file)].find((program) => spawnSync(program, ["--version"]).error);
const recipes = readdirSync(HOOKS).filter((file) => STARTERS[extname(file)]);
const unusable = recipes.filter(missing);
if (unusable.length > 0) test(`${unusable.join(", ")}: run`, (t) => t.skip(`${[...new Set(unusable.map(missing))].join(", ")} is missing`));

/** The recipes of this name that this machine can start, each a test of its own. */
function eachRecipe(name, what, run) {
  for (const file of recipes.filter((each) => each.startsWith(`${name}.`) && !unusable.includes(each))) test(`${file}: ${what}`, (t) => run(t, file));
}

let configs = 0;
/** Runs a recipe with a configuration (options of curl for a shell), an event or bytes, and perhaps a shorter limit. */
function send(file, config, event = EVENT, { seconds, env = {} } = {}) {
  const [starter] = STARTERS[extname(file)];
  const settings = join(folder, `config-${(configs += 1)}`);
  const curl = ({ url, headers = {} }) => [`url = "${url}"`, ...Object.entries(headers).map((each) => `header = "${each.join(": ")}"`)].join("\n");
  writeFileSync(settings, extname(file) === ".sh" ? curl(config) : JSON.stringify(config), { mode: 0o600 });
  const script = seconds ? shortened(file, seconds) : join(HOOKS, file);
  const before = extname(file) === ".ps1" ? ["-NoProfile", "-NonInteractive", "-File"] : [];
  return new Promise((resolve) => {
    const child = spawn(starter, [...before, script, settings], { env: { ...process.env, HOME: folder, ...env }, stdio: ["pipe", "pipe", "pipe"], timeout: 100_000 });
    const said = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"]) child[stream].on("data", (text) => (said[stream] += text));
    child.stdin.on("error", () => {}); // it need not read
    child.stdin.end(typeof event === "string" ? event : JSON.stringify(event));
    child.on("close", (status, signal) => resolve({ status, signal, ...said }));
  });
}

/** A copy of a recipe whose time limit a test can wait for. */
function shortened(file, seconds) {
  const text = readFileSync(join(HOOKS, file), "utf8");
  const limit = /(--max-time |^SECONDS = |-TimeoutSec |\.Timeout = )20(000)?\b/m;
  assert.match(text, limit, file);
  const copy = join(folder, `short-${file}`);
  writeFileSync(copy, text.replace(limit, `$1${seconds}$2`));
  return copy;
}

const assertSent = ({ status, stdout, stderr }) => assert.deepEqual([status, stdout, stderr], [0, "", ""]);
/** An error of one line, without the secret part of the address. */
function assertFailed({ status, signal, stderr }, pattern) {
  assert.ok(status > 0 && signal === null, `${status} ${signal}`);
  assert.match(stderr, pattern);
  assert.doesNotMatch(stderr, /s3cret|Traceback/);
}

eachRecipe("webhook", "the event arrives as it is, with the secret of the file", async (t, file) => {
  const server = await webServer(t);
  assertSent(await send(file, { url: `${server.url}/s3cret`, headers: { Authorization: "Bearer s3cret" } }, HOSTILE));
  const [{ method, path, headers, body }] = server.requests;
  assert.deepEqual([method, path, headers.authorization, headers["content-type"]], ["POST", "/s3cret", "Bearer s3cret", "application/json"]);
  assert.equal(body, JSON.stringify(HOSTILE));
  assert.deepEqual(readdirSync(folder).filter((name) => name === "witness"), []);
});

eachRecipe("webhook", "a header arrives as it is, and one that cannot be sent stays secret", async (t, file) => {
  const server = await webServer(t);
  const header = (value) => ({ url: server.url, headers: { Authorization: value } });
  assertSent(await send(file, header("token=s3cret, other; a=(b)")));
  assert.equal(server.requests[0].headers.authorization, "token=s3cret, other; a=(b)");
  if (extname(file) !== ".ps1") return; // curl's file has no such characters
  for (const value of ["s3cret\r\nX-Other: 1", "s3cret\u00e9"]) assertFailed(await send(file, header(value)), /a header has a character/);
  assert.equal(server.requests.length, 1);
});

for (const name of ["webhook", "chat"]) {
  eachRecipe(name, "an error of the server, a redirect and silence are errors", async (t, file) => {
    const at = (server) => ({ kind: "slack", url: `${server.url}/s3cret` });
    assertFailed(await send(file, at(await webServer(t, { answer: 500 }))), /500/);
    const other = await webServer(t);
    for (const answer of [302, 307]) {
      const redirecting = await webServer(t, { answer, headers: { location: `${other.url}/elsewhere` } });
      assertFailed(await send(file, at(redirecting)), /redirect|30[27]/i);
    }
    assert.deepEqual(other.requests, []);
    assertFailed(await send(file, at(await webServer(t, { answer: null })), EVENT, { seconds: 1 }), /tim(ed? ?out)|no answer/i);
    assertFailed(await send(file, { kind: "slack", url: "file:///etc/passwd" }), /protocol|of the web/i);
  });
}

eachRecipe("chat", "Slack shows the event, and hostile words mention nobody and hide no link", async (t, file) => {
  const server = await webServer(t);
  const config = { kind: "slack", url: server.url };
  assertSent(await send(file, config));
  assertSent(await send(file, config, { ...EVENT, problem: { code: "UPGO-HTTP", message: "no answer" }, outcome: "failed", change: 7 }));
  assertSent(await send(file, config, HOSTILE));
  const [plain, failed, hostile] = server.requests.map(({ body }) => JSON.parse(body).text.split("\n"));
  const lines = [`${hostname()}: ${EVENT.title}`, "Go in use: go1.27.2", "Release: go1.27.3", "Vulnerabilities: GO-2026-1234, GO-2026-1235"];
  assert.deepEqual(plain, lines);
  assert.deepEqual(failed, [...lines, "Problem: UPGO-HTTP no answer", "Outcome: failed", "Change: 7"]);
  assert.equal(hostile.length, 5);
  for (const line of hostile) {
    assert.doesNotMatch(line, /[<>\p{C}]/u);
    assert.ok(line.length < 2000);
  }
  assert.ok(hostile[0].includes("&lt;!channel&gt;"));
  assert.deepEqual(readdirSync(folder).filter((name) => name === "witness"), []);
});

eachRecipe("chat", "characters beyond the first 65,536 arrive whole, or not at all", async (t, file) => {
  const server = await webServer(t);
  assertSent(await send(file, { kind: "slack", url: server.url }, { ...EVENT, title: `\u{1f600} J\u00f6rg \u6d4b\u8bd5 \u{20000} a\u{e0041}b` }));
  assertSent(await send(file, { kind: "slack", url: server.url }, { ...EVENT, title: `x${"\u{1f600}".repeat(999)}` }));
  const [whole, cut] = server.requests.map(({ body }) => JSON.parse(body).text.split("\n")[0].slice(`${hostname()}: `.length));
  assert.equal(whole, "\u{1f600} J\u00f6rg \u6d4b\u8bd5 \u{20000} a b");
  assert.match(cut, /^x\u{1f600}+$/u);
  assertFailed(await send(file, { kind: ["slack", "teams"], url: server.url }), new RegExp(`^${file}: .+\n$`));
});

eachRecipe("chat", "Teams gets a card of plain text", async (t, file) => {
  const server = await webServer(t);
  assertSent(await send(file, { kind: "teams", url: server.url }, HOSTILE));
  const { type, attachments } = JSON.parse(server.requests[0].body);
  const [{ contentType, content }] = attachments;
  assert.deepEqual([type, contentType, content.type, content.version], ["message", "application/vnd.microsoft.card.adaptive", "AdaptiveCard", "1.4"]);
  assert.equal(content.body.length, 5);
  for (const block of content.body) {
    assert.deepEqual([block.type, block.inlines.length, block.inlines[0].type], ["RichTextBlock", 1, "TextRun"]);
    assert.doesNotMatch(block.inlines[0].text, /\p{C}/u);
  }
  assert.ok(content.body[0].inlines[0].text.includes("[a link](https://evil.example)"));
});

const MAIL = { from: "upgo@example.com", to: ["ops@example.com", "go@example.com"], server: "127.0.0.1", tls: "none" };

eachRecipe("mail", "the event arrives, and hostile words add no header and no recipient", async (t, file) => {
  const ended = { ...EVENT, event: "unattended", outcome: "done", go: "go1.27.3", title: "An unattended change has ended." };
  const subjects = ["go1.27.2 has 2 known vulnerabilities, and", "", "An unattended change has ended: done, go1.27.3"];
  for (const [index, event] of [EVENT, HOSTILE, ended].entries()) {
    const { seen, port } = await mailServer(t);
    assertSent(await send(file, { ...MAIL, port }, event));
    const [{ from, to, text }] = seen.mails;
    assert.equal(seen.mails.length, 1);
    assert.match(from, /^<upgo@example\.com>/);
    assert.deepEqual(to.map((each) => each.split(" ")[0]), ["<ops@example.com>", "<go@example.com>"]);
    const [head] = text.split("\n\n");
    const said = head.match(/^subject:(.*(?:\n .*)*)/im)[1].replaceAll("\n", "").trim();
    if (event !== HOSTILE) assert.ok(said.startsWith(`Upgo on ${hostname()}: ${subjects[index]}`), said);
    const names = head.split("\n").filter((line) => !/^\s/.test(line)).map((line) => line.split(":")[0].toLowerCase());
    assert.deepEqual(names.filter((name) => !/^(from|to|subject|date|message-id|auto-submitted|mime-version|content-.*)$/.test(name)), []);
    for (const once of ["subject", "date", "message-id"]) assert.equal(names.filter((name) => name === once).length, 1, once);
    assert.match(head, /^message-id: <[^<>@\s]+@example\.com>$/im);
  }
  assert.deepEqual(readdirSync(folder).filter((name) => name === "witness"), []);
});

eachRecipe("mail", "several addresses in one text are refused, and a failure has its reason", async (t, file) => {
  if (extname(file) !== ".ps1") return t.skip("only .NET would send to the first one");
  const { seen, port } = await mailServer(t);
  assertFailed(await send(file, { ...MAIL, port, to: "ops@example.com, go@example.com" }), /to is a list of addresses/);
  assert.equal(seen.connections, 0);
  assertFailed(await send(file, { ...MAIL, port: 1 }), /refused/i);
});

eachRecipe("mail", "a refusal and silence are errors", async (t, file) => {
  const refusing = await mailServer(t, { refuses: true });
  assertFailed(await send(file, { ...MAIL, port: refusing.port }), /mail\.\w+: .*(refused|550|recipient)/is);
  const mute = await mailServer(t, { mute: true });
  assertFailed(await send(file, { ...MAIL, port: mute.port }, EVENT, { seconds: 1 }), /tim(ed? ?out)|no answer/i);
});

eachRecipe("mail", "a password is sent only with TLS, and only to a server with a trusted certificate", async (t, file) => {
  const secret = { ...MAIL, user: "upgo", password: "s3cret" };
  const [plainly, user, password] = ["\0upgo\0s3cret", "upgo", "s3cret"].map((text) => Buffer.from(text).toString("base64"));
  const asked = ({ seen }) => seen.lines.filter((line) => /^AUTH/i.test(line) || line.includes(password));
  const plain = await mailServer(t);
  assertFailed(await send(file, { ...secret, port: plain.port }), /without TLS/);
  assert.equal(plain.seen.connections, 0);
  assertFailed(await send(file, { ...secret, port: plain.port, tls: "starttls" }), /STARTTLS|secure/i);
  assert.deepEqual(asked(plain), []);

  const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
  const made = spawnSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1"]);
  if (made.error) return t.skip("openssl is missing");
  const server = await mailServer(t, { tls: { key: readFileSync(key), cert: readFileSync(cert) } });
  const config = { ...secret, port: server.port, tls: "starttls" };
  assertFailed(await send(file, config), /certificate/i);
  assert.deepEqual(asked(server), []);
  if (isWindows) return; // which trusts no certificate of a file
  assertSent(await send(file, config, EVENT, { env: { SSL_CERT_FILE: cert } }));
  assert.deepEqual(asked(server), extname(file) === ".ps1" ? [`AUTH login ${user}`, password] : [`AUTH PLAIN ${plainly}`]);
  assert.equal(server.seen.mails.length, 1);
});

eachRecipe("mail", "sendmail gets the mail, and the recipients as arguments", async (t, file) => {
  if (extname(file) === ".ps1") return t.skip("Windows has no sendmail");
  const program = join(folder, "sendmail");
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" >"${folder}/arguments"\ncat >"${folder}/mail"\n`, { mode: 0o755 });
  const { server, ...config } = MAIL;
  assertSent(await send(file, { ...config, sendmail: program }, HOSTILE));
  assert.deepEqual(readFileSync(join(folder, "arguments"), "utf8").trim().split("\n"), ["-i", "-f", "upgo@example.com", "--", "ops@example.com", "go@example.com"]);
  assert.match(readFileSync(join(folder, "mail"), "utf8"), /^From: upgo@example\.com\nTo: ops@example\.com, go@example\.com\nSubject: /);
});

for (const name of ["chat", "mail"]) {
  eachRecipe(name, "what is no event is an error, and nothing is sent", async (t, file) => {
    const [web, mail] = [await webServer(t), await mailServer(t)];
    // each takes PowerShell a second
    for (const event of ofToday(["", " \n", "[]", "null", "{", "5", '"title"', '{"format":1}', '[{"title":"a"}]', "\xff"])) {
      assertFailed(await send(file, { ...MAIL, kind: "slack", url: web.url, port: mail.port }, event), new RegExp(`^${file}: .+\n$`));
    }
    assert.deepEqual([web.requests, mail.seen.mails], [[], []]);
  });
}

test("the scripts for Windows are ASCII, which PowerShell 5.1 reads without a mark", () => {
  for (const name of readdirSync(HOOKS).filter((each) => each.endsWith(".ps1"))) {
    assert.match(readFileSync(join(HOOKS, name), "utf8"), /^[\x20-\x7e\n]*$/, name);
  }
});
