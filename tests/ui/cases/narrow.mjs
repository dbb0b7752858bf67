// Narrow windows and large text: nothing is cut, collides, or becomes a column of single words.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertFitsAt, open, openAt, zoom } from "../harness.mjs";

/** Widths below that of the rail, and text twice as large, in pixels and per cent. */
const NARROW = [
  [480, 100],
  [512, 100],
  [639, 100],
  [480, 200],
  [640, 200],
  [1040, 200],
];

async function assertFitsNarrow(page) {
  for (const [width, percent] of NARROW) {
    await zoom(page, percent);
    await assertFitsAt(page, width).catch((error) => {
      error.message = `${width} px at ${percent} %: ${error.message}`;
      throw error;
    });
  }
  await zoom(page, 100);
}

describe("narrow windows and large text", () => {
  // one state of each kind, with the longest texts and what only a policy shows
  for (const scenario of [
    ...["home-current", "home-security", "home-unsupported", "home-stale-security", "home-no-go", "home-have-go"],
    ...["home-shadowed", "home-not-on-path", "home-long", "home-paused", "managed-held-back-security"],
    ...["working-download", "done-upgrade", "failed-digest"],
  ]) {
    test(`Home fits: ${scenario}`, async (t) => {
      for (const lang of ["en", "zh-CN"]) await assertFitsNarrow(await open(t, scenario, { lang }));
    });
  }

  test("what an organization manages fits", async (t) => {
    const page = await openAt(t, "settings", "managed-settings");
    await page.getByTestId("managed-details").first().click();
    await page.getByTestId("managed-source").first().waitFor();
    await assertFitsNarrow(page);
  });
});
