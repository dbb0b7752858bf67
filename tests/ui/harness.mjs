// The page in one Chromium for all tests: each test opens a scenario in a page of its own.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after } from "node:test";
import { buildMockPage, launchChromium, serve } from "../../scripts/lib/browser.mjs";

/** The moment and the zone in which every scenario plays (see ui/src/api/scenarios/scenario.ts): 09:18. */
const NOW = new Date("2026-09-02T07:18:00Z");
const ZONE = "Europe/Berlin";

/** As a file of the page's own server, so that the browser keeps it compiled. */
const AXE = { "/axe.min.js": createRequire(import.meta.url).resolve("axe-core/axe.min.js") };

/** Built and started by the first test that opens a page; where that fails, every test that needs it says so. */
let stage = null;
const contexts = new Map();

async function setStage() {
  const server = await serve(buildMockPage(), AXE);
  return { server, browser: await launchChromium() };
}

after(async () => {
  const { server, browser } = (await stage?.catch(() => null)) ?? {};
  await browser?.close();
  server?.close();
});

/** What a window is like unless a test says otherwise. */
const DEFAULTS = {
  theme: "light",
  lang: "en",
  width: 1040,
  height: 688, // the window's 720 without the title bar
  scale: 1,
  forcedColors: "none",
  reducedMotion: "reduce",
};

/**
 * Opens a scenario and returns its page, drawn. At the end of the test it is closed, and must have said nothing on the
 * console.
 */
export async function open(t, scenario, options = {}) {
  const { theme, lang, ...window } = { ...DEFAULTS, ...options };
  stage ??= setStage();
  const { server, browser } = await stage;
  const context = await contextOf(browser, window);
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  t.after(async () => {
    await page.close();
    assert.deepEqual(said, [], "the console stays silent");
  });
  const address = new URL(server.address);
  address.search = new URLSearchParams({ scenario, theme, lang }).toString();
  await page.goto(address.href);
  await drawn(page).catch((error) => {
    throw new Error(`the page does not come up: ${said.join("\n") || error.message}`);
  });
  return page;
}

/** A context for windows of one kind; they are kept, since making one takes longer than most tests. */
async function contextOf(browser, { width, height, scale, forcedColors, reducedMotion }) {
  const key = JSON.stringify([width, height, scale, forcedColors, reducedMotion]);
  if (!contexts.has(key)) contexts.set(key, newContext(browser, { width, height, scale, forcedColors, reducedMotion }));
  return contexts.get(key);
}

async function newContext(browser, { width, height, scale, forcedColors, reducedMotion }) {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: "light",
    forcedColors,
    reducedMotion,
    locale: "en-GB",
    timezoneId: ZONE,
  });
  context.setDefaultTimeout(15_000);
  await context.clock.setFixedTime(NOW);
  return context;
}

/** Waits until the page has asked for all it needs, and shows it. */
async function drawn(page) {
  await page.waitForFunction(() => window.__upgo?.calls.some((call) => call.name === "ready"));
  await settled(page);
}

/** Waits until what the page has been told is on the screen. */
export async function settled(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Waits until there is none of it: what goes may need a moment for that. */
export async function none(locator, why = "it is still there") {
  const end = Date.now() + 5000;
  while ((await locator.count()) > 0) {
    assert.ok(Date.now() < end, `${locator}: ${why}`);
    await locator.page().evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  }
}

/** Goes to a place and waits until it shows what the program answers. */
export async function go(page, place) {
  await page.evaluate((name) => window.__upgo.navigate(name), place);
  await page.locator(`main[data-place=${place}]`).waitFor();
  await settled(page);
}

/** Opens a scenario at a place. */
export async function openAt(t, place, scenario, options) {
  const page = await open(t, scenario, options);
  if (place !== "home") await go(page, place);
  return page;
}

/** Presses the first button of that name, and waits for what it does. */
export async function click(page, testId) {
  await page.getByTestId(testId).first().click();
  await settled(page);
}

/** The state that Home shows. */
export function state(page) {
  return page.getByTestId("home-state").getAttribute("data-state");
}

/** The heading of the page that is shown. */
export async function heading(page) {
  return (await page.locator("main").getByRole("heading", { level: 1 }).innerText()).trim();
}

/** Commands the mock: `play(page, "finish")`. */
export async function play(page, command, ...args) {
  await page.evaluate(([name, values]) => window.__upgo[name](...values), [command, args]);
  await settled(page);
}

/** What the page asked the program to do, without the questions that only read. */
export async function deeds(page) {
  const calls = await page.evaluate(() => window.__upgo.calls);
  return calls.filter(({ name }) => !READING.has(name)).map(({ name, args }) => [name, ...args]);
}

/** The same, by name only. */
export async function names(page) {
  return (await deeds(page)).map(([name]) => name);
}

const READING = new Set(
  ["overview", "versions", "history", "settings", "about", "followJob", "ready"].concat([
    "environment",
    "why",
    "doctor",
    "proof",
  ]),
);

/** The rules whose answer depends on colours. */
export const COLOURS = ["color-contrast", "link-in-text-block"];

/** Fails with every rule of accessibility that the page breaks, and where. */
export async function assertAccessible(page, rules = null) {
  if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ url: "/axe.min.js" });
  const violations = await page.evaluate(async (only) => {
    const options = { resultTypes: ["violations"], preload: false, ...(only ? { runOnly: only } : {}) };
    const { violations } = await window.axe.run(document, options);
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
  }, rules);
  assert.deepEqual(violations, []);
}

/** Fails where something sticks out sideways, is cut off, is too small to be pressed, or cannot be reached by scrolling. */
export async function assertFits(page) {
  assert.deepEqual(await page.evaluate(faultsOfLayout), []);
}

/** Runs in the page. */
function faultsOfLayout() {
  const root = document.documentElement;
  const faults = [];
  if (root.scrollWidth > root.clientWidth)
    faults.push(`the window scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
  const isVisible = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const name = (element) =>
    `<${element.tagName.toLowerCase()} ${element.className || ""}> “${element.textContent.trim().slice(0, 60)}”`;
  for (const element of document.body.querySelectorAll("*")) {
    if (!isVisible(element) || element.closest(".visually-hidden, svg, [aria-hidden=true]")) continue;
    const style = getComputedStyle(element);
    const clips = style.overflowX !== "visible";
    // A cut that is on purpose shows an ellipsis and has its whole text in a tooltip.
    const isMeant = style.textOverflow === "ellipsis" && element.closest("[title]");
    const scrolls = style.overflowX === "auto" || style.overflowX === "scroll";
    if (clips && !isMeant && element.clientWidth > 2 && element.scrollWidth > element.clientWidth + 1) {
      faults.push(
        `${scrolls ? "scrolls sideways" : "is cut"}: ${name(element)} ${element.scrollWidth} > ${element.clientWidth}`,
      );
    }
    if (element.children.length === 0 && element.textContent.trim() !== "") {
      const { left, right } = element.getBoundingClientRect();
      if (left < -1 || right > root.clientWidth + 1)
        faults.push(`lies outside the window: ${name(element)} ${left}–${right}`);
    }
  }
  // What is pressed may be more than what is drawn: 32 pixels round the middle of it.
  const isPressedAround = (button) => {
    button.scrollIntoView({ block: "center" });
    const { left, top, width, height } = button.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const corners = [
      [x - 15.5, y],
      [x + 15.5, y],
      [x, y - 15.5],
      [x, y + 15.5],
    ];
    const target = button.closest("label") ?? button;
    return corners.every(([across, down]) => target.contains(document.elementFromPoint(across, down)));
  };
  const isInFront = (element) => !document.querySelector("dialog:modal") || element.closest("dialog:modal");
  for (const button of document.querySelectorAll("button, select, input")) {
    if (!isVisible(button) || !isInFront(button)) continue;
    const { width, height } = button.getBoundingClientRect();
    if ((width < 31.5 || height < 31.5) && !isPressedAround(button))
      faults.push(`is too small: ${name(button)} ${width} × ${height}`);
    if (!button.matches("[data-testid]")) continue;
    button.scrollIntoView({ block: "center" });
    const at = button.getBoundingClientRect();
    const hit = document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2);
    if (!hit || !(button.contains(hit) || hit.contains(button)))
      faults.push(`is covered: ${name(button)} by ${hit && name(hit)}`);
  }
  return faults;
}

/** The element that has the focus, as a test names it: its test id, or role-like tag and name. */
export async function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    return (
      element?.dataset.testid ??
      `${element?.tagName.toLowerCase()}:${element?.ariaLabel ?? element?.textContent.trim()}`
    );
  });
}

/** All that a part of the page says: what is read, tooltips and names, with one blank for each gap. */
export async function wordsOf(page, selector) {
  const parts = await page
    .locator(selector)
    .first()
    .evaluate((part) => {
      const names = [...part.querySelectorAll("*")].filter((element) => element.checkVisibility());
      return [part.innerText, ...names.flatMap((element) => [element.title, element.ariaLabel])].filter(Boolean);
    });
  return parts.join(" ¦ ").replace(/\s+/g, " ");
}
