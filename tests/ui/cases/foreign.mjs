// The versions that others manage: what Upgo can do with them.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, deeds, none, openAt } from "../harness.mjs";

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
