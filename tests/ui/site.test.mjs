// The web site in Chromium: nothing is loaded from elsewhere, no page is wider than a phone, and axe finds nothing.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { launchChromium } from "../../scripts/lib/browser.mjs";
import { buildSite } from "../../scripts/lib/site.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** Where the pages seem to come from. No request leaves the test. */
const ADDRESS = "https://site.test/upgo/";
const TYPES = { ".html": "text/html", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp" };
/** One page of each kind, and those with the widest tables and the longest words. */
const PAGES = ["index.html", "zh-cn.html", "README.html", "README.zh-CN.html", "CHANGELOG.html", "404.html", "LICENSE.html"].concat(
  ["README", "teams/security", "commands", "settings", "errors", "internals/reliability", "internals/adr/0001-one-mechanism"].map((name) => `docs/${name}.html`),
);
const WINDOWS = [
  { name: "a wide window", width: 1280, height: 900, colorScheme: "light" },
  { name: "a phone, dark", width: 360, height: 740, colorScheme: "dark" },
];
const RELEASE = {
  format: 1,
  version: "0.2.0",
  date: "2026-12-01T10:00:00Z",
  notes: [{ version: "0.2.0", en: ["Upgo updates itself."], "zh-CN": ["Upgo 可以更新自身。"] }],
  files: ["nsis", "msi", "programs"].map((kind) => ({
    ...{ name: `upgo-0.2.0-windows-amd64-${kind}.exe`, kind, os: "windows", arch: "amd64" },
    ...{ size: 7_100_000, sha256: "0123456789abcdef".repeat(4) },
  })),
};

const place = mkdtempSync(join(tmpdir(), "upgo-site-"));
let browser;
before(async () => {
  const project = { owner: "someone", repository: "upgo", homepage: ADDRESS };
  buildSite({ folder: join(place, "site"), project });
  buildSite({ folder: join(place, "released"), project, release: RELEASE });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  rmSync(place, { recursive: true, force: true });
});

/** A tab in which the site is at its address, with everything that went wrong in it. */
async function tab(t, site, { width, height, colorScheme, ...options }) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce", ...options });
  t.after(() => context.close());
  const wrong = [];
  await context.route("**/*", (route) => {
    const address = route.request().url().split("#")[0];
    const file = join(place, site, decodeURI(address.slice(ADDRESS.length)));
    if (address.startsWith(ADDRESS) && existsSync(file)) {
      return route.fulfill({ body: readFileSync(file), contentType: TYPES[extname(file)] });
    }
    wrong.push(`asked for ${address}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on("console", (message) => wrong.push(message.text()));
  return { page, wrong };
}

/** Opens a page with everything that it folds and loads late. */
async function open(page, name) {
  await page.goto(ADDRESS + name);
  await page.evaluate(async () => {
    for (const each of document.querySelectorAll("details")) each.open = true;
    const pictures = [...document.images];
    for (const picture of pictures) picture.loading = "eager";
    await Promise.all(pictures.map((picture) => picture.decode()));
  });
}

for (const window of WINDOWS) {
  test(`in ${window.name}, each page shows itself and nothing else, and fits`, async (t) => {
    const { page, wrong } = await tab(t, "site", window);
    for (const name of PAGES) {
      await open(page, name);
      const { font, background, wide } = await page.evaluate(() => ({
        font: getComputedStyle(document.body).fontFamily,
        background: getComputedStyle(document.body).backgroundColor,
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      }));
      assert.match(font, /Segoe UI/, `${name} has no styles`);
      assert.equal(background, window.colorScheme === "dark" ? "rgb(32, 32, 32)" : "rgb(243, 243, 243)", name);
      assert.equal(wide, 0, `${name} is ${wide} px too wide`);
    }
    assert.deepEqual(wrong, []);
  });

  test(`in ${window.name}, axe finds nothing`, async (t) => {
    const found = [];
    for (const [site, names] of [["site", PAGES], ["released", ["index.html", "zh-cn.html"]]]) {
      // the pages forbid scripts, and axe is one
      const { page } = await tab(t, site, { ...window, bypassCSP: true });
      for (const name of names) {
        await open(page, name);
        await page.addScriptTag({ path: AXE });
        const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
        found.push(...violations.map(({ id, nodes }) => `${site}/${name}: ${id}: ${nodes[0].html.slice(0, 120)}`));
      }
    }
    assert.deepEqual(found, []);
  });
}

test("the keyboard reaches the content first, and then everything in the order of the page", async (t) => {
  const { page } = await tab(t, "site", WINDOWS[0]);
  await page.goto(`${ADDRESS}index.html`);
  await page.keyboard.press("Tab");
  const skip = page.locator(".skip");
  assert.ok(await skip.evaluate((link) => link === document.activeElement && link.getBoundingClientRect().width > 50));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Download");
});

test("with text of twice the size, a page still fits a small window", async (t) => {
  const { page } = await tab(t, "released", { ...WINDOWS[0], width: 800, height: 600 });
  for (const name of ["index.html", "docs/teams/security.html"]) {
    await open(page, name);
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, `${name} is ${wide} px too wide`);
  }
});
