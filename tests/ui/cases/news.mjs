// What changes for you: what an upgrade brings to the projects.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  assertAccessible,
  assertFits,
  click,
  deeds,
  focused,
  none,
  open,
  play,
  problemOf,
  settled,
  wordsOf,
} from "../harness.mjs";
import { unfold } from "./projects.mjs";

describe("What changes for you", () => {
  test("is one line on Home, loaded after it", async (t) => {
    const page = await open(t, "projects-some");
    const line = page.locator("[data-testid=for-you][data-state=known]");
    await line.waitFor();
    assert.match(await line.innerText(), /What changes for you\s+GODEBUG defaults change the behavior of ledger/);
    assert.equal(await focused(page), "primary-action", "the focus stays at the upgrade");
    await assertAccessible(page);
    await assertFits(page);
  });

  test("leads to the projects, the releases on the way and the vulnerabilities", async (t) => {
    const page = await open(t, "projects-some");
    await page.locator("[data-testid=for-you][data-state=known] .open").click();
    await page.getByTestId("news").waitFor();
    await settled(page);
    const words = await wordsOf(page, "[data-testid=news]");
    for (const each of ["go1.26.5 → go1.27.1", "New in Go 1.27", "type parameters of its own", "Releases on the way", "Fixes 10 vulnerabilities", "Behaves differently"])
      assert.ok(words.includes(each), `no “${each}” in: ${words}`);
    await unfold(page.locator("[data-testid=news-project][data-state=changes]"));
    assert.match(await wordsOf(page, "[data-testid=news]"), /asynctimerchan/);
    await assertAccessible(page);
    for (const width of [480, 1040]) {
      await page.setViewportSize({ width, height: 688 });
      await settled(page);
      await assertFits(page);
    }
    await page.locator("[data-testid=news-release][data-version='go1.27.1']").getByRole("button").click();
    assert.deepEqual(await deeds(page), [["openLink", { kind: "releaseNotes", version: "go1.27.1" }]]);
  });

  test("is in the plan of the upgrade, too", async (t) => {
    const page = await open(t, "projects-some");
    await page.locator("[data-testid=for-you][data-state=known]").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByTestId("palette-input").fill("upgrade to go1.27.1");
    await page.keyboard.press("Enter"); // shows the plan, which starts at once from Home
    const line = page.getByTestId("plan-news");
    await line.waitFor();
    assert.match(await line.innerText(), /GODEBUG defaults change the behavior of ledger/);
    await click(page, "plan-news-more");
    await page.getByTestId("plan").getByTestId("whats-new").waitFor();
    await assertAccessible(page);
  });

  test("a problem is one line, too, and says why on request", async (t) => {
    const page = await open(t, "projects-some");
    const failure = problemOf("UPGO-DISK-FAILED", "go.mod could not be read");
    await play(page, "set", { problems: { whatsNew: failure } });
    const line = page.locator("[data-testid=for-you][data-state=unknown]");
    await line.waitFor();
    await unfold(line);
    assert.match(await page.getByRole("alertdialog").innerText(), /UPGO-DISK-FAILED/);
  });

  test("without projects, it leads to where they are added", async (t) => {
    const page = await open(t, "projects-new");
    await click(page, "open-projects");
    await page.getByTestId("projects-new").waitFor();
  });

  test("is not there without an upgrade", async (t) => {
    const page = await open(t, "home-current");
    await none(page.getByTestId("for-you"));
    const asked = await page.evaluate(() => window.__upgo.calls.some(({ name }) => name === "whatsNew"));
    assert.ok(!asked);
  });
});
