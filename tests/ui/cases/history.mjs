// History: what can be undone, what failed, and where it is saved.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, assertFits, click, deeds, none, openAt, play, problemOf, settled } from "../harness.mjs";
import { leftInEnglish } from "./words.mjs";

describe("the change history", () => {
  test("Undo shows the plan of that change", async (t) => {
    const page = await openAt(t, "history", "history-few");
    assert.equal(await page.getByTestId("history-row").count(), 7);
    assert.equal(await page.getByTestId("history-undo").count(), 4, "each change in effect can be undone");
    await page.getByTestId("history-undo").first().click();
    await settled(page);
    assert.deepEqual((await deeds(page))[0], ["plan", { kind: "rollback", id: 7 }]);
  });

  test("Undo stays on the page, and tells how it ended", async (t) => {
    const page = await openAt(t, "history", "history-few");
    await page.getByTestId("history-undo").first().click();
    await click(page, "plan-apply");
    await play(page, "finish");
    assert.equal(await page.locator("main").getAttribute("data-place"), "history");
    await page.getByTestId("toast").waitFor();
    await page.keyboard.press("Control+1");
    await page.locator("main[data-place=home]").waitFor();
    assert.equal(await page.getByTestId("open-terminal").count(), 0, "Home shows how Go stands");
  });

  test("only the last change shows its Undo all the time; the others show it under the pointer and the focus", async (t) => {
    const page = await openAt(t, "history", "history-few");
    const opacities = () =>
      page.locator(".reversal").evaluateAll((all) => all.map((each) => getComputedStyle(each).opacity));
    assert.deepEqual(await opacities(), ["1", "0", "0", "0"]);
    await page.getByTestId("history-row").nth(2).hover();
    assert.deepEqual(await opacities(), ["1", "1", "0", "0"]);
    await page.getByTestId("history-undo").nth(2).focus();
    assert.equal((await opacities())[2], "1");
  });

  test("a change that cannot be undone says why", async (t) => {
    const page = await openAt(t, "history", "history-gone");
    const first = page.locator("[data-testid=history-row][data-id='1']");
    await none(first.getByTestId("history-undo"));
    assert.match(await first.innerText(), /The Go that it moved aside was deleted/);
  });

  test("a failure shows its three blocks when opened, and its details can be copied", async (t) => {
    const page = await openAt(t, "history", "history-few");
    const failed = page.locator("[data-testid=history-row][data-id='2']");
    await failed.getByRole("button", { name: "Details" }).click();
    await settled(page);
    assert.match(await failed.innerText(), /UPGO-NET-OFFLINE/);
    await assertAccessible(page);
    await failed.getByTestId("problem-copy").click();
    assert.match((await deeds(page)).at(-1)[1], /UPGO-NET-OFFLINE/);
  });

  test("a change shows how its hooks ended, and the last lines that they printed", async (t) => {
    const page = await openAt(t, "history", "history-hooks");
    await none(page.getByTestId("history-hooks"));
    await page.getByRole("button", { name: "Details" }).click();
    const hooks = page.getByTestId("history-hook");
    const ends = await hooks.evaluateAll((all) => all.map(({ dataset }) => [dataset.hook, dataset.end]));
    assert.deepEqual(ends, [
      ["beforeSwitch", "passed"],
      ["afterSwitch", "exited"],
      ["onFailure", "notStarted"],
    ]);
    const said = await hooks.nth(1).innerText();
    assert.match(said, /set in your settings\s· ended with status 3/);
    assert.match(said, /412 earlier lines are not kept\s+the license server is gone/);
    assert.match(await hooks.nth(2).innerText(), /Access is denied/);
    await assertAccessible(page);
    await assertFits(page);
  });

  test("hooks are told in Chinese", async (t) => {
    const page = await openAt(t, "history", "history-hooks", { lang: "zh-CN" });
    await page.getByRole("button", { name: "详细信息" }).click();
    await settled(page);
    assert.match(await page.getByTestId("history-hook").nth(1).innerText(), /切换之后的挂钩程序[^]*以状态 3 结束/);
    assert.deepEqual(await leftInEnglish(page), []);
  });

  test("Export shows the path of the file", async (t) => {
    const page = await openAt(t, "history", "history-few");
    await click(page, "history-export");
    assert.deepEqual(await deeds(page), [["exportHistory"]]);
    const said = await page.getByTestId("toast").innerText();
    const file = "C:\\Users\\mei\\Documents\\upgo-history.jsonl";
    assert.ok(said.includes(`History saved to ${file}`), said);
    await assertAccessible(page);
    await page.getByRole("button", { name: "Show in folder" }).click();
    assert.deepEqual((await deeds(page)).at(-1), ["openFolder", { kind: "source", file }]);
  });

  test("Export opens one dialog at a time, and shows nothing if no file is chosen", async (t) => {
    const page = await openAt(t, "history", "history-few");
    await play(page, "set", { exported: null });
    await play(page, "hold", "exportHistory");
    await click(page, "history-export");
    await page.getByTestId("history-export").click({ force: true });
    assert.deepEqual(await deeds(page), [["exportHistory"]]);
    await play(page, "release", "exportHistory");
    await none(page.locator("[data-testid=history-export][aria-busy]"));
    await none(page.getByTestId("toast"));
  });

  test("a failed export shows the reason, and can be tried again", async (t) => {
    const page = await openAt(t, "history", "history-few");
    const full = problemOf("UPGO-DISK-FULL", "no space left");
    await play(page, "set", { problems: { exportHistory: full } });
    await click(page, "history-export");
    assert.match(await page.getByRole("alertdialog").innerText(), /UPGO-DISK-FULL/);
  });

  test("an empty history offers no export, and says once what will be here", async (t) => {
    const page = await openAt(t, "history", "history-empty");
    assert.equal(await page.getByTestId("history-export").count(), 0);
    assert.doesNotMatch(await page.locator("main").innerText(), /Every change that Upgo made/);
  });

  test("a long history is shown in parts", async (t) => {
    const page = await openAt(t, "history", "history-many");
    assert.equal(await page.getByTestId("history-row").count(), 100);
    await click(page, "history-older");
    await settled(page);
    assert.equal(await page.getByTestId("history-row").count(), 120);
    await none(page.getByTestId("history-older"));
  });

  test("updates after changes by the command line", async (t) => {
    const page = await openAt(t, "history", "history-empty");
    await page.evaluate(() => {
      const { overview, history } = window.__upgo.scenario;
      const entry = {
        id: 1,
        at: "2026-09-02T07:10:00Z",
        by: "upgo install 1.26.5 --use",
        action: "install",
        from: null,
        to: "go1.26.5",
        outcome: "done",
        inEffect: true,
        about: "go1.26.5",
        switched: true,
        removed: [],
        programs: [],
        variables: [],
        undoes: null,
        undoneBy: null,
        undoable: true,
        problem: null,
        diff: [],
        hooks: [],
        milliseconds: 21000,
      };
      window.__upgo.set({ overview: { ...overview, lastChange: entry }, history: { ...history, entries: [entry] } });
    });
    await settled(page);
    assert.equal(await page.getByTestId("history-row").count(), 1);
  });
});
