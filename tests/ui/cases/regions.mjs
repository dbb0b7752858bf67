// The times and numbers of each region have room, and are written as it writes them.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { go, open, openAt, zoom } from "../harness.mjs";

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
