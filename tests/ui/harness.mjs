// The page in one Chromium for all tests. Each test opens a scenario in its own page.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after } from "node:test";
import { buildMockPage, launchChromium, serve } from "../../scripts/lib/browser.mjs";

/** The time and time zone of every scenario (see ui/src/api/scenarios/scenario.ts): 09:18. */
const NOW = new Date("2026-09-02T07:18:00Z");
const ZONE = "Europe/Berlin";

/** As a file of the page's own server, so that the browser caches its compiled form. */
const AXE = { "/axe.min.js": createRequire(import.meta.url).resolve("axe-core/axe.min.js") };

/** Built and started by the first test that opens a page. If that fails, every test that needs it reports the
    failure. */
let stage = null;
const contexts = new Map();
/** The pages of each context that no test uses now. */
const idle = new Map();

async function setStage() {
  const server = await serve(buildMockPage(), AXE);
  return { server, browser: await launchChromium() };
}

after(async () => {
  const { server, browser } = (await stage?.catch(() => null)) ?? {};
  await browser?.close();
  server?.close();
});

/** The window of a test unless it says otherwise. */
const DEFAULTS = {
  theme: "light",
  lang: "en",
  width: 1040,
  height: 688, // the window's 720 without the title bar
  scale: 1,
  forcedColors: "none",
  reducedMotion: "reduce",
  locale: "en-GB",
  userAgent: undefined, // the browser's own
  own: false, // whether the page is made for this test and closed after it, because the test changes what navigating keeps
};

/**
 * Opens a scenario and returns its page once it is drawn. At the end of the test it must not have written to the
 * console.
 */
export async function open(t, scenario, options = {}) {
  const { theme, lang, own, ...window } = { ...DEFAULTS, ...options };
  stage ??= setStage();
  const { server, browser } = await stage;
  const context = await contextOf(browser, window);
  const page = (own ? null : await usedBefore(context, window)) ?? (await context.newPage());
  const said = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  t.after(async () => {
    // its context is that of other tests
    if (own) await page.evaluate(() => localStorage.clear()).catch(() => null);
    await (own ? page.close() : leave(context, page, window));
    assert.deepEqual(said, [], "the console must stay empty");
  });
  const address = new URL(server.address);
  address.search = new URLSearchParams({ scenario, theme, lang }).toString();
  await page.goto(address.href);
  await drawn(page).catch((error) => {
    throw new Error(`the page does not open: ${said.join("\n") || error.message}`);
  });
  return page;
}

/** A browser context for windows of one kind. Contexts are kept, because creating one takes longer than most tests. */
async function contextOf(browser, { width, height, scale, forcedColors, reducedMotion, locale, userAgent }) {
  const window = { width, height, scale, forcedColors, reducedMotion, locale, userAgent };
  const key = JSON.stringify(window);
  if (!contexts.has(key)) contexts.set(key, newContext(browser, window));
  return contexts.get(key);
}

/** A page of another test, because a new one takes as long again as opening a scenario in it. */
async function usedBefore(context, { width, height, forcedColors, reducedMotion }) {
  const page = idle.get(context)?.pop();
  if (!page) return null;
  await page.mouse.move(-1, -1); // it hovers over nothing
  await page.emulateMedia({ colorScheme: "light", forcedColors, reducedMotion });
  const size = page.viewportSize();
  if (size.width !== width || size.height !== height) await page.setViewportSize({ width, height });
  return page;
}

/** Keeps a page for another test, which leaves the scenario. An empty page in between would cost as much as a scenario,
    except where something still moves. */
async function leave(context, page, { reducedMotion }) {
  if (reducedMotion !== "reduce") await page.goto("about:blank");
  page.removeAllListeners("console");
  page.removeAllListeners("pageerror");
  if (!idle.has(context)) idle.set(context, []);
  idle.get(context).push(page);
}

async function newContext(browser, { width, height, scale, forcedColors, reducedMotion, locale, userAgent }) {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: "light",
    forcedColors,
    reducedMotion,
    locale,
    userAgent,
    timezoneId: ZONE,
  });
  context.setDefaultTimeout(15_000);
  await context.clock.setFixedTime(NOW);
  return context;
}

/** Waits until the page shows the state of the machine. */
async function drawn(page) {
  await page.waitForFunction(() =>
    ["ready", "followQueue"].every((name) => window.__upgo?.calls.some((call) => call.name === name)),
  );
  await settled(page);
}

/** Waits until the page shows its current state. */
export async function settled(page) {
  await page.evaluate(frames);
}

/** Sets the size of the text in per cent, and waits for the page: a click would meet what moves meanwhile. */
export async function zoom(page, percent) {
  await page.evaluate((size) => (document.documentElement.style.fontSize = `${size}%`), percent);
  await settled(page);
}

/** Runs in the page: two frames. */
function frames() {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

/** Does something in the page, and waits until the page shows it. One call, because each costs some milliseconds. */
function act(page, doing, argument) {
  return page.evaluate(`(async () => {
    await (${doing})(${JSON.stringify(argument)});
    await (${frames})();
  })()`);
}

/** Waits until there are none, because disappearing may take a moment. */
export async function none(locator, why = "it is still there") {
  const end = Date.now() + 5000;
  while ((await locator.count()) > 0) {
    assert.ok(Date.now() < end, `${locator}: ${why}`);
    await locator.page().evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  }
}

/** Goes to a place and waits until it shows the program's data. */
export async function go(page, place) {
  await page.evaluate((name) => window.__upgo.navigate(name), place);
  await page.locator(`main[data-place=${place}] > .column > *`).first().waitFor();
  await settled(page);
  await page.waitForFunction(rowsAreDrawn);
}

/** Runs in the page: a row with `content-visibility` has no text until the browser has seen that it is in the window. */
function rowsAreDrawn() {
  return [...document.querySelectorAll("main li > :first-child")].every((part) => {
    const { top, bottom } = part.getBoundingClientRect();
    const isOutside = bottom <= 0 || top >= innerHeight;
    return isOutside || !part.checkVisibility() || part.checkVisibility({ contentVisibilityAuto: true });
  });
}

/** Opens a scenario at a place. */
export async function openAt(t, place, scenario, options) {
  const page = await open(t, scenario, options);
  if (place !== "home") await go(page, place);
  return page;
}

/** Presses the first button with this test id, and waits for the effect. */
export async function click(page, testId) {
  await page.getByTestId(testId).first().click();
  await settled(page);
}

/** The state that Home shows. */
export function state(page) {
  return page.getByTestId("home-state").getAttribute("data-state");
}

/** Waits until Home shows the change that was started: one that ends at once is not shown. */
export async function works(page) {
  await page.locator("[data-testid=home-state][data-state=working]").waitFor();
  await settled(page);
}

/** The heading of the current page. */
export async function heading(page) {
  return (await page.locator("main").getByRole("heading", { level: 1 }).innerText()).trim();
}

/** Commands the mock: `play(page, "finish")`. */
export async function play(page, command, ...args) {
  await act(page, ([name, values]) => window.__upgo[name](...values), [command, args]);
}

/** Changes a setting of the machine, and lets the page read it. */
export async function writeSetting(page, key, value) {
  await act(
    page,
    (edit) => {
      window.__upgo.writeSetting(...edit);
      window.__upgo.changed();
    },
    [key, value],
  );
}

/** The calls of the page to the program, except those that only read. */
export async function deeds(page) {
  const calls = await page.evaluate(() => window.__upgo.calls);
  return calls.filter(({ name }) => !READING.has(name)).map(({ name, args }) => [name, ...args]);
}

/** The same, by name only. */
export async function names(page) {
  return (await deeds(page)).map(([name]) => name);
}

const READING = new Set([
  "overview", "versions", "tools", "wsl", "caches", "history", "settings", "about", "followJob", "followQueue", "ready",
  "found", "foundIn", "selfStatus", "environment", "why", "doctor", "proof", "versionDetails", "projects", "whatsNew",
  "planRehearsal", "followRehearsal", "rehearsalOf", "managed", "administratorReport",
]);

/** The rules whose results depend on colours. */
export const COLOURS = ["color-contrast", "link-in-text-block"];

/** Fails with every accessibility rule that the page violates, and the elements. */
export async function assertAccessible(page, rules = null) {
  let violations = await page.evaluate(violationsOf, rules);
  if (violations === null) {
    await page.addScriptTag({ url: "/axe.min.js" });
    violations = await page.evaluate(violationsOf, rules);
  }
  assert.deepEqual(violations, []);
}

/** Runs in the page. Without axe there is no answer. */
async function violationsOf(only) {
  if (!("axe" in window)) return null;
  const options = { resultTypes: ["violations"], preload: false, ...(only ? { runOnly: only } : {}) };
  const { violations } = await window.axe.run(document, options);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}

/** Fails if an element overflows sideways, is cut off, is too small to press, or cannot be reached by scrolling. */
export async function assertFits(page) {
  assert.deepEqual(await page.evaluate(layoutFaults), []);
}

/** The same, once the page is as wide as that. */
export async function assertFitsAt(page, width, height = 688) {
  await page.setViewportSize({ width, height });
  // one call, because each costs some milliseconds
  assert.deepEqual(await page.evaluate(`(${frames})().then(${layoutFaults})`), []);
}

/** Runs in the page. */
function layoutFaults() {
  const root = document.documentElement;
  const faults = [];
  if (root.scrollWidth > root.clientWidth)
    faults.push(`the window scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
  const isVisible = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const name = (element) =>
    `<${element.tagName.toLowerCase()} ${element.className || ""}> “${element.textContent.trim().slice(0, 60)}”`;
  for (const element of document.body.querySelectorAll("*")) {
    if (!isVisible(element) || element.closest(".visually-hidden, .room, svg, [aria-hidden=true]")) continue;
    const style = getComputedStyle(element);
    const clips = style.overflowX !== "visible";
    // An intended cut shows an ellipsis and has its whole text in a tooltip.
    const isMeant = style.textOverflow === "ellipsis" && element.closest("[title]");
    const scrolls = style.overflowX === "auto" || style.overflowX === "scroll";
    if (clips && !isMeant && element.clientWidth > 2 && element.scrollWidth > element.clientWidth + 1) {
      faults.push(
        `${scrolls ? "scrolls sideways" : "is cut"}: ${name(element)} ${element.scrollWidth} > ${element.clientWidth}`,
      );
    }
    for (const word of brokenWords(element)) faults.push(`breaks inside “${word}”: ${name(element)}`);
    if (leavesParent(element, style)) faults.push(`is wider than what it stands in: ${name(element)}`);
    if (isColumnOfWords(element)) faults.push(`has hardly two words in a line: ${name(element)}`);
    if (isFragment(element)) faults.push(`is cut to less than an ellipsis: ${name(element)}`);
    if (beginsWithDot(element)) faults.push(`a line begins with the dot between two parts: ${name(element)}`);
    if (leavesOneAlone(element)) faults.push(`leaves one choice alone in its line: ${name(element)}`);
    if (element.children.length === 0 && element.textContent.trim() !== "") {
      const { left, right } = element.getBoundingClientRect();
      if (left < -1 || right > root.clientWidth + 1)
        faults.push(`is outside the window: ${name(element)} ${left}–${right}`);
    }
  }
  /** Whether an item of a row or grid begins before it or ends after it, over what is beside. */
  function leavesParent(element, { position, marginLeft, marginRight }) {
    const parent = element.parentElement;
    const laysOut = /flex|grid/.test(getComputedStyle(parent).display);
    if (!laysOut || position === "absolute" || position === "fixed" || isMargin(marginLeft) || isMargin(marginRight))
      return false;
    const [inner, outer] = [element.getBoundingClientRect(), parent.getBoundingClientRect()];
    return inner.width > 0 && (inner.left < outer.left - 1 || inner.right > outer.right + 1);
  }
  function isMargin(margin) {
    return margin.startsWith("-");
  }
  // Paths, addresses and version names may break anywhere; a word of a sentence may not.
  function brokenWords(element) {
    if (!element.matches("h1, h2, h3, button, label, [role=tab]")) return [];
    const broken = [];
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data } = texts.currentNode;
      for (const { 0: word, index } of data.matchAll(/\p{Script=Latin}{3,20}/gu)) {
        if (/[\\/]/.test(data.charAt(index - 1) + data.charAt(index + word.length))) continue; // part of a path
        const range = document.createRange();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) broken.push(word);
      }
    }
    return broken;
  }
  function boxOf(node, from, to) {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return range.getBoundingClientRect();
  }
  function isFragment(element) {
    const head = element.matches(".cut") && element.querySelector(".head");
    return head && head.scrollWidth > head.clientWidth + 1 && head.clientWidth < 13;
  }
  function beginsWithDot(element) {
    const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    return own.some((node) =>
      [...node.data.matchAll(/\S\s·/g)].some(
        ({ index }) => boxOf(node, index + 2, index + 3).top > boxOf(node, index, index + 1).bottom - 2,
      ),
    );
  }
  // With text twice as large, they are one below the other anyway.
  function leavesOneAlone(element) {
    if (!element.matches("[role=radiogroup].segmented") || root.style.fontSize === "200%") return false;
    const tops = [...element.querySelectorAll("label")].map((label) => Math.round(label.getBoundingClientRect().top));
    const lines = Object.values(Object.groupBy(tops, (top) => top)).map(({ length }) => length);
    return Math.max(...lines) > 1 && Math.min(...lines) === 1;
  }
  // Four lines or more with fewer than two words each are not text but a column. Two Chinese characters are a word.
  // Paths, addresses and commands may break anywhere.
  function isColumnOfWords(element) {
    if (element.closest("code, .mono, textarea, select, [data-quoted]")) return false;
    const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    const text = own.map(({ data }) => data).join(" ");
    const words = text.match(/[\p{Script=Latin}\d][^\s\p{Script=Han}]*|\p{Script=Han}{1,2}/gu) ?? [];
    if (words.length < 4 || words.some(({ length }) => length > 20)) return false;
    const tops = own.flatMap((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].map(({ bottom }) => Math.round(bottom));
    });
    const lines = new Set(tops).size;
    return lines >= 4 && words.length / lines < 2;
  }
  // The pressable area may be larger than the drawn one: 32 pixels around its middle.
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

/** The focused element, as a test names it: its test id, or tag and name. */
export async function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    return (
      element?.dataset.testid ??
      `${element?.tagName.toLowerCase()}:${element?.ariaLabel ?? element?.textContent.trim()}`
    );
  });
}

/** All texts of a part of the page: visible text, tooltips and names, separated by single spaces. */
export async function wordsOf(page, selector) {
  const parts = await page
    .locator(selector)
    .first()
    .evaluate((part) => {
      // `innerText` leaves out what is not laid out yet: long lists are, row by row, when a frame shows them
      const all = new CSSStyleSheet();
      all.replaceSync("* { content-visibility: visible !important; }");
      document.adoptedStyleSheets.push(all);
      const text = part.innerText;
      document.adoptedStyleSheets.pop();
      const names = [...part.querySelectorAll("*")].filter((element) => element.checkVisibility());
      return [text, ...names.flatMap((element) => [element.title, element.ariaLabel])].filter(Boolean);
    });
  return parts.join(" ¦ ").replace(/\s+/g, " ");
}

/** A problem, as the program answers it. */
export function problemOf(code, message) {
  return { code, title: "A problem", message, means: "", next: "", advice: "", causes: [] };
}
