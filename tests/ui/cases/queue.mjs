// A second change while one runs: it waits, can be taken out, and asks again if its plan has become another one.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, click, deeds, go, none, open, play, settled, state, works } from "../harness.mjs";

const USE = { kind: "use", version: "go1.24.13" };

describe("the queue", () => {
  /** A page with a running upgrade, and a switch that waits for it. */
  async function openWithQueue(t) {
    const page = await open(t, "home-update-line");
    await click(page, "primary-action");
    await works(page);
    await go(page, "versions");
    await page.locator("[data-testid=version-row][data-version='go1.24.13']").getByTestId("version-use").click();
    await settled(page);
    return page;
  }

  test("a second change waits where everybody sees it, and runs after the first", async (t) => {
    const page = await openWithQueue(t);
    assert.match(await page.getByTestId("toast").innerText(), /Waiting for the running change: Use go1\.24\.13/);
    assert.deepEqual((await deeds(page)).filter(([name]) => name === "plan").at(-1), ["plan", USE]);
    await go(page, "home");
    const waiting = page.getByTestId("waiting");
    assert.match(await waiting.innerText(), /Use go1\.24\.13[^]*Starts when the running change is done/);
    await assertAccessible(page);
    await play(page, "finish");
    await play(page, "nextInQueue");
    await works(page);
    await none(waiting);
  });

  test("a waiting change can be taken out", async (t) => {
    const page = await openWithQueue(t);
    await go(page, "home");
    await click(page, "waiting-remove");
    await none(page.getByTestId("waiting"));
    assert.equal((await deeds(page)).at(-1)[0], "unqueue");
    assert.equal(await state(page), "working", "the running one goes on");
  });

  test("a plan that has become another one is shown, and the change waits until the user agrees", async (t) => {
    const page = await openWithQueue(t);
    await go(page, "home");
    await play(page, "finish");
    await play(page, "nextInQueue", true);
    await page.getByTestId("plan").waitFor();
    assert.equal(await page.getByTestId("plan").getAttribute("data-state"), "stale");
    await click(page, "plan-cancel");
    assert.match(await page.getByTestId("waiting").innerText(), /Its plan has changed/);
    await click(page, "waiting-plan");
    await click(page, "plan-apply");
    await none(page.getByTestId("waiting"));
    await works(page);
  });
});
