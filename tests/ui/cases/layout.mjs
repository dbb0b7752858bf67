// What must not move: the same parts are at the same place in every state and on every page.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { click, go, open, openAt, play, settled, zoom } from "../harness.mjs";

/** Where an element is, in whole pixels. */
async function boxOf(locator) {
  const { x, y, width, height } = await locator.boundingBox();
  return { left: Math.round(x), top: Math.round(y), right: Math.round(x + width), height: Math.round(height) };
}

/** Fails if one of the choices moves while each of them is chosen in turn. */
async function assertStays(page, choices, one) {
  const places = [];
  for (let at = 0; at < (await choices.count()); at++) {
    await choices.nth(at).click();
    await settled(page);
    places.push(await boxOf(one));
  }
  assert.ok(places.length > 1);
  for (const place of places) assert.deepEqual(place, places[0]);
}

describe("nothing moves under the pointer", () => {
  test("the tabs of Environment stay where they are", async (t) => {
    const page = await openAt(t, "environment", "home-current");
    const tabs = page.getByRole("tab");
    await assertStays(page, tabs, tabs.first());
  });

  test("the channels of Versions stay where they are", async (t) => {
    const page = await openAt(t, "versions", "home-current");
    const options = page.locator(".segmented").first().locator("label");
    await assertStays(page, options, options.last());
  });

  test("every page has its title at the same height", async (t) => {
    const page = await open(t, "home-current");
    const tops = {};
    for (const place of ["versions", "projects", "environment", "health", "history", "settings"]) {
      await go(page, place);
      tops[place] = (await boxOf(page.locator("main").getByRole("heading", { level: 1 }))).top;
    }
    assert.equal(new Set(Object.values(tops)).size, 1, JSON.stringify(tops));
  });

  test("Home is as high in every state, and its buttons end at the same edge", async (t) => {
    const page = await open(t, "home-current");
    const heights = {};
    const edges = {};
    for (const scenario of ["home-current", "home-update", "home-security", "home-postponed", "home-skipped"]) {
      await page.goto(page.url().replace(/scenario=[^&]*/, `scenario=${scenario}`));
      await page.getByTestId("home-state").waitFor();
      await settled(page);
      const hero = await boxOf(page.locator(".hero"));
      const first = page.locator(".hero button").first();
      heights[scenario] = hero.height;
      edges[scenario] = hero.right - (await edgeOf(page, first));
    }
    assert.equal(new Set(Object.values(heights)).size, 1, JSON.stringify(heights));
    assert.equal(new Set(Object.values(edges)).size, 1, JSON.stringify(edges));
  });

  test("the first editable entry of PATH is visible without scrolling", async (t) => {
    const page = await openAt(t, "environment", "home-current");
    await page.getByRole("tab", { name: "PATH" }).click();
    await settled(page);
    const yours = await boxOf(page.getByTestId("path-handle").first());
    assert.ok(yours.top < 688, JSON.stringify(yours));
  });

  test("a toast covers nothing that can be pressed", async (t) => {
    const page = await open(t, "home-update-line");
    await click(page, "later");
    const toast = await boxOf(page.getByTestId("toast"));
    const main = await boxOf(page.locator(".hero"));
    assert.ok(toast.top > main.top + main.height, JSON.stringify({ toast, main }));
    await play(page, "changed");
  });
});

/** The right edge of a button, or of the split button that it begins. */
async function edgeOf(page, button) {
  return button.evaluate((element) => Math.round((element.closest(".split") ?? element).getBoundingClientRect().right));
}

describe("what belongs together stands together", () => {
  test("a search order counts its Gos from 1, and says whose PATH each is in", async (t) => {
    const page = await open(t, "home-shadowed");
    const rows = page.getByTestId("shadow-row");
    await rows.first().waitFor();
    const circles = await page.locator("[data-testid=shadow-row] .position").allInnerTexts();
    assert.deepEqual(circles, ["1", "2"]);
    assert.match(await rows.first().innerText(), /Machine PATH, position 2 · Go installer/);
    assert.match(await rows.last().innerText(), /Your PATH, position \d · Managed by Upgo/);
  });

  test("the places and texts of a diff are two columns", async (t) => {
    for (const [place, scenario, openIt] of [
      ["home", "plan-install-first", (page) => click(page, "primary-action")],
      ["environment", "environment-usual", editPath],
    ]) {
      const page = await openAt(t, place, scenario);
      await openIt(page);
      const lines = page.locator("ul.diff li");
      assert.ok((await lines.count()) > 1);
      const places = await lines.locator(".place").evaluateAll((all) => all.map((each) => each.innerText));
      assert.ok(!places.some((each) => each.includes("HKCU")), places.join("; "));
      for (const part of [".place", ".text"]) {
        const lefts = await lines.locator(part).evaluateAll((all) => all.map((each) => each.getBoundingClientRect().left));
        assert.equal(new Set(lefts.map(Math.round)).size, 1, `${part}: ${lefts}`);
      }
    }
  });

  test("in a low window, the bar of changes leaves room for the list, and lists them when asked", async (t) => {
    const page = await openAt(t, "environment", "environment-usual", { width: 800, height: 568 });
    await editPath(page);
    const { height } = await boxOf(page.getByTestId("change-bar"));
    assert.ok(height < 568 / 4, `${height}`);
    const list = page.getByTestId("change-list");
    assert.equal(await list.getAttribute("aria-expanded"), "false");
    assert.equal(await page.getByTestId("change-diff").isVisible(), false);
    await list.click();
    assert.equal(await list.getAttribute("aria-expanded"), "true");
    await page.getByTestId("change-diff").waitFor();
    await page.setViewportSize({ width: 1040, height: 688 });
    await settled(page);
    assert.equal(await list.isVisible(), false);
    assert.ok(await page.getByTestId("change-diff").isVisible());
  });

  test("the link of an advisory begins where the box above it does", async (t) => {
    const page = await open(t, "home-security");
    const row = page.getByTestId("advisory-row").first();
    await row.getByRole("button").first().click();
    const box = await boxOf(row.locator("dl"));
    const link = row.getByTestId("advisory-link").locator(".words");
    await link.scrollIntoViewIfNeeded();
    assert.equal((await boxOf(link)).left, box.left);
  });
});

describe("edges and baselines", () => {
  test("the title of a section is as far from its card with a button as without", async (t) => {
    const page = await open(t, "home-update-line");
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

  test("what is expected has the size of what comes", async (t) => {
    const page = await open(t, "home-loading");
    const expected = await sizesOf(page.locator(".skeleton .block"), 3);
    await page.goto(page.url().replace("home-loading", "home-current"));
    await page.getByTestId("fact-version").waitFor();
    assert.deepEqual(expected, await sizesOf(page.locator(".facts > *"), 3));
  });

  test("the three facts are in one line beside the rail", async (t) => {
    for (const width of [700, 760, 899, 1040]) {
      const page = await open(t, "home-update-line", { width });
      const tops = (await sizesOf(page.locator(".facts > *"), 3)).map(({ top }) => top);
      assert.equal(new Set(tops).size, 1, `${width}: ${tops}`);
    }
  });

  test("no state leaves one word alone in the last line, or breaks a number from its unit", async (t) => {
    for (const [scenario, width] of [
      ["home-not-on-path", 1040],
      ["home-unsupported", 1040],
      ["home-stale-security", 1040],
    ]) {
      const page = await open(t, scenario, { width });
      const lines = await page.locator(".hero h1, .hero p, .facts .line").evaluateAll(linesOf);
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
          .filter((step) => step.querySelector(".side"))
          .map((step) => {
            const words = step.querySelector(".words").getBoundingClientRect();
            return step.querySelector(".side").getBoundingClientRect().top >= words.bottom;
          }),
      );
      assert.ok(isBelow.length > 1 && isBelow.every(Boolean), `${lang}: ${isBelow}`);
    }
  });
});

/** The places and sizes of the first elements, in whole pixels. */
async function sizesOf(locator, count) {
  await locator.nth(count - 1).waitFor();
  const boxes = await locator.evaluateAll((all) =>
    all.map((each) => {
      const { left, top, width, height } = each.getBoundingClientRect();
      const [x, y, wide, high] = [left, top, width, height].map(Math.round);
      return { left: x, top: y, width: wide, height: high };
    }),
  );
  return boxes.slice(0, count);
}

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

/** Moves one entry of PATH up, and removes another. */
async function editPath(page) {
  await page.getByTestId("env-tab-path").click();
  const own = page.locator("[data-testid=path-row]").filter({ has: page.getByTestId("path-handle") });
  await own.last().getByTestId("path-handle").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await own.first().getByTestId("path-menu").press("Delete");
  await page.getByTestId("change-bar").waitFor();
  await settled(page);
}

/** The regions whose formats differ most, with the time of a change as each writes it. */
const REGIONS = [
  ["en-US", /^\d{1,2}:\d\d\s[AP]M$/],
  ["en-GB", /^\d\d:\d\d$/],
  ["de-DE", /^\d\d:\d\d$/],
  ["zh-CN", /^\d\d:\d\d$/],
  ["ja-JP", /^\d{1,2}:\d\d$/],
];

describe("the times of every region have room", () => {
  for (const [locale, form] of REGIONS) {
    for (const lang of ["en", "zh-CN"]) {
      test(`History in ${locale}, ${lang}`, async (t) => {
        const page = await openAt(t, "history", "history-few", { locale, lang });
        for (const [percent, width] of [
          [100, 1040],
          [200, 1040],
          [200, 640],
          [100, 480],
        ]) {
          await page.setViewportSize({ width, height: 688 });
          await zoom(page, percent);
          const rows = await page.getByTestId("history-row").evaluateAll(timesAndMarks);
          assert.ok(rows.length > 1);
          if (lang === "en") for (const { time } of rows) assert.match(time, form);
          const [gaps, marks] = [rows.map(({ gap }) => gap), rows.map(({ mark }) => mark)];
          assert.ok(Math.min(...gaps) >= 8, `${percent} %, ${width}: ${gaps}`);
          assert.equal(new Set(marks).size, 1, `the icons are not in one column: ${marks}`);
          assert.ok(rows.every(({ lines }) => lines === 1), "a time breaks");
        }
      });
    }
  }

  test("the region of the system's settings comes before the language of the web view", async (t) => {
    const page = await open(t, "history-few", { locale: "en-US", own: true });
    await page.addInitScript("window.upgoRegion = 'de-DE'");
    await page.reload();
    await page.getByTestId("home-state").waitFor();
    await go(page, "versions");
    assert.match(await page.locator("main").innerText(), /\d,\d+\sMB/);
  });
});

/** Runs in the page: where the time of each row ends, and its icon begins. */
function timesAndMarks(rows) {
  return rows.map((row) => {
    const words = document.createRange();
    words.selectNodeContents(row.querySelector("time"));
    const mark = row.querySelector("svg").getBoundingClientRect();
    const lines = new Set([...words.getClientRects()].map(({ top }) => Math.round(top)));
    return {
      ...{ time: words.toString(), lines: lines.size, mark: Math.round(mark.left) },
      gap: mark.left - words.getBoundingClientRect().right,
    };
  });
}

/** Where the words of a button end: a quiet button has no visible edge. */
async function wordsEnd(button) {
  return button.locator(".words").evaluate((element) => Math.round(element.getBoundingClientRect().right));
}

/** The inner right edge of a box with a border of 1 px and a padding of 16 px. */
async function innerEdge(box) {
  return (await boxOf(box)).right - 17;
}

/** The different right edges of elements. */
async function rightsOf(elements) {
  const rights = await elements.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().right));
  return [...new Set(rights.map(Math.round))];
}

describe("columns and edges", () => {
  test("the line below a title has the whole width", async (t) => {
    const page = await openAt(t, "environment", "environment-usual");
    await page.getByTestId("env-tab-path").click();
    await settled(page);
    const line = page.locator("main .head > p").first();
    assert.ok((await boxOf(line)).height < 24, await line.innerText());
    await go(page, "history");
    await settled(page);
    assert.ok((await boxOf(line)).height < 24, await line.innerText());
  });

  test("in a narrow window, the buttons of a title stay together", async (t) => {
    const page = await openAt(t, "versions", "versions-few", { width: 480 });
    const tops = await page
      .locator("main .head .side button")
      .evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().top)));
    assert.ok(tops.length > 1);
    assert.equal(new Set(tops).size, 1, `${tops}`);
  });

  test("the quiet button of a banner ends where the rows end", async (t) => {
    for (const [place, scenario] of [
      ["versions", "versions-offline"],
      ["settings", "settings-broken"],
      ["environment", "environment-goroot"],
    ]) {
      const page = await openAt(t, place, scenario);
      const banner = page.locator("main .banner").first();
      assert.equal(await wordsEnd(banner.getByRole("button")), await innerEdge(banner), place);
    }
  });

  test("the details of a broken settings file are in its banner, apart from the search", async (t) => {
    const page = await openAt(t, "settings", "settings-broken");
    const banner = page.getByTestId("problem");
    assert.match(await banner.innerText(), /channels must be a list/);
    const { top, height } = await boxOf(banner);
    assert.ok((await boxOf(page.getByTestId("setting-search"))).top - top - height >= 8);
  });

  test("the columns of Versions are straight, with a row without details and while one is installed", async (t) => {
    const foreign = await openAt(t, "versions", "versions-foreign");
    const menus = foreign.locator("[data-testid=version-row]:not([data-state=available]) [data-testid=version-menu]");
    assert.ok((await menus.count()) > 4);
    assert.equal((await rightsOf(menus)).length, 1);
    const working = await openAt(t, "versions", "versions-working");
    const available = working.locator("[data-testid=version-row][data-state=available]");
    const ends = await rightsOf(available.locator(".size, .progress"));
    assert.equal(ends.length, 1, `${ends}`);
  });

  test("the versions of Why this Go? are one column", async (t) => {
    const page = await openAt(t, "environment", "why-project");
    await page.getByTestId("env-tab-why").click();
    await page.locator("main select").selectOption("?");
    await page.getByTestId("why-fix").waitFor();
    const ends = await rightsOf(page.locator("[data-testid=why-link] .version"));
    assert.equal(ends.length, 1, `${ends}`);
  });

  test("the link to more entries of PATH begins where the entries do, and a removed entry is struck out", async (t) => {
    const page = await openAt(t, "environment", "environment-usual");
    await editPath(page);
    const path = await boxOf(page.getByTestId("path-row").first().locator(".entry"));
    assert.equal((await boxOf(page.getByTestId("path-more").locator(".words"))).left, path.left);
    const removed = page.locator("[data-testid=path-row][data-state=removed] .entry [aria-hidden]").first();
    assert.equal(await removed.evaluate((element) => getComputedStyle(element).textDecorationLine), "line-through");
  });

  test("a long date in the log makes no gap between a line and its facts", async (t) => {
    const page = await openAt(t, "settings", "settings-default", { lang: "zh-CN" });
    await click(page, "open-log");
    const lines = page.getByTestId("log-line");
    await lines.first().waitFor();
    const gaps = await lines.evaluateAll((all) =>
      all.map((line) => {
        const [text, facts] = [".text", ".facts"].map((part) => line.querySelector(part).getBoundingClientRect());
        return Math.round(facts.top - text.bottom);
      }),
    );
    assert.deepEqual(new Set(gaps), new Set([0]));
  });

  test("no Chinese punctuation is followed by a space", async (t) => {
    for (const [place, scenario, act] of [
      ["settings", "settings-default"],
      ["health", "health-findings", (page) => page.getByTestId("finding-why").first().click()],
      ["environment", "environment-long", (page) => page.getByTestId("env-tab-path").click()],
      ["projects", "rehearsal-breaks", (page) => page.getByTestId("project-row").first().locator(".open").click()],
    ]) {
      const page = await openAt(t, place, scenario, { lang: "zh-CN" });
      await act?.(page);
      await settled(page);
      const words = await page.locator("main").innerText();
      assert.deepEqual(words.match(/.*[，。：；）] +\S.*| \([^)]*[\u4e00-\u9fff].*/g) ?? [], [], place);
    }
  });
});
