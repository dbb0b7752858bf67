// Projects: which of them an upgrade concerns, what it brings, and its rehearsal.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  assertAccessible,
  assertFits,
  click,
  deeds,
  focused,
  go,
  none,
  open,
  openAt,
  play,
  problemOf,
  settled,
  wordsOf,
  zoom,
} from "../harness.mjs";
import { untranslated } from "./words.mjs";

const row = (page, name) => page.locator(`[data-testid=project-row][data-path$="\\\\${name}"]`);
const rows = (page) => page.getByTestId("project-row");
const unfold = (within) => within.locator(".open").first().click();
const searches = (page) => page.evaluate(() => window.__upgo.calls.filter(({ name }) => name === "projects").length);

describe("Projects", () => {
  test("is one table: what each project needs, runs now and after the upgrade, and what decides", async (t) => {
    const page = await openAt(t, "projects", "projects-breaks");
    const states = await rows(page).evaluateAll((all) => all.map((each) => each.dataset.state));
    assert.deepEqual(states, ["breaks", "broken", "secures", "repairs", "changes", "changes", "changes", "keeps"]);
    assert.match(await row(page, "legacy").innerText(), /Would break/);
    const said = (await row(page, "edge-proxy").innerText()).replace(/\s+/g, " ");
    assert.match(said, /Needs 1\.26\.3 Runs now go1\.26\.5 After go1\.27\.1 Decided by Upgo/);
    assert.match(said, /which fixes 2 of the known vulnerabilities in packages that it imports/);
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

  test("recent workspaces are searched only after the user says so", async (t) => {
    const page = await openAt(t, "projects", "projects-new");
    assert.equal(await searches(page), 0);
    await click(page, "projects-editors");
    assert.deepEqual(await deeds(page), [["setSetting", "projects-from-editors", "true"]]);
    assert.equal(await searches(page), 1);
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
    for (const each of ["go1.26.5 → go1.27.1", "Releases on the way", "Fixes 10 vulnerabilities", "Behaves differently"])
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
    await click(page, "what-will-happen");
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

/** The rehearsals that the page asked to be shown. */
function shownRehearsals(page) {
  return page.evaluate(() => window.__upgo.calls.filter(({ name }) => name === "planRehearsal").map(({ args }) => args));
}

describe("Try it on my projects first", () => {
  async function ask(t, scenario = "projects-some") {
    const page = await open(t, scenario);
    await click(page, "try-first");
    await page.getByTestId("rehearse-dialog").waitFor();
    return page;
  }

  test("says what it does, and runs no test unless asked", async (t) => {
    const page = await ask(t);
    const words = await wordsOf(page, "[data-testid=rehearse-dialog]");
    for (const each of ["Try go1.27.1 on your projects", "78.9 MB", "none of your projects' code is executed"])
      assert.ok(words.includes(each), `no “${each}” in: ${words}`);
    assert.deepEqual(await deeds(page), [], "asking starts nothing");
    await assertAccessible(page);
    await assertFits(page);
    await click(page, "rehearse-start");
    await page.locator("main[data-place=projects]").waitFor();
    assert.deepEqual(await deeds(page), [["rehearse", 1]]);
  });

  test("the tests are a choice that says what it means", async (t) => {
    const page = await ask(t);
    await page.getByRole("switch", { name: "Run their tests, too" }).click();
    assert.match(await page.getByTestId("rehearse-tests").innerText(), /executes your projects' code/);
    await page.locator("[data-testid=rehearse-start]:not([aria-busy=true])").waitFor();
    await click(page, "rehearse-start");
    const [, tested] = await shownRehearsals(page);
    assert.deepEqual([tested, await deeds(page)], [["go1.27.1", true], [["rehearse", 2]]], "what was shown last starts");
  });

  test("Esc closes the question, and the focus is back at its button", async (t) => {
    const page = await open(t, "projects-some");
    await page.getByTestId("try-first").focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("rehearse-dialog").waitFor();
    await page.keyboard.press("Escape");
    await none(page.getByTestId("rehearse-dialog"));
    assert.equal(await focused(page), "try-first");
    assert.deepEqual(await deeds(page), []);
  });

  test("is in the menu of the upgrade and on the page Projects, too", async (t) => {
    const page = await open(t, "projects-some");
    await click(page, "primary-menu");
    await page.getByRole("menuitem", { name: "Try it on my projects first" }).click();
    await page.getByTestId("rehearse-dialog").waitFor();
    await click(page, "rehearse-close");
    await go(page, "projects");
    await click(page, "rehearse");
    await page.getByTestId("rehearse-dialog").waitFor();
  });

  test("the palette finds it, and the place", async (t) => {
    const page = await open(t, "projects-some");
    await page.keyboard.press("Control+k");
    await page.getByTestId("palette-input").fill("rehearse");
    await page.keyboard.press("Enter");
    await page.getByTestId("rehearse-dialog").waitFor();
    await page.keyboard.press("Escape");
    await none(page.getByTestId("rehearse-dialog"));
    await page.keyboard.press("Control+k");
    await page.getByTestId("palette-input").fill("projects");
    await page.locator("[data-testid=palette-item][data-id=go-projects]").click();
    await page.locator("main[data-place=projects]").waitFor();
    assert.deepEqual(await deeds(page), []);
  });

  test("a project that fails with both has no green tick, and says what fails", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-fails");
    const failing = page.locator("[data-testid=rehearsed-row][data-state=failsWithBoth]");
    assert.match(await failing.innerText(), /Fails with both/);
    assert.match(await failing.innerText(), /go build fails with both versions: main\.go:3:31/);
    assert.equal(await page.locator("[data-testid=rehearsal][data-state=failsWithBoth]").count(), 1);
  });

  test("while a rehearsal runs, no project is called good, and the remaining time is shown", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-working");
    assert.match(await page.getByTestId("rehearsal").innerText(), /2 of 7 projects[^]*About 2 minutes left/);
    const done = page.locator("[data-testid=rehearsal-step][data-state=done]").first();
    assert.equal(await done.locator(".good").count(), 0);
  });

  test("while a rehearsal runs, asking for one leads to it", async (t) => {
    const page = await open(t, "rehearsal-working");
    await click(page, "try-first");
    await page.locator("[data-testid=rehearsal][data-state=working]").waitFor();
    await none(page.getByTestId("rehearse-dialog"));
    assert.deepEqual(await deeds(page), []);
  });

  test("each project shows how far it is, and the result follows", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-installing");
    const card = page.getByTestId("rehearsal");
    assert.match(await card.innerText(), /Preparing to try go1\.27\.1/);
    await play(page, "rehearse", [{ done: true }, { phase: "build" }]);
    assert.match(await card.innerText(), /1 of 7 projects/);
    const states = await page.getByTestId("rehearsal-step").evaluateAll((all) => all.map((each) => each.dataset.state));
    assert.deepEqual(states.slice(0, 3), ["done", "build", "waiting"]);
    await go(page, "home");
    await play(page, "endRehearsal");
    await go(page, "projects");
    await page.locator("[data-testid=rehearsal][data-state=breaks]").waitFor();
  });

  test("Cancel asks once, and the button waits", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-working");
    await click(page, "rehearsal-cancel");
    assert.match(await page.getByTestId("rehearsal").innerText(), /Stopping…/);
    await page.getByTestId("rehearsal-cancel").click({ force: true });
    assert.deepEqual(await deeds(page), [["cancelRehearsal"]]);
  });

  test("what breaks is open, with the compiler's lines as links; staying is the main button", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-breaks");
    const broken = page.locator("[data-testid=rehearsed-row][data-state=breaks]");
    assert.match(await broken.innerText(), /got "1 204,50", want "1,204\.50"/);
    assert.match(await broken.innerText(), /1 failure with both versions, so not caused by the upgrade/);
    await broken.getByTestId("source-link").click();
    const file = "C:\\src\\ledger\\export\\export_test.go";
    assert.deepEqual(await deeds(page), [["openFolder", { kind: "source", file }]]);
    const isAccent = (testId) => page.getByTestId(testId).evaluate((button) => button.classList.contains("accent"));
    assert.deepEqual([await isAccent("rehearsal-stay"), await isAccent("rehearsal-upgrade")], [true, false]);
    await click(page, "rehearsal-upgrade");
    await page.getByTestId("plan").waitFor();
  });

  test("if nothing differs, the upgrade is the next button and starts at once", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-same");
    await click(page, "rehearsal-upgrade");
    const upgrade = { kind: "upgrade", to: "go1.27.1", patch: false };
    assert.deepEqual((await deeds(page)).map(([name]) => name), ["plan", "start"]);
    assert.deepEqual((await deeds(page))[0], ["plan", upgrade]);
  });

  test("Stay dismisses the result", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-same");
    await click(page, "rehearsal-stay");
    await none(page.getByTestId("rehearsal"));
    assert.deepEqual(await deeds(page), [["dismissRehearsal"]]);
    assert.equal(await focused(page), "h1:Projects", "the button with the focus is gone");
  });

  test("of many projects, those that differ are shown, and the others on request", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-many");
    const results = page.getByTestId("rehearsed-row");
    assert.equal(await results.count(), 8);
    assert.equal(await results.first().getAttribute("data-state"), "breaks");
    await click(page, "rehearsed-more");
    assert.equal(await results.count(), 120);
    await assertAccessible(page);
  });

  test("after the upgrade, the result can only be closed", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-same");
    await click(page, "rehearsal-upgrade");
    await play(page, "finish");
    await go(page, "projects");
    await none(page.getByTestId("rehearsal-upgrade"));
    assert.equal((await page.getByTestId("rehearsal-stay").innerText()).trim(), "Close");
  });

  test("folders are added and removed below the list", async (t) => {
    const page = await openAt(t, "projects", "projects-some");
    const row = page.locator("[data-testid=setting-row][data-id=projects]");
    await row.getByRole("button", { name: "Remove C:\\src" }).first().click();
    await settled(page);
    assert.equal((await deeds(page)).at(-1)[1], "projects");
    await row.getByRole("button", { name: "Add a folder" }).click();
    await settled(page);
    assert.match((await deeds(page)).at(-1)[2], /C:\\src\\telemetry$/);
  });

  test("settings let every upgrade do it, before and after the switch", async (t) => {
    const page = await openAt(t, "projects", "projects-some");
    const choose = async (key, value) => {
      const row = page.locator(`[data-testid=setting-row][data-id="${key}"]`);
      await row.getByRole("combobox").selectOption(value);
      await settled(page);
    };
    await choose("rehearse.before-upgrade", "test");
    await choose("rehearse.after-upgrade", "build");
    assert.deepEqual(await deeds(page), [
      ["setSetting", "rehearse.before-upgrade", "test"],
      ["setSetting", "rehearse.after-upgrade", "build"],
    ]);
  });

  test("the history keeps the rehearsal with its change", async (t) => {
    const page = await openAt(t, "history", "history-rehearsed");
    await page.getByTestId("history-rehearsal").focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByTestId("rehearsal-dialog");
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /1 of 7 projects breaks with go1\.27\.1/);
    assert.match(await dialog.innerText(), /export_test\.go:88/);
    await assertAccessible(page);
    await assertFits(page);
    await page.keyboard.press("Escape");
    await none(dialog);
    assert.equal(await focused(page), "history-rehearsal");
    assert.deepEqual(await deeds(page), []);
  });

  test("a rehearsal that failed says why, and can be repeated", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-failed");
    await page.getByTestId("rehearsal").getByRole("button", { name: "Try again" }).click();
    await page.getByTestId("rehearse-dialog").waitFor();
    assert.deepEqual(await deeds(page), [], "it is shown again first");
    await click(page, "rehearse-start");
    assert.deepEqual(await deeds(page), [["rehearse", 1]]);
  });

  test("all results are Chinese, with all details open", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-breaks", { lang: "zh-CN" });
    const closed = page.locator("[data-testid=rehearsed-row] [aria-expanded=false]");
    while ((await closed.count()) > 0) await closed.first().click();
    await settled(page);
    assert.deepEqual(await untranslated(page), []);
    await assertAccessible(page);
    await assertFits(page);
  });
});
