// The caches and downloads at the foot of Versions.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, click, deeds, openAt, play, settled, wordsOf } from "../harness.mjs";

describe("the storage", () => {
  const setting = (page, key) => page.locator(`[data-testid=setting-row][data-id='${key}']`);

  test("a cache is cleaned by a plan that says what it costs, and its size follows", async (t) => {
    const page = await openAt(t, "versions", "settings-default");
    const row = setting(page, "build-cache");
    await row.scrollIntoViewIfNeeded();
    await row.getByText("3.21 GB").waitFor();
    assert.match(await row.innerText(), /go-build/);
    await row.getByTestId("cache-clean").click();
    await page.getByTestId("plan").waitFor();
    await assertAccessible(page);
    const told = await wordsOf(page, "[data-testid=plan]");
    for (const part of [/Cannot be undone/, /The next build compiles every package again/, /frees 3\.21 GB/])
      assert.match(told, part);
    assert.doesNotMatch(told, /Each step can be undone/);
    assert.ok(await page.getByTestId("plan-cancel").evaluate((button) => button === document.activeElement));
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "cleanCaches", caches: ["build"] }]);
    await click(page, "plan-apply");
    await play(page, "finish");
    await settled(page);
    await page.keyboard.press("Control+2");
    await row.getByText("Empty").waitFor();
    assert.ok(await row.getByTestId("cache-clean").isDisabled());
    assert.ok(await setting(page, "modules-cache").getByTestId("cache-clean").isEnabled());
  });

  test("a cache that is not safe to clean says why, and has no action", async (t) => {
    const page = await openAt(t, "versions", "settings-caches-refused");
    const modules = setting(page, "modules-cache");
    await modules.scrollIntoViewIfNeeded();
    await modules.getByText("Upgo does not clean it").waitFor();
    assert.match(await modules.innerText(), /Upgo does not clean it: letter\.docx in the folder is not a module/);
    assert.ok(await modules.getByTestId("cache-clean").isDisabled());
    assert.match(await setting(page, "build-cache").innerText(), /Off/);
    await assertAccessible(page);
  });

  test("while a go command runs, a cleanup can wait for it", async (t) => {
    const page = await openAt(t, "versions", "settings-caches-busy");
    await setting(page, "modules-cache").scrollIntoViewIfNeeded();
    await setting(page, "modules-cache").getByTestId("cache-clean").click();
    await page.getByTestId("plan").waitFor();
    const told = await wordsOf(page, "[data-testid=plan]");
    assert.match(told, /go is running \(1 process\)/);
    assert.match(told, /Running builds may fail/);
    assert.equal(await page.getByTestId("plan-wait").innerText(), "Wait, then clean");
    await click(page, "plan-wait");
    assert.deepEqual((await deeds(page)).at(-1), ["start", 1, "wait", false]);
  });
});
