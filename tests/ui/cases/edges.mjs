// Edges and baselines: what is in a line or a column is exactly there.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sizesOf } from "../boxes.mjs";
import { click, open } from "../harness.mjs";

describe("edges and baselines", () => {
  test("the title of a section is as far from its card with a button as without", async (t) => {
    const page = await open(t, "home-shadowed");
    const gaps = await page.locator("main section").evaluateAll((sections) =>
      sections.map((section) => {
        const [head, card] = section.children;
        const title = head.querySelector("h2").getBoundingClientRect();
        const before = section.previousElementSibling.getBoundingClientRect();
        return [title.top - before.bottom, card.getBoundingClientRect().top - title.bottom].map(Math.round).join(" ");
      }),
    );
    assert.ok(gaps.length > 1);
    assert.equal(new Set(gaps).size, 1, gaps.join("; "));
  });

  test("the text of a link at the end of a row ends where buttons end", async (t) => {
    for (const [scenario, row] of [
      ["working-queue", "waiting"],
      ["home-stale", null],
    ]) {
      const page = await open(t, scenario);
      const rows = row ? page.getByTestId(row) : page.locator("main .row").filter({ has: page.locator(".side button") });
      const insets = await rows.evaluateAll((all) =>
        all.map((each) => {
          const button = [...each.querySelectorAll(".side button")].at(-1);
          if (button.classList.contains("icon-button") || button.querySelector(".words") === null) return 16;
          const words = document.createRange();
          words.selectNodeContents(button.querySelector(".words"));
          const end = button.classList.contains("quiet") ? words.getBoundingClientRect() : button.getBoundingClientRect();
          return Math.round(each.getBoundingClientRect().right - end.right);
        }),
      );
      assert.ok(insets.length > 1);
      assert.ok(insets.every((inset) => Math.abs(inset - 16) <= 1), `${scenario}: ${insets}`);
    }
  });

  test("the number of a step is centered on its title", async (t) => {
    const page = await open(t, "plan-install-first");
    await click(page, "primary-action");
    const middles = await page.getByTestId("plan-step").evaluateAll((steps) =>
      steps.map((step) => {
        const middle = (name) => {
          const { top, height } = step.querySelector(name).getBoundingClientRect();
          return top + height / 2;
        };
        return Math.abs(middle(".number") - middle(".what"));
      }),
    );
    assert.ok(middles.length > 4 && Math.max(...middles) <= 1, `${middles}`);
  });

  test("the statement above a plan that was made again does not touch the cautions", async (t) => {
    const page = await open(t, "plan-anew");
    await click(page, "what-will-happen");
    await click(page, "plan-apply");
    const banner = await page.getByTestId("plan").locator(".banner").boundingBox();
    const caution = await page.getByTestId("plan-caution").first().boundingBox();
    assert.ok(caution.y - banner.y - banner.height >= 8, JSON.stringify({ banner, caution }));
  });

  test("the paths of all differences of a plan begin at one edge", async (t) => {
    for (const lang of ["en", "zh-CN"]) {
      const page = await open(t, "plan-install-first", { lang });
      await click(page, "primary-action");
      const texts = page.getByTestId("plan-diff").locator(".text");
      const lefts = await texts.evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().left)));
      assert.ok(lefts.length > 1);
      assert.equal(new Set(lefts).size, 1, `${lang}: ${lefts}`);
    }
  });

  test("the mark of a button that waits does not touch its text", async (t) => {
    for (const lang of ["en", "zh-CN"]) {
      const page = await open(t, "working-cancelling", { lang });
      const cancel = page.locator(".hero button.busy");
      await cancel.evaluate((button) => Promise.all(button.getAnimations({ subtree: true }).map((each) => each.finished)));
      const { gap, start, end } = await cancel.evaluate((button) => {
        const words = document.createRange();
        words.selectNodeContents(button.querySelector(".words"));
        const [box, text, mark] = [button, words, button.querySelector("svg")].map((it) => it.getBoundingClientRect());
        return { gap: text.left - mark.right, start: mark.left - box.left, end: box.right - text.right };
      });
      assert.ok(gap >= 3 && start >= 3 && end >= 3, JSON.stringify({ lang, gap, start, end }));
    }
  });

  test("the large line does not move when its answer comes", async (t) => {
    const place = async (page) => (await sizesOf(page.locator(".hero > .head"), 1))[0];
    const page = await open(t, "home-loading");
    const expected = await place(page);
    await page.goto(page.url().replace("home-loading", "home-current"));
    await page.getByTestId("was").waitFor();
    assert.deepEqual(await place(page), expected);
  });

  test("no state leaves one word alone in the last line, or breaks a number from its unit", async (t) => {
    for (const [scenario, width] of [
      ["home-not-on-path", 1040],
      ["home-unsupported", 1040],
      ["home-stale-security", 1040],
    ]) {
      const page = await open(t, scenario, { width });
      const lines = await page.locator(".hero h1, .hero p").evaluateAll(linesOf);
      for (const last of lines.filter((each) => each.length > 1).map((each) => each.at(-1)))
        assert.ok(last.trim().includes(" ") || last.startsWith("go1."), `${scenario}: “${last}”`);
      for (const each of lines.flatMap((all) => all.slice(0, -1)))
        assert.doesNotMatch(each.trimEnd(), / \d+(\.\d+)?$/, `${scenario}: “${each}”`);
    }
  });

  test("only a row that opens is highlighted", async (t) => {
    const page = await open(t, "home-no-go-elsewhere");
    await page.getByTestId("places").locator(".open").first().click();
    const place = page.getByTestId("place-row").last();
    const colour = () => place.locator(".line").evaluate((line) => getComputedStyle(line).backgroundColor);
    const before = await colour();
    await place.hover();
    assert.equal(await colour(), before);
  });

  test("a step at 480 px has its undo below its title in both languages", async (t) => {
    for (const lang of ["en", "zh-CN"]) {
      const page = await open(t, "plan-upgrade", { width: 480, lang });
      await click(page, "what-will-happen");
      const isBelow = await page.getByTestId("plan-step").evaluateAll((steps) =>
        steps
          .filter((step) => step.querySelector(".under > span:last-child"))
          .map((step) => {
            const title = step.querySelector(".what").getBoundingClientRect();
            return step.querySelector(".under > span:last-child").getBoundingClientRect().top >= title.bottom;
          }),
      );
      assert.ok(isBelow.length > 1 && isBelow.every(Boolean), `${lang}: ${isBelow}`);
    }
  });
});

/** Runs in the page: the text of each element, line by line. */
function linesOf(elements) {
  return elements.map((element) => {
    const lines = [];
    let before = -Infinity;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const [at, letter] of [...walker.currentNode.data].entries()) {
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 1);
        const { top, width } = range.getBoundingClientRect();
        if (width > 0 && top > before + 6) lines.push("");
        if (width > 0) before = top;
        if (lines.length > 0) lines[lines.length - 1] += letter;
      }
    }
    return lines;
  });
}
