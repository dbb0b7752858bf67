// Settings: they apply at once, or show why not.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  assertAccessible,
  click,
  deeds,
  heading,
  none,
  open,
  openAt,
  play,
  problemOf,
  settled,
  wordsOf,
} from "../harness.mjs";
import { leftInEnglish } from "./words.mjs";

describe("Settings", () => {
  const setting = (page, key) => page.locator(`[data-testid=setting-row][data-id='${key}']`);

  /** Opens the page Advanced. */
  const openMore = (page) => setting(page, "more").getByRole("button").click();

  test("has at most 22 rows, and everything else on one page with a way back", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    assert.ok((await page.getByTestId("setting-row").count()) <= 22);
    for (const back of [() => click(page, "back"), () => page.keyboard.press("Escape")]) {
      await openMore(page);
      assert.equal(await heading(page), "Advanced");
      await setting(page, "proof").waitFor();
      await none(setting(page, "theme"));
      await back();
      assert.equal(await heading(page), "Settings");
      await page.waitForFunction(() => document.activeElement?.closest("[data-id=more]"));
    }
  });

  test("each kind of release can be passed over in silence", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    for (const [kind, others] of [
      ["security", "patch,major,prerelease"],
      ["patch", "security,major,prerelease"],
      ["major", "security,patch,prerelease"],
    ]) {
      const choice = setting(page, `level-${kind}`).getByRole("combobox");
      await choice.selectOption("nothing");
      await settled(page);
      assert.deepEqual((await deeds(page)).at(-1), ["setSetting", "notify.releases", others]);
      await click(page, "toast-action");
      assert.equal(await choice.inputValue(), "tell");
    }
  });

  test("a switch applies at once with a notice, and Undo restores it", async (t) => {
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

  test("a full disk leads to the caches", async (t) => {
    const page = await open(t, "failed-disk-full");
    await page.getByRole("button", { name: "Clean caches" }).click();
    await setting(page, "build-cache").getByTestId("cache-clean").waitFor();
    assert.equal(await heading(page), "Versions");
    await page.waitForFunction(() => document.activeElement?.closest("[data-id=build-cache]"));
  });

  test("the language changes live", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await setting(page, "language").getByRole("combobox").selectOption("zh-CN");
    await settled(page);
    assert.equal(await heading(page), "设置");
    assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
  });

  test("the theme changes live, and Undo restores the previous one", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    const choice = setting(page, "theme").getByRole("combobox");
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(await background(), "rgb(243, 243, 243)");
    await choice.selectOption("dark");
    await settled(page);
    assert.equal(await background(), "rgb(32, 32, 32)");
    await click(page, "toast-action");
    assert.equal(await background(), "rgb(243, 243, 243)");
    assert.equal(await choice.inputValue(), "light");
  });

  test("a system's dark theme is followed live", async (t) => {
    const page = await open(t, "home-current", { theme: "system" });
    await page.emulateMedia({ colorScheme: "dark" });
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(32, 32, 32)");
    await page.emulateMedia({ colorScheme: "light" });
  });

  test("a refused change is reverted with the reason", async (t) => {
    const page = await openAt(t, "settings", "settings-refused");
    const row = setting(page, "notifications").getByRole("switch");
    await row.click();
    await settled(page);
    assert.match(await wordsOf(page, "body"), /UPGO-SETTING-INVALID/);
    assert.ok(await row.isChecked());
  });

  test("automatic actions are one choice for each kind of release", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await none(setting(page, "install.switch"));
    await setting(page, "level-security").getByRole("combobox").selectOption("install");
    await settled(page);
    assert.deepEqual(await deeds(page), [["setSetting", "install.automatic", "security"]]);
    await setting(page, "install.switch").waitFor();
    await click(page, "toast-action");
    assert.equal(await setting(page, "level-security").getByRole("combobox").inputValue(), "tell");
  });

  test("automatic checks can be turned off", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await setting(page, "check").getByRole("combobox").selectOption("off");
    await settled(page);
    assert.deepEqual(await deeds(page), [["setSetting", "check.automatic", "false"]]);
  });

  test("quiet hours can be turned on and changed by keyboard", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    const row = setting(page, "quiet-hours");
    await row.getByRole("switch").click();
    await settled(page);
    assert.deepEqual(await deeds(page), [["setSetting", "quiet-hours", "22:00-07:00"]]);
    await row.locator("input[type=time]").first().fill("21:30");
    await row.locator("input[type=time]").first().press("Tab");
    await settled(page);
    assert.deepEqual((await deeds(page)).at(-1), ["setSetting", "quiet-hours", "21:30-07:00"]);
    await row.getByRole("switch").click();
    await settled(page);
    assert.deepEqual((await deeds(page)).at(-1), ["setSetting", "quiet-hours", null]);
  });

  test("a mirror is added, tested and removed", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    const row = setting(page, "mirrors");
    const address = "https://mirror.example/go/";
    await row.getByRole("textbox").fill(address);
    await row.getByRole("textbox").press("Enter");
    await settled(page);
    const edited = (value) => ["plan", { kind: "settings", edits: [{ key: "mirrors", value }] }];
    assert.deepEqual(await deeds(page), [edited(address)]);
    assert.match(await page.getByTestId("plan-diff").innerText(), /mirror\.example/);
    await click(page, "plan-apply");
    await play(page, "finish");
    await settled(page);
    assert.equal(await heading(page), "Settings");
    assert.equal(await row.getByRole("textbox").inputValue(), "", "the list has it now");
    await row.getByRole("button", { name: "Test" }).click();
    assert.match(await row.getByTestId("mirror-trial").innerText(), /Works: it has go1\.27\.1\.windows-amd64\.zip/);
    await row.getByRole("button", { name: `Remove ${address}` }).click();
    await settled(page);
    assert.deepEqual((await deeds(page)).at(-1), edited(null));
  });

  /** What is typed into the fields of both pages whose value is decided on by a plan. */
  const TYPED = {
    proxy: "http://proxy.example:3128",
    mirrors: "https://mirror.example/go",
    "redirect-hosts": "cdn.example",
    "hooks.before-switch": "C:\\Tools\\before.exe",
    "hooks.after-switch": "C:\\Tools\\after.exe",
    "hooks.on-failure": "C:\\Tools\\failed.exe",
  };

  test("every field that is typed into is in the test of cancelled plans", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    const fields = () =>
      page.locator("[data-testid=setting-row] :is(input[type=text], textarea)").evaluateAll((all) =>
        all.map((each) => each.closest("[data-testid=setting-row]").dataset.id),
      );
    const here = await fields();
    await openMore(page);
    assert.deepEqual([...here, ...(await fields())].sort(), Object.keys(TYPED).sort());
  });

  for (const [id, typed] of Object.entries(TYPED)) {
    test(`a cancelled plan of ${id} leaves the focus, the place on the page and what was typed, and is asked once`, async (t) => {
      const page = await openAt(t, "settings", "settings-default");
      if ((await setting(page, id).count()) === 0) await openMore(page);
      const field = setting(page, id).getByRole("textbox");
      await field.fill(typed);
      const scrolled = () => page.locator("main").evaluate((main) => main.scrollTop);
      const before = await scrolled();
      assert.ok(before > 0);
      await field.press("Enter");
      await page.getByTestId("plan").waitFor();
      await page.keyboard.press("Escape");
      await none(page.getByTestId("plan"));
      assert.ok(await field.evaluate((element) => element === document.activeElement));
      assert.equal(await field.inputValue(), typed);
      assert.equal(await scrolled(), before);
      await page.keyboard.press("Tab");
      await settled(page);
      assert.equal((await deeds(page)).filter(([name]) => name === "plan").length, 1);
      await none(page.getByTestId("plan"));
    });
  }

  test("whom Upgo trusts changes after its plan was shown, and Undo shows the plan back", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await openMore(page);
    const choice = setting(page, "proof").getByRole("combobox");
    await choice.selectOption("digest");
    await page.getByTestId("plan").waitFor();
    assert.match(await page.getByTestId("plan-diff").innerText(), /when-reachable[\s\S]*digest/);
    await page.keyboard.press("Escape");
    await none(page.getByTestId("plan"));
    assert.equal(await choice.inputValue(), "when-reachable");

    await choice.selectOption("digest");
    await click(page, "plan-apply");
    await play(page, "finish");
    await settled(page);
    assert.equal(await choice.inputValue(), "digest");
    assert.match(await page.getByTestId("toast").innerText(), /Changed proof/);
    await click(page, "toast-action");
    await page.getByTestId("plan").waitFor();
    assert.deepEqual(((await deeds(page)).at(-1))[0], "plan");
  });

  test("a refused address is reported, and not shown as set", async (t) => {
    const page = await openAt(t, "settings", "settings-refused");
    const proxy = setting(page, "proxy").getByRole("textbox");
    await proxy.fill("nonsense");
    await proxy.press("Enter");
    await settled(page);
    assert.match(await wordsOf(page, "body"), /UPGO-SETTING-INVALID/);
    assert.equal(await proxy.inputValue(), "");
  });

  test("a setting that a variable overrides is shown as it is in force, and locked", async (t) => {
    const page = await openAt(t, "settings", "settings-elsewhere");
    const mirrors = setting(page, "mirrors");
    assert.equal(await mirrors.getByRole("textbox").inputValue(), "https://mirror.example/go/");
    assert.match(await mirrors.innerText(), /Locked\s+Set by the variable UPGO_MIRRORS/);
    await none(mirrors.getByRole("button"));
    assert.ok(await setting(page, "proxy").getByRole("textbox").isEditable(), "a setting takes precedence over it");
    await openMore(page);
    const path = setting(page, "modify-path");
    assert.match(await path.innerText(), /Set by the variable UPGO_NO_MODIFY_PATH/);
    await path.getByRole("switch").click({ force: true });
    await settled(page);
    assert.equal(await path.getByRole("switch").isChecked(), false);
    assert.deepEqual(await deeds(page), []);
    await assertAccessible(page);
  });

  for (const lang of ["en", "zh-CN"])
    test(`fits two screens and a half, in ${lang}`, async (t) => {
      const page = await openAt(t, "settings", "settings-default", { lang });
      const screens = await page.locator("main").evaluate((main) => main.scrollHeight / main.clientHeight);
      assert.ok(screens <= 2.5, `${screens} screens`);
    });

  test("what happens when the window is closed is one choice, and Undo restores the previous one", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    const choice = (name) => setting(page, "closing").getByRole("radio", { name, exact: true });
    assert.ok(await choice("Stay in the tray").isChecked());
    await choice("Scheduled checks").check();
    await settled(page);
    assert.ok(await choice("Scheduled checks").isChecked());
    await click(page, "toast-action");
    assert.deepEqual(await deeds(page), [
      ["setStaying", "scheduled"],
      ["setSetting", "close-to-tray", "false"],
      ["setStaying", "whileOpen"],
      ["setSetting", "close-to-tray", null],
    ]);
    assert.ok(await choice("Stay in the tray").isChecked());
  });

  test("a refused choice of what happens when the window is closed is reverted", async (t) => {
    const page = await openAt(t, "settings", "settings-refused");
    const choice = (name) => setting(page, "closing").getByRole("radio", { name, exact: true });
    await choice("Quit").click();
    await settled(page);
    assert.ok(await choice("Stay in the tray").isChecked());
    assert.ok(!(await choice("Quit").isChecked()));
  });

  test("arrow keys pass the choices of what happens when the window is closed, and Space chooses", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    const choice = (name) => setting(page, "closing").getByRole("radio", { name, exact: true });
    await choice("Stay in the tray").focus();
    for (const key of ["ArrowDown", "ArrowRight"]) await page.keyboard.press(key);
    await settled(page);
    assert.deepEqual(await deeds(page), [], "passing the system's schedule sets nothing up");
    assert.ok(await choice("Quit").evaluate((radio) => radio === document.activeElement));
    await page.keyboard.press("Space");
    await settled(page);
    assert.ok(await choice("Quit").isChecked());
  });

  test("a file with certificates is chosen, and trusted after its plan was shown", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await openMore(page);
    await setting(page, "ca-file").getByRole("button", { name: "Choose a file" }).click();
    await page.getByTestId("plan").waitFor();
    assert.match(await page.getByTestId("plan-diff").innerText(), /ca-file[\s\S]*corp-root\.pem/);
    await click(page, "plan-apply");
    await play(page, "finish");
    await settled(page);
    assert.match(await setting(page, "ca-file").innerText(), /corp-root\.pem/);
  });

  test("a search opens what is folded away, and names what it does not find", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await none(setting(page, "ca-file"));
    await page.keyboard.press("Control+f");
    await page.keyboard.type("certificate");
    await setting(page, "ca-file").waitFor();
    await none(setting(page, "theme"));
    const field = page.getByTestId("setting-search");
    await field.fill("深色 模式");
    assert.match(await wordsOf(page, "main"), /No setting matches “深色 模式”/);
    await field.fill("代理");
    await setting(page, "proxy").waitFor();
    await field.fill("notify.releases");
    await setting(page, "level-security").waitFor();
    for (const [words, id] of [["startup", "closing"], ["chinese", "language"], ["log", "log"], ["licenses", "about"]]) {
      await field.fill(words);
      await setting(page, id).waitFor();
    }
    await field.fill("go-version");
    await page.locator("[data-testid=setting-link][data-id=projects]").waitFor();
    await field.fill("build cache");
    await page.locator("[data-testid=setting-link][data-id=build-cache]").waitFor();
    await field.fill("notify.errors");
    await setting(page, "notify.errors").waitFor();
    await field.press("Escape");
    await setting(page, "theme").waitFor();
  });

  test("an import shows its changes as a plan", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await openMore(page);
    await page.getByRole("button", { name: "Import…" }).click();
    await page.getByTestId("plan").waitFor();
    assert.match(await page.getByTestId("plan-diff").innerText(), /1d[\s\S]*12h/);
    await click(page, "plan-apply");
    await play(page, "finish");
    await settled(page);
    await click(page, "back");
    assert.equal(await setting(page, "check").getByRole("combobox").inputValue(), "12h");
    await openMore(page);
    await play(page, "set", { imported: { edits: [], unknown: [] } });
    await page.getByRole("button", { name: "Import…" }).click();
    assert.match(await page.getByTestId("toast").innerText(), /already match the file/);
    await page.getByRole("button", { name: "Export…" }).click();
    assert.deepEqual((await deeds(page)).at(-1), ["exportSettings"]);
  });

  test("an import names in Chinese what it leaves out", async (t) => {
    const page = await openAt(t, "settings", "settings-default", { lang: "zh-CN" });
    const unknown = problemOf("UPGO-SETTING-INVALID", '没有名为 "chanels" 的设置，你是指 channels 吗？');
    await play(page, "set", { imported: { edits: [], unknown: [unknown] } });
    await openMore(page);
    const row = setting(page, "transfer");
    await row.getByRole("button").last().click();
    await row.getByText("没有名为 \"chanels\" 的设置，你是指 channels 吗？").waitFor();
    assert.deepEqual(await leftInEnglish(page), []);
  });

  test("all selects have one width", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    const widths = await page
      .locator("main select")
      .evaluateAll((all) => all.map((select) => Math.round(select.getBoundingClientRect().width)));
    assert.ok(widths.length > 5);
    assert.deepEqual([...new Set(widths)], [240]);
  });

  test("the test notification says whether it worked", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await openMore(page);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    assert.deepEqual(await deeds(page), [["sendTestToast"]]);
  });

  test("a broken file is reported with a way to open it", async (t) => {
    const page = await openAt(t, "settings", "settings-broken");
    await page.getByRole("button", { name: "Open file" }).click();
    assert.deepEqual(await deeds(page), [["openFolder", { kind: "settingsFile" }]]);
  });

  test("a pause of notifications is shown, and ends with Resume", async (t) => {
    const page = await openAt(t, "settings", "home-paused");
    const row = setting(page, "paused");
    assert.match(await row.innerText(), /Notifications are paused until tomorrow at 00:00/);
    await row.getByTestId("resume").click();
    await none(row);
    assert.deepEqual(await deeds(page), [["pauseNotifications", null]]);
  });

  test("choices that this system does not support are hidden", async (t) => {
    const page = await openAt(t, "settings", "settings-no-login");
    assert.equal(await setting(page, "closing").getByRole("radio").count(), 2);
  });
});
