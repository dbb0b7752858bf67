// The columns of lists are straight, and the words in them stand as they should in both languages.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { boxOf, rightsOf } from "../boxes.mjs";
import { click, go, openAt, settled } from "../harness.mjs";
import { editPath } from "./path.mjs";

/** Where the words of a button end: a quiet button has no visible edge. */
async function wordsEnd(button) {
  return button.locator(".words").evaluate((element) => Math.round(element.getBoundingClientRect().right));
}

/** The inner right edge of a box with a border of 1 px and a padding of 16 px. */
async function innerEdge(box) {
  return (await boxOf(box)).right - 17;
}

describe("columns and edges", () => {
  test("the line below a title has the whole width", async (t) => {
    const page = await openAt(t, "environment", "environment-usual");
    await page.getByTestId("env-tab-path").click();
    await settled(page);
    const line = page.locator("main .head > p").first();
    assert.ok((await boxOf(line)).height < 24, await line.innerText());
    await go(page, "history");
    await settled(page);
    assert.ok((await boxOf(line)).height < 24, await line.innerText());
  });

  test("in a narrow window, the buttons of a title stay together", async (t) => {
    const page = await openAt(t, "versions", "versions-few", { width: 480 });
    const tops = await page
      .locator("main .head .side button")
      .evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().top)));
    assert.ok(tops.length > 1);
    assert.equal(new Set(tops).size, 1, `${tops}`);
  });

  test("the quiet button of a banner ends where the rows end", async (t) => {
    for (const [place, scenario] of [
      ["versions", "versions-offline"],
      ["settings", "settings-broken"],
      ["environment", "environment-goroot"],
    ]) {
      const page = await openAt(t, place, scenario);
      const banner = page.locator("main .banner").first();
      assert.equal(await wordsEnd(banner.getByRole("button")), await innerEdge(banner), place);
    }
  });

  test("the details of a broken settings file are in its banner, apart from the search", async (t) => {
    const page = await openAt(t, "settings", "settings-broken");
    const banner = page.getByTestId("problem");
    assert.match(await banner.innerText(), /channels must be a list/);
    const { top, height } = await boxOf(banner);
    assert.ok((await boxOf(page.getByTestId("setting-search"))).top - top - height >= 8);
  });

  test("the columns of Versions are straight, with a row without details and while one is installed", async (t) => {
    const foreign = await openAt(t, "versions", "versions-foreign");
    const menus = foreign.locator("[data-testid=version-row]:not([data-state=available]) [data-testid=version-menu]");
    assert.ok((await menus.count()) > 4);
    assert.equal((await rightsOf(menus)).length, 1);
    const working = await openAt(t, "versions", "versions-working");
    const available = working.locator("[data-testid=version-row][data-state=available]");
    const ends = await rightsOf(available.locator(".size, .progress"));
    assert.equal(ends.length, 1, `${ends}`);
  });

  test("the versions of Why this Go? are one column", async (t) => {
    const page = await openAt(t, "environment", "why-project");
    await page.getByTestId("env-tab-why").click();
    await page.locator("main select").selectOption("?");
    await page.getByTestId("row-fix").waitFor();
    const ends = await rightsOf(page.locator("[data-testid=why-link] .badge"));
    assert.equal(ends.length, 1, `${ends}`);
  });

  test("the link to more entries of PATH begins where the entries do, and a removed entry is struck out", async (t) => {
    const page = await openAt(t, "environment", "environment-usual");
    await editPath(page);
    const path = await boxOf(page.getByTestId("path-row").first().locator(".entry"));
    assert.equal((await boxOf(page.getByTestId("path-more").locator(".words"))).left, path.left);
    const removed = page.locator("[data-testid=path-row][data-state=removed] .entry [aria-hidden]").first();
    assert.equal(await removed.evaluate((element) => getComputedStyle(element).textDecorationLine), "line-through");
  });

  test("a long date in the log makes no gap between a line and its facts", async (t) => {
    const page = await openAt(t, "settings", "settings-default", { lang: "zh-CN" });
    await click(page, "open-log");
    const lines = page.getByTestId("log-line");
    await lines.first().waitFor();
    const gaps = await lines.evaluateAll((all) =>
      all.map((line) => {
        const [text, facts] = [".text", ".facts"].map((part) => line.querySelector(part).getBoundingClientRect());
        return Math.round(facts.top - text.bottom);
      }),
    );
    assert.deepEqual(new Set(gaps), new Set([0]));
  });

  test("no Chinese punctuation is followed by a space", async (t) => {
    for (const [place, scenario, act] of [
      ["settings", "settings-default"],
      ["health", "health-findings", (page) => page.getByTestId("finding-why").first().click()],
      ["environment", "environment-long", (page) => page.getByTestId("env-tab-path").click()],
      ["projects", "projects-breaks", (page) => page.getByTestId("project-row").first().locator(".open").click()],
    ]) {
      const page = await openAt(t, place, scenario, { lang: "zh-CN" });
      await act?.(page);
      await settled(page);
      const words = await page.locator("main").innerText();
      assert.deepEqual(words.match(/.*[，。：；）] +\S.*| \([^)]*[\u4e00-\u9fff].*/g) ?? [], [], place);
    }
  });
});
