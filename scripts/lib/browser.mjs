// The page in Chromium: the browser itself, the page built with the mock, and a server for it.
import { spawnSync } from "node:child_process";
import {
  createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync,
} from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { debianPackages } from "./debian.mjs";
import { Unavailable, root } from "./tools.mjs";

/** The one without a window first: it needs less time for the same tests. */
const CHROMIUM_NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome"];
const CHROMIUM_PACKAGES = ["chromium-headless-shell", "fonts-inter", "fonts-noto-core", "fonts-noto-mono", "fonts-noto-cjk"];

/** The path of Chromium, which is installed once if apt can do it. */
export function chromium() {
  const found = process.env.UPGO_CHROMIUM || CHROMIUM_NAMES.map(onPath).find(Boolean);
  if (found) return found;
  debianPackages(CHROMIUM_PACKAGES);
  const installed = onPath("chromium-headless-shell");
  if (!installed) throw new Unavailable("Chromium is not on PATH; set UPGO_CHROMIUM to its path");
  return installed;
}

function onPath(program) {
  const folders = (process.env.PATH ?? "").split(process.platform === "win32" ? ";" : ":");
  const file = process.platform === "win32" ? `${program}.exe` : program;
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path));
}

/** Starts Chromium for tests and pictures. */
export async function launchChromium() {
  const { chromium: playwright } = await import("playwright-core");
  return playwright.launch({
    executablePath: chromium(),
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
      "--process-per-site", // pages share what is compiled
      "--force-color-profile=srgb",
      "--js-flags=--no-opt --no-maglev", // no page lives long enough to gain from the slower compilers
    ],
  });
}

/**
 * Builds the page into a temporary folder, which lasts as long as this process. Returns the folder.
 *
 * `production` is the page in the program; `mock` plays scenarios instead of using the program.
 */
export function buildPage(mode) {
  const target = join(root, "target");
  mkdirSync(target, { recursive: true });
  sweep(target);
  const folder = mkdtempSync(join(target, `ui-${mode}-`));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const args = ["build", "--config", "ui/vite.config.ts", "--mode", mode, "--outDir", folder, "--emptyOutDir"];
  const done = spawnSync(process.execPath, [vite, ...args, "--logLevel", "warn"], { cwd: root, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`the page could not be built:\n${done.stdout}${done.stderr}`);
  return folder;
}

/** Deletes the folders of runs that were killed more than an hour ago. */
function sweep(target) {
  const left = readdirSync(target).filter((name) => /^ui-(mock|production)-/.test(name));
  const isOld = (folder) => Date.now() - statSync(folder).mtimeMs > 3_600_000;
  const old = left.map((name) => join(target, name)).filter(isOld);
  for (const folder of old) rmSync(folder, { recursive: true, force: true });
}

/** The page that plays scenarios. */
export function buildMockPage() {
  return buildPage("mock");
}

const TYPES = {
  ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png",
};

/**
 * Serves a folder on the loopback interface with the page's own content policy, and further files by their addresses.
 * Returns the server's address and a function that stops it.
 */
export async function serve(folder, further = {}) {
  const headers = { "content-security-policy": contentPolicy(), "cache-control": "max-age=3600" };
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://page").pathname));
    const file = further[path] ?? join(folder, path === "/" ? "index.html" : path);
    // Only browsers request it; the program's window has its own icon.
    if (path === "/favicon.ico") return response.writeHead(204).end();
    const isThere = (path in further || file.startsWith(folder)) && existsSync(file) && statSync(file).isFile();
    if (!isThere) return response.writeHead(404).end();
    response.writeHead(200, { ...headers, "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** The content policy of the program's page, which applies to the tests' page as well. */
function contentPolicy() {
  const { app } = JSON.parse(readFileSync(join(root, "src-tauri", "tauri.conf.json"), "utf8"));
  const { csp } = app.security;
  const directive = ([name, sources]) => [name, sources].flat().join(" ");
  return typeof csp === "string" ? csp : Object.entries(csp).map(directive).join("; ");
}
