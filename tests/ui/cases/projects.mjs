// Projects: which of them an upgrade concerns, and how they are found.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, assertFits, click, deeds, focused, none, openAt, play, settled, zoom } from "../harness.mjs";
import { untranslated } from "./words.mjs";

const row = (page, name) => page.locator(`[data-testid=project-row][data-path$="\\\\${name}"]`);
const rows = (page) => page.getByTestId("project-row");
export const unfold = (within) => within.locator(".open").first().click();
const searches = (page) => page.evaluate(() => window.__upgo.calls.filter(({ name }) => name === "projects").length);

describe("Projects", () => {
  test("is one table: what each project needs, runs now and after the upgrade, and what decides", async (t) => {
    const page = await openAt(t, "projects", "projects-breaks");
    const states = await rows(page).evaluateAll((all) => all.map((each) => each.dataset.state));
    assert.deepEqual(states, ["breaks", "broken", "secures", "repairs", "changes", "changes", "changes", "keeps"]);
    assert.match(await row(page, "legacy").innerText(), /Would break/);
    const said = (await row(page, "edge-proxy").innerText()).replace(/\s+/g, " ");
    assert.match(said, /Needs 1\.26\.3 Runs now go1\.26\.5 After go1\.27\.1 Decided by Upgo/);
    assert.match(said, /Fixes 2/);
    assert.doesNotMatch(said, /upgrade/, "the columns and the badge have said it");
    assert.match(await row(page, "legacy").innerText(), /It builds with go1\.26\.5, but would not with go1\.27\.1/);
    // only what does not work has a mark
    assert.equal(await page.locator("[data-testid=project-row] .badge:not([data-tone=neutral])").count(), 2);
    const lefts = (column) =>
      page.locator(`[data-column=${column}]`).evaluateAll((all) => [
        ...new Set(all.map((each) => Math.round(each.getBoundingClientRect().left))),
      ]);
    for (const column of ["needs", "now", "after", "decides"]) assert.equal((await lefts(column)).length, 1, column);
    await assertAccessible(page);
    for (const width of [320, 512, 640, 760]) {
      await page.setViewportSize({ width, height: 688 });
      await settled(page);
      await assertFits(page);
    }
  });

  test("the details have every line that asks for a Go, as a link to its file", async (t) => {
    const page = await openAt(t, "projects", "projects-some");
    const ledger = row(page, "ledger");
    await unfold(ledger);
    const details = ledger.getByTestId("project-details");
    assert.match(await details.innerText(), /go\.mod:5\s+toolchain go1\.24\.13/);
    assert.match(await details.innerText(), /Dockerfile:1\s+FROM golang:1\.24-alpine/);
    assert.equal(await ledger.getByTestId("project-finding").count(), 2);
    await details.getByRole("button", { name: /ci\.yml:14/ }).click();
    const file = "C:\\src\\ledger\\.github\\workflows\\ci.yml";
    assert.deepEqual(await deeds(page), [["openFolder", { kind: "source", file }]]);
    await assertAccessible(page);
    for (const width of [480, 760, 1040]) {
      await page.setViewportSize({ width, height: 688 });
      await settled(page);
      await assertFits(page);
    }
    await zoom(page, 200);
    for (const each of await rows(page).all()) if (!(await each.getByTestId("project-details").count())) await unfold(each);
    await page.setViewportSize({ width: 800, height: 688 });
    await settled(page);
    await assertFits(page);
    await zoom(page, 100);
    await unfold(ledger);
    await none(details);
  });

  test("vulnerabilities lead to their entries, with what the upgrade fixes", async (t) => {
    const page = await openAt(t, "projects", "projects-some");
    const proxy = row(page, "edge-proxy");
    await unfold(proxy);
    await proxy.getByRole("button", { name: "GO-2026-6179, opens in the browser" }).click();
    assert.deepEqual(await deeds(page), [["openLink", { kind: "advisory", id: "GO-2026-6179" }]]);
    assert.match(await proxy.innerText(), /GO-2026-6121, fixed in go1\.27\.1/);
  });

  test("a project's menu opens its folder, and explains its Go", async (t) => {
    const page = await openAt(t, "projects", "projects-some");
    await row(page, "billing").getByTestId("project-menu").click();
    await click(page, "project-open");
    assert.deepEqual(await deeds(page), [["openFolder", { kind: "project", folder: "C:\\src\\billing" }]]);
    await row(page, "billing").getByTestId("project-menu").click();
    await click(page, "project-why");
    await page.locator("main[data-place=environment]").waitFor();
    assert.equal(await page.getByTestId("why-folder").getAttribute("data-path"), "C:\\src\\billing");
  });

  test("without folders, nothing is searched, and a chosen folder is searched at once", async (t) => {
    const page = await openAt(t, "projects", "projects-new");
    await page.getByTestId("projects-new").waitFor();
    assert.equal(await searches(page), 0);
    await click(page, "projects-add");
    await page.getByTestId("projects-none").waitFor();
    const chosen = ["setSetting", "projects", "C:\\src\\telemetry"];
    assert.deepEqual(await deeds(page), [["chooseFolder"], chosen]);
    assert.equal(await searches(page), 1);
    assert.match(await page.getByTestId("toast").innerText(), /Undo/);
  });

  test("a further folder is added above the list", async (t) => {
    const page = await openAt(t, "projects", "projects-some");
    await click(page, "projects-add");
    assert.deepEqual((await deeds(page)).at(-1), ["setSetting", "projects", "C:\\src,D:\\work,C:\\src\\telemetry"]);
  });

  test("recent workspaces are searched only after the user says so", async (t) => {
    const page = await openAt(t, "projects", "projects-new");
    assert.equal(await searches(page), 0);
    await click(page, "projects-editors");
    assert.deepEqual(await deeds(page), [["setSetting", "projects-from-editors", "true"]]);
    assert.equal(await searches(page), 1);
  });

  test("no state lists a project twice, or offers twice to add a folder", async (t) => {
    for (const scenario of [
      ...["projects-some", "projects-none", "projects-looking", "projects-error", "projects-new"],
      ...["rehearsal-installing", "rehearsal-working", "rehearsal-cancelling", "rehearsal-same", "rehearsal-breaks"],
      ...["rehearsal-fails", "rehearsal-failed"],
    ]) {
      const page = await openAt(t, "projects", scenario);
      const shown = page.locator(":is([data-testid=project-row], [data-testid=rehearsal-step], [data-testid=rehearsed-row])");
      const folders = await shown.evaluateAll((all) => all.map((each) => each.dataset.path));
      assert.equal(new Set(folders).size, folders.length, `${scenario}: ${folders}`);
      assert.equal(await page.getByRole("button", { name: /^Add a folder/ }).count(), 1, scenario);
    }
  });

  test("a folder is removed below the list", async (t) => {
    const page = await openAt(t, "projects", "projects-some");
    await page.getByRole("button", { name: "Remove D:\\work" }).click();
    await settled(page);
    assert.deepEqual(await deeds(page), [["setSetting", "projects", "C:\\src"]]);
    await page.getByTestId("toast").getByRole("button").first().click();
    await settled(page);
    assert.deepEqual((await deeds(page)).at(-1), ["setSetting", "projects", "C:\\src,D:\\work"]);
  });

  test("a search says what it skips, and can be cancelled", async (t) => {
    const page = await openAt(t, "projects", "projects-looking");
    assert.match(await page.getByTestId("projects-looking").innerText(), /Looking for projects/);
    await click(page, "projects-cancel");
    await none(page.getByTestId("projects-looking"));
    assert.match(await page.locator("main").innerText(), /The search was stopped/);
    await click(page, "projects-again");
    await rows(page).first().waitFor();
    assert.deepEqual(await deeds(page), [["cancelProjects"]]);
  });

  test("a failed search says why, and can be repeated", async (t) => {
    const page = await openAt(t, "projects", "projects-error");
    await page.locator("[data-testid=problem][data-code=UPGO-DISK-FAILED]").waitFor();
    await play(page, "set", { problems: {} });
    await rows(page).first().waitFor();
  });

  test("a hundred projects have a search and a filter", async (t) => {
    const page = await openAt(t, "projects", "projects-many");
    await page.waitForFunction(() => document.querySelectorAll("[data-testid=project-row]").length === 120);
    await page.keyboard.press("Control+f");
    assert.equal(await focused(page), "project-search");
    await page.keyboard.type("team-12 gateway");
    await settled(page);
    assert.equal(await rows(page).count(), 1);
    assert.match(await page.locator("main [role=status]").first().innerText(), /1 project found/);
    await page.getByTestId("project-search").fill("zebra");
    await settled(page);
    assert.match(await page.locator("main").innerText(), /No project matches/);
    await page.locator("main").getByRole("button", { name: "Clear search" }).last().click();
    await page.getByTestId("project-filter").getByText("Affected").click();
    await page.waitForFunction(() => document.querySelectorAll("[data-testid=project-row]").length === 90);
    await none(page.locator("[data-testid=project-row][data-state=keeps]"));
    await assertAccessible(page);
  });

  test("a few projects have neither", async (t) => {
    const page = await openAt(t, "projects", "projects-some");
    await none(page.getByTestId("project-search"));
  });

  test("the list is one tab stop, and arrows move in it", async (t) => {
    const page = await openAt(t, "projects", "projects-some");
    await row(page, "edge-proxy").getByRole("button").first().focus();
    await page.keyboard.press("ArrowDown");
    const at = () => page.evaluate(() => document.activeElement.closest("[data-testid=project-row]")?.dataset.path);
    assert.equal(await at(), "C:\\src\\telemetry");
    await page.keyboard.press("End");
    assert.equal(await at(), "C:\\src\\site-gen");
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: "Open folder" }).waitFor();
  });

  test("the list follows the machine", async (t) => {
    const page = await openAt(t, "projects", "projects-some");
    const before = await searches(page);
    await play(page, "changed");
    assert.equal(await searches(page), before + 1);
  });

  test("is all Chinese, even with open details", async (t) => {
    const page = await openAt(t, "projects", "projects-some", { lang: "zh-CN" });
    for (const each of await rows(page).all()) await unfold(each);
    await settled(page);
    assert.deepEqual(await untranslated(page), []);
    await assertFits(page);
  });
});
