// The versions that others manage: what Upgo can do with them.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, deeds, none, openAt, play } from "../harness.mjs";

describe("foreign versions", () => {
  const row = (page, version) => page.locator(`[data-testid=version-row][data-version='${version}']`);
  const SYSTEM = "C:\\Program Files\\Go";

  test("Manage shows its plan", async (t) => {
    const page = await openAt(t, "versions", "versions-foreign");
    await row(page, "go1.24.13").getByTestId("version-adopt").click();
    await page.getByTestId("plan").waitFor();
    const root = "C:\\Users\\mei\\sdk\\go1.24.13";
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "adopt", root, removeOld: false }]);
  });

  test("a version that Upgo has, too, is one row with two places", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    const versions = await page.evaluate(() => window.__upgo.scenario.versions);
    const own = versions.installed.find(({ origin, active }) => origin === "upgo" && !active);
    const root = "D:\\tools\\twin";
    const twin = { ...own, root, origin: "zip", current: false, proof: null, ways: ["adopt"] };
    await play(page, "set", { versions: { ...versions, installed: [...versions.installed, twin] } });
    await row(page, own.version).getByText("also in").waitFor();
    assert.equal(await row(page, own.version).and(page.locator(":not([data-state=available])")).count(), 1);
    assert.match(await row(page, own.version).innerText(), /D:\\tools\\twin/);
    await assertAccessible(page);
    await play(page, "hold", "plan");
    await row(page, own.version).getByTestId("version-menu").click();
    await page.getByRole("menuitem", { name: `Remove ${root}` }).click();
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "adopt", root, removeOld: true }]);
    // what terminals run has its own row
    await play(page, "set", { versions: { ...versions, installed: [...versions.installed, { ...twin, active: true }] } });
    await row(page, own.version).nth(1).waitFor();
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
    await page.getByRole("menuitem", { name: "Manage and remove the old folder" }).click();
    await page.getByTestId("plan").waitFor();
    assert.equal((await deeds(page)).at(-1)[1].removeOld, true);
  });

  test("a Go of a package manager is left to it", async (t) => {
    const page = await openAt(t, "versions", "versions-foreign");
    await none(row(page, "go1.24.1").getByTestId("version-adopt"));
  });
});
