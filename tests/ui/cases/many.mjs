// All releases at once. The cost of a frame is counted, not timed.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deeds, openAt, settled } from "../harness.mjs";

const FRAMES = 60;

/** Returns a function that reports the number of layouts since then, and the number of nodes. */
async function layoutCounter(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const read = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const before = await read();
  return async () => {
    const { LayoutCount, Nodes } = await read();
    return { layouts: LayoutCount - before.LayoutCount, nodes: Nodes };
  };
}

/** Scrolls the page down in even steps, one per frame, and counts the changes of the document. */
function scrollThrough(frames) {
  const scroller = document.querySelector("main");
  const step = (scroller.scrollHeight - scroller.clientHeight) / frames;
  let mutations = 0;
  const observer = new MutationObserver((records) => (mutations += records.length));
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  return new Promise((done) => {
    const frame = (left) => {
      if (left === 0) return done({ mutations, height: scroller.scrollHeight, reached: scroller.scrollTop });
      scroller.scrollTop += step;
      requestAnimationFrame(() => frame(left - 1));
    };
    frame(frames);
  });
}

async function allReleases(t) {
  const page = await openAt(t, "versions", "versions-few", { reducedMotion: "no-preference" });
  await page.getByText("All", { exact: true }).click();
  await page.getByTestId("version-search").fill("go1");
  await page.waitForFunction(() => document.querySelectorAll("[data-testid=version-row]").length > 300);
  await settled(page);
  return page;
}

describe("364 releases", () => {
  test("each release has its row", async (t) => {
    const page = await allReleases(t);
    const versions = await page
      .getByTestId("version-row")
      .evaluateAll((rows) => rows.map((row) => row.dataset.version));
    assert.ok(new Set(versions).size >= 363, `${new Set(versions).size} versions`);
  });

  test("scrolling is cheap: at most one layout per frame, and the document does not change", async (t) => {
    const page = await allReleases(t);
    const sinceNow = await layoutCounter(page);
    const { mutations, height, reached } = await page.evaluate(scrollThrough, FRAMES);
    const { layouts, nodes } = await sinceNow();
    t.diagnostic(`${layouts} layouts, ${mutations} changes, ${height} px, ${nodes} nodes`);
    assert.ok(height > 10_000 && reached > height - 1000, `${reached} of ${height} px`);
    assert.ok(mutations < FRAMES, `${mutations} changes in ${FRAMES} frames`);
    assert.ok(layouts <= FRAMES + 5, `${layouts} layouts in ${FRAMES} frames`);
  });

  test("typing a letter causes only a few layouts, however many rows there are", async (t) => {
    const page = await allReleases(t);
    await page.getByTestId("version-search").focus();
    const sinceNow = await layoutCounter(page);
    await page.keyboard.type(".2");
    await settled(page);
    const { layouts } = await sinceNow();
    t.diagnostic(`${layouts} layouts for two letters`);
    // Rows are added in batches, one per frame; no batch causes a layout for each row.
    assert.ok(layouts >= 2 && layouts <= 40, `${layouts} layouts for two letters`);
  });

  test("the last one can be reached by keyboard", async (t) => {
    const page = await allReleases(t);
    const rows = page.getByTestId("version-row");
    const secondToLast = rows.nth((await rows.count()) - 2);
    await secondToLast.getByRole("button").first().focus();
    await page.keyboard.press("End");
    const isLast = await page.evaluate(() => {
      const all = [...document.querySelectorAll("[data-testid=version-row]")];
      const { bottom, top } = document.activeElement.getBoundingClientRect();
      return all.at(-1).contains(document.activeElement) && top >= 0 && bottom <= innerHeight;
    });
    assert.ok(isLast, "the last row has the focus and is visible");
    assert.deepEqual(await deeds(page), []);
  });
});
