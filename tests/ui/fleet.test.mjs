// The page of `upgo fleet --html` in Chromium. `npm run gen` makes fleet-page.html with the engine.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launchChromium } from "../../scripts/lib/browser.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const PAGE = pathToFileURL(join(fileURLToPath(new URL(".", import.meta.url)), "fleet-page.html")).href;

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

/** The page in a tab, with everything that it asked for or complained about. */
async function open(t, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("request", (request) => request.url() === PAGE || wrong.push(`asked for ${request.url()}`));
  await page.goto(PAGE);
  return { page, wrong };
}

/** The texts of a column of the table of machines, of the rows that are shown. */
function column(page, index) {
  return page.evaluate((index) => {
    const rows = [...document.querySelectorAll("#machines tbody tr")].filter((row) => !row.hidden);
    return rows.map((row) => row.cells[index].textContent);
  }, index);
}

for (const colorScheme of ["light", "dark"]) {
  test(`${colorScheme}: it shows itself, asks for nothing, fits a phone, and axe finds nothing`, async (t) => {
    const { page, wrong } = await open(t, { colorScheme, viewport: { width: 360, height: 740 } });
    const { background, wide } = await page.evaluate(() => ({
      background: getComputedStyle(document.body).backgroundColor,
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }));
    assert.equal(background, colorScheme === "dark" ? "rgb(32, 32, 32)" : "rgb(243, 243, 243)");
    assert.equal(wide, 0, `it is ${wide} px too wide`);
    assert.equal(await page.locator("#machines tbody tr").count(), 40);
    assert.equal(await page.locator("b").count(), 0, "the name of a machine became an element");
    assert.deepEqual(wrong, []);
    // the page forbids other scripts, and axe is one
    const free = await open(t, { colorScheme, bypassCSP: true });
    await free.page.addScriptTag({ path: AXE });
    const { violations } = await free.page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`), []);
  });
}

test("a column is sorted by the pointer and by the keyboard, in both directions", async (t) => {
  const { page, wrong } = await open(t);
  const version = page.locator("#machines thead th").nth(2);
  await version.locator("button").click();
  assert.equal(await version.getAttribute("aria-sort"), "ascending");
  const versions = await column(page, 2);
  assert.equal(versions[0], "go1.9.2", "numbers are compared as numbers");
  assert.equal(versions.at(-1), "go1.27.3");
  await page.keyboard.press("Enter");
  assert.equal(await version.getAttribute("aria-sort"), "descending");
  assert.deepEqual(await column(page, 2), versions.toReversed());
  const failure = page.locator("#machines thead th").nth(6);
  await failure.locator("button").focus();
  for (const direction of ["ascending", "descending"]) {
    await page.keyboard.press("Space");
    assert.equal(await failure.getAttribute("aria-sort"), direction);
    const codes = await column(page, 6);
    assert.equal(codes[0], "UPGO-DISK-FULL", "machines without a failure are last in both directions");
    assert.equal(codes.at(-1), "");
  }
  assert.equal(await page.locator("#machines [aria-sort]").count(), 1);
  assert.deepEqual(wrong, []);
});

test("the filter shows the rows that contain a text, and their number", async (t) => {
  const { page } = await open(t);
  const filter = page.getByRole("searchbox", { name: "Filter" });
  await filter.fill("MACHINE-1");
  const names = await column(page, 0);
  assert.equal(names.length, 11, `${names}`);
  assert.match(await page.locator("output").textContent(), /11 \/ 40/);
  await filter.fill("<b onclick");
  assert.deepEqual(await column(page, 0), ["<b onclick=alert(1)>é&amp;"]);
  await filter.fill("");
  assert.equal((await column(page, 0)).length, 40);
});

test("without scripts, everything can be read", async (t) => {
  const { page } = await open(t, { javaScriptEnabled: false });
  assert.equal(await page.locator("#machines tbody tr").count(), 40);
  assert.equal(await page.locator("button, input").count(), 0);
  assert.equal(await page.locator("h1").textContent(), "Go on all machines");
});
