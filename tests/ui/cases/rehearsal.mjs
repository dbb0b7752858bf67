// Trying a version on the projects first: the question, the progress, the result and the history.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  assertAccessible,
  assertFits,
  click,
  deeds,
  focused,
  go,
  none,
  open,
  openAt,
  play,
  settled,
  wordsOf,
} from "../harness.mjs";
import { untranslated } from "./words.mjs";

/** The rehearsals that the page asked to be shown. */
function shownRehearsals(page) {
  return page.evaluate(() => window.__upgo.calls.filter(({ name }) => name === "planRehearsal").map(({ args }) => args));
}

describe("Try it on my projects first", () => {
  async function ask(t, scenario = "projects-some") {
    const page = await open(t, scenario);
    await click(page, "try-first");
    await page.getByTestId("rehearse-dialog").waitFor();
    return page;
  }

  test("says what it does, and runs no test unless asked", async (t) => {
    const page = await ask(t);
    const words = await wordsOf(page, "[data-testid=rehearse-dialog]");
    for (const each of ["Try go1.27.1 on your projects", "78.9 MB", "none of your projects' code is executed"])
      assert.ok(words.includes(each), `no “${each}” in: ${words}`);
    assert.deepEqual(await deeds(page), [], "asking starts nothing");
    await assertAccessible(page);
    await assertFits(page);
    await click(page, "rehearse-start");
    await page.locator("main[data-place=projects]").waitFor();
    assert.deepEqual(await deeds(page), [["rehearse", 1]]);
  });

  test("the tests are a choice that says what it means", async (t) => {
    const page = await ask(t);
    await page.getByRole("switch", { name: "Run their tests, too" }).click();
    assert.match(await page.getByTestId("rehearse-tests").innerText(), /executes your projects' code/);
    await page.locator("[data-testid=rehearse-start]:not([aria-busy=true])").waitFor();
    await click(page, "rehearse-start");
    const [, tested] = await shownRehearsals(page);
    assert.deepEqual([tested, await deeds(page)], [["go1.27.1", true, false, false], [["rehearse", 2]]], "what was shown last starts");
  });

  test("go fix is a choice of its own, by keyboard, too", async (t) => {
    const page = await ask(t);
    await page.getByRole("switch", { name: "Also try go fix" }).focus();
    await page.keyboard.press("Space");
    assert.match(await page.getByTestId("rehearse-fixes").innerText(), /Your files stay as they are/);
    await page.locator("[data-testid=rehearse-start]:not([aria-busy=true])").waitFor();
    await click(page, "rehearse-start");
    const shown = await shownRehearsals(page);
    assert.deepEqual([shown.at(-1), await deeds(page)], [["go1.27.1", false, true, false], [["rehearse", 2]]]);
  });

  test("Esc closes the question, and the focus is back at its button", async (t) => {
    const page = await open(t, "projects-some");
    await page.getByTestId("try-first").focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("rehearse-dialog").waitFor();
    await page.keyboard.press("Escape");
    await none(page.getByTestId("rehearse-dialog"));
    assert.equal(await focused(page), "try-first");
    assert.deepEqual(await deeds(page), []);
  });

  test("is in the menu of the upgrade and on the page Projects, too", async (t) => {
    const page = await open(t, "projects-some");
    await click(page, "primary-menu");
    await page.getByRole("menuitem", { name: "Try it on my projects first" }).click();
    await page.getByTestId("rehearse-dialog").waitFor();
    await click(page, "rehearse-close");
    await go(page, "projects");
    await click(page, "rehearse");
    await page.getByTestId("rehearse-dialog").waitFor();
  });

  test("the palette finds it, and the place", async (t) => {
    const page = await open(t, "projects-some");
    await page.keyboard.press("Control+k");
    await page.getByTestId("palette-input").fill("rehearse");
    await page.keyboard.press("Enter");
    await page.getByTestId("rehearse-dialog").waitFor();
    await page.keyboard.press("Escape");
    await none(page.getByTestId("rehearse-dialog"));
    await page.keyboard.press("Control+k");
    await page.getByTestId("palette-input").fill("projects");
    await page.locator("[data-testid=palette-item][data-id=go-projects]").click();
    await page.locator("main[data-place=projects]").waitFor();
    assert.deepEqual(await deeds(page), []);
  });

  test("a project that fails with both has no green tick, and says what fails", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-fails");
    const failing = page.locator("[data-testid=rehearsed-row][data-state=neutral]");
    assert.match(await failing.innerText(), /Fails with both/);
    assert.match(await failing.innerText(), /go build fails with both versions: main\.go:3:31/);
    assert.equal(await page.locator("[data-testid=rehearsal][data-state=neutral]").count(), 1);
  });

  test("what go fix changes is below the headline, and its diff in the details", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-fixes");
    const said = "go fix of go1.27.1 changes 41 places in 3 projects; everything still builds, and 120 tests still pass.";
    assert.equal(await page.getByTestId("rehearsal-fixes").innerText(), said);
    const ledger = page.locator("[data-testid=rehearsed-row]", { hasText: "ledger" }).first();
    await ledger.getByRole("button", { name: "Show details of example.com/ledger" }).click();
    const fixes = await ledger.innerText();
    assert.match(fixes, /24 places in 3 files; it still builds, and 40 tests still pass[^]*\+\tfor i := range lines \{/);
    await assertAccessible(page);
    await assertFits(page);
  });

  test("while a rehearsal runs, no project is called good, and the remaining time is shown", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-working");
    assert.match(await page.getByTestId("rehearsal").innerText(), /2 of 7 projects[^]*About 2 minutes left/);
    const done = page.locator("[data-testid=rehearsal-step][data-state=done]").first();
    assert.equal(await done.locator(".good").count(), 0);
  });

  test("while a rehearsal runs, asking for one leads to it", async (t) => {
    const page = await open(t, "rehearsal-working");
    await click(page, "try-first");
    await page.locator("[data-testid=rehearsal][data-state=working]").waitFor();
    await none(page.getByTestId("rehearse-dialog"));
    assert.deepEqual(await deeds(page), []);
  });

  test("each project shows how far it is, and the result follows", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-installing");
    const card = page.getByTestId("rehearsal");
    assert.match(await card.innerText(), /Preparing to try go1\.27\.1/);
    await play(page, "rehearse", [{ done: true }, { phase: "build" }]);
    assert.match(await card.innerText(), /1 of 7 projects/);
    const states = await page.getByTestId("rehearsal-step").evaluateAll((all) => all.map((each) => each.dataset.state));
    assert.deepEqual(states, ["done", "build", ...Array(5).fill("waiting")], "all of them");
    await go(page, "home");
    await play(page, "endRehearsal");
    await go(page, "projects");
    await page.locator("[data-testid=rehearsal][data-state=bad]").waitFor();
  });

  test("Cancel asks once, and the button waits", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-working");
    await click(page, "rehearsal-cancel");
    assert.match(await page.getByTestId("rehearsal").innerText(), /Stopping…/);
    await page.getByTestId("rehearsal-cancel").click({ force: true });
    assert.deepEqual(await deeds(page), [["cancelRehearsal"]]);
  });

  test("what breaks is open, with the compiler's lines as links; staying is the main button", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-breaks");
    const broken = page.locator("[data-testid=rehearsed-row][data-state=bad]");
    assert.match(await broken.innerText(), /got "1 204,50", want "1,204\.50"/);
    assert.match(await broken.innerText(), /Fails with both, so not because of the upgrade: 1/);
    await broken.getByTestId("source-link").click();
    const file = "C:\\src\\ledger\\export\\export_test.go";
    assert.deepEqual(await deeds(page), [["openFolder", { kind: "source", file }]]);
    const isAccent = (testId) => page.getByTestId(testId).evaluate((button) => button.classList.contains("accent"));
    assert.deepEqual([await isAccent("rehearsal-stay"), await isAccent("rehearsal-upgrade")], [true, false]);
    await click(page, "rehearsal-upgrade");
    await page.getByTestId("plan").waitFor();
  });

  /** Runs in the page: the Chinese words of an element that are broken by the end of a line. */
  function brokenIn(element) {
    const broken = [];
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const { segment, index } of new Intl.Segmenter("zh", { granularity: "word" }).segment(texts.currentNode.data)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + segment.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (/\p{Script=Han}{2}/u.test(segment) && lines.size > 1) broken.push(segment);
      }
    }
    return broken;
  }

  test("in Chinese, no word of the result breaks, and the buttons leave it the line", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-breaks", { lang: "zh-CN" });
    const head = page.getByTestId("rehearsal").locator(".head");
    for (const width of [480, 560, 640, 700, 800, 1040]) {
      await page.setViewportSize({ width, height: 688 });
      await settled(page);
      assert.deepEqual(await head.locator("> .words").evaluate(brokenIn), [], `at ${width}`);
      const [words, buttons] = await Promise.all(["> .words", "> .buttons"].map((part) => head.locator(part).boundingBox()));
      assert.ok(buttons.y >= words.y + words.height, `at ${width}`);
    }
  });

  test("if nothing differs, the upgrade is the next button and starts at once", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-same");
    await click(page, "rehearsal-upgrade");
    const upgrade = { kind: "upgrade", to: "go1.27.1", patch: false };
    assert.deepEqual((await deeds(page)).map(([name]) => name), ["plan", "start"]);
    assert.deepEqual((await deeds(page))[0], ["plan", upgrade]);
  });

  test("Stay dismisses the result", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-same");
    await click(page, "rehearsal-stay");
    await none(page.getByTestId("rehearsal"));
    assert.deepEqual(await deeds(page), [["dismissRehearsal"]]);
    assert.equal(await focused(page), "h1:Projects", "the button with the focus is gone");
  });

  test("of many projects, those that differ are shown, and the others on request", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-many");
    const results = page.getByTestId("rehearsed-row");
    assert.equal(await results.count(), 8);
    assert.equal(await results.first().getAttribute("data-state"), "bad");
    await click(page, "rehearsed-more");
    assert.equal(await results.count(), 120);
    await assertAccessible(page);
  });

  test("after the upgrade, the result can only be closed", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-same");
    await click(page, "rehearsal-upgrade");
    await play(page, "finish");
    await go(page, "projects");
    await none(page.getByTestId("rehearsal-upgrade"));
    assert.equal((await page.getByTestId("rehearsal-stay").innerText()).trim(), "Close");
  });

  test("settings let every upgrade do it, before and after the switch", async (t) => {
    const page = await openAt(t, "projects", "projects-some");
    const choose = async (key, value) => {
      const row = page.locator(`[data-testid=setting-row][data-id="${key}"]`);
      await row.getByRole("combobox").selectOption(value);
      await settled(page);
    };
    await choose("rehearse.before-upgrade", "test");
    await choose("rehearse.after-upgrade", "build");
    assert.deepEqual(await deeds(page), [
      ["setSetting", "rehearse.before-upgrade", "test"],
      ["setSetting", "rehearse.after-upgrade", "build"],
    ]);
  });

  test("the history keeps the rehearsal with its change", async (t) => {
    const page = await openAt(t, "history", "history-rehearsed");
    await page.getByTestId("history-rehearsal").focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByTestId("rehearsal-dialog");
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /go1\.27\.1 breaks 1 of 7 projects, compared with go1\.26\.5/);
    assert.match(await dialog.innerText(), /export_test\.go:88/);
    await assertAccessible(page);
    await assertFits(page);
    await page.keyboard.press("Escape");
    await none(dialog);
    assert.equal(await focused(page), "history-rehearsal");
    assert.deepEqual(await deeds(page), []);
  });

  test("a rehearsal that failed says why, and can be repeated", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-failed");
    await page.getByTestId("rehearsal").getByRole("button", { name: "Try again" }).click();
    await page.getByTestId("rehearse-dialog").waitFor();
    assert.deepEqual(await deeds(page), [], "it is shown again first");
    await click(page, "rehearse-start");
    assert.deepEqual(await deeds(page), [["rehearse", 1]]);
  });

  test("all results are Chinese, with all details open", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-breaks", { lang: "zh-CN" });
    const closed = page.locator("[data-testid=rehearsed-row] [aria-expanded=false]");
    while ((await closed.count()) > 0) await closed.first().click();
    await settled(page);
    assert.deepEqual(await untranslated(page), []);
    await assertAccessible(page);
    await assertFits(page);
  });
});
