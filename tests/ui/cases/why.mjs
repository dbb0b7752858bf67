// Environment: why this Go runs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { click, deeds, openAt, play, settled } from "../harness.mjs";
import { assertWhole } from "./environment.mjs";
import { untranslated } from "./words.mjs";

describe("Environment: Why this Go?", () => {
  async function openWhy(t, scenario, options) {
    const page = await openAt(t, "environment", scenario, options);
    await click(page, "env-tab-why");
    return page;
  }
  const chooseFolder = async (page) => {
    await page.getByTestId("why-folder").getByRole("combobox").selectOption("?");
    await settled(page);
  };
  const decides = (page) => page.locator("[data-testid=why-link][data-state=decides]");

  test("answers for a new terminal first, then for a chosen folder", async (t) => {
    const page = await openWhy(t, "why-project");
    assert.match(
      await page.getByTestId("why-answer").innerText(),
      /^go1\.27\.1\s+because it is selected in Upgo\./,
    );
    await chooseFolder(page);
    assert.match(await page.getByTestId("why-answer").innerText(), /^go1\.28rc1\s+because telemetry requires it\./);
    assert.match(await decides(page).innerText(), /The module's go\.mod/);
    await assertWhole(page);
    await page.getByTestId("why-folder").getByRole("combobox").selectOption("");
    await settled(page);
    assert.match(await page.getByTestId("why-answer").innerText(), /^go1\.27\.1/);
    assert.equal(await page.getByTestId("why-folder").getByRole("option").count(), 3, "the folder is remembered");
  });

  test("the fix of a link shows its plan", async (t) => {
    const page = await openWhy(t, "why-project");
    await chooseFolder(page);
    await click(page, "why-fix");
    const request = { kind: "install", from: { kind: "release", version: "go1.28rc1" }, then: "keep" };
    assert.deepEqual((await deeds(page)).at(-1), ["plan", request]);
  });

  test("if Go does not work there, the answer says so, with a fix", async (t) => {
    const page = await openWhy(t, "why-too-old", { lang: "zh-CN" });
    await chooseFolder(page);
    assert.equal(await page.getByTestId("why-answer").getAttribute("data-state"), "problem");
    assert.equal(await page.locator("[data-testid=why-problem] [lang=en]").count(), 0);
    assert.match(await page.locator("[data-testid=why-link][data-id='go.mod']").innerText(), /go 1\.28/);
    assert.deepEqual(await untranslated(page), []);
    await assertWhole(page);
    await click(page, "why-remedy");
    assert.equal((await deeds(page)).at(-1)[0], "plan");
  });

  test("without a Go, it offers one", async (t) => {
    const page = await openWhy(t, "why-no-go");
    assert.match(await page.getByTestId("why-answer").innerText(), /^No Go found\s+Copy as text$/);
    await click(page, "why-fix");
    assert.equal((await deeds(page)).at(-1)[1].kind, "install");
  });

  test("a cancelled folder dialog sends no request", async (t) => {
    const page = await openWhy(t, "why-cancelled");
    await chooseFolder(page);
    assert.match(await page.getByTestId("why-answer").innerText(), /^go1\.27\.1/);
    assert.equal(await page.getByTestId("why-folder").getByRole("combobox").inputValue(), "");
  });

  test("a missing folder is reported, and can be tried again", async (t) => {
    const page = await openWhy(t, "why-folder-gone");
    await page.getByTestId("problem").waitFor();
    assert.match(await page.getByTestId("problem").innerText(), /UPGO-USAGE/);
    await play(page, "set", { problems: {} });
    await page.getByTestId("why-answer").waitFor();
  });

  test("Copy as text has the whole chain", async (t) => {
    const page = await openWhy(t, "why-project");
    await page.getByTestId("why-answer").getByRole("button", { name: "Copy as text" }).click();
    assert.match((await deeds(page)).at(-1)[1], /^go1\.27\.1\n.*\n→ Upgo's switch selects go1\.27\.1/);
  });
});
