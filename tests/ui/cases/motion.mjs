// Motion: what moves, that nothing else does, and that nothing moves for those who do not want it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { click, go, none, open, openAt, play, settled } from "../harness.mjs";

/** Runs in the page at every frame: notes what is animated, and how long. */
function watchAnimations() {
  window.animated = { hero: 0 };
  const look = () => {
    for (const animation of document.getAnimations()) {
      const { target, pseudoElement } = animation.effect;
      if (target.matches(".hero > .head")) window.animated.hero += 1;
      const frames = animation.effect.getKeyframes().flatMap(Object.keys);
      const properties = frames.filter((key) => !["offset", "computedOffset", "easing", "composite"].includes(key));
      for (const property of properties) {
        const element = target.tagName.toLowerCase() + (pseudoElement ?? "");
        const { duration } = animation.effect.getComputedTiming();
        window.animated[`${property} of ${element}`] = Math.max(window.animated[`${property} of ${element}`] ?? 0, duration);
      }
    }
    requestAnimationFrame(look);
  };
  look();
}

/** Properties that cost no layout, and on which elements others may be animated. */
const FREE = /^(opacity|transform) of /;
const ALLOWED = [
  // paints one control, for 83 ms
  /^background\w* of (button|a|span|input|div|label)/,
  // paint a box of fixed size while something is awaited; a `progress` does not have its own box to be moved
  /^backgroundPosition\w* of (svg|progress)$/,
  // grows inside a bar of fixed size, which contains its layout
  /^(inlineSize|width) of progress::-webkit-progress-value$/,
  // not a motion: a waiting button shows its spinner after 300 ms, at once
  /^(display|position|visibility|inlineSize|width|minWidth|margin\w*) of (span|svg)$/,
];

/** Everything in the page that moves. */
async function tour(page) {
  for (const place of ["versions", "projects", "environment", "health", "history", "settings", "home"]) {
    await go(page, place);
    await lasting(page);
  }
  await page.getByTestId("advisory-row").first().getByRole("button").first().click();
  await lasting(page);
  await click(page, "what-will-happen");
  await lasting(page);
  await page.keyboard.press("Escape");
  await lasting(page);
  await page.keyboard.press("Control+k");
  await lasting(page);
  await page.keyboard.press("Escape");
  await click(page, "later");
  await lasting(page);
}

/** Waits until every animation that ends has ended. */
function lasting(page) {
  return page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const ends = (animation) => animation.effect.getComputedTiming().endTime !== Infinity;
    await Promise.allSettled(document.getAnimations().filter(ends).map((animation) => animation.finished));
  });
}

describe("motion", () => {
  test("only what costs no layout is animated: rows, dialogs, pages and Home", async (t) => {
    const page = await open(t, "plan-upgrade", { reducedMotion: "no-preference" });
    await page.evaluate(watchAnimations);
    await tour(page);
    const { hero, ...all } = await page.evaluate(() => window.animated);
    assert.ok(hero > 0, "Home does not fade to its next state");
    const animated = Object.keys(all);
    for (const expected of ["opacity of main", "transform of main", "opacity of dialog", "transform of div", "opacity of div"]) {
      assert.ok(animated.includes(expected), `${expected} is not among ${animated.join(", ")}`);
    }
    const wrong = animated.filter((each) => !FREE.test(each) && !ALLOWED.some((allowed) => allowed.test(each)));
    assert.deepEqual(wrong, []);
  });

  test("nothing moves for those who want no motion", async (t) => {
    const page = await open(t, "plan-upgrade");
    await page.evaluate(watchAnimations);
    await tour(page);
    const { hero, ...all } = await page.evaluate(() => window.animated);
    assert.equal(hero, 0);
    const animated = Object.entries(all);
    const slow = animated.filter(([name, duration]) => duration > 1 && !name.endsWith("progress-value"));
    assert.deepEqual(slow, []);
  });

  test("a dialog that closes leaves nothing behind that can be focused, pressed or read", async (t) => {
    const page = await open(t, "plan-upgrade", { reducedMotion: "no-preference" });
    await click(page, "what-will-happen");
    await lasting(page);
    await page.keyboard.press("Escape");
    const left = await page.evaluate(() => {
      const [dialog] = document.querySelectorAll("dialog");
      if (!dialog) return null;
      const { inert, ariaHidden, open, style } = dialog;
      return { inert, ariaHidden, open, pointerEvents: style.pointerEvents, holdsFocus: dialog.contains(document.activeElement) };
    });
    const picture = { inert: true, ariaHidden: "true", open: false, pointerEvents: "none", holdsFocus: false };
    assert.deepEqual(left ?? picture, picture);
    await none(page.locator("dialog"));
  });

  /** Runs in the page: notes what each picture of something that has gone still offers. */
  function watchPictures() {
    window.pictures = [];
    const note = (picture) => {
      const named = picture.querySelectorAll("[id], [role], [data-testid]").length;
      const { inert, ariaHidden, style } = picture;
      window.pictures.push({ inert, ariaHidden, named, position: style.position, pointerEvents: style.pointerEvents });
    };
    const observer = new MutationObserver((changes) =>
      changes.flatMap(({ addedNodes }) => [...addedNodes]).forEach((node) => {
        if (node.matches?.(".hero > .head")) note(node);
      }),
    );
    observer.observe(document.body, { childList: true, subtree: true });
  }

  test("the state of Home that has gone fades above the next one, as a picture only", async (t) => {
    const page = await open(t, "home-security", { reducedMotion: "no-preference" });
    await page.evaluate(watchPictures);
    await click(page, "later");
    await page.waitForFunction(() => document.querySelector("[data-testid=home-state]").dataset.state === "postponed");
    await lasting(page);
    const picture = { inert: true, ariaHidden: "true", named: 0, position: "absolute", pointerEvents: "none" };
    assert.deepEqual(await page.evaluate(() => window.pictures), [picture]);
    assert.equal(await page.locator(".hero > .head").count(), 1, "the picture is still there");
  });

  test("the palette that closes leaves nothing behind", async (t) => {
    const page = await open(t, "home-security", { reducedMotion: "no-preference" });
    await page.keyboard.press("Control+k");
    const palette = page.locator("dialog");
    await palette.waitFor();
    await lasting(page);
    const before = await palette.boundingBox();
    await page.evaluate(() => {
      window.left = [];
      new MutationObserver((changes) => {
        for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
          if (!node.matches?.("dialog")) continue;
          const { inert, ariaHidden, open, style } = node;
          const { x, y, width, height } = node.getBoundingClientRect();
          window.left.push({ inert, ariaHidden, open, pointerEvents: style.pointerEvents, box: { x, y, width, height } });
        }
      }).observe(document.body, { childList: true });
    });
    await page.keyboard.press("Escape");
    await none(palette);
    const picture = { inert: true, ariaHidden: "true", open: false, pointerEvents: "none", box: before };
    assert.deepEqual(await page.evaluate(() => window.left), [picture], "it does not fade, or not in its place");
  });
});

describe("nothing is pushed around", () => {
  /** Runs in the page: adds up what moved without a press or a key. */
  function watchShifts() {
    window.shifts = [];
    const note = ({ value, sources }) => {
      const places = sources.map(({ node, previousRect: from, currentRect: to }) => {
        const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        return `${element?.tagName} ${element?.className} “${element?.textContent.trim().slice(0, 40)}” ${from.x},${from.y} > ${to.x},${to.y}`;
      });
      window.shifts.push(`${value.toFixed(4)}: ${places.join(" | ")}`);
    };
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: "layout-shift" });
  }

  test("while one goes through the pages", async (t) => {
    const page = await open(t, "home-security");
    await page.evaluate(watchShifts);
    for (const place of ["versions", "environment", "health", "history", "settings", "home"]) {
      await go(page, place);
      await settled(page);
    }
    assert.deepEqual(await page.evaluate(() => window.shifts), []);
  });

  for (const place of ["home", "versions"]) {
    test(`while a job runs, on ${place}`, async (t) => {
      const page = await openAt(t, place, "working-start");
      await page.evaluate(watchShifts);
      for (let at = 0; at < 20; at++) await play(page, "progress", Math.floor(at / 5), { fraction: at / 20 });
      assert.deepEqual(await page.evaluate(() => window.shifts), []);
    });
  }
});
