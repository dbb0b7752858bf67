// Versions: the Go in the distributions of WSL, which are started only on request.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, click, deeds, none, openAt, settled, wordsOf } from "../harness.mjs";

describe("Go in WSL", () => {
  const row = (page, name) => page.locator(`[data-testid=wsl-row][data-name='${name}']`);
  const states = (page) =>
    page.getByTestId("wsl-row").evaluateAll((rows) => rows.map(({ dataset }) => dataset.state).join(" "));

  test("no distribution is started until the user asks, and then each has its Go or why it is unknown", async (t) => {
    const page = await openAt(t, "versions", "versions-wsl");
    assert.equal(await states(page), "notAsked notAsked notAsked notAsked notAsked leftAlone");
    assert.match(await page.getByTestId("wsl-state").innerText(), /This starts each of them/);
    assert.equal(await page.getByTestId("wsl-windows").count(), 0);
    assert.deepEqual(await deeds(page), []);
    await click(page, "wsl-look");
    assert.equal(await states(page), "linux linux none windows unknown leftAlone");
    assert.match(await row(page, "Debian").innerText(), /Support ended\s+21 vulnerabilities\s+WSL\s2\s·\sgo1\.24\.13/);
    assert.doesNotMatch(await row(page, "Ubuntu-24.04").innerText(), /vulnerabilities|ended/);
    assert.match(await row(page, "Fedora-42").innerText(), /no Go/);
    assert.match(await wordsOf(page, "[data-testid=wsl-windows]"), /In kali-linux, go is a Windows file/);
    await assertAccessible(page);
    assert.deepEqual(await deeds(page), [["lookInWsl"]]);
  });

  test("the look can be stopped and repeated with the keyboard alone", async (t) => {
    const page = await openAt(t, "versions", "versions-wsl-looking");
    await page.getByTestId("wsl-look").focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("wsl-cancel").waitFor();
    assert.match(await page.getByTestId("wsl-state").innerText(), /Starting each distribution/);
    await page.getByTestId("wsl-cancel").focus();
    await page.keyboard.press("Enter");
    await none(page.getByTestId("wsl-cancel"));
    assert.match(await page.getByTestId("wsl-state").innerText(), /You stopped the search/);
    assert.equal(await row(page, "Debian").getAttribute("data-state"), "notAsked", "nothing is claimed");
    await page.getByTestId("wsl-look").focus();
    await page.keyboard.press("Enter");
    await settled(page);
    assert.equal(await row(page, "Debian").getAttribute("data-state"), "linux");
    assert.deepEqual(await deeds(page), [["lookInWsl"], ["cancelWsl"], ["lookInWsl"]]);
  });

  test("if it fails, the page says so and why, and keeps the list", async (t) => {
    const page = await openAt(t, "versions", "versions-wsl-error");
    await click(page, "wsl-look");
    await page.getByTestId("wsl-problem").getByRole("button").click();
    await page.getByTestId("problem").waitFor();
    assert.equal(await page.getByTestId("wsl-row").count(), 6);
  });

  test("without a distribution that can be asked, there is no section", async (t) => {
    for (const scenario of ["versions-few", "versions-wsl-docker"]) {
      const page = await openAt(t, "versions", scenario);
      await settled(page);
      assert.equal(await page.getByTestId("wsl").count(), 0, scenario);
    }
  });
});
