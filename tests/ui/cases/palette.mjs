// The palette: it finds actions and runs them.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, click, deeds, focused, go, names, none, open, settled, wordsOf } from "../harness.mjs";

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
    assert.match(await page.getByTestId("palette-item").first().innerText(), /Change history/);
    await page.keyboard.press("Enter");
    await page.locator("main[data-place=history]").waitFor();
    await none(page.getByTestId("palette"));
  });

  test("finds the parts of Environment", async (t) => {
    const page = await openPalette(t, "home-update-line");
    await input(page).fill("why");
    await page.keyboard.press("Enter");
    await page.locator("main[data-place=environment]").waitFor();
    assert.equal(await page.getByTestId("env-tab-why").getAttribute("aria-selected"), "true");
  });

  test("finds settings, findings and variables, and goes to their rows", async (t) => {
    for (const [scenario, query, place, row] of [
      ["home-update-line", "proof", "settings", "[data-testid=setting-row][data-id=proof]"],
      ["home-update-line", "mirrors", "settings", "[data-testid=setting-row][data-id=mirrors]"],
      ["health-findings", "goroot points", "health", "[data-testid=finding-row]"],
      ["home-update-line", "GOPROXY", "environment", "[data-testid=env-row][data-id=GOPROXY]"],
    ]) {
      const page = await openPalette(t, scenario);
      await input(page).fill(query);
      await page.getByTestId("palette-item").filter({ hasText: ":" }).first().click();
      await page.locator(`main[data-place=${place}]`).waitFor();
      await page.waitForFunction((row) => document.activeElement?.closest(row) !== null, `main ${row}`);
    }
  });

  test("pauses notifications, and says until when", async (t) => {
    const page = await openPalette(t, "home-update-line");
    await input(page).fill("mute");
    await page.getByTestId("palette-item").filter({ hasText: "Pause notifications for 1 hour" }).click();
    await page.getByTestId("toast").waitFor();
    assert.match(await page.getByTestId("toast").innerText(), /paused until (?:today at )?10:18/);
    assert.deepEqual(await deeds(page), [["pauseNotifications", "hour"]]);
    await page.keyboard.press("Control+k");
    await input(page).fill("pause");
    await settled(page);
    assert.deepEqual(await page.getByTestId("palette-item").filter({ hasText: "Pause notifications" }).count(), 0);
    await page.keyboard.press("Escape");
    await click(page, "toast-action");
    assert.deepEqual((await deeds(page)).at(-1), ["pauseNotifications", null]);
  });

  test("finds what people look for, whatever its button is called", async (t) => {
    const page = await openPalette(t, "home-update-line");
    const unfound = [];
    for (const words of [
      ...["log", "report", "bug", "import", "export", "clean", "cache", "help", "diagnostics", "add folder", "about"],
      ...["release notes", "what changes", "check for updates", "dark", "history", "findings", "health", "projects"],
      ...["undo", "proxy", "mirrors", "quiet hours", "scripts", "administrators", "storage", "doctor", "why"],
    ]) {
      await input(page).fill(words);
      await settled(page);
      if ((await page.getByTestId("palette-item").count()) === 0) unfound.push(words);
    }
    assert.deepEqual(unfound, []);
  });

  /** What people type, by the first thing that they should find. */
  const FIRST = {
    en: {
      undo: ["downgrade"],
      "remove-unused": ["uninstall", "delete"],
      about: ["licence", "license", "privacy", "telemetry"],
      documentation: ["docs", "website"],
      quit: ["quit", "exit"],
      "pause-notifications-hour": ["pause", "mute"],
      "setting-closing": ["startup", "autostart", "sign in", "login", "start with windows"],
      "setting-language": ["chinese"],
      "setting-mirrors": ["china"],
      "install-from-file": ["offline"],
      "go-environment-findings": ["fix"],
      "show-vulnerabilities": ["cve"],
      "open-terminal-go1.26.5": ["powershell"],
      "go-versions-tools": ["gopls"],
      "go-settings-more": ["policy"],
      "verify-files": ["repair"],
    },
    "zh-CN": {
      undo: ["降级"],
      "remove-unused": ["卸载", "删除"],
      about: ["许可", "隐私"],
      quit: ["退出"],
      "pause-notifications-hour": ["暂停", "静音"],
      "setting-closing": ["开机启动", "自启动", "登录"],
      "setting-language": ["中文"],
      "setting-mirrors": ["国内"],
      "install-from-file": ["离线"],
      "verify-files": ["修复"],
      "show-vulnerabilities": ["漏洞", "CVE"],
      "go-settings-more": ["策略"],
    },
  };

  for (const [lang, expected] of Object.entries(FIRST))
    test(`finds first what people mean by a word, in ${lang}`, async (t) => {
      const page = await open(t, "home-security", { lang });
      await page.keyboard.press("Control+k");
      await page.getByTestId("palette").waitFor();
      const found = {};
      for (const words of Object.values(expected).flat()) {
        await input(page).fill(words);
        await settled(page);
        const first = page.getByTestId("palette-item").first();
        const id = (await first.count()) === 0 ? "nothing" : await first.getAttribute("data-id");
        (found[id] ??= []).push(words);
      }
      assert.deepEqual(found, expected);
    });

  test("quits Upgo", async (t) => {
    const page = await openPalette(t, "home-update-line");
    await input(page).fill("exit");
    await page.keyboard.press("Enter");
    assert.deepEqual(await deeds(page), [["quit"]]);
  });

  test("opens the log and the caches", async (t) => {
    const page = await openPalette(t, "home-update-line");
    await input(page).fill("clean caches");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.closest("main [data-id=build-cache]"));
    await page.keyboard.press("Control+k");
    await input(page).fill("open log");
    await page.keyboard.press("Enter");
    await page.getByTestId("log").waitFor();
  });

  test("Ctrl+K opens it at once after it or a dialog was closed", async (t) => {
    for (const reducedMotion of ["reduce", "no-preference"]) {
      const page = await open(t, "plan-upgrade", { reducedMotion });
      const openPlan = () => click(page, "what-will-happen");
      const openPalette = () => page.keyboard.press("Control+k");
      for (const [what, opens, closes] of [
        ["the palette by Esc", openPalette, null],
        ["the palette by Enter", openPalette, "palette-item"],
        ["a plan by Esc", openPlan, null],
        ["a plan by its button", openPlan, "plan-cancel"],
      ]) {
        await opens();
        await page.locator("dialog:modal").waitFor();
        if (closes === "palette-item") await input(page).fill("why this go");
        await page.evaluate(closeAndPress, closes);
        for (let frames = 0; frames < 3; frames++) await settled(page);
        assert.equal(await page.locator("[data-testid=palette][open]").count(), 1, `${what}, ${reducedMotion}`);
        assert.equal(await focused(page), "palette-input", what);
        await page.keyboard.press("Escape");
        await none(page.locator("dialog"));
        await go(page, "home");
      }
    }
  });

  /** Runs in the page: closes the dialog, and presses Ctrl+K before the events that closing it has queued. */
  async function closeAndPress(testId) {
    const dialog = document.querySelector("dialog:modal");
    if (testId) dialog.querySelector(`[data-testid=${testId}]`).click();
    else dialog.requestClose();
    for (let turn = 0; turn < 20; turn++) await null;
    const pressed = { key: "k", ctrlKey: true, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", pressed));
  }

  test("remembers what was chosen", async (t) => {
    const page = await openPalette(t, "home-update-line");
    await input(page).fill("hist");
    await page.keyboard.press("Enter");
    await page.locator("main[data-place=history]").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByTestId("palette").waitFor();
    assert.equal(await page.getByTestId("palette-item").first().getAttribute("data-id"), "go-history");
    assert.match(await wordsOf(page, "[data-testid=palette]"), /Recent/);
    await assertAccessible(page);
  });

  test("opens a terminal with an installed version", async (t) => {
    const page = await openPalette(t, "versions-few");
    await input(page).fill("terminal 1.24");
    await settled(page);
    assert.match(await wordsOf(page, "[data-testid=palette]"), /upgo shell --window 1.24.13/);
    await page.keyboard.press("Enter");
    assert.deepEqual(await deeds(page), [["openTerminal", { kind: "toolchain", version: "go1.24.13" }]]);
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

  test("arrows move the selection, and the item is announced", async (t) => {
    const page = await openPalette(t, "home-update-line");
    const active = () => input(page).getAttribute("aria-activedescendant");
    const first = await active();
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await active(), first);
    assert.equal(await page.locator("[data-testid=palette-item][aria-selected=true]").count(), 1);
  });

  test("says if nothing was found", async (t) => {
    const page = await openPalette(t, "home-update-line");
    await input(page).fill("xyzzy");
    await settled(page);
    assert.match(await wordsOf(page, "[data-testid=palette]"), /Nothing found for “xyzzy”/);
    await assertAccessible(page);
  });

  test("shows the equivalent command", async (t) => {
    const page = await openPalette(t, "home-update-line");
    await input(page).fill("upgrade to go1.27.1");
    await settled(page);
    assert.match(await wordsOf(page, "[data-testid=palette]"), /upgo upgrade/);
  });
});
