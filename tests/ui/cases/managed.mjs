// What an organization manages by policy: it looks managed, says by whom, and what to ask for.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  assertAccessible,
  assertFits,
  click,
  deeds,
  names,
  none,
  open,
  openAt,
  play,
  problemOf,
  settled,
  wordsOf,
} from "../harness.mjs";

const row = (page, id) => page.locator(`[data-testid=setting-row][data-id='${id}']`);
const version = (page, name) => page.locator(`[data-testid=version-row][data-version='${name}']`);

/** The text that describes a control to a screen reader. */
const description = (control) =>
  control.evaluate((element) => document.getElementById(element.getAttribute("aria-describedby"))?.textContent.trim());

/** The last text that was copied. */
const copied = async (page) => (await deeds(page)).filter(([name]) => name === "copy").at(-1)?.[1];

describe("a managed setting", () => {
  test("is reached by keyboard, says who manages it, and does not change", async (t) => {
    const page = await openAt(t, "settings", "managed-settings");
    await page.getByTestId("setting-search").fill("PATH");
    const control = row(page, "modify-path").getByRole("switch");
    await control.focus();
    assert.ok(await control.evaluate((element) => element === document.activeElement), "it takes the focus");
    assert.equal(await control.getAttribute("aria-disabled"), "true");
    assert.equal(await description(control), "Managed by your organization: 4711");
    await page.keyboard.press("Space");
    await control.click({ force: true });
    await settled(page);
    assert.equal(await control.isChecked(), false);
    assert.deepEqual(await deeds(page), []);
  });

  test("of a list of choices has only the value of the policy", async (t) => {
    const page = await openAt(t, "settings", "managed-settings");
    const control = row(page, "channels").getByRole("combobox");
    assert.deepEqual(await control.locator("option").allInnerTexts(), ["None"]);
    assert.equal(await description(control), "Managed by your organization: 4711");
    await control.focus();
    for (const key of ["ArrowDown", "End", "i"]) await page.keyboard.press(key);
    await settled(page);
    assert.deepEqual(await deeds(page), []);
  });

  test("with a list or a choice of several keys is text that can be read and not edited", async (t) => {
    const page = await openAt(t, "settings", "managed-settings");
    const mirrors = row(page, "mirrors").getByRole("textbox");
    assert.equal(await mirrors.inputValue(), "https://go.corp.example/dl/\nhttps://go2.corp.example/dl/");
    assert.equal(await mirrors.getAttribute("aria-label"), "Mirrors");
    await mirrors.focus();
    await page.keyboard.type("x");
    assert.equal(await mirrors.inputValue(), "https://go.corp.example/dl/\nhttps://go2.corp.example/dl/");
    assert.equal(await row(page, "mirrors").getByRole("button").count(), 1, "only its details");

    const closing = row(page, "closing");
    assert.notEqual(await closing.getByRole("textbox").inputValue(), "");
    await none(closing.getByRole("radio"));
    assert.deepEqual(await deeds(page), []);
  });

  test("shows its source, and copies a request to the administrator", async (t) => {
    const page = await openAt(t, "settings", "managed-settings");
    await page.getByTestId("setting-search").fill("PATH");
    const details = row(page, "modify-path").getByTestId("managed-details");
    await details.focus();
    await page.keyboard.press("Enter");
    await settled(page);
    assert.equal(await details.getAttribute("aria-expanded"), "true");
    const source = row(page, "modify-path").getByTestId("managed-source");
    assert.match(await source.innerText(), /Policy of this computer.*HKLM\\SOFTWARE\\Policies\\Upgo\\ModifyPath/s);
    await assertAccessible(page);
    await assertFits(page);
    await source.getByTestId("copy-request").click();
    const request = await copied(page);
    assert.match(request, /\(modify-path\)\nPolicy value: false\nSet by: Policy of this computer/);
    assert.match(request, /Contact: 4711\nUpgo 0\.1\.0, windows-amd64/);
    assert.match(request, /What I need, and why: $/);
  });

  test("of the user's own policy says so", async (t) => {
    const page = await openAt(t, "settings", "managed-settings");
    await row(page, "closing").getByTestId("managed-details").click();
    assert.match(await row(page, "closing").innerText(), /Policy of your account.*HKCU\\/s);
  });

  test("with an invalid value says that the safer one applies, and why", async (t) => {
    const page = await openAt(t, "settings", "managed-settings");
    await page.getByTestId("setting-search").fill("proof of origin");
    await row(page, "proof").getByTestId("managed-details").click();
    const words = await row(page, "proof").innerText();
    assert.match(words, /uses the safer setting.*must be one of digest, when-reachable, required, not "always"/s);
  });

  test("is managed by nobody in particular if the policy names no contact", async (t) => {
    const page = await openAt(t, "settings", "managed-file");
    await page.getByTestId("setting-search").fill("proof of origin");
    assert.equal(await description(row(page, "proof").getByRole("combobox")), "Managed by your organization");
    await row(page, "proof").getByTestId("managed-details").click();
    assert.match(await row(page, "proof").innerText(), /in a file\s+\/etc\/upgo\/policy\.toml/);
  });

  test("leaves all others as they are", async (t) => {
    const page = await openAt(t, "settings", "managed-settings");
    await row(page, "theme").getByRole("combobox").selectOption("dark");
    await settled(page);
    assert.deepEqual(await deeds(page), [["setSetting", "theme", "dark"]]);
  });

  test("becomes managed while the page is open, and free again", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await page.getByTestId("setting-search").fill("PATH");
    const control = row(page, "modify-path").getByRole("switch");
    const manage = (isManaged) =>
      page.evaluate((managed) => {
        const { settings } = window.__upgo.scenario;
        const entries = settings.entries.map((entry) =>
          entry.key === "modify-path" ? { ...entry, isManaged: managed } : entry,
        );
        window.__upgo.set({ settings: { ...settings, entries } });
      }, isManaged);
    await manage(true);
    await page.waitForFunction(() => document.querySelector("[data-id=modify-path] input[aria-disabled=true]"));
    await manage(false);
    await page.waitForFunction(() => document.querySelector("[data-id=modify-path] input:not([aria-disabled])"));
    await control.click();
    assert.deepEqual(await names(page), ["setSetting"]);
  });

  test("is shown as text and a lock in forced colours", async (t) => {
    const page = await openAt(t, "settings", "managed-settings", { forcedColors: "active" });
    await page.getByTestId("setting-search").fill("PATH");
    const words = await row(page, "modify-path").innerText();
    assert.match(words, /Managed\s+Managed by your organization: 4711/);
    assert.ok(await row(page, "modify-path").locator("svg").nth(1).isVisible(), "the lock");
  });
});

describe("the policy in About", () => {
  test("lists each value with its name and its source, the ring and what is wrong", async (t) => {
    const page = await openAt(t, "settings", "managed-settings");
    const policy = row(page, "policy");
    assert.match(await policy.innerText(), /7 policy values\s· Ring: early/);
    assert.match(await policy.innerText(), /Invalid values/);
    await policy.getByRole("button", { name: /^Show/ }).click();
    assert.equal(await policy.getByTestId("policy-value").count(), 7);
    assert.match(await policy.getByTestId("policy-ring").innerText(), /3 days after it is out/);
    assert.match(await policy.getByTestId("policy-problem").innerText(), /did you mean Ring\?/);
    assert.match(await policy.locator("[data-id=mirrors]").innerText(), /Mirrors\s+mirrors = https:\/\/go\.corp\.example/);
    await assertAccessible(page);
    await assertFits(page);
  });

  test("names the values in Chinese, and the programs around a switch", async (t) => {
    const page = await openAt(t, "settings", "managed-plan", { lang: "zh-CN" });
    const policy = row(page, "policy");
    assert.match(await policy.innerText(), /切换前后运行 2 个程序/);
    await policy.getByRole("button", { name: /^显示/ }).click();
    assert.match(await policy.innerText(), /切换前\s+hooks\.before-switch = C:\\Program Files\\Corp\\before-go\.exe/);
  });

  test("is not there without a policy", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await none(row(page, "policy"));
    await none(page.getByTestId("managed-banner"));
  });
});

describe("the report for the administrator", () => {
  test("is shown before it is copied or saved, and nothing else happens", async (t) => {
    const page = await openAt(t, "settings", "managed-settings");
    await click(page, "administrator-report");
    const dialog = page.getByTestId("administrator-report-dialog");
    await dialog.locator("pre").waitFor();
    assert.match(await dialog.innerText(), /proof = required\s+HKLM\\SOFTWARE\\Policies\\Upgo\\Proof/);
    assert.deepEqual(await deeds(page), []);
    await assertAccessible(page);
    await assertFits(page);
    await click(page, "administrator-report-copy");
    assert.match(await copied(page), /^Upgo report for the administrator\n/);
    await click(page, "administrator-report-save");
    await none(dialog);
    assert.equal((await names(page)).at(-1), "saveAdministratorReport");
    assert.match(await page.getByTestId("toast").innerText(), /Report saved to C:\\/);
  });

  test("says why it cannot be made", async (t) => {
    const page = await openAt(t, "settings", "managed-settings");
    await play(page, "set", { problems: { administratorReport: problemOf("UPGO-DISK-FAILED", "broken") } });
    await click(page, "administrator-report");
    await page.getByRole("alertdialog").waitFor();
    assert.match(await wordsOf(page, "[role=alertdialog]"), /UPGO-DISK-FAILED/);
  });
});

describe("a version that a policy withholds", () => {
  test("is not offered on Home, which says by whom, why and until when", async (t) => {
    const page = await open(t, "managed-held-back");
    const note = page.getByTestId("held-back");
    await note.waitFor();
    assert.match(await note.innerText(), /Your organization holds go1\.27\.1 back until 11 September 2026/);
    assert.match(await note.innerText(), /in the ring “broad”\. Contact: 4711/);
    await none(page.getByTestId("primary-action"));
    await note.getByTestId("copy-request").click();
    const request = await copied(page);
    assert.match(request, /^Request: allow go1\.27\.1/);
    assert.match(request, /Policy value: ring = broad\s· Policy of this computer/);
  });

  test("is marked in the list, without a button to install it", async (t) => {
    const page = await openAt(t, "versions", "managed-versions");
    const newest = version(page, "go1.27.1");
    await newest.getByText("Held back").waitFor();
    assert.match(await newest.getAttribute("aria-label"), /held back.*until 11 September 2026/);
    await none(newest.getByTestId("version-install"));
    await newest.getByTestId("version-menu").click();
    await page.getByTestId("version-request").click();
    assert.match(await copied(page), /^Request: allow go1\.27\.1/);
  });

  test("is not used if it is installed and blocked, but can be removed", async (t) => {
    const page = await openAt(t, "versions", "managed-versions");
    const blocked = version(page, "go1.24.13");
    await blocked.getByText("Blocked").waitFor();
    assert.match(await blocked.innerText(), /Your organization blocks go1\.24\.13/);
    await none(blocked.getByTestId("version-use"));
    assert.equal(await version(page, "go1.26.5").getByTestId("version-use").count(), 1, "others can be used");
    await blocked.getByTestId("version-menu").click();
    assert.equal(await page.getByTestId("version-remove").getAttribute("aria-disabled"), null);
  });

  test("is not in the palette", async (t) => {
    const page = await openAt(t, "versions", "managed-versions");
    await version(page, "go1.27.1").getByText("Held back").waitFor();
    await page.keyboard.press("Control+k");
    const items = page.getByTestId("palette-item");
    const find = async (query) => {
      await page.getByTestId("palette-input").fill(query);
      await settled(page);
    };
    await find("1.27.1");
    await none(items.filter({ hasText: "Install" }));
    await find("use go1.2");
    await items.filter({ hasText: "go1.26.5" }).first().waitFor();
    await none(items.filter({ hasText: "go1.24.13" }));
  });

  test("is not chosen for an import, which says why", async (t) => {
    const page = await open(t, "home-have-go");
    const blocked = { version: "go1.25.14", why: "blocked", until: null, wanted: null, mayUse: false };
    const unmanaged = await page.evaluate(() => window.__upgo.scenario.managed);
    await play(page, "set", { managed: { ...unmanaged, withheld: [blocked] } });
    await click(page, "import-open");
    const found = (name) => page.getByTestId("import-row").filter({ hasText: name });
    await found("go1.25.14").first().waitFor();
    assert.match(await found("go1.25.14").first().innerText(), /Your organization blocks go1\.25\.14/);
    assert.equal(await found("go1.25.14").first().getByRole("checkbox").isChecked(), false);
    assert.equal(await found("go1.26.7").first().getByRole("checkbox").isChecked(), true);
  });

  test("is refused with the code, the rule, and a request to copy", async (t) => {
    const page = await open(t, "managed-refused");
    await click(page, "primary-action");
    const dialog = page.getByRole("alertdialog");
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /go1\.27\.1 is blocked by 4711/);
    await dialog.getByTestId("copy-request").click();
    assert.match(await copied(page), /Reason given by Upgo: go1\.27\.1 is blocked by 4711\nError code: UPGO-POLICY-VERSION/);
    await assertAccessible(page);
  });

  test("is told of in the plan by the ring of the machine", async (t) => {
    const page = await open(t, "managed-plan");
    await click(page, "what-will-happen");
    const note = page.getByTestId("plan-ring");
    await note.waitFor();
    assert.match(await note.innerText(), /Ring: early\s+This computer gets a release 3 days after it is out/);
    await play(page, "writeSetting", "language", "zh-CN");
    await play(page, "changed");
    await page.waitForFunction(() => document.querySelector("[data-testid=plan-ring]")?.innerText.includes("部署环"));
  });
});
