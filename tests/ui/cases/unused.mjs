// Versions that are no longer needed: the list, and their removal as one plan.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, click, deeds, none, open, openAt, play } from "../harness.mjs";

describe("versions that are no longer needed", () => {
  const rows = (page) => page.getByTestId("unused-row");

  test("are listed with size and reason, and those chosen are removed as one plan", async (t) => {
    const page = await openAt(t, "versions", "versions-unused");
    const banner = page.getByText("2 versions are unused · frees 498 MB");
    await banner.waitFor();
    await page.getByRole("button", { name: "Review" }).click();
    const said = await rows(page).allInnerTexts();
    assert.equal(said.length, 2, "as many as it says");
    assert.match(said[0], /go1\.25\.7[^]*Not in use\s· Upgo keeps 3 versions\s· Support ended\s· 36 vulnerabilities[^]*251 MB/);
    assert.match(said[1], /go1\.24\.13[^]*247 MB/);
    await assertAccessible(page);
    await page.getByRole("checkbox", { name: "go1.25.7" }).uncheck();
    assert.match(await page.getByTestId("unused").innerText(), /Frees\s247\sMB[^]*Remove 1 version/);
    await page.getByRole("checkbox", { name: "go1.25.7" }).check();
    await click(page, "unused-remove");
    await page.getByRole("dialog", { name: "Remove go1.25.7, go1.24.13" }).waitFor();
    assert.deepEqual((await deeds(page)).at(-1), [
      "plan",
      { kind: "remove", versions: ["go1.25.7", "go1.24.13"], force: false },
    ]);
    await click(page, "plan-apply");
    await play(page, "finish");
    await none(page.locator("[data-testid=version-row][data-version='go1.25.7']").getByTestId("version-use"));
    await none(page.getByText("versions are unused"), "nothing is left to review");
  });

  test("cannot be removed if none is chosen", async (t) => {
    const page = await openAt(t, "versions", "versions-unused");
    await page.getByRole("button", { name: "Review" }).click();
    for (const box of await page.getByRole("checkbox").all()) await box.uncheck();
    assert.ok(await page.getByTestId("unused-remove").isDisabled());
    await page.keyboard.press("Escape");
    await none(page.getByTestId("unused"));
    assert.deepEqual(await deeds(page), []);
  });

  test("Home says what they free, and opens the same list", async (t) => {
    const page = await open(t, "done-upgrade");
    await click(page, "left-to-do-more");
    const row = page.getByTestId("left-to-do-row").filter({ hasText: "go1.24.13 can be removed" });
    await row.getByText("frees 247 MB").waitFor();
    await row.getByRole("button", { name: "Review" }).click();
    assert.equal(await rows(page).count(), 1);
    await click(page, "unused-remove");
    await page.getByTestId("plan").waitFor();
  });

  test("several versions are chosen and removed with one plan, by keyboard, too", async (t) => {
    const page = await openAt(t, "versions", "versions-unused");
    await page.locator("[data-testid=version-row][data-state=installed]").first().getByTestId("version-menu").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Remove several versions" }).press("Enter");
    await page.getByTestId("unused").waitFor();
    const boxes = page.getByTestId("unused").getByRole("checkbox");
    const isUnused = await boxes.evaluateAll((all) => all.map(({ checked }) => checked));
    assert.ok(isUnused.includes(true) && isUnused.includes(false), "only what is not needed is chosen");
    await boxes.nth(isUnused.indexOf(false)).focus();
    await page.keyboard.press("Space");
    await assertAccessible(page);
    await play(page, "hold", "plan");
    await click(page, "unused-remove");
    const [name, request] = (await deeds(page)).at(-1);
    const count = isUnused.filter(Boolean).length + 1;
    assert.deepEqual([name, request.kind, request.versions.length, request.force], ["plan", "remove", count, false]);
  });

  test("a menu says what a removal frees before it is chosen", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    const row = page.locator("[data-testid=version-row][data-version='go1.24.13']");
    await row.getByTestId("version-menu").click();
    await page.getByRole("menuitem", { name: "Remove · 247 MB" }).waitFor();
  });
});
