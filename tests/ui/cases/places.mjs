// The places of the window: the navigation has few, and each other one is a part of one of them.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { click, go, none, open, openAt, play, settled } from "../harness.mjs";

const inNavigation = (page) =>
  page.locator(".side nav .place").evaluateAll((places) => places.map((place) => place.dataset.testid.replace("nav-", "")));
const current = (page) => page.locator(".side nav [aria-current=page]").getAttribute("data-testid");
const tabs = (page) =>
  page.getByRole("tab").evaluateAll((all) => all.map((tab) => [tab.textContent, tab.ariaSelected === "true"]));
const focusedRow = (page, row) =>
  page.waitForFunction((id) => document.activeElement?.closest("li")?.dataset.testid === id, row);

describe("the navigation", () => {
  test("has four places, and Projects from the first folder on", async (t) => {
    const without = await open(t, "home-current");
    assert.deepEqual(await inNavigation(without), ["home", "versions", "environment", "settings"]);
    const withFolders = await open(t, "projects-some");
    assert.deepEqual(await inNavigation(withFolders), ["home", "versions", "projects", "environment", "settings"]);
  });

  test("before the first folder, a row of Home and Ctrl+3 lead to Projects", async (t) => {
    const page = await open(t, "home-current");
    await click(page, "open-projects");
    await page.getByTestId("projects-new").waitFor();
    assert.equal(await current(page), "nav-projects");
    await go(page, "home");
    await page.keyboard.press("Control+3");
    await page.locator("main[data-place=projects]").waitFor();
    const known = await open(t, "projects-some");
    await none(known.getByTestId("open-projects"));
  });

  test("Environment opens what its badge counts, and otherwise the part that was open last", async (t) => {
    const sick = await open(t, "health-findings");
    await sick.getByTestId("nav-health-badge").waitFor();
    await click(sick, "nav-environment");
    assert.deepEqual(await tabs(sick), [
      ["Findings", true],
      ["PATH", false],
      ["Variables", false],
      ["Why this Go?", false],
    ]);
    const well = await open(t, "health-clean");
    await click(well, "nav-environment");
    assert.equal((await tabs(well)).find(([, isOpen]) => isOpen)[0], "Variables");
    await click(well, "env-tab-path");
    await go(well, "home");
    await click(well, "nav-environment");
    assert.equal((await tabs(well)).find(([, isOpen]) => isOpen)[0], "PATH");
  });

  test("the findings are a tab of Environment, and still a place to which a notification leads", async (t) => {
    const page = await openAt(t, "environment", "health-findings");
    await page.getByTestId("env-tab-values").focus();
    await page.keyboard.press("Home");
    await page.getByTestId("finding-row").first().waitFor();
    assert.ok(await page.getByTestId("env-tab-findings").evaluate((tab) => tab === document.activeElement));
    await go(page, "home");
    await play(page, "navigate", "health");
    await page.getByTestId("finding-row").first().waitFor();
    assert.equal(await current(page), "nav-environment");
  });
});

describe("the change history", () => {
  for (const [from, scenario] of [
    ["home", "home-current"],
    ["versions", "home-current"],
  ]) {
    test(`is opened from a row of ${from}, and leads back to it`, async (t) => {
      const page = await openAt(t, from, scenario);
      const row = page.getByTestId("change-history");
      for (const back of [() => click(page, "back"), () => page.keyboard.press("Escape")]) {
        await row.getByRole("button", { name: "Change history" }).click();
        await page.locator("main[data-place=history]").waitFor();
        assert.equal(await current(page), `nav-${from}`);
        await back();
        await page.locator(`main[data-place=${from}]`).waitFor();
        await focusedRow(page, "change-history");
      }
    });
  }

  test("Esc closes a menu before it leaves the page", async (t) => {
    const page = await openAt(t, "history", "history-few");
    await page.getByTestId("history-row").first().getByRole("button").last().click();
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("Escape");
    await none(page.getByRole("menu").filter({ visible: true }));
    await settled(page);
    assert.equal(await page.locator("main").getAttribute("data-place"), "history");
  });

  test("its row names the last change if the page has not, and is not about an upgrade", async (t) => {
    const page = await openAt(t, "versions", "home-security");
    const row = page.getByTestId("change-history");
    assert.match(await row.innerText(), /Change history\s+Upgraded from go1\.26\.4 to go1\.26\.5\s· 8 July 2026/);
    for (const scenario of ["home-current", "home-security"]) {
      const home = await open(t, scenario);
      assert.equal((await home.getByTestId("change-history").innerText()).trim(), "Change history", scenario);
    }
    const first = await open(t, "home-no-go");
    await none(first.getByTestId("change-history"));
  });
});
