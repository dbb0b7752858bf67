// What a click leads to: what the program is asked, and what the page says then.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, assertFits, deeds, none, open, openAt, play, settled, wordsOf } from "../harness.mjs";
import { untranslated } from "./words.mjs";

const UPGRADE = { kind: "upgrade", to: null, patch: false };
const state = (page) => page.getByTestId("home-state").getAttribute("data-state");
const heading = async (page) => (await page.locator("main").getByRole("heading", { level: 1 }).innerText()).trim();

async function click(page, testId) {
  await page.getByTestId(testId).first().click();
  await settled(page);
}

async function names(page) {
  return (await deeds(page)).map(([name]) => name);
}

describe("a change", () => {
  test("a routine upgrade runs at once, tells its progress, and can be taken back", async (t) => {
    const page = await open(t, "home-update-line");
    await click(page, "primary-action");
    assert.deepEqual(await deeds(page), [
      ["plan", UPGRADE],
      ["start", 1],
    ]);
    assert.equal(await state(page), "working");
    await none(page.getByTestId("plan"));

    const transfer = { done: 46_212_000, total: 78_931_360, bytesPerSecond: 11_400_000 };
    await play(page, "progress", 0, { fraction: 0.38, transfer, remainingSeconds: 12 });
    assert.match(await wordsOf(page, "main"), /46\.2 of 78\.9 MB · 11\.4 MB\/s/);
    const bar = page.getByTestId("progress");
    assert.equal(await bar.evaluate((element) => Math.round(100 * (element.value / element.max))), 38);
    assert.match(await bar.getAttribute("aria-valuetext"), /38%.*46\.2 of 78\.9 MB.*12 seconds/);

    await play(page, "progress", 5);
    assert.equal(
      await page.getByTestId("cancel").innerText(),
      "Undo",
      "after the switch, Cancel takes the change back",
    );

    await play(page, "finish");
    assert.equal(await state(page), "done");
    assert.equal(await heading(page), "You now have go1.27.1");

    await click(page, "undo");
    assert.deepEqual((await deeds(page)).slice(2, 4), [
      ["plan", { kind: "rollback", id: 1 }],
      ["start", 2],
    ]);
    await play(page, "finish");
    await click(page, "done");
    assert.equal((await names(page)).at(-1), "dismissJob");
    assert.equal(await state(page), "update");
    assert.equal(await heading(page), "go1.27.1 is out");
  });

  test("a plan that is not routine is shown first, and Cancel starts nothing", async (t) => {
    const page = await open(t, "plan-upgrade");
    await click(page, "primary-action");
    await page.getByTestId("plan").waitFor();
    await click(page, "plan-cancel");
    await none(page.getByTestId("plan"));
    assert.deepEqual(await names(page), ["plan"]);
    assert.equal(await state(page), "update");
  });

  test("the plan that was shown is the plan that starts", async (t) => {
    const page = await open(t, "plan-upgrade");
    await click(page, "what-will-happen");
    await click(page, "plan-apply");
    assert.deepEqual(await deeds(page), [
      ["plan", UPGRADE],
      ["start", 1],
    ]);
    assert.equal(await state(page), "working");
    await none(page.getByTestId("plan"));
  });

  test("a plan that is out of date is made anew, and waits for another yes", async (t) => {
    const page = await open(t, "plan-anew");
    await click(page, "what-will-happen");
    await click(page, "plan-apply");
    assert.deepEqual(await names(page), ["plan", "start", "plan"]);
    assert.match(await wordsOf(page, "[data-testid=plan]"), /Something changed. The plan was made anew./);
    await assertAccessible(page);
    await click(page, "plan-apply");
    assert.deepEqual((await deeds(page)).at(-1), ["start", 2]);
    assert.equal(await state(page), "working");
  });

  test("a plan that cannot be made says why", async (t) => {
    const page = await open(t, "plan-blocked");
    await click(page, "primary-action");
    assert.match(await page.getByTestId("problem-code").innerText(), /UPGO-PATH-REFUSED/);
    await assertAccessible(page);
    await click(page, "problem-copy");
    const [, copied] = (await deeds(page)).find(([name]) => name === "copy");
    assert.match(copied, /UPGO-PATH-REFUSED/);
    assert.match(copied, /33,104 characters/);
  });

  test("the plan names the programs that run, and the same command for a terminal", async (t) => {
    const page = await open(t, "plan-upgrade");
    await click(page, "what-will-happen");
    const plan = page.getByTestId("plan");
    await plan.getByRole("button", { name: /Show/ }).first().click();
    await settled(page);
    assert.match(await plan.innerText(), /4312[^]*9020/);
    await plan.getByRole("button", { name: /More actions/ }).click();
    await page.getByRole("menuitem", { name: "Copy command" }).click();
    assert.deepEqual((await deeds(page)).at(-1), ["copy", "upgo upgrade --to 1.27.1"]);
  });

  test("the notes of a release open in the browser", async (t) => {
    const page = await open(t, "home-update-line");
    await page.getByTestId("why-row").getByText("Release notes").click();
    assert.deepEqual(await deeds(page), [["openLink", { kind: "releaseNotes", version: "go1.27.1" }]]);
  });

  test("a start that is refused says why, and nothing runs", async (t) => {
    const page = await open(t, "plan-start-refused");
    await page.keyboard.press("Control+z");
    await click(page, "plan-apply");
    assert.match(await page.getByTestId("problem-code").innerText(), /UPGO-BUSY/);
    assert.equal(await state(page), "current");
  });

  test("while a plan is made, its button is busy and a second press does nothing", async (t) => {
    const page = await open(t, "plan-slow");
    await click(page, "primary-action");
    await page.getByTestId("primary-action").click({ force: true });
    assert.deepEqual(await names(page), ["plan"]);
    await play(page, "release", "plan");
    assert.equal(await state(page), "working");
  });

  test("Cancel asks the program once, and a cancelled change leaves Home as it was", async (t) => {
    const page = await open(t, "working-download");
    await click(page, "cancel");
    assert.deepEqual(await names(page), ["cancelJob"]);
    await play(page, "endCancelled");
    assert.equal(await state(page), "update");
    assert.match(await page.getByTestId("toast").innerText(), /cancel/i);
  });

  test("a failure is told in three blocks, and its details can be copied", async (t) => {
    const page = await open(t, "failed-digest");
    const problem = page.getByTestId("problem");
    assert.equal(await problem.count(), 1);
    for (const block of ["What went wrong", "Your machine now", "What you can do"])
      await page.getByRole("heading", { name: block }).waitFor();
    await click(page, "problem-copy");
    const [, copied] = (await deeds(page)).at(-1);
    for (const fact of [
      "UPGO-VERIFY-DIGEST",
      "a3911b5e0e1b1053f25ed0675f4c1c6aad1e2bfcf253df2b9be4caabd2edd95d",
      "go1.27.1",
    ]) {
      assert.ok(copied.includes(fact), `no ${fact} in: ${copied}`);
    }
    assert.match(await page.getByTestId("toast").innerText(), /Copied/);
  });

  test("the first remedy of a failure is to try again", async (t) => {
    const page = await open(t, "failed-offline");
    await click(page, "primary-action");
    assert.equal(await state(page), "working");
    assert.deepEqual((await names(page)).slice(-1), ["start"]);
  });

  test("a failure that comes while it runs is said once, aloud", async (t) => {
    const page = await open(t, "working-download");
    const failure = {
      code: "UPGO-NET-OFFLINE",
      message: "go.dev cannot be reached",
      means: "Nothing was changed.",
      next: "Try again.",
      causes: [],
    };
    await play(page, "fail", failure);
    assert.equal(await state(page), "failed");
    assert.equal(await page.locator("[role=alert]").filter({ visible: true }).count(), 1);
  });

  test("the smallest step is in the split menu", async (t) => {
    const page = await open(t, "home-update-line");
    await click(page, "primary-menu");
    await page.getByRole("menuitem", { name: "go1.26.7, stays on Go 1.26" }).click();
    await settled(page);
    assert.deepEqual((await deeds(page))[0], ["plan", { kind: "upgrade", to: null, patch: true }]);
    assert.equal(await heading(page), "Upgrading to go1.26.7");
  });

  for (const [item, call] of [
    ["Skip this version", ["skip", "go1.27.1"]],
    ["Remind me in a week", ["remindLater", "go1.27.1", "nextWeek"]],
  ]) {
    test(`“${item}” makes Home quiet`, async (t) => {
      const page = await open(t, "home-update-line");
      await click(page, "primary-menu");
      await page.getByRole("menuitem", { name: item }).click();
      await settled(page);
      assert.deepEqual(await deeds(page), [call]);
      assert.equal(await state(page), "current");
    });
  }

  test("Later means tomorrow", async (t) => {
    const page = await open(t, "home-update-line");
    await click(page, "later");
    assert.deepEqual(await deeds(page), [["remindLater", "go1.27.1", "tomorrow"]]);
  });

  test("the first Go is installed by one click, PATH included", async (t) => {
    const page = await open(t, "home-no-go");
    await click(page, "primary-action");
    assert.equal(await state(page), "working");
    await play(page, "finish");
    assert.equal(await heading(page), "You now have go1.27.1");
    assert.match(await wordsOf(page, "main"), /new terminal/i);
  });

  test("Add to PATH shows or starts its plan", async (t) => {
    const page = await open(t, "home-not-on-path");
    await click(page, "primary-action");
    assert.deepEqual((await deeds(page))[0], ["plan", { kind: "addToPath" }]);
  });
});

describe("Home", () => {
  test("looks again when the machine changes", async (t) => {
    const page = await open(t, "home-update");
    await page.evaluate(() => {
      const { overview } = window.__upgo.scenario;
      window.__upgo.set({ overview: { ...overview, situation: { kind: "current" }, offer: null } });
    });
    await settled(page);
    assert.equal(await state(page), "current");
    assert.equal(await page.title(), "Upgo: Up to date");
  });

  test("a check without an answer is no spinner for ever", async (t) => {
    const page = await open(t, "home-stale");
    await page.getByRole("button", { name: "Try again" }).click();
    await settled(page);
    assert.deepEqual(await names(page), ["check"]);
    assert.ok(await page.getByRole("button", { name: "Try again" }).isEnabled());
    assert.equal(await state(page), "stale");
  });

  test("Check now is busy while the feed is asked", async (t) => {
    const page = await open(t, "home-current");
    await play(page, "hold", "check");
    await click(page, "check-now");
    await click(page, "check-now").catch(() => undefined);
    assert.deepEqual(await names(page), ["check"]);
    await play(page, "release", "check");
    assert.match(await wordsOf(page, "main"), /Checked just now/);
  });

  test("Undo of the last change shows what it does or does it, from Home", async (t) => {
    const page = await open(t, "home-current");
    await page.getByTestId("last-change").getByRole("button", { name: "Undo" }).click();
    await settled(page);
    assert.deepEqual((await deeds(page))[0], ["plan", { kind: "rollback", id: 7 }]);
  });

  test("the path of the program can be copied", async (t) => {
    const page = await open(t, "home-current");
    await page.getByTestId("terminal-row").getByRole("button").first().click();
    assert.deepEqual(await deeds(page), [["copy", "C:\\Users\\mei\\AppData\\Local\\Upgo\\current\\bin\\go.exe"]]);
  });

  test("facts are read as a whole", async (t) => {
    const page = await open(t, "home-current");
    const name = (testId) =>
      page.getByTestId(testId).evaluate((fact) => fact.ariaLabel ?? fact.innerText.replace(/\s+/g, " "));
    assert.equal(await name("fact-version"), "Version: go1.27.1. Newest stable release");
    assert.equal(await name("fact-support"), "Support: Supported. Until Go 1.29, about August 2027");
    await none(page.getByTestId("fact-vulnerabilities"), "nothing is said of vulnerabilities yet");
  });

  test("no place that is not built is in the navigation", async (t) => {
    const page = await open(t, "home-current");
    for (const later of ["nav-projects", "nav-environment", "nav-health"])
      await none(page.getByTestId(later));
  });

  test("a problem of the first look says what to do and can be tried again", async (t) => {
    const page = await open(t, "home-error");
    assert.match(await page.getByTestId("problem-code").innerText(), /UPGO-HOME-DAMAGED/);
    await page.evaluate(() => window.__upgo.set({ problems: {} }));
    await settled(page);
    assert.equal(await state(page), "current");
  });

  test("a toast's click leads to a plan, which waits", async (t) => {
    const page = await open(t, "plan-from-toast");
    await page.getByTestId("plan").waitFor();
    assert.deepEqual(await names(page), ["plan"]);
  });

  test("the tray leads to a place", async (t) => {
    const page = await open(t, "home-current");
    await play(page, "navigate", "history");
    assert.equal(await page.locator("main").getAttribute("data-place"), "history");
  });
});

describe("Versions", () => {
  const row = (page, version) => page.locator(`[data-testid=version-row][data-version='${version}']`).first();

  test("Use switches at once", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await row(page, "go1.24.13").getByTestId("version-use").click();
    await settled(page);
    assert.deepEqual(await deeds(page), [
      ["plan", { kind: "use", version: "go1.24.13" }],
      ["start", 1],
    ]);
  });

  test("Install brings a version in and shows its progress in the row", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await row(page, "go1.26.7").getByTestId("version-install").click();
    await settled(page);
    const [[, request]] = await deeds(page);
    assert.deepEqual(request, { kind: "install", from: { kind: "release", version: "go1.26.7" }, then: "keep" });
    await play(page, "progress", 0, {
      fraction: 0.5,
      transfer: { done: 30_000_000, total: 60_000_000, bytesPerSecond: 9_000_000 },
    });
    assert.equal(await row(page, "go1.26.7").getByRole("progressbar").count(), 1);
    await play(page, "finish");
    await row(page, "go1.26.7").getByTestId("version-use").waitFor();
  });

  test("the menu of a version removes it, by way of the plan", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await row(page, "go1.24.13").getByTestId("version-menu").click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await page.getByTestId("plan").waitFor();
    await click(page, "plan-apply");
    await play(page, "finish");
    await none(row(page, "go1.24.13").getByTestId("version-use"), "it is not installed any more");
  });

  test("what belongs to others cannot be removed, and says whose it is", async (t) => {
    const page = await openAt(t, "versions", "versions-foreign");
    await row(page, "go1.24.1").getByTestId("version-menu").click();
    const remove = page.getByRole("menuitem", { name: /Remove/ });
    assert.equal(await remove.getAttribute("aria-disabled"), "true");
    assert.match(await page.getByRole("menu").innerText(), /Owned by Scoop. Remove it there./);
  });

  test("the version in use cannot be removed, and says why", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await row(page, "go1.26.5").getByTestId("version-menu").click();
    assert.equal(await page.getByRole("menuitem", { name: /Remove/ }).getAttribute("aria-disabled"), "true");
    assert.match(await page.getByRole("menu").innerText(), /In use/);
  });

  test("the search finds by number and clears", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await page.getByTestId("version-search").fill("1.26.6");
    await settled(page);
    assert.deepEqual(
      await page.getByTestId("version-row").evaluateAll((rows) => rows.map((each) => each.dataset.version)),
      ["go1.26.6"],
    );
    await page.getByTestId("version-search").fill("9.99");
    await settled(page);
    assert.match(await wordsOf(page, "main"), /No release matches “9.99”/);
    await assertAccessible(page);
    await page.getByRole("button", { name: "Clear search" }).last().click();
    assert.equal(await page.getByTestId("version-search").inputValue(), "");
  });

  test("a release without an official checksum has no Install", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await page.getByTestId("version-search").fill("go1.5.4");
    await settled(page);
    await page.getByTestId("version-search").fill("go1.4.3");
    await settled(page);
    assert.match(await row(page, "go1.4.3").innerText(), /No official checksum/);
    await none(row(page, "go1.4.3").getByTestId("version-install"));
  });

  test("a file is installed by the button, by way of the plan", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await page.getByRole("button", { name: "Install from file" }).click();
    await page.getByTestId("plan").waitFor();
    const path = "C:\\Users\\mei\\Downloads\\go1.27.1.windows-amd64.zip";
    assert.deepEqual(await deeds(page), [
      ["chooseArchive"],
      ["plan", { kind: "install", from: { kind: "file", path, sha256: null }, then: "keep" }],
    ]);
  });

  test("a file that is dropped is installed, by way of the plan", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await play(page, "drop", { kind: "over" });
    await page.getByText("Drop to install").waitFor();
    await play(page, "drop", { kind: "left" });
    await none(page.getByText("Drop to install").filter({ visible: true }));
    const path = "D:\\go1.26.7.windows-amd64.zip";
    await play(page, "drop", { kind: "dropped", paths: [path] });
    await page.getByTestId("plan").waitFor();
    assert.deepEqual(
      (await deeds(page)).map(([, request]) => request?.from?.path),
      [path],
    );
  });

  test("a file without an official checksum is installed only after the user vouches for it", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    const path = "D:\\go1.26.7-patched.zip";
    await play(page, "drop", { kind: "dropped", paths: [path] });
    await page.getByTestId("vouch").waitFor();
    await assertAccessible(page);
    const digest = "77e2b18ac04de28c1c9bb2b7e6cf0a5d9f2a8fd1f3c1f4bb1a2f39d5f04d9915";
    assert.equal((await page.getByTestId("vouch-digest").innerText()).trim(), digest);
    assert.ok(await page.getByTestId("vouch-proceed").isDisabled(), "not before it was compared");
    await page.getByTestId("vouch-confirm").check();
    await click(page, "vouch-proceed");
    await page.getByTestId("plan").waitFor();
    const from = { kind: "file", path, sha256: digest };
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "install", from, then: "keep" }]);
  });

  test("what is dropped and is no archive is refused with a word", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await play(page, "drop", { kind: "dropped", paths: ["D:\\notes.txt"] });
    assert.match(await page.getByTestId("toast").innerText(), /notes\.txt is no Go archive/);
    assert.deepEqual(await deeds(page), []);
  });

  test("names of rows tell all that is seen", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    const name = await row(page, "go1.26.5").evaluate((each) => each.ariaLabel ?? each.innerText);
    assert.match(name, /go1\.26\.5.*in use.*Upgo.*268 megabytes|go1\.26\.5.*in use.*Upgo.*268 MB/is);
  });
});

describe("History", () => {
  test("Undo shows the plan of that change", async (t) => {
    const page = await openAt(t, "history", "history-few");
    assert.equal(await page.getByTestId("history-row").count(), 7);
    await click(page, "history-undo");
    assert.deepEqual((await deeds(page))[0], ["plan", { kind: "rollback", id: 7 }]);
  });

  test("what cannot be undone says why", async (t) => {
    const page = await openAt(t, "history", "history-few");
    const first = page.locator("[data-testid=history-row][data-id='1']");
    await none(first.getByTestId("history-undo"));
    assert.match(await first.innerText(), /Undo the later changes first/);
  });

  test("a failure opens to its three blocks, and its details can be copied", async (t) => {
    const page = await openAt(t, "history", "history-few");
    const failed = page.locator("[data-testid=history-row][data-id='2']");
    await failed.getByRole("button", { name: "Details" }).click();
    await settled(page);
    assert.match(await failed.innerText(), /UPGO-NET-OFFLINE/);
    await assertAccessible(page);
    await failed.getByTestId("problem-copy").click();
    assert.match((await deeds(page)).at(-1)[1], /UPGO-NET-OFFLINE/);
  });

  test("follows what the command line does", async (t) => {
    const page = await openAt(t, "history", "history-empty");
    await page.evaluate(() => {
      const { overview, history } = window.__upgo.scenario;
      const entry = {
        id: 1,
        at: "2026-09-02T07:10:00Z",
        by: "upgo install 1.26.5 --use",
        action: "install",
        from: null,
        to: "go1.26.5",
        outcome: "done",
        inEffect: true,
        undoes: null,
        undoneBy: null,
        undoable: true,
        problem: null,
        diff: [],
        milliseconds: 21000,
      };
      window.__upgo.set({ overview: { ...overview, lastChange: entry }, history: { ...history, entries: [entry] } });
    });
    await settled(page);
    assert.equal(await page.getByTestId("history-row").count(), 1);
  });
});

describe("Settings", () => {
  const setting = (page, key) => page.locator(`[data-testid=setting-row][data-id='${key}']`);

  test("a switch applies at once, says so, and Undo puts it back", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    const row = setting(page, "notifications").getByRole("switch");
    await row.click();
    await settled(page);
    assert.deepEqual(await deeds(page), [["setSetting", "notifications", "false"]]);
    assert.match(await page.getByTestId("toast").innerText(), /Setting changed/);
    await click(page, "toast-action");
    assert.deepEqual((await deeds(page)).at(-1), ["setSetting", "notifications", null]);
    assert.ok(await row.isChecked());
  });

  test("the language changes live", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await setting(page, "language").getByRole("combobox").selectOption("zh-CN");
    await settled(page);
    assert.equal(await heading(page), "设置");
    assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
  });

  test("the theme changes live", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(await background(), "rgb(243, 243, 243)");
    await setting(page, "theme").getByRole("combobox").selectOption("dark");
    await settled(page);
    assert.equal(await background(), "rgb(32, 32, 32)");
  });

  test("a system's dark theme is followed live", async (t) => {
    const page = await open(t, "home-current", { theme: "system" });
    await page.emulateMedia({ colorScheme: "dark" });
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(32, 32, 32)");
    await page.emulateMedia({ colorScheme: "light" });
  });

  test("a change that is refused is put back, and says why", async (t) => {
    const page = await openAt(t, "settings", "settings-refused");
    const row = setting(page, "notifications").getByRole("switch");
    await row.click();
    await settled(page);
    assert.match(await wordsOf(page, "body"), /UPGO-SETTING-INVALID/);
    assert.ok(await row.isChecked());
  });

  test("the test notification says whether it worked", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    assert.deepEqual(await deeds(page), [["sendTestToast"]]);
  });

  test("a broken file is told, with the way to it", async (t) => {
    const page = await openAt(t, "settings", "settings-broken");
    await page.getByRole("button", { name: "Open file" }).click();
    assert.deepEqual(await deeds(page), [["openFolder", { kind: "settingsFile" }]]);
  });

  test("what this system cannot do is not shown", async (t) => {
    const page = await openAt(t, "settings", "settings-no-login");
    await none(page.getByText("Start with Windows"));
  });
});

describe("the palette", () => {
  const input = (page) => page.getByTestId("palette-input");

  async function openPalette(t, scenario) {
    const page = await open(t, scenario);
    await page.keyboard.press("Control+k");
    await page.getByTestId("palette").waitFor();
    return page;
  }

  test("offers likely actions, is accessible, and finds by word", async (t) => {
    const page = await openPalette(t, "home-update-line");
    assert.equal((await page.getByTestId("palette-item").count()) >= 3, true);
    await assertAccessible(page);
    await input(page).fill("hist");
    await settled(page);
    assert.match(await page.getByTestId("palette-item").first().innerText(), /History/);
    await page.keyboard.press("Enter");
    await page.locator("main[data-place=history]").waitFor();
    await none(page.getByTestId("palette"));
  });

  test("Enter shows the plan of a change", async (t) => {
    const page = await openPalette(t, "home-update-line");
    await input(page).fill("upgrade to go1.27.1");
    await page.keyboard.press("Enter");
    await page.getByTestId("plan").waitFor();
    assert.deepEqual(await names(page), ["plan"]);
  });

  test("Ctrl+Enter runs a routine change at once", async (t) => {
    const page = await openPalette(t, "home-update-line");
    await input(page).fill("upgrade to go1.27.1");
    await page.keyboard.press("Control+Enter");
    await settled(page);
    assert.deepEqual(await names(page), ["plan", "start"]);
  });

  test("Ctrl+Enter shows the plan of any other change", async (t) => {
    const page = await openPalette(t, "plan-upgrade");
    await input(page).fill("upgrade to go1.27.1");
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("plan").waitFor();
    assert.deepEqual(await names(page), ["plan"]);
  });

  test("arrows move, and the item is announced", async (t) => {
    const page = await openPalette(t, "home-update-line");
    const active = () => input(page).getAttribute("aria-activedescendant");
    const first = await active();
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await active(), first);
    assert.equal(await page.locator("[data-testid=palette-item][aria-selected=true]").count(), 1);
  });

  test("says that nothing was found", async (t) => {
    const page = await openPalette(t, "home-update-line");
    await input(page).fill("xyzzy");
    await settled(page);
    assert.match(await wordsOf(page, "[data-testid=palette]"), /Nothing found for “xyzzy”/);
    await assertAccessible(page);
  });

  test("says the same command for a terminal", async (t) => {
    const page = await openPalette(t, "home-update-line");
    await input(page).fill("upgrade to go1.27.1");
    await settled(page);
    assert.match(await wordsOf(page, "[data-testid=palette]"), /upgo upgrade/);
  });
});

describe("narrow windows", () => {
  test("below 640 the navigation is behind a button, and closes after a choice", async (t) => {
    const page = await open(t, "home-current", { width: 480 });
    await none(page.getByTestId("nav-versions").filter({ visible: true }));
    await page.getByRole("button", { name: "Open navigation" }).click();
    await assertAccessible(page);
    await page.getByTestId("nav-versions").filter({ visible: true }).click();
    await page.locator("main[data-place=versions]").waitFor();
    await none(page.getByTestId("nav-versions").filter({ visible: true }));
  });

  test("below 640 the search is a button of the bar", async (t) => {
    const page = await open(t, "home-current", { width: 480 });
    await page.getByRole("button", { name: "Search or run a command" }).filter({ visible: true }).click();
    await page.getByTestId("palette").waitFor();
    await assertFits(page);
  });

  test("between 640 and 900 the rail has names and tooltips", async (t) => {
    const page = await open(t, "home-current", { width: 760 });
    for (const [id, name] of [
      ["nav-home", "Home"],
      ["nav-versions", "Versions"],
      ["nav-history", "History"],
      ["nav-settings", "Settings"],
    ]) {
      const place = page.getByTestId(id).filter({ visible: true });
      assert.equal(await place.getAttribute("title"), name);
      assert.ok((await place.boundingBox()).width <= 48);
      await page.getByRole("button", { name, exact: true }).first().waitFor();
    }
  });

  test("a window at 200 % is like one of half the width", async (t) => {
    const page = await open(t, "home-update-line", { width: 520, height: 344, scale: 2 });
    await assertFits(page);
    await click(page, "what-will-happen");
    await assertFits(page);
  });
});

describe("Chinese from the start", () => {
  test("is also what is announced and what toasts say", async (t) => {
    const page = await open(t, "working-download", { lang: "zh-CN" });
    assert.deepEqual(await untranslated(page), []);
    await play(page, "endCancelled");
    await page.getByTestId("toast").waitFor();
    assert.deepEqual(await untranslated(page), []);
  });

  test("is also what the palette says", async (t) => {
    const page = await open(t, "home-update-line", { lang: "zh-CN" });
    await page.keyboard.press("Control+k");
    await page.getByTestId("palette-input").fill("1.26");
    await settled(page);
    assert.deepEqual(await untranslated(page), []);
  });

  test("is also the word of a menu and of a refusal", async (t) => {
    const page = await openAt(t, "versions", "versions-foreign", { lang: "zh-CN" });
    await page.locator("[data-testid=version-row][data-version='go1.24.1']").getByTestId("version-menu").click();
    await settled(page);
    assert.match(await page.getByRole("menu").innerText(), /由 Scoop 管理，请在那里移除。/);
    assert.deepEqual(await untranslated(page), []);
  });
});

describe("motion", () => {
  test("there is none where the system asks for none", async (t) => {
    for (const scenario of ["working-download", "home-checking", "home-update-line"]) {
      const page = await open(t, scenario, { reducedMotion: "reduce" });
      const running = await page.evaluate(() =>
        document
          .getAnimations()
          .filter((each) => each.playState === "running")
          .map((each) => each.animationName ?? each.transitionProperty),
      );
      assert.deepEqual(running, [], scenario);
    }
  });

  test("nothing moves where nothing happens", async (t) => {
    const page = await open(t, "home-current", { reducedMotion: "no-preference" });
    await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished)));
    await play(page, "changed");
    assert.deepEqual(await page.evaluate(() => document.getAnimations().length), 0);
  });
});
