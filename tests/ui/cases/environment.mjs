// Environment: values and their sources.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, assertFits, click, deeds, focused, none, openAt, play, problemOf, settled } from "../harness.mjs";
import { untranslated } from "./words.mjs";

const row = (page, name) => page.locator(`[data-testid=env-row][data-id=${name}]`);

/** Opens the menu of a row and presses one of its items. */
async function choose(page, within, menu, verb) {
  await within.getByTestId(menu).click();
  await page.getByRole("menuitem", { name: verb, exact: true }).click();
  await settled(page);
}

/** Checks everything that must hold on a screen that a test has opened. */
export async function assertWhole(page) {
  await assertAccessible(page);
  for (const width of [480, 1040]) {
    await page.setViewportSize({ width, height: 688 });
    await settled(page);
    await assertFits(page);
  }
}

describe("Environment: Values", () => {
  test("each chain is announced as one sentence, with the winning source and the others", async (t) => {
    const page = await openAt(t, "environment", "environment-usual");
    const chain = row(page, "GOPROXY").getByRole("img", {
      name: "from System, overrides Default, Go's own go.env",
    });
    assert.equal(await chain.count(), 1);
    assert.match(await row(page, "GOPROXY").innerText(), /admin prompt/);
  });

  test("Why? shows every source with its place", async (t) => {
    const page = await openAt(t, "environment", "environment-usual");
    await choose(page, row(page, "GOPROXY"), "env-menu", "Why?");
    const sources = await page.getByTestId("env-sources").innerText();
    assert.match(sources, /System\s+https:\/\/proxy\.corp\.example,direct\s+wins/);
    assert.match(sources, /HKLM\\SYSTEM/);
    await assertWhole(page);
  });

  test("Edit asks for value and place, and shows the plan", async (t) => {
    const page = await openAt(t, "environment", "environment-usual");
    await choose(page, row(page, "GOARCH"), "env-menu", "Edit");
    assert.equal(await focused(page), "env-value");
    await assertWhole(page);
    await page.getByTestId("env-value").fill("arm64");
    await page.getByRole("radio", { name: "For you only" }).check();
    await page.getByTestId("env-value").press("Enter");
    await page.getByTestId("plan").waitFor();
    const edit = { kind: "set", name: "GOARCH", value: "arm64", scope: "user" };
    assert.deepEqual(await deeds(page), [["plan", { kind: "environment", edit }]]);
    await none(page.getByTestId("env-dialog"));
  });

  test("a cancelled plan leads back to the form with what was typed, and from there to its row", async (t) => {
    const page = await openAt(t, "environment", "environment-usual", { height: 400 });
    const last = page.getByTestId("env-row").last();
    await choose(page, last, "env-menu", "Edit");
    const scrolled = await page.locator("main").evaluate((main) => main.scrollTop);
    assert.ok(scrolled > 0);
    await page.getByTestId("env-value").fill("*.example");
    await page.getByRole("radio", { name: "With go env -w" }).check();
    await click(page, "env-apply");
    for (const cancel of [() => page.keyboard.press("Escape"), () => click(page, "plan-cancel")]) {
      await page.getByTestId("plan").waitFor();
      await cancel();
      await page.getByTestId("env-dialog").waitFor();
      assert.equal(await focused(page), "env-value");
      assert.equal(await page.getByTestId("env-value").inputValue(), "*.example");
      assert.ok(await page.getByRole("radio", { name: "With go env -w" }).isChecked());
      await page.getByTestId("env-value").press("Enter");
    }
    await click(page, "plan-cancel");
    await page.keyboard.press("Escape");
    await none(page.locator("dialog"));
    assert.equal(await focused(page), "env-menu");
    assert.equal(await page.locator("main").evaluate((main) => main.scrollTop), scrolled);
    assert.ok(await last.evaluate((row) => row.contains(document.activeElement)));
  });

  test("the form does not come back after its plan has started", async (t) => {
    const page = await openAt(t, "environment", "environment-usual");
    await choose(page, row(page, "GOARCH"), "env-menu", "Edit");
    await page.getByTestId("env-value").fill("arm64");
    await page.getByTestId("env-value").press("Enter");
    await click(page, "plan-apply");
    await play(page, "finish");
    await none(page.locator("dialog"));
  });

  test("a refused value keeps the form open and shows the reason", async (t) => {
    const page = await openAt(t, "environment", "environment-usual", { lang: "zh-CN" });
    const refused = { ...problemOf("UPGO-USAGE", "\u2068GOTOOLCHAIN cannot be foo\u2069"), title: "此处的请求无效" };
    await play(page, "set", { problems: { plan: refused } });
    await row(page, "GOTOOLCHAIN").getByTestId("env-menu").click();
    await page.getByTestId("env-edit").click();
    await page.getByTestId("env-value").fill("foo");
    await click(page, "env-apply");
    assert.match(await page.getByRole("alert").innerText(), /GOTOOLCHAIN cannot be foo\s+UPGO-USAGE/);
    assert.equal(await page.getByTestId("env-value").inputValue(), "foo");
    assert.deepEqual(await untranslated(page), []);
    await assertAccessible(page);
    await page.keyboard.press("Escape");
    await none(page.getByTestId("env-dialog"));
  });

  test("Reset and Delete remove the value from its source", async (t) => {
    const page = await openAt(t, "environment", "environment-usual");
    const unset = (name, scope) => ["plan", { kind: "environment", edit: { kind: "unset", name, scope } }];
    await choose(page, row(page, "GOARCH"), "env-menu", "Reset");
    await page.getByTestId("plan-cancel").click();
    await row(page, "GOPATH").getByTestId("env-menu").press("Delete");
    await page.getByTestId("plan").waitFor();
    assert.deepEqual(await deeds(page), [unset("GOARCH", "go"), unset("GOPATH", "user")]);
  });

  test("the plan names the place, runs on this page, and can be undone from the toast", async (t) => {
    const page = await openAt(t, "environment", "environment-usual");
    await choose(page, row(page, "GOARCH"), "env-menu", "Reset");
    assert.match(await page.getByTestId("plan").innerText(), /GOARCH=386/);
    await click(page, "plan-apply");
    await play(page, "finish");
    assert.equal(await page.locator("main").getAttribute("data-place"), "environment");
    assert.match(await page.getByTestId("toast").innerText(), /Removed GOARCH\s+Undo/);
    await click(page, "toast-action");
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "rollback", id: 8 }]);
  });

  test("the search finds names and values, and can be cleared without results", async (t) => {
    const page = await openAt(t, "environment", "environment-usual");
    await page.keyboard.press("Control+f");
    assert.equal(await focused(page), "env-search");
    await page.keyboard.type("corp");
    await settled(page);
    assert.equal(await page.getByTestId("env-row").count(), 1);
    await page.getByTestId("env-search").fill("nowhere");
    await settled(page);
    assert.match(await page.locator("main").innerText(), /No variable matches “nowhere”/);
    await page.locator("main").getByRole("button", { name: "Clear search" }).last().click();
    assert.ok((await page.getByTestId("env-row").count()) > 5);
  });

  test("the doctor's finding about a value is shown here, with its fix", async (t) => {
    const page = await openAt(t, "environment", "health-one");
    assert.match(await page.getByTestId("env-advice").innerText(), /You are building 32-bit programs/);
    await page.getByTestId("env-advice").getByRole("button", { name: "Fix" }).click();
    await page.getByTestId("plan-cancel").click();
    await page.getByTestId("env-advice").getByRole("button", { name: "Why?" }).click();
    await page.locator("main[data-place=health]").waitFor();
  });

  test("the tabs are one tab stop, and arrows move between them", async (t) => {
    const page = await openAt(t, "environment", "environment-usual");
    await page.getByTestId("env-tab-values").focus();
    await page.keyboard.press("ArrowLeft");
    await settled(page);
    assert.equal(await focused(page), "env-tab-path");
    await page.getByRole("tabpanel", { name: "PATH" }).waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await settled(page);
    await page.getByRole("tabpanel", { name: "Why this Go?" }).waitFor();
  });
});
