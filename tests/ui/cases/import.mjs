// Importing the Go versions that a person has, and choosing a folder.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, click, deeds, none, open, openAt, play, problemOf, settled } from "../harness.mjs";

const ZIP = "D:\\tools\\go";
const GOENV = "C:\\Users\\mei\\.goenv\\versions\\1.25.14";
const SDK = "C:\\Users\\mei\\sdk\\go1.26.7";
const DAMAGED = "C:\\Users\\mei\\sdk\\go1.24.13";

describe("import", () => {
  const boxes = (page) => page.getByTestId("import-row").getByRole("checkbox");

  test("the first run imports what is there with one plan, and only what is chosen", async (t) => {
    const page = await open(t, "home-have-go");
    await click(page, "import-open");
    await page.getByTestId("import").waitFor();
    await assertAccessible(page);
    assert.equal(await page.getByTestId("import").getByRole("status").innerText(), "3 versions to manage, from 4 folders");
    const checked = await boxes(page).evaluateAll((all) => all.map((box) => [box.checked, box.disabled]));
    const [yes, refused] = [[true, false], [false, true]];
    assert.deepEqual(checked, [yes, yes, yes, yes, refused, refused]);
    assert.match(await page.getByTestId("import-row").last().innerText(), /go downloads it again/);
    await boxes(page).nth(3).uncheck();
    assert.equal(await page.getByTestId("import").getByRole("status").innerText(), "2 versions to manage, from 3 folders");
    await click(page, "import-plan");
    await page.getByTestId("plan").waitFor();
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "import", roots: [ZIP, GOENV, SDK] }]);
    const steps = await page.getByTestId("plan").innerText();
    assert.equal(steps.match(/Unpack and check go1\.26\.7/g)?.length, 1, "a version is brought once");
    await click(page, "plan-apply");
    await play(page, "finish");
    await page.getByTestId("was").getByText("Upgo now manages more Go versions").waitFor();
    await none(page.getByTestId("have-go"));
  });

  test("what could not be taken is counted, with its reason, wherever it began", async (t) => {
    const warnings = [problemOf("UPGO-GO-MANAGED", "Upgo cannot manage the Go in D:\\own: go1.27-own is not an official release")];
    const page = await open(t, "home-have-go");
    await click(page, "import-open");
    await boxes(page).nth(3).uncheck();
    await click(page, "import-plan");
    await click(page, "plan-apply");
    await play(page, "finish", { warnings });
    await page.getByTestId("was").getByText("Upgo now manages 2 of 3 versions").waitFor();
    await page.getByTestId("left-to-do-row").getByText(/not an official release/).waitFor();

    await openAt(t, "versions", "home-have-go").then(async (later) => {
      await click(later, "import-open");
      await boxes(later).nth(3).uncheck();
      await click(later, "import-plan");
      await click(later, "plan-apply");
      await play(later, "finish", { warnings });
      await later.getByTestId("toast").getByText("Upgo now manages 2 of 3 versions").waitFor();
      await later.getByTestId("toast").getByRole("button", { name: "View" }).click();
      await later.getByTestId("left-to-do-row").getByText(/not an official release/).waitFor();
    });
  });

  test("without a chosen one there is no plan to show", async (t) => {
    const page = await open(t, "home-have-go");
    await click(page, "import-open");
    for (const index of [0, 1, 2, 3]) await boxes(page).nth(index).uncheck();
    await none(page.getByTestId("import-plan"));
    await click(page, "import-cancel");
    await none(page.getByTestId("import"));
  });

  test("Versions imports later, and tells if there is nothing", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await click(page, "import-open");
    assert.match(await page.getByTestId("import").innerText(), /found no other Go/);
    await assertAccessible(page);
  });

  test("a chosen folder is described, and then imported", async (t) => {
    const page = await open(t, "home-have-go");
    await click(page, "choose-go");
    await page.getByTestId("import").waitFor();
    assert.match(await page.getByTestId("import").innerText(), /Go in the chosen folder[^]*go1\.24\.13[^]*is missing/);
    await click(page, "import-plan");
    await page.getByTestId("plan").waitFor();
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "import", roots: [DAMAGED] }]);
  });

  test("a folder without Go is a problem that says which folder is meant", async (t) => {
    const page = await open(t, "home-no-go");
    await click(page, "choose-go");
    await settled(page);
    assert.match(await page.getByRole("alertdialog").innerText(), /no Go in C:\\src\\telemetry[^]*VERSION/);
    await assertAccessible(page);
  });
});
