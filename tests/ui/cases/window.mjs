// The window as a whole: width, language and motion.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, assertFits, click, deeds, none, open, openAt, play, settled } from "../harness.mjs";
import { untranslated } from "./words.mjs";

describe("narrow windows", () => {
  test("below 640 pixels, the navigation is behind a button, and closes after a choice", async (t) => {
    const page = await open(t, "home-current", { width: 480 });
    await none(page.getByTestId("nav-versions").filter({ visible: true }));
    await page.getByRole("button", { name: "Open navigation" }).click();
    await assertAccessible(page);
    await page.getByTestId("nav-versions").filter({ visible: true }).click();
    await page.locator("main[data-place=versions]").waitFor();
    await none(page.getByTestId("nav-versions").filter({ visible: true }));
  });

  test("below 640 pixels, the search is a button in the title bar", async (t) => {
    const page = await open(t, "home-current", { width: 480 });
    await page.getByRole("button", { name: "Search or run a command" }).filter({ visible: true }).click();
    await page.getByTestId("palette").waitFor();
    await assertFits(page);
  });

  test("between 640 and 900 pixels, the rail has accessible names and tooltips, which repeat no word", async (t) => {
    assert.equal(await (await open(t, "home-current")).getByTestId("nav-home").getAttribute("title"), null);
    const page = await open(t, "home-current", { width: 760 });
    for (const [id, name] of [
      ["nav-home", "Home"],
      ["nav-versions", "Versions"],
      ["nav-environment", "Environment"],
      ["nav-settings", "Settings"],
    ]) {
      const place = page.getByTestId(id).filter({ visible: true });
      assert.equal(await place.getAttribute("title"), name);
      assert.ok((await place.boundingBox()).width <= 48);
      await page.getByRole("button", { name, exact: true }).first().waitFor();
    }
  });

  test("a window at 200 % is like one of half the width", async (t) => {
    const page = await open(t, "home-update-line", { width: 520, height: 344, scale: 2 });
    await assertFits(page);
    await click(page, "what-will-happen");
    await assertFits(page);
  });
});

describe("the second mouse button", () => {
  /** Presses it at a place in an element. Returns whether the browser's own menu opens, and the items of Upgo's. */
  async function press(page, element, position = { x: 40, y: 12 }) {
    await page.evaluate(() =>
      addEventListener("contextmenu", (event) => (window.opens = !event.defaultPrevented), { once: true }),
    );
    await element.click({ button: "right", position, force: true });
    await settled(page);
    return { opens: await page.evaluate(() => window.opens), items: await page.getByRole("menuitem").allInnerTexts() };
  }
  const row = (page) => page.locator("[data-testid=version-row][data-version='go1.24.13']").first();

  test("opens the menu of a row at the pointer, once it is released", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    const { x, y } = await row(page).boundingBox();
    await page.mouse.move(x + 80, y + 12);
    await page.mouse.down({ button: "right" });
    await settled(page);
    assert.equal(await page.getByRole("menuitem").count(), 0, "the release would close it");
    await page.mouse.up({ button: "right" });
    await page.getByRole("menuitem").first().waitFor();
    await page.keyboard.press("Escape");
    const { opens, items } = await press(page, row(page));
    assert.equal(opens, false);
    assert.ok(items.length >= 3, `${items}`);
    const menu = await page.getByRole("menu").filter({ visible: true }).boundingBox();
    assert.ok(Math.abs(menu.x - x - 40) <= 1 && Math.abs(menu.y - y - 12) <= 1, JSON.stringify({ x, y, menu }));
    await page.keyboard.press("Escape");
    await none(page.getByRole("menuitem"));
  });

  test("opens the same menu again, and that of another row", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    const { items } = await press(page, row(page));
    assert.deepEqual((await press(page, row(page), { x: 300, y: 12 })).items, items);
    const other = page.locator("[data-testid=version-row][data-version='go1.26.5']").first();
    const ofOther = (await press(page, other)).items;
    assert.ok(ofOther.length > 0);
    assert.notDeepEqual(ofOther, items);
  });

  test("opens nothing elsewhere", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    for (const element of [page.locator("h1"), page.getByTestId("nav-home").first(), page.locator("main")])
      assert.deepEqual(await press(page, element, { x: 4, y: 4 }), { opens: false, items: [] });
  });

  test("leaves text fields their own menu", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    assert.equal((await press(page, page.getByTestId("version-search"))).opens, true);
  });

  test("offers to copy selected text, also in a dialog", async (t) => {
    const page = await open(t, "plan-upgrade");
    await click(page, "what-will-happen");
    const title = page.getByTestId("plan").getByRole("heading").first();
    await title.evaluate((element) => getSelection().selectAllChildren(element));
    const { opens, items } = await press(page, title);
    assert.deepEqual({ opens, items }, { opens: false, items: ["Copy"] });
    await page.getByRole("menuitem", { name: "Copy" }).click();
    await none(page.getByRole("menuitem"));
    assert.deepEqual((await deeds(page)).at(-1), ["copy", await title.innerText()]);
  });
});

test("the buttons at the side of a mouse go back and forward", async (t) => {
  const page = await openAt(t, "versions", "versions-few");
  const release = (button) => page.locator("h1").dispatchEvent("mouseup", { button, bubbles: true });
  await release(3);
  await page.locator("main[data-place=home]").waitFor();
  await release(4);
  await page.locator("main[data-place=versions]").waitFor();
});

test("the keys of a browser do nothing, also in a text field", async (t) => {
  const page = await openAt(t, "versions", "versions-few");
  await page.getByTestId("version-search").focus();
  await page.evaluate(() => {
    window.left = [];
    addEventListener("keydown", (event) => event.defaultPrevented || window.left.push(event.key));
  });
  for (const key of ["Control+r", "F7", "Control+s", "Control+u", "F3", "Control+a", "Control+c"])
    await page.keyboard.press(key);
  assert.deepEqual(await page.evaluate(() => window.left.filter((key) => key !== "Control")), ["a", "c"]);
});

describe("zooming", () => {
  const factors = async (page) => (await deeds(page)).filter(([name]) => name === "zoom").map(([, factor]) => factor);

  test("by keys and by the wheel is remembered when the window opens again", async (t) => {
    const page = await open(t, "plan-upgrade", { own: true });
    for (const key of ["Control+=", "Control+Shift++", "Control+-"]) await page.keyboard.press(key);
    assert.deepEqual(await factors(page), [1.1, 1.25, 1.1]);
    await click(page, "what-will-happen");
    await page.keyboard.press("Control++"); // in a dialog, too
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -100);
    await page.keyboard.up("Control");
    await page.waitForFunction(() => window.__upgo.calls.at(-1).args[0] === 1.5);
    await page.reload();
    await page.getByTestId("home-state").waitFor();
    assert.deepEqual(await factors(page), [1.5]);
    await page.keyboard.press("Control+0");
    await page.reload();
    await page.getByTestId("home-state").waitFor();
    assert.deepEqual(await factors(page), []);
  });

  test("ends at the largest and the smallest factor", async (t) => {
    const page = await open(t, "home-current", { own: true });
    for (let presses = 0; presses < 20; presses += 1) await page.keyboard.press("Control++");
    assert.equal((await factors(page)).at(-1), 5);
    for (let presses = 0; presses < 20; presses += 1) await page.keyboard.press("Control+-");
    assert.equal((await factors(page)).at(-1), 0.5);
  });
});

describe("the fonts", () => {
  const WINDOWS = { userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/123.0.0.0 Edg/123.0.0.0" };
  for (const [system, options, expected] of [
    ["Windows", WINDOWS, /^"Segoe UI Variable Text", "Segoe UI"/],
    ["Windows in Chinese", { ...WINDOWS, lang: "zh-CN" }, /^"Microsoft YaHei UI", "Segoe UI"/],
    ["others", {}, /^Inter, "Noto Sans"/],
    ["others in Chinese", { lang: "zh-CN" }, /^Inter, "Noto Sans CJK SC"/],
  ]) {
    test(`are those of ${system}`, async (t) => {
      const page = await open(t, "home-current", options);
      const families = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
      assert.match(families, expected);
    });
  }
});

describe("Chinese from the start", () => {
  test("applies to announcements and toasts", async (t) => {
    const page = await open(t, "working-download", { lang: "zh-CN" });
    assert.deepEqual(await untranslated(page), []);
    await play(page, "endCancelled");
    await page.getByTestId("toast").waitFor();
    assert.deepEqual(await untranslated(page), []);
  });

  test("applies to the palette", async (t) => {
    const page = await open(t, "home-update-line", { lang: "zh-CN" });
    await page.keyboard.press("Control+k");
    await page.getByTestId("palette-input").fill("1.26");
    await settled(page);
    assert.deepEqual(await untranslated(page), []);
  });

  test("applies to menus and refusals", async (t) => {
    const page = await openAt(t, "versions", "versions-foreign", { lang: "zh-CN" });
    await page.locator("[data-testid=version-row][data-version='go1.24.1']").getByTestId("version-menu").click();
    await settled(page);
    assert.match(await page.getByRole("menu").innerText(), /所有者：Scoop。请通过它移除。/);
    assert.deepEqual(await untranslated(page), []);
  });
});

describe("motion", () => {
  test("there is none if the system asks for reduced motion", async (t) => {
    for (const scenario of ["working-download", "home-checking", "home-update-line"]) {
      const page = await open(t, scenario, { reducedMotion: "reduce" });
      const running = await page.evaluate(() =>
        document
          .getAnimations()
          .filter((each) => each.playState === "running")
          .map((each) => each.animationName ?? each.transitionProperty),
      );
      assert.deepEqual(running, [], scenario);
    }
  });

  test("a page appears with motion, except the first one", async (t) => {
    const page = await open(t, "home-current", { reducedMotion: "no-preference" });
    const entrance = () => page.locator("main").evaluate((main) => getComputedStyle(main).animationName);
    assert.equal(await entrance(), "none");
    await page.getByTestId("nav-versions").click();
    await page.locator("main[data-place=versions]").waitFor();
    assert.notEqual(await entrance(), "none");
  });

  test("nothing moves while nothing happens", async (t) => {
    const page = await open(t, "home-current", { reducedMotion: "no-preference" });
    await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished)));
    await play(page, "changed");
    assert.deepEqual(await page.evaluate(() => document.getAnimations().length), 0);
  });
});
