// A window with the page and its mock, at a fixed time and place, for `npm run shots`.
const NOW = new Date("2026-09-02T07:18:00Z");

export async function windowOf(browser, width, locale, { height = 688, scale = 1.5 } = {}) {
  const context = await browser.newContext({
    ...{ viewport: { width, height }, deviceScaleFactor: scale, locale, timezoneId: "Europe/Berlin" },
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  await context.clock.setFixedTime(NOW);
  return context;
}

export async function opened(server, context, look) {
  const page = await context.newPage();
  const address = new URL(server.address);
  address.search = new URLSearchParams(look).toString();
  await page.goto(address.href);
  await page.waitForFunction(() => window.__upgo?.calls.some((call) => call.name === "ready"));
  return page;
}

export function drawn(page) {
  return page.evaluate(() =>
    document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))),
  );
}
