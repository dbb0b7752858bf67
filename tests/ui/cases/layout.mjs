// What must not move: the same parts are at the same place in every state and on every page.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { boxOf } from "../boxes.mjs";
import { click, go, open, openAt, settled } from "../harness.mjs";
import { editPath } from "./path.mjs";

/** Fails if one of the choices moves while each of them is chosen in turn. */
async function assertStays(page, choices, one) {
  const places = [];
  for (let at = 0; at < (await choices.count()); at++) {
    await choices.nth(at).click();
    await settled(page);
    places.push(await boxOf(one));
  }
  assert.ok(places.length > 1);
  for (const place of places) assert.deepEqual(place, places[0]);
}

describe("nothing moves under the pointer", () => {
  test("the tabs of Environment stay where they are", async (t) => {
    const page = await openAt(t, "environment", "home-current");
    const tabs = page.getByRole("tab");
    await assertStays(page, tabs, tabs.first());
  });

  test("the channels of Versions stay where they are", async (t) => {
    const page = await openAt(t, "versions", "home-current");
    const options = page.locator(".segmented").first().locator("label");
    await assertStays(page, options, options.last());
  });

  test("every page has its title at the same height", async (t) => {
    const page = await open(t, "home-current");
    const tops = {};
    for (const place of ["versions", "projects", "environment", "health", "history", "settings"]) {
      await go(page, place);
      tops[place] = (await boxOf(page.locator("main").getByRole("heading", { level: 1 }))).top;
    }
    assert.equal(new Set(Object.values(tops)).size, 1, JSON.stringify(tops));
  });

  test("Home is as high in every state, and its buttons end at the same edge", async (t) => {
    const page = await open(t, "home-current");
    const heights = {};
    const edges = {};
    for (const scenario of ["home-current", "home-update", "home-security", "home-postponed", "home-skipped"]) {
      await page.goto(page.url().replace(/scenario=[^&]*/, `scenario=${scenario}`));
      await page.getByTestId("home-state").waitFor();
      await settled(page);
      const hero = await boxOf(page.locator(".hero > .head"));
      const first = page.locator(".hero button").first();
      heights[scenario] = hero.height;
      edges[scenario] = hero.right - (await edgeOf(page, first));
    }
    assert.equal(new Set(Object.values(heights)).size, 1, JSON.stringify(heights));
    assert.equal(new Set(Object.values(edges)).size, 1, JSON.stringify(edges));
  });

  test("the first editable entry of PATH is visible without scrolling", async (t) => {
    const page = await openAt(t, "environment", "home-current");
    await page.getByRole("tab", { name: "PATH" }).click();
    await settled(page);
    const yours = await boxOf(page.getByTestId("path-handle").first());
    assert.ok(yours.top < 688, JSON.stringify(yours));
  });

  test("a message covers nothing, and leaves the control with the focus in sight", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    for (const width of [480, 760, 1040]) {
      await page.setViewportSize({ width, height: 688 });
      const control = page.locator("main [data-id=theme] select");
      await control.evaluate((element) => element.scrollIntoView({ block: "end" }));
      await control.focus();
      await control.selectOption(width === 760 ? "light" : "dark");
      const toast = await boxOf(page.getByTestId("toast"));
      const main = await boxOf(page.locator("main"));
      assert.ok(main.top + main.height <= toast.top && toast.top + toast.height <= 688, JSON.stringify({ toast, main }));
      const { top, height } = await boxOf(control);
      assert.ok(top + height <= toast.top, `the control with the focus ends at ${top + height}: ${JSON.stringify(toast)}`);
      await page.locator("main :is(a, button, select, input)").last().focus();
      await settled(page);
      const last = await boxOf(page.locator(":focus"));
      assert.ok(last.top + last.height <= toast.top, JSON.stringify({ last, toast }));
    }
  });
});

/** The right edge of a button, or of the split button that it begins. */
async function edgeOf(page, button) {
  return button.evaluate((element) => Math.round((element.closest(".split") ?? element).getBoundingClientRect().right));
}

describe("what belongs together stands together", () => {
  test("a search order counts its Gos from 1, and says whose PATH each is in", async (t) => {
    const page = await open(t, "home-shadowed");
    const rows = page.getByTestId("shadow-row");
    await rows.first().waitFor();
    const circles = await page.locator("[data-testid=shadow-row] .position").allInnerTexts();
    assert.deepEqual(circles, ["1", "2"]);
    assert.match(await rows.first().innerText(), /System PATH, position 2\s· Go installer/);
    assert.match(await rows.last().innerText(), /Your PATH, position \d\s· Managed by Upgo/);
  });

  test("the places and texts of a diff are two columns", async (t) => {
    for (const [place, scenario, openIt] of [
      ["home", "plan-install-first", (page) => click(page, "primary-action")],
      ["environment", "environment-usual", editPath],
    ]) {
      const page = await openAt(t, place, scenario);
      await openIt(page);
      const lines = page.locator("ul.diff li");
      assert.ok((await lines.count()) > 1);
      const places = await lines.locator(".place").evaluateAll((all) => all.map((each) => each.innerText));
      assert.ok(!places.some((each) => each.includes("HKCU")), places.join("; "));
      for (const part of [".place", ".text"]) {
        const lefts = await lines.locator(part).evaluateAll((all) => all.map((each) => each.getBoundingClientRect().left));
        assert.equal(new Set(lefts.map(Math.round)).size, 1, `${part}: ${lefts}`);
      }
    }
  });

  test("in a low window, the bar of changes leaves room for the list, and lists them when asked", async (t) => {
    const page = await openAt(t, "environment", "environment-usual", { width: 800, height: 568 });
    await editPath(page);
    const { height } = await boxOf(page.getByTestId("change-bar"));
    assert.ok(height < 568 / 4, `${height}`);
    const list = page.getByTestId("change-list");
    assert.equal(await list.getAttribute("aria-expanded"), "false");
    assert.equal(await page.getByTestId("change-diff").isVisible(), false);
    await list.click();
    assert.equal(await list.getAttribute("aria-expanded"), "true");
    await page.getByTestId("change-diff").waitFor();
    await page.setViewportSize({ width: 1040, height: 688 });
    await settled(page);
    assert.equal(await list.isVisible(), false);
    assert.ok(await page.getByTestId("change-diff").isVisible());
  });

  test("the link of an advisory begins where the box above it does", async (t) => {
    const page = await open(t, "home-security");
    const row = page.getByTestId("advisory-row").first();
    await row.getByRole("button").first().click();
    const box = await boxOf(row.locator("dl"));
    const link = row.getByTestId("advisory-link").locator(".words");
    await link.scrollIntoViewIfNeeded();
    assert.equal((await boxOf(link)).left, box.left);
  });
});
