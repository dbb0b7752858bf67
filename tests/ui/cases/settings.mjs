// Settings: they apply at once, or say why not.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { click, deeds, heading, none, open, openAt, settled, wordsOf } from "../harness.mjs";

describe("Settings", () => {
  const setting = (page, key) => page.locator(`[data-testid=setting-row][data-id='${key}']`);

  test("a switch applies at once, says so, and Undo puts it back", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    const row = setting(page, "notifications").getByRole("switch");
    await row.click();
    await settled(page);
    assert.deepEqual(await deeds(page), [["setSetting", "notifications", "false"]]);
    assert.match(await page.getByTestId("toast").innerText(), /Setting changed/);
    await click(page, "toast-action");
    assert.deepEqual((await deeds(page)).at(-1), ["setSetting", "notifications", null]);
    assert.ok(await row.isChecked());
  });

  test("the language changes live", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await setting(page, "language").getByRole("combobox").selectOption("zh-CN");
    await settled(page);
    assert.equal(await heading(page), "设置");
    assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
  });

  test("the theme changes live, and Undo chooses the one before", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    const choice = setting(page, "theme").getByRole("combobox");
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(await background(), "rgb(243, 243, 243)");
    await choice.selectOption("dark");
    await settled(page);
    assert.equal(await background(), "rgb(32, 32, 32)");
    await click(page, "toast-action");
    assert.equal(await background(), "rgb(243, 243, 243)");
    assert.equal(await choice.inputValue(), "light");
  });

  test("a system's dark theme is followed live", async (t) => {
    const page = await open(t, "home-current", { theme: "system" });
    await page.emulateMedia({ colorScheme: "dark" });
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(32, 32, 32)");
    await page.emulateMedia({ colorScheme: "light" });
  });

  test("a change that is refused is put back, and says why", async (t) => {
    const page = await openAt(t, "settings", "settings-refused");
    const row = setting(page, "notifications").getByRole("switch");
    await row.click();
    await settled(page);
    assert.match(await wordsOf(page, "body"), /UPGO-SETTING-INVALID/);
    assert.ok(await row.isChecked());
  });

  test("the test notification says whether it worked", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    assert.deepEqual(await deeds(page), [["sendTestToast"]]);
  });

  test("a broken file is told, with the way to it", async (t) => {
    const page = await openAt(t, "settings", "settings-broken");
    await page.getByRole("button", { name: "Open file" }).click();
    assert.deepEqual(await deeds(page), [["openFolder", { kind: "settingsFile" }]]);
  });

  test("what this system cannot do is not shown", async (t) => {
    const page = await openAt(t, "settings", "settings-no-login");
    await none(page.getByText("Start with Windows"));
  });
});
