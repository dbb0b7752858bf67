// What is known about a version: its vulnerabilities, what changed with it, and its file.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, deeds, none, openAt, play, problemOf } from "../harness.mjs";

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
    await page.getByRole("button", { name: "Show details of go1.26.7" }).click();
    const rows = details(page, "go1.26.7").locator("> li");
    await details(page, "go1.26.7").getByTestId("version-vulnerabilities").waitFor();
    assert.deepEqual(await rows.evaluateAll((all) => all.map(({ dataset }) => dataset.testid)), [
      "version-vulnerabilities",
      "version-changes",
      "version-file",
    ]);
    const changes = rows.nth(1);
    assert.match(await changes.innerText(), /What changed\s+Released .*\s· Fixes 10 known vulnerabilities in go1\.26\.5/);
    await none(page.getByText("f4f534a4", { exact: false }), "hashes are folded");
    await changes.getByRole("button", { name: "Show details of What changed" }).click();
    await changes.getByTestId("advisories-more").click();
    assert.equal(await changes.getByTestId("advisory-row").count(), 10);
    await changes.getByRole("button", { name: "Release notes, opens in the browser" }).click();
    assert.deepEqual((await deeds(page)).at(-1), ["openLink", { kind: "releaseNotes", version: "go1.26.7" }]);
    await page.getByRole("button", { name: "Show details of File and checksum" }).click();
    assert.match(await details(page, "go1.26.7").innerText(), /go1\.26\.7\.windows-amd64\.zip/);
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
