// Versions: the lists, their actions, the search, and files.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, click, deeds, none, open, openAt, play, problemOf, settled, wordsOf } from "../harness.mjs";

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
    assert.ok(await row(page, "go1.27.1").getByTestId("version-install").isDisabled());
    assert.match(await row(page, "go1.27.1").innerText(), /not downloaded, no network connection/);
    assert.match(await row(page, "go1.27.1").getAttribute("aria-label"), /no network connection/);
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
    assert.equal(await row(page, "go1.26.7").getByRole("progressbar").count(), 1);
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

  test("the accessible names of rows contain everything visible", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    const name = await row(page, "go1.26.5").evaluate((each) => each.ariaLabel ?? each.innerText);
    assert.match(name, /go1\.26\.5.*in use.*Upgo.*268 megabytes|go1\.26\.5.*in use.*Upgo.*268 MB/is);
  });
});

describe("what is known about a version", () => {
  const row = (page, version) => page.locator(`[data-testid=version-row][data-version='${version}']`).first();
  const details = (page, version) => row(page, version).getByTestId("version-details");

  async function openCount(t, version, scenario = "versions-few") {
    const page = await openAt(t, "versions", scenario);
    await row(page, version).getByTestId("version-count").click();
    await row(page, version).getByTestId("version-vulnerabilities").waitFor();
    return page;
  }

  test("every number of vulnerabilities opens its list, also of a Go that is not in use", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    assert.deepEqual(await askedFor(page), [], "nothing is read before a row is opened");
    for (const version of ["go1.26.5", "go1.24.13", "go1.25.7"]) {
      const count = row(page, version).getByTestId("version-count");
      const number = Number.parseInt(await count.innerText(), 10);
      assert.equal(await count.getAttribute("aria-expanded"), "false");
      await count.press("Enter");
      assert.equal(await count.getAttribute("aria-expanded"), "true");
      const list = row(page, version).getByTestId("version-vulnerabilities");
      assert.match(await list.innerText(), new RegExp(`^${number} known vulnerabilities in ${version}`));
      await list.getByTestId("advisories-more").click();
      assert.equal(await list.getByTestId("advisory-row").count(), number, version);
    }
    assert.deepEqual(await askedFor(page), ["go1.26.5", "go1.24.13", "go1.25.7"]);
    await assertAccessible(page);
  });

  async function askedFor(page) {
    const calls = await page.evaluate(() => window.__upgo.calls.filter(({ name }) => name === "versionDetails"));
    return calls.map(({ args: [version] }) => version);
  }

  test("no badge with a number is without its button", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await page.getByRole("radio", { name: "All" }).check();
    const numbers = page.locator("[data-testid=version-row] .badge", { hasText: /\d/ });
    assert.ok((await numbers.count()) >= 3);
    for (const number of await numbers.all()) assert.equal(await number.evaluate((each) => each.closest("button")?.type), "button");
  });

  test("the list offers the fix and the removal, each as a plan", async (t) => {
    const page = await openCount(t, "go1.24.13");
    const remedies = row(page, "go1.24.13").getByTestId("version-remedy");
    assert.deepEqual(await remedies.allInnerTexts(), ["Install go1.27.1", "Remove go1.24.13"]);
    await remedies.last().click();
    await page.getByTestId("plan").waitFor();
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "remove", versions: ["go1.24.13"], force: false }]);
  });

  test("the version in use is upgraded by the smallest step", async (t) => {
    const page = await openCount(t, "go1.26.5");
    await row(page, "go1.26.5").getByTestId("version-remedy").click();
    assert.deepEqual((await deeds(page))[0], ["plan", { kind: "upgrade", to: "go1.26.6", patch: false }]);
  });

  test("a version that others manage says who can remove it", async (t) => {
    const page = await openCount(t, "go1.24.1", "versions-foreign");
    assert.match(await details(page, "go1.24.1").innerText(), /Managed by Scoop\. Remove it there\./);
    await none(row(page, "go1.24.1").getByTestId("version-remedy").filter({ hasText: "Remove" }));
  });

  test("what changed and its date come before the hashes", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await page.getByRole("button", { name: "Show details of go1.27.1" }).click();
    const rows = details(page, "go1.27.1").locator("> li");
    await details(page, "go1.27.1").getByTestId("version-vulnerabilities").waitFor();
    assert.deepEqual(await rows.evaluateAll((all) => all.map(({ dataset }) => dataset.testid)), [
      "version-vulnerabilities",
      "version-changes",
      "version-file",
    ]);
    const changes = rows.nth(1);
    assert.match(await changes.innerText(), /What changed\s+Released .* · Fixes 10 known vulnerabilities in go1\.26\.5/);
    await none(page.getByText("97e6b2a8", { exact: false }), "hashes are folded");
    await changes.getByRole("button", { name: "Show details of What changed" }).click();
    await changes.getByTestId("advisories-more").click();
    assert.equal(await changes.getByTestId("advisory-row").count(), 10);
    await changes.getByRole("button", { name: "Release notes, opens in the browser" }).click();
    assert.deepEqual((await deeds(page)).at(-1), ["openLink", { kind: "releaseNotes", version: "go1.27.1" }]);
    await page.getByRole("button", { name: "Show details of File and checksum" }).click();
    assert.match(await details(page, "go1.27.1").innerText(), /go1\.27\.1\.windows-amd64\.zip/);
    await assertAccessible(page);
  });

  test("while it loads the row is busy; a failure says why and is tried again", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await play(page, "hold", "versionDetails");
    await row(page, "go1.24.13").getByTestId("version-count").click();
    assert.equal(await details(page, "go1.24.13").getAttribute("aria-busy"), "true");
    const problem = problemOf("UPGO-DISK-FAILED", "the cache could not be read");
    await page.evaluate((versionDetails) => window.__upgo.set({ problems: { versionDetails } }), problem);
    await play(page, "release", "versionDetails");
    await row(page, "go1.24.13").getByText("the cache could not be read").waitFor();
    assert.equal(await details(page, "go1.24.13").getAttribute("aria-busy"), "false");
    await assertAccessible(page);
    await page.evaluate(() => {
      window.__upgo.scenario = { ...window.__upgo.scenario, problems: {} };
    });
    await row(page, "go1.24.13").getByRole("button", { name: "Try again" }).click();
    await row(page, "go1.24.13").getByTestId("advisory-row").first().waitFor();
  });

  test("rows reach the right edge, and only what is not normal has a badge", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    const gaps = await page.getByTestId("version-row").evaluateAll((all) =>
      all.map((each) => {
        const line = each.querySelector(".line").getBoundingClientRect();
        const last = [...each.querySelectorAll(".line > .end button")].at(-1).getBoundingClientRect();
        return Math.round(line.right - last.right);
      }),
    );
    assert.deepEqual([...new Set(gaps)], [16], "no empty column");
    await none(page.locator(".badge", { hasText: /^\s*Supported\s*$/ }));
  });
});

describe("versions that are no longer needed", () => {
  const rows = (page) => page.getByTestId("unused-row");

  test("are listed with size and reason, and those chosen are removed as one plan", async (t) => {
    const page = await openAt(t, "versions", "versions-unused");
    const banner = page.getByText("2 versions are unused · frees 498 MB");
    await banner.waitFor();
    await page.getByRole("button", { name: "Review" }).click();
    const said = await rows(page).allInnerTexts();
    assert.equal(said.length, 2, "as many as it says");
    assert.match(said[0], /go1\.25\.7[^]*Not in use · Upgo keeps 3 versions · Support ended · 36 vulnerabilities[^]*251 MB/);
    assert.match(said[1], /go1\.24\.13[^]*247 MB/);
    await assertAccessible(page);
    await page.getByRole("checkbox", { name: "go1.25.7" }).uncheck();
    assert.match(await page.getByTestId("unused").innerText(), /Frees 247 MB[^]*Remove 1 version/);
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
    const row = page.getByTestId("left-to-do-row").filter({ hasText: "1 version you no longer need · frees 247 MB" });
    await row.getByRole("button", { name: "Review" }).click();
    assert.equal(await rows(page).count(), 1);
    await click(page, "unused-remove");
    await page.getByTestId("plan").waitFor();
  });

  test("a menu says what a removal frees before it is chosen", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    const row = page.locator("[data-testid=version-row][data-version='go1.24.13']");
    await row.getByTestId("version-menu").click();
    await page.getByRole("menuitem", { name: "Remove · 247 MB" }).waitFor();
  });
});

describe("foreign versions", () => {
  const row = (page, version) => page.locator(`[data-testid=version-row][data-version='${version}']`);
  const SYSTEM = "C:\\Program Files\\Go";

  test("Adopt shows its plan", async (t) => {
    const page = await openAt(t, "versions", "versions-foreign");
    await row(page, "go1.24.13").getByTestId("version-adopt").click();
    await page.getByTestId("plan").waitFor();
    const root = "C:\\Users\\mei\\sdk\\go1.24.13";
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "adopt", root, removeOld: false }]);
  });

  for (const [verb, request] of [
    ["Put Upgo's Go first", { kind: "stepAside", root: SYSTEM }],
    ["Keep the machine-wide Go", { kind: "keepSystem" }],
    ["Repair", { kind: "systemRepair", arch: "amd64" }],
    ["Remove · 251 MB", { kind: "systemUninstall", arch: "amd64" }],
  ]) {
    test(`the system's Go: ${verb}`, async (t) => {
      const page = await openAt(t, "versions", "versions-foreign");
      await row(page, "go1.25.7").getByTestId("version-menu").click();
      await page.getByRole("menuitem", { name: verb, exact: true }).click();
      await page.getByTestId("plan").waitFor();
      assert.deepEqual((await deeds(page)).at(-1), ["plan", request]);
      await assertAccessible(page);
    });
  }

  test("a manually unpacked Go is adopted, and removed only on request", async (t) => {
    const page = await openAt(t, "versions", "versions-foreign");
    await row(page, "go1.24.13").getByTestId("version-menu").click();
    await page.getByRole("menuitem", { name: "Adopt and remove the old folder" }).click();
    await page.getByTestId("plan").waitFor();
    assert.equal((await deeds(page)).at(-1)[1].removeOld, true);
  });

  test("a Go of a package manager is left to it", async (t) => {
    const page = await openAt(t, "versions", "versions-foreign");
    await none(row(page, "go1.24.1").getByTestId("version-adopt"));
  });
});
