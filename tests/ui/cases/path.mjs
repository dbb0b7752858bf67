// Environment: PATH with its change bar.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, assertFits, click, deeds, focused, none, openAt, play, settled } from "../harness.mjs";
import { assertWhole } from "./environment.mjs";
import { untranslated } from "./words.mjs";

const entry = (page, path) => page.locator(`[data-testid=path-row][data-path="${path.replaceAll("\\", "\\\\")}"]`);
const UPGO = "%LOCALAPPDATA%\\Upgo\\current\\bin";
const GONE = "D:\\old\\go1.19\\bin";

/** The paths of the user's block, in order of display. */
async function own(page) {
  const paths = await page.getByTestId("path-row").evaluateAll((rows) => rows.map((each) => each.dataset.path));
  return paths.slice(paths.indexOf("%USERPROFILE%\\AppData\\Local\\Microsoft\\WindowsApps"));
}

async function openPath(t, scenario = "environment-usual", options) {
  const page = await openAt(t, "environment", scenario, options);
  await click(page, "env-tab-path");
  return page;
}

/** Moves one entry of PATH up, and removes another. */
export async function editPath(page) {
  await page.getByTestId("env-tab-path").click();
  const own = page.locator("[data-testid=path-row]").filter({ has: page.getByTestId("path-handle") });
  await own.last().getByTestId("path-handle").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await own.first().getByTestId("path-menu").press("Delete");
  await page.getByTestId("change-bar").waitFor();
  await settled(page);
}

describe("Environment: PATH", () => {
  test("each entry has its remarks", async (t) => {
    const page = await openPath(t);
    assert.match(await page.locator("main").innerText(), /System\s+8 entries\s· editing needs an admin prompt/);
    assert.match(await page.locator("main").innerText(), /Yours\s+6 entries\s· \d+ of 32,767 characters/);
    assert.match(await entry(page, UPGO).getAttribute("aria-label"), /position 11 of 14 on PATH, .*, go1\.27\.1/);
    assert.match(await entry(page, GONE).getAttribute("aria-label"), /Folder missing/);
    assert.match(await entry(page, "C:\\Users\\mei\\go\\bin\\").getAttribute("aria-label"), /Duplicate/);
    await click(page, "path-more");
    assert.equal(await page.getByTestId("path-row").count(), 14);
    await assertWhole(page);
  });

  test("Alt+Up and Alt+Down move an entry, which keeps the focus, and the change bar counts it", async (t) => {
    const page = await openPath(t);
    await entry(page, UPGO).getByTestId("path-handle").focus();
    await page.keyboard.press("Alt+ArrowUp");
    await page.keyboard.press("Alt+ArrowUp");
    await settled(page);
    assert.equal((await own(page)).length, 5, "it is now before the first of them");
    assert.ok(await entry(page, UPGO).evaluate((each) => each.contains(document.activeElement)));
    assert.match(await page.getByTestId("change-bar").innerText(), /1 moved\. The old value is kept for Undo\./);
    assert.match(await page.getByTestId("change-diff").innerText(), /9\s+.*moved, was 11/s);
    assert.match(await page.locator("main").innerText(), /is now at position 9/);
    await assertWhole(page);
    await entry(page, UPGO).getByTestId("path-handle").focus();
    await page.keyboard.press("Alt+ArrowDown");
    await page.keyboard.press("Alt+ArrowDown");
    await none(page.getByTestId("change-bar"), "it is back in its place");
  });

  test("dragging a handle moves its entry, and pressing it explains the keys", async (t) => {
    const page = await openPath(t);
    const handle = entry(page, UPGO).getByTestId("path-handle");
    await handle.click();
    assert.match(await page.getByTestId("toast").innerText(), /Alt\+Up arrow or Alt\+Down arrow/);
    const from = await handle.boundingBox();
    await page.mouse.move(from.x + 16, from.y + 16);
    await page.mouse.down();
    await page.mouse.move(from.x + 16, from.y + 16 - from.height, { steps: 4 });
    await page.mouse.move(from.x + 16, from.y + 16 - 2.2 * from.height, { steps: 4 });
    await page.mouse.up();
    await settled(page);
    assert.match(await page.getByTestId("change-bar").innerText(), /1 moved/);
    const now = await entry(page, UPGO).getAttribute("aria-label");
    await page.mouse.move(from.x + 16, from.y + 200);
    await settled(page);
    assert.match(now, /position (9|10) of 14/);
    assert.equal(await entry(page, UPGO).getAttribute("aria-label"), now, "an entry moved after it was dropped");
  });

  test("Delete removes an entry and keeps it visible, and Apply makes all edits as one change without a second question", async (t) => {
    const page = await openPath(t);
    await entry(page, GONE).getByTestId("path-menu").press("Delete");
    await entry(page, UPGO).getByTestId("path-handle").focus();
    await page.keyboard.press("Alt+ArrowUp");
    await click(page, "path-add");
    await click(page, "path-deduplicate");
    assert.equal(await entry(page, GONE).getAttribute("data-state"), "removed");
    assert.match(await page.getByTestId("change-bar").innerText(), /1 moved, 2 removed, 1 added/);
    await click(page, "change-apply");
    const dir = "C:\\Users\\mei\\AppData\\Local\\Upgo\\current\\bin";
    const edits = [
      "deduplicate",
      { remove: GONE },
      { appendLast: "C:\\src\\telemetry" },
      { moveTo: { dir, position: 2 } },
    ];
    await play(page, "finish");
    const all = await deeds(page);
    const [plan, [started]] = all.slice(all.findIndex(([name]) => name === "plan"));
    assert.deepEqual(plan, ["plan", { kind: "environment", edit: { kind: "path", edits, scope: "user" } }]);
    assert.equal(started, "start");
    await none(page.getByTestId("plan"));
  });

  test("Apply shows the plan if there is more in it than the page shows", async (t) => {
    const page = await openPath(t);
    await page.evaluate(() => {
      const { scenario } = window.__upgo;
      const running = [{ name: "go", pids: [4312] }];
      scenario.plans = scenario.plans.map((each) => ({ ...each, plan: { ...each.plan, running } }));
    });
    await entry(page, GONE).getByTestId("path-menu").press("Delete");
    await click(page, "change-apply");
    await page.getByTestId("plan").waitFor();
    await assertAccessible(page);
    await click(page, "plan-cancel");
    await page.getByTestId("change-bar").waitFor();
  });

  test("Discard restores everything", async (t) => {
    const page = await openPath(t);
    const before = await own(page);
    await entry(page, GONE).getByTestId("path-menu").press("Delete");
    await click(page, "change-discard");
    await none(page.getByTestId("change-bar"));
    assert.deepEqual(await own(page), before);
    assert.deepEqual(await deeds(page), []);
  });

  for (const [way, leave] of [
    ["a place", (page) => page.getByTestId("nav-home").click()],
    ["a key", (page) => page.keyboard.press("Control+2")],
    ["another tab", (page) => page.getByTestId("env-tab-values").click()],
  ]) {
    test(`leaving by ${way} asks: Apply, Discard, or stay`, async (t) => {
      const page = await openPath(t);
      await entry(page, GONE).getByTestId("path-menu").press("Delete");
      await leave(page);
      const dialog = page.getByRole("alertdialog", { name: "Apply or discard your changes?" });
      await dialog.waitFor();
      assert.equal(await focused(page), "leave-apply");
      await assertAccessible(page);
      await click(page, "leave-cancel");
      await page.getByTestId("change-bar").waitFor();
      await leave(page);
      await click(page, "leave-discard");
      await none(page.getByTestId("change-bar"));
      assert.deepEqual(await deeds(page), []);
      assert.ok((await page.locator("main").getAttribute("data-place")) !== "environment" || way === "another tab");
    });
  }

  test("Apply in that dialog shows the plan, and the edits stay until it runs", async (t) => {
    const page = await openPath(t);
    await entry(page, GONE).getByTestId("path-menu").press("Delete");
    await page.getByTestId("nav-home").click();
    await click(page, "leave-apply");
    await page.getByTestId("plan").waitFor();
    assert.equal(await page.locator("main").getAttribute("data-place"), "environment");
  });

  test("applied edits are gone from the page", async (t) => {
    const page = await openPath(t);
    await entry(page, GONE).getByTestId("path-menu").press("Delete");
    await click(page, "change-apply");
    await page.evaluate((path) => {
      const { environment } = window.__upgo.scenario;
      const entries = environment.path.entries.filter(({ text }) => text !== path);
      window.__upgo.scenario = {
        ...window.__upgo.scenario,
        environment: { ...environment, path: { ...environment.path, entries } },
      };
    }, GONE);
    await play(page, "finish");
    await none(page.getByTestId("change-bar"));
    await none(entry(page, GONE));
    await page.getByTestId("nav-home").click();
    await page.locator("main[data-place=home]").waitFor();
  });

  test("edits are discarded with a notice if another program changes PATH", async (t) => {
    const page = await openPath(t);
    await entry(page, GONE).getByTestId("path-menu").press("Delete");
    await page.evaluate(() => {
      const { environment } = window.__upgo.scenario;
      const entries = environment.path.entries.slice(0, -1);
      window.__upgo.set({ environment: { ...environment, path: { ...environment.path, entries } } });
    });
    await none(page.getByTestId("change-bar"));
    assert.match(await page.getByTestId("toast").innerText(), /PATH was changed by another program/);
  });

  test("the machine's entries are read-only until Edit, and then the user's are", async (t) => {
    const page = await openPath(t);
    const git = entry(page, "C:\\Program Files\\Git\\cmd");
    await click(page, "path-more");
    await git.getByTestId("path-menu").press("Delete");
    await none(page.getByTestId("change-bar"));
    await click(page, "path-edit-machine");
    await git.getByTestId("path-menu").press("Delete");
    await page.getByTestId("change-bar").waitFor();
    await none(page.getByTestId("path-add"), "one block at a time");
    await click(page, "change-apply");
    const edit = { kind: "path", edits: [{ remove: "C:\\Program Files\\Git\\cmd" }], scope: "machine" };
    assert.deepEqual(await deeds(page), [["plan", { kind: "environment", edit }]]);
  });

  test("entries that cannot be edited say why", async (t) => {
    const page = await openPath(t, "environment-long");
    assert.match(await page.locator("main").innerText(), /close to the limit|characters/);
    await entry(page, "%EVERYTHING%").getByTestId("path-menu").press("Delete");
    await none(page.getByTestId("change-bar"));
    assert.match(await page.getByTestId("toast").innerText(), /expands to several folders/);
    await assertFits(page);
    await page.setViewportSize({ width: 480, height: 688 });
    await settled(page);
    await assertFits(page);
  });

  test("an existing folder is not added again", async (t) => {
    const page = await openPath(t);
    await play(page, "set", { folder: "c:\\users\\mei\\GO\\bin" });
    await click(page, "path-add");
    assert.match(await page.getByTestId("toast").innerText(), /is already on PATH/);
    await none(page.getByTestId("change-bar"));
  });

  test("an empty PATH says so", async (t) => {
    const page = await openPath(t, "environment-empty-path");
    assert.match(await page.locator("main").innerText(), /This PATH has no entries\./);
    await assertWhole(page);
  });

  test("on Unix, all entries are in one list, and only Upgo's own can be removed", async (t) => {
    const page = await openPath(t, "environment-linux");
    await none(page.getByTestId("path-handle"));
    await entry(page, "/usr/bin").getByTestId("path-menu").press("Delete");
    assert.match(await page.getByTestId("toast").innerText(), /only edit Upgo's own entries/);
    await entry(page, "/home/mei/.local/share/upgo/bin").getByTestId("path-menu").press("Delete");
    await page.getByTestId("change-bar").waitFor();
    await assertWhole(page);
  });

  test("is all Chinese", async (t) => {
    const page = await openPath(t, "environment-usual", { lang: "zh-CN" });
    await entry(page, UPGO).getByTestId("path-handle").focus();
    await page.keyboard.press("Alt+ArrowUp");
    await entry(page, GONE).getByTestId("path-menu").press("Delete");
    await settled(page);
    assert.match(await page.getByTestId("change-bar").innerText(), /移动 1 项、删除 1 项。旧值会保留以便撤销。/);
    await page.getByTestId("nav-home").click();
    await page.getByTestId("leave-cancel").waitFor();
    assert.deepEqual(await untranslated(page), []);
    await assertFits(page);
  });
});
