// About Upgo: help, licenses, the log and the bug report.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, assertFits, click, deeds, none, openAt, play } from "../harness.mjs";
import { untranslated } from "./words.mjs";

describe("About Upgo", () => {
  test("the log is filtered, searched and copied", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await click(page, "open-log");
    const lines = page.getByTestId("log-line");
    await lines.first().waitFor();
    assert.match(await lines.first().innerText(), /new: go1\.27\.1, go1\.26\.6/, "the newest is first");
    assert.equal(await lines.count(), 4);
    await assertAccessible(page);

    await page.getByTestId("log").getByRole("combobox").selectOption("error");
    await page.locator("[data-testid=log-line][data-level=error]:only-child").waitFor();
    await page.getByTestId("log").getByRole("combobox").selectOption("debug");
    await page.getByTestId("log-find").fill("next check");
    await page.locator("[data-testid=log-line][data-level=debug]:only-child").waitFor();
    await click(page, "log-copy");
    const copied = (await deeds(page)).at(-1);
    assert.match(copied[1], /^2026-09-01T18:20:11\.404Z debug the next check is at [^\n]*$/);

    await page.getByTestId("log-find").fill("nothing like this");
    await none(lines);
    assert.match(await page.getByTestId("log").innerText(), /No lines/);
    await page.getByTestId("log").getByRole("button", { name: "Open folder" }).click();
    assert.deepEqual((await deeds(page)).at(-1), ["openFolder", { kind: "logs" }]);
  });

  test("About leads to the licenses, to what is new in this Upgo, and to the documentation", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await click(page, "open-licenses");
    const dialog = page.getByTestId("licenses");
    await dialog.locator("pre").waitFor();
    const all = await dialog.locator("pre").innerText();
    for (const name of ["The Upgo authors", "serde", "svelte", "Fluent UI System Icons"])
      assert.ok(all.includes(name), name);
    await assertAccessible(page);
    await assertFits(page);
    await page.keyboard.press("Escape");
    await click(page, "open-upgo-release");
    await click(page, "open-documentation");
    const opened = (await deeds(page)).map(([name, link]) => [name, link.kind]);
    assert.deepEqual(opened, [
      ["openLink", "upgoRelease"],
      ["openLink", "documentation"],
    ]);
  });

  test("a bug report can be read before it is saved", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await click(page, "open-report");
    const status = page.locator("[data-testid=report-text][data-id='status.json']");
    await status.getByRole("button").click();
    await status.getByText('"version": "go1.26.5"').waitFor();
    await assertAccessible(page);
    await click(page, "report-save");
    assert.deepEqual((await deeds(page)).at(-1), ["saveReport"]);
    const saved = page.getByTestId("report-saved");
    assert.match(await saved.innerText(), /Report saved to C:\\Users\\mei\\Documents\\upgo-report/);
    await assertAccessible(page);
    await saved.getByTestId("report-show").click();
    const [name, { kind, file }] = (await deeds(page)).at(-1);
    assert.deepEqual([name, kind], ["openFolder", "source"]);
    assert.match(file, /^C:\\Users\\mei\\Documents\\upgo-report.*\.zip$/);
    await saved.getByTestId("open-issues").click();
    assert.deepEqual((await deeds(page)).at(-1), ["openLink", { kind: "issues" }]);
  });

  test("a report that is not saved stays open", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await play(page, "set", { savedReport: null });
    await click(page, "open-report");
    await page.getByTestId("report-text").first().waitFor();
    await click(page, "report-save");
    await none(page.locator("[data-testid=report-save][aria-busy]"));
    assert.equal(await page.getByTestId("report").count(), 1);
    await none(page.getByTestId("report-saved"));
  });

  test("the log and the report are all Chinese except for the program's own lines", async (t) => {
    const page = await openAt(t, "settings", "settings-default", { lang: "zh-CN" });
    await click(page, "open-log");
    await page.getByTestId("log-line").first().waitFor();
    assert.deepEqual(await untranslated(page), []);
  });
});
