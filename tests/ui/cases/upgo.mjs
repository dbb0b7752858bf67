// The version of Upgo itself, in Settings: it is checked, updated, and gone back to.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, click, deeds, none, open, openAt, play, settled, wordsOf } from "../harness.mjs";

const row = (page) => page.locator("[data-testid=setting-row][data-id=upgo]");
const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);

/** Applies the plan of an update that the row shows. */
async function update(page) {
  await click(page, "upgo-update");
  await page.getByTestId("plan").waitFor();
  await click(page, "plan-apply");
}

describe("the version of Upgo", () => {
  test("is checked by a button, which shows what is new", async (t) => {
    const page = await openAt(t, "settings", "upgo-current");
    await none(page.getByTestId("upgo-update"));
    await click(page, "upgo-check");
    await page.getByTestId("upgo-news").waitFor();
    assert.deepEqual(await deeds(page), [["checkSelf"]]);
    assert.match(await row(page).innerText(), /Upgo 0\.2\.0 is available/);
    assert.equal(await page.getByTestId("upgo-news").getByRole("listitem").count(), 3);
    assert.ok(await isFocused(page.getByTestId("upgo-check")), "the button keeps the focus");
  });

  test("shows its notes in the user's language, or else marked as English", async (t) => {
    const page = await openAt(t, "settings", "upgo-available", { lang: "zh-CN" });
    const notes = page.getByTestId("upgo-news").getByRole("listitem");
    await notes.first().waitFor();
    assert.match(await notes.first().innerText(), /升级前，Upgo 会说明/);
    assert.equal(await notes.last().locator("span[lang=en]").innerText(), "The window opens sooner.");
  });

  test("is updated by a plan; then the new version starts at the shown place", async (t) => {
    const page = await openAt(t, "settings", "upgo-available");
    await update(page);
    assert.deepEqual(await deeds(page), [
      ["plan", { kind: "updateSelf" }],
      ["start", 1, "refuse", false],
    ]);
    await play(page, "finish");
    assert.deepEqual((await deeds(page)).at(-1), ["restart", "home"]);
    assert.match(await page.getByTestId("toast").innerText(), /Upgo 0\.2\.0 starts now/);
  });

  test("does not restart what would lose the user's work, and the row offers it", async (t) => {
    const page = await openAt(t, "settings", "upgo-available");
    await update(page);
    await page.keyboard.press("F1");
    await page.getByRole("dialog").waitFor();
    await play(page, "finish");
    assert.notEqual((await deeds(page)).at(-1)[0], "restart");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+,");
    assert.match(await row(page).innerText(), /Upgo 0\.2\.0 is installed\s+This window is still Upgo 0\.1\.0\./);
    await click(page, "upgo-restart");
    assert.deepEqual((await deeds(page)).at(-1), ["restart", "settings"]);
  });

  test("restarts nothing after a cancelled update", async (t) => {
    const page = await openAt(t, "settings", "upgo-available");
    await update(page);
    await play(page, "endCancelled");
    await settled(page);
    assert.ok((await deeds(page)).every(([name]) => name !== "restart"));
  });

  test("goes back to the version before by a plan", async (t) => {
    const page = await openAt(t, "settings", "upgo-available");
    await update(page);
    await play(page, "finish");
    await page.keyboard.press("Control+,");
    await page.getByTestId("upgo-back").click();
    await page.getByTestId("plan").waitFor();
    assert.match(await wordsOf(page, "[data-testid=plan]"), /Restore Upgo 0\.1\.0/);
  });

  test("gives the command of the package manager, to be copied", async (t) => {
    const page = await openAt(t, "settings", "upgo-aur");
    assert.match(await row(page).innerText(), /yay -S upgo-bin/);
    await none(page.getByTestId("upgo-check"), "nobody is asked");
    await click(page, "upgo-copy");
    assert.deepEqual(await deeds(page), [["copy", "yay -S upgo-bin"]]);
  });

  test("leads to the setting that turns it off", async (t) => {
    const page = await openAt(t, "settings", "upgo-off");
    await click(page, "upgo-setting");
    const setting = page.locator("[data-testid=setting-row][data-id=self-update]").getByRole("combobox");
    await setting.waitFor();
    assert.ok(await isFocused(setting));
  });

  test("explains why the last check failed", async (t) => {
    const page = await openAt(t, "settings", "upgo-unknown");
    await page.getByTestId("upgo-warning").getByRole("button").click();
    await page.getByRole("alertdialog").waitFor();
    assert.match(await wordsOf(page, "body"), /UPGO-SELF-SIGNATURE/);
    await assertAccessible(page);
  });

  test("is where a notification leads, with the focus on the update", async (t) => {
    const page = await open(t, "upgo-available");
    await play(page, "navigate", "settings", null, "upgo");
    await page.getByTestId("upgo-update").waitFor();
    await page.waitForFunction(() => document.activeElement?.dataset.testid === "upgo-update");
    assert.equal(await page.locator(".accent[data-testid=upgo-update]").count(), 0, "its description is not trusted");
  });

  test("without a button of its own, the focus goes to the row below", async (t) => {
    const page = await open(t, "upgo-administrators");
    await play(page, "navigate", "settings", null, "upgo");
    const below = page.locator("[data-testid=setting-row][data-id=about]").getByRole("button").first();
    await below.waitFor();
    await page.waitForFunction(() => document.activeElement?.closest("[data-id=about]"));
  });

  test("is found by the palette and by the search of Settings", async (t) => {
    const page = await open(t, "upgo-current");
    await page.keyboard.press("Control+k");
    await page.getByTestId("palette-input").fill("version of upgo");
    await page.getByTestId("palette-item").filter({ hasText: "Version of Upgo" }).first().click();
    await page.waitForFunction(() => document.activeElement?.dataset.testid === "upgo-check");
    await page.getByTestId("setting-search").fill("version of upgo");
    await row(page).waitFor();
  });
});
