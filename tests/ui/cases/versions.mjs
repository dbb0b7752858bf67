// Versions: the lists, their actions, the search, and files.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, click, deeds, none, openAt, play, settled, wordsOf } from "../harness.mjs";

describe("Versions", () => {
  const row = (page, version) => page.locator(`[data-testid=version-row][data-version='${version}']`).first();

  test("newer versions of programs are asked for, planned and built, and the list follows", async (t) => {
    const page = await openAt(t, "versions", "versions-tools");
    const tool = (name) => page.locator(`[data-testid=tool-row][data-name=${name}]`);
    assert.equal(await page.getByTestId("tools-update-all").count(), 0);
    await page.getByTestId("tools-check").click();
    await tool("gopls").getByText("v0.22.0 available").waitFor();
    await assertAccessible(page);
    await tool("gopls").getByTestId("tool-build").click();
    await page.getByTestId("plan").waitFor();
    assert.match(await wordsOf(page, "[data-testid=plan]"), /gopls v0\.20\.0 → v0\.22\.0/);
    await click(page, "plan-apply");
    assert.deepEqual((await deeds(page)).find(([name]) => name === "plan"), [
      "plan",
      { kind: "updateTools", names: ["gopls"] },
    ]);
    await play(page, "finish");
    await settled(page);
    assert.equal(await tool("gopls").getByTestId("tool-build").count(), 0);
    await tool("dlv").getByTestId("tool-build").click();
    await page.getByTestId("plan").waitFor();
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "rebuildTools", names: ["dlv"] }]);
  });

  test("without an answer about programs, the page says so and keeps the list", async (t) => {
    const page = await openAt(t, "versions", "versions-tools-offline");
    await page.getByTestId("tools-check").click();
    await page.getByTestId("tools-unanswered").waitFor();
    assert.equal(await page.getByTestId("toast").count(), 0, "it is not known that there are no newer versions");
    assert.equal(await page.getByTestId("tool-row").count(), 5);
    await page.getByRole("button", { name: "Show all programs" }).click();
    assert.equal(await page.getByTestId("tool-row").count(), 7);
    await page.getByTestId("tools-unanswered").getByRole("button").click();
    await page.getByTestId("problem").waitFor();
  });

  test("without such programs, there is no section about them", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await settled(page);
    assert.equal(await page.getByRole("heading", { name: "Programs from go install" }).count(), 0);
  });

  test("the folded proof says what the proof says, and has a check mark only if it is one", async (t) => {
    const icons = {};
    for (const scenario of ["versions-proven", "versions-of-mirror", "versions-unproven"]) {
      const page = await openAt(t, "versions", scenario);
      await row(page, "go1.26.5").locator(".open").first().click();
      const proof = page.getByTestId("version-proof").first();
      const said = await proof.locator(".second").first().innerText();
      icons[scenario] = await proof.locator("svg use").first().getAttribute("href");
      await proof.locator(".open").first().click();
      assert.equal(await proof.getByTestId("proof-level").locator("strong").innerText(), said, scenario);
    }
    assert.match(icons["versions-proven"], /shieldCheckmark$/);
    assert.equal(new Set(Object.values(icons)).size, 3, JSON.stringify(icons));
  });

  test("Use switches at once", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await row(page, "go1.24.13").getByTestId("version-use").click();
    await settled(page);
    assert.deepEqual(await deeds(page), [
      ["plan", { kind: "use", version: "go1.24.13" }],
      ["start", 1, "refuse", false],
    ]);
  });

  test("offline, only a downloaded archive can be installed, and the others say why", async (t) => {
    const page = await openAt(t, "versions", "versions-offline");
    await page.locator("[data-line='1.26'] .open").first().click();
    assert.ok(await row(page, "go1.26.6").getByTestId("version-install").isDisabled());
    assert.match(await row(page, "go1.26.6").innerText(), /not downloaded, no network connection/);
    assert.match(await row(page, "go1.26.6").getAttribute("aria-label"), /no network connection/);
    assert.ok(await row(page, "go1.26.7").getByTestId("version-install").isEnabled());
    await assertAccessible(page);
  });

  test("without a network, Install is off until it is back", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    const install = row(page, "go1.26.7").getByTestId("version-install");
    const connected = (isOn) =>
      page.evaluate((on) => {
        Object.defineProperty(navigator, "onLine", { value: on, configurable: true });
        dispatchEvent(new Event(on ? "online" : "offline"));
      }, isOn);
    await connected(false);
    await row(page, "go1.26.7").getByText("no network connection").waitFor();
    assert.ok(await install.isDisabled());
    await connected(true);
    await none(row(page, "go1.26.7").getByText("no network connection"));
    assert.ok(await install.isEnabled());
  });

  test("the row in use is what stands out, until there is one it is Install of the newest", async (t) => {
    const accents = (page) => page.locator("main .button.accent").count();
    const page = await openAt(t, "versions", "versions-few");
    assert.equal(await accents(page), 0);
    assert.equal(await page.locator("[data-state=in-use] .badge.solid").count(), 1);
    assert.equal(await accents(await openAt(t, "versions", "home-no-go")), 1);
  });

  test("Install installs a version and shows its progress in the row", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await row(page, "go1.26.7").getByTestId("version-install").click();
    await settled(page);
    const [[, request]] = await deeds(page);
    assert.deepEqual(request, { kind: "install", from: { kind: "release", version: "go1.26.7" }, then: "keep" });
    await play(page, "progress", 0, {
      fraction: 0.5,
      transfer: { done: 30_000_000, total: 60_000_000, bytesPerSecond: 9_000_000 },
    });
    await row(page, "go1.26.7").getByRole("progressbar").waitFor();
    await play(page, "finish");
    await row(page, "go1.26.7").getByTestId("version-use").waitFor();
  });

  test("the menu of every Go opens a terminal with it", async (t) => {
    const opened = async (scenario, version) => {
      const page = await openAt(t, "versions", scenario);
      await row(page, version).getByTestId("version-menu").click();
      await page.getByRole("menuitem", { name: "Open a terminal" }).click();
      return (await deeds(page)).at(-1);
    };
    const own = await opened("versions-few", "go1.26.5");
    assert.deepEqual(own, ["openTerminal", { kind: "toolchain", version: "go1.26.5" }]);
    const [name, go] = await opened("versions-foreign", "go1.24.1");
    assert.equal(name, "openTerminal");
    assert.equal(go.kind, "installation");
  });

  test("the menu of a version removes it, after showing the plan", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await row(page, "go1.24.13").getByTestId("version-menu").click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await page.getByTestId("plan").waitFor();
    await click(page, "plan-apply");
    await play(page, "finish");
    await none(row(page, "go1.24.13").getByTestId("version-use"), "it is no longer installed");
  });

  test("for a version in use by programs, one can wait, remove it now, or keep it", async (t) => {
    for (const [button, choice] of [
      ["plan-wait", "wait"],
      ["plan-apply", "goOn"],
      ["plan-cancel", null],
    ]) {
      const page = await openAt(t, "versions", "plan-remove-running");
      await row(page, "go1.24.13").getByTestId("version-menu").click();
      await page.getByRole("menuitem", { name: "Remove" }).click();
      const plan = page.getByTestId("plan");
      await plan.waitFor();
      assert.match(await plan.innerText(), /compile is running \(2 processes\)[^]*No programs will be closed/);
      await assertAccessible(page);
      await click(page, button);
      const starts = (await deeds(page)).filter(([name]) => name === "start");
      assert.deepEqual(starts, choice === null ? [] : [["start", 1, choice, false]]);
    }
  });

  test("a version managed elsewhere cannot be removed, and says by whom", async (t) => {
    const page = await openAt(t, "versions", "versions-foreign");
    await row(page, "go1.24.1").getByTestId("version-menu").click();
    const remove = page.getByRole("menuitem", { name: /Remove/ });
    assert.equal(await remove.getAttribute("aria-disabled"), "true");
    assert.match(await page.getByRole("menu").innerText(), /Managed by Scoop. Remove it there./);
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
    await row(page, "go1.4.3").getByText("No official checksum").waitFor();
    await none(row(page, "go1.4.3").getByTestId("version-install"));
  });

  test("a file is installed with the button, after showing the plan", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await page.getByRole("button", { name: "Install from file" }).click();
    await page.getByTestId("plan").waitFor();
    const path = "C:\\Users\\mei\\Downloads\\go1.27.1.windows-amd64.zip";
    assert.deepEqual(await deeds(page), [
      ["chooseArchive"],
      ["plan", { kind: "install", from: { kind: "file", path, sha256: null }, then: "keep" }],
    ]);
  });

  test("a dropped file is installed, after showing the plan", async (t) => {
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

  test("a file without an official checksum is installed only after the user confirms it", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    const path = "D:\\go1.26.7-patched.zip";
    await play(page, "drop", { kind: "dropped", paths: [path] });
    await page.getByTestId("vouch").waitFor();
    await assertAccessible(page);
    const digest = "77e2b18ac04de28c1c9bb2b7e6cf0a5d9f2a8fd1f3c1f4bb1a2f39d5f04d9915";
    assert.equal((await page.getByTestId("vouch-digest").innerText()).trim(), digest);
    assert.ok(await page.getByTestId("vouch-proceed").isDisabled(), "enabled before the checksums were compared");
    await page.getByTestId("vouch-confirm").check();
    await click(page, "vouch-proceed");
    await page.getByTestId("plan").waitFor();
    const from = { kind: "file", path, sha256: digest };
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "install", from, then: "keep" }]);
  });

  test("a dropped file that is not an archive is refused with a message", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await play(page, "drop", { kind: "dropped", paths: ["D:\\notes.txt"] });
    assert.match(await page.getByTestId("toast").innerText(), /notes\.txt isn't a Go archive/);
    assert.deepEqual(await deeds(page), []);
  });

  test("a dropped installer is not run: its version is offered, if its name says it", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await play(page, "drop", { kind: "dropped", paths: ["D:\\go1.26.7.windows-amd64.msi"] });
    const toast = page.getByTestId("toast");
    assert.match(await toast.innerText(), /Drop the \.zip of the same version/);
    await toast.getByRole("button", { name: "Install go1.26.7" }).click();
    await page.getByTestId("plan").waitFor();
    const from = { kind: "release", version: "go1.26.7" };
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "install", from, then: "keep" }]);
    await click(page, "plan-cancel");
    await play(page, "drop", { kind: "dropped", paths: ["D:\\setup.msi"] });
    await toast.getByRole("button", { name: /^Install/ }).waitFor({ state: "detached" });
    assert.match(await toast.innerText(), /Drop the \.zip of the same version/);
  });

  test("the accessible names of rows contain everything visible", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    const name = await row(page, "go1.26.5").evaluate((each) => each.ariaLabel ?? each.innerText);
    assert.match(name, /go1\.26\.5.*in use.*Upgo.*268 megabytes|go1\.26\.5.*in use.*Upgo.*268 MB/is);
  });
});
