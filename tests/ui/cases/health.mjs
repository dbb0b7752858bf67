// Health: what is wrong, why, and how to fix it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, assertFits, click, deeds, go, none, open, openAt, play, settled } from "../harness.mjs";
import { untranslated } from "./words.mjs";

const finding = (page, id) => page.locator(`[data-testid=finding-row][data-id="${id}"]`);
const asked = (page) => page.evaluate(() => window.__upgo.calls.filter(({ name }) => name === "doctor").length);

describe("the findings", () => {
  test("Fix shows the plan of the finding", async (t) => {
    const page = await openAt(t, "health", "health-findings");
    await finding(page, "goenv.foreign-target").getByTestId("finding-fix").click();
    await page.getByTestId("plan").waitFor();
    const edit = { kind: "unset", name: "GOARCH", scope: "go" };
    assert.deepEqual(await deeds(page), [["plan", { kind: "environment", edit }]]);
  });

  test("the plan for a pinned editor shows each setting and its file in the step", async (t) => {
    const page = await openAt(t, "health", "health-editor");
    await finding(page, "editor.pins-go").getByTestId("finding-fix").click();
    const step = page.getByTestId("plan-step").first();
    await step.waitFor();
    const shown = await step.innerText();
    for (const text of ["Edit settings of editors", "go.goroot=C:\\sdk\\go1.26.5", "settings.json"]) {
      assert.ok(shown.includes(text), `${text} in ${shown}`);
    }
    assert.deepEqual(await deeds(page), [["plan", { kind: "unpinEditors" }]]);
  });

  test("only the first fix is highlighted", async (t) => {
    const page = await openAt(t, "health", "health-findings");
    const accents = await page
      .getByTestId("finding-fix")
      .evaluateAll((fixes) => fixes.map((fix) => fix.classList.contains("accent")));
    assert.deepEqual(accents, [true, false]);
  });

  test("Why? opens the explanation, the evidence and the fix, and closes them again", async (t) => {
    const page = await openAt(t, "health", "health-findings");
    const stale = finding(page, "goroot.stale");
    await stale.getByTestId("finding-why").click();
    const details = await stale.getByTestId("finding-details").innerText();
    assert.match(details, /What happens\s+Every go command looks for its tools there and fails/);
    assert.doesNotMatch(details, /`/, "code is marked without backticks");
    assert.match(details, /Evidence\s+GOROOT is C:\\Go, set in your environment\s+A new terminal runs go1\.26\.5/);
    assert.match(details, /How to fix it\s+.*upgo env unset GOROOT/s);
    await assertAccessible(page);
    for (const width of [480, 1040]) {
      await page.setViewportSize({ width, height: 688 });
      await settled(page);
      await assertFits(page);
    }
    await stale.getByTestId("finding-why").click();
    await none(stale.getByTestId("finding-details"));
  });

  test("the severity is announced with the title", async (t) => {
    const page = await openAt(t, "health", "health-findings");
    await page.getByRole("listitem", { name: "Problem: GOROOT points to a missing folder" }).waitFor();
    await page.getByRole("listitem", { name: "Hint: VS Code still uses go1.26.5" }).waitFor();
  });

  test("a finding that Upgo cannot fix says so", async (t) => {
    const page = await openAt(t, "health", "health-findings");
    const reload = finding(page, "editor.needs-reload");
    await none(reload.getByTestId("finding-fix"));
    await reload.getByTestId("finding-why").click();
    assert.match(await reload.innerText(), /Fix it by hand: see above\./);
  });

  test("the navigation counts findings that are not ignored, on every page", async (t) => {
    const page = await open(t, "health-findings");
    const badge = page.getByTestId("nav-health-badge");
    await badge.waitFor();
    assert.equal((await badge.locator("[aria-hidden]").innerText()).trim(), "3");
    await page.getByRole("button", { name: "Environment 3 findings" }).waitFor();
    await page.setViewportSize({ width: 760, height: 688 });
    await settled(page);
    assert.ok((await badge.boundingBox()).width <= 12, "only a dot in the rail");
    await assertAccessible(page);
    await play(page, "set", { doctor: { findings: [], passed: [], checkedAt: "2026-09-02T07:18:00Z", warnings: [] } });
    await none(badge, "there are no findings");
  });

  test("F5 checks again, only on this page", async (t) => {
    const page = await openAt(t, "health", "health-clean");
    const before = await asked(page);
    await page.keyboard.press("F5");
    await settled(page);
    assert.equal(await asked(page), before + 1);
    assert.deepEqual(await deeds(page), []);
    await go(page, "home");
    await page.keyboard.press("F5");
    await settled(page);
    assert.deepEqual(await deeds(page), [["check"]]);
  });

  test("Check again runs one check at a time, and another one after a change in between", async (t) => {
    const page = await openAt(t, "health", "health-clean");
    await play(page, "hold", "doctor");
    const before = await asked(page);
    await click(page, "check-again");
    await page.getByTestId("check-again").click({ force: true });
    await play(page, "changed");
    assert.equal(await asked(page), before + 1);
    await play(page, "release", "doctor");
    await none(page.locator("[data-testid=check-again][aria-busy]"));
    assert.equal(await asked(page), before + 2);
  });

  test("Ignore hides a finding, and Show again restores it", async (t) => {
    const page = await openAt(t, "health", "health-findings");
    const target = finding(page, "goenv.foreign-target");
    await target.getByTestId("finding-menu").click();
    await click(page, "finding-ignore");
    await page.locator("[data-id='goenv.foreign-target'][data-state=ignored]").waitFor();
    await none(target.getByTestId("finding-fix"));
    assert.equal((await page.getByTestId("nav-health-badge").locator("[aria-hidden]").innerText()).trim(), "2");
    await target.getByTestId("finding-show").click();
    await page.locator("[data-id='goenv.foreign-target'][data-state=caution]").waitFor();
    const asked = [true, false].map((ignore) => ["ignoreFinding", "goenv.foreign-target", ignore]);
    assert.deepEqual(await deeds(page), asked);
  });

  test("checks that could not run say why", async (t) => {
    const page = await openAt(t, "health", "health-later");
    assert.match(await page.getByTestId("unknown-row").innerText(), /No check for releases has run yet; run upgo check/);
  });

  test("passed checks are collapsed after two", async (t) => {
    const page = await openAt(t, "health", "health-findings");
    assert.equal(await page.getByTestId("passed-row").count(), 2);
    await click(page, "passed-more");
    assert.equal(await page.getByTestId("passed-row").count(), 12);
  });

  test("a running fix stays on the page, and the finding disappears", async (t) => {
    const page = await openAt(t, "health", "health-one");
    await click(page, "finding-fix");
    await click(page, "plan-apply");
    await page.evaluate(() => {
      const { doctor } = window.__upgo.scenario;
      window.__upgo.scenario = { ...window.__upgo.scenario, doctor: { ...doctor, findings: [] } };
    });
    await play(page, "finish");
    await page.getByTestId("health-clean").waitFor();
    assert.equal(await page.locator("main").getAttribute("data-place"), "health");
    assert.match(await page.getByTestId("toast").innerText(), /Undo/);
  });

  test("no other fix can start during a change", async (t) => {
    const page = await openAt(t, "health", "health-one");
    await click(page, "finding-fix");
    await click(page, "plan-apply");
    assert.ok(await page.getByTestId("finding-fix").isDisabled());
    await page.locator("main").getByText("A change is in progress").waitFor();
  });

  test("findings are one tab stop, and arrows move between them", async (t) => {
    const page = await openAt(t, "health", "health-findings");
    await page.getByTestId("finding-fix").first().focus();
    await page.keyboard.press("ArrowDown");
    const row = await page.evaluate(() => document.activeElement.closest("li").dataset.id);
    assert.equal(row, "goenv.foreign-target");
    await page.keyboard.press("Control+Shift+c");
    await settled(page);
    assert.match((await deeds(page)).at(-1)[1], /^goenv\.foreign-target\n/);
  });

  test("a failed check is reported", async (t) => {
    const page = await openAt(t, "health", "health-later");
    await page.locator("main").getByRole("button", { name: "Details" }).click();
    assert.match(await page.getByRole("alertdialog").innerText(), /UPGO-DISK-FAILED/);
  });

  test("is all Chinese, even with open details", async (t) => {
    const page = await openAt(t, "health", "health-findings", { lang: "zh-CN" });
    await finding(page, "goroot.stale").getByTestId("finding-why").click();
    await settled(page);
    const main = page.locator("main");
    assert.match(await main.innerText(), /影响\s+每条 go 命令都会到那里查找自己的工具/);
    assert.match(await main.innerText(), /VS Code 仍在使用 go1\.26\.5/);
    assert.equal(await main.locator("[lang=en]").count(), 0, "no sentence of Upgo is in English");
    assert.deepEqual(await untranslated(page), []);
  });
});
