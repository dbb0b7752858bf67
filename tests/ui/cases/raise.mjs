// Raising the projects after an upgrade that fixes vulnerabilities: the question, the choices and the plan.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, assertFits, click, deeds, none, open, openAt, play, wordsOf } from "../harness.mjs";

/** The requests whose plans the page asked for. */
function planned(page) {
  return page.evaluate(() => window.__upgo.calls.filter(({ name }) => name === "plan").map(({ args }) => args[0]));
}

describe("Apply what go fix changes", () => {
  test("follows a rehearsal that tried it, and shows the plan first", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-fixes");
    await click(page, "rehearsal-apply-fixes");
    await page.getByTestId("plan").waitFor();
    assert.deepEqual((await planned(page)).at(-1), { kind: "fixProjects", go: "go1.27.1", projects: [] });
    const words = await wordsOf(page, "[data-testid=plan]");
    const expected = [
      "Apply go fix of go1.27.1 to",
      "Edit the project billing",
      "Undo: restore the old files",
      "api/server.go:12",
      "for i := range all",
    ];
    for (const each of expected)
      assert.ok(words.includes(each), `no “${each}” in: ${words}`);
    const lines = page.getByTestId("plan-diff").last().locator("li");
    assert.equal(await lines.count(), 200);
    await page.getByTestId("diff-all").click();
    assert.equal(await lines.count(), 250, "all lines are shown on request");
    await assertAccessible(page);
    await assertFits(page);
  });

  test("is offered only if something still works", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-same");
    await page.getByTestId("rehearsal-raise").waitFor();
    await none(page.getByTestId("rehearsal-apply-fixes"));
  });
});

describe("Update go.mod and CI", () => {
  test("follows a security upgrade, and shows the plan first", async (t) => {
    const page = await open(t, "done-upgrade");
    await click(page, "raise-projects");
    await page.getByTestId("raise-dialog").waitFor();
    assert.equal(await page.getByTestId("raise-dialog").getByRole("switch").count(), 1, "only the builds are a choice");
    const words = await wordsOf(page, "[data-testid=raise-dialog]");
    for (const each of ["Move your projects to go1.27.1", "commits nothing", "is left out"])
      assert.ok(words.includes(each), `no “${each}” in: ${words}`);
    await assertAccessible(page);
    await assertFits(page);
    await click(page, "raise-plan");
    await page.getByTestId("plan").waitFor();
    assert.deepEqual((await planned(page)).at(-1), {
      kind: "raiseProjects",
      go: "go1.27.1",
      projects: [],
      ci: true,
      withoutRehearsal: false,
    });
    assert.deepEqual(
      (await deeds(page)).map(([name]) => name),
      ["plan"],
      "nothing starts without a look at the plan",
    );
  });

  test("keeps what was chosen", async (t) => {
    const page = await open(t, "done-upgrade");
    await click(page, "raise-projects");
    await page.getByRole("switch", { name: "Builds on servers, too" }).click();
    await click(page, "raise-plan");
    await page.getByTestId("plan").waitFor();
    assert.equal((await planned(page)).at(-1).ci, false);
    await page.keyboard.press("Escape");
    await page.getByTestId("raise-dialog").waitFor();
    assert.equal(await page.getByRole("switch", { name: "Builds on servers, too" }).isChecked(), false);
    await click(page, "raise-close");
    await none(page.getByTestId("raise-dialog"));
  });

  test("leads to a rehearsal of the updated files, whose result leads back", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-same");
    await click(page, "rehearsal-raise");
    await click(page, "raise-rehearse");
    await page.getByTestId("rehearse-dialog").waitFor();
    const words = await wordsOf(page, "[data-testid=rehearse-dialog]");
    for (const each of ["Try the updated files with go1.27.1", "with updated files and go1.27.1", "Your files"])
      assert.ok(words.includes(each), `no “${each}” in: ${words}`);
    await none(page.getByTestId("rehearse-fixes"));
    await assertAccessible(page);
    await assertFits(page);
    await page.locator("[data-testid=rehearse-start]:not([aria-busy=true])").waitFor();
    await click(page, "rehearse-start");
    const shown = await page.evaluate(() => window.__upgo.calls.filter(({ name }) => name === "planRehearsal"));
    assert.deepEqual(shown.at(-1).args, ["go1.27.1", false, false, true]);
    await play(page, "rehearse", [{ done: true }, { phase: "build" }]);
    assert.match(await page.getByTestId("rehearsal").innerText(), /Trying the updated files with go1\.27\.1/);
    await play(page, "endRehearsal");
    assert.match(await page.getByTestId("rehearsal").innerText(), /Tried with the updated files\./);
    await none(page.getByTestId("rehearsal-upgrade"), "it says nothing about an upgrade");
    const raise = page.getByTestId("rehearsal-raise");
    assert.ok(await raise.evaluate((button) => button.classList.contains("accent")));
    await raise.click();
    await page.getByTestId("raise-dialog").waitFor();
  });

  test("says of a rehearsal whether the lines were raised, and offers the version in use no download", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-same");
    assert.doesNotMatch(await page.getByTestId("rehearsal").innerText(), /updated files/);
    const raised = await openAt(t, "projects", "rehearsal-raises");
    assert.match(await raised.getByTestId("rehearsal").innerText(), /With go1\.27\.1, your 7 projects build[^]*Tried with the updated files\./);
    assert.equal((await raised.getByTestId("rehearsal-stay").innerText()).trim(), "Close");
    const current = await open(t, "done-upgrade");
    await click(current, "raise-projects");
    await click(current, "raise-rehearse");
    const words = await wordsOf(current, "[data-testid=rehearse-dialog]");
    assert.doesNotMatch(words, /is installed|Downloads/);
  });
});

describe("What a raise leaves to commit", () => {
  const BILLING = [
    "git -C C:\\src\\billing switch -c upgo/go1.27.1",
    "git -C C:\\src\\billing commit -m 'Raise Go to 1.27.1, which fixes GO-2026-4601 and GO-2026-4603' -- go.mod .github\\workflows\\test.yml",
  ];
  const PROXY = BILLING.map((command) => command.replace("C:\\src\\billing", "'D:\\my work\\edge-proxy'"));

  test("is text, and one button copies all of it", async (t) => {
    const page = await open(t, "done-raise");
    const words = await wordsOf(page, "main");
    for (const each of ["Nothing was committed.", ...BILLING, ...PROXY])
      assert.ok(words.includes(each), `no “${each}” in: ${words}`);
    assert.equal(await page.getByTestId("to-commit").count(), 2);
    await click(page, "copy-commits");
    assert.deepEqual(await deeds(page), [["copy", [...BILLING, ...PROXY].join("\n")]], "nothing else is done");
  });

  test("is not there after other changes", async (t) => {
    const page = await open(t, "done-upgrade");
    await none(page.getByTestId("to-commit"));
    assert.ok(!(await wordsOf(page, "main")).includes("Nothing was committed"));
  });

  test("is shown on Home from every page, five at most, and what cannot be typed says so", async (t) => {
    const page = await openAt(t, "versions", "projects-current");
    await page.keyboard.press("Control+k");
    await page.getByTestId("palette-input").fill("update go.mod");
    await page.keyboard.press("Enter");
    await click(page, "raise-plan");
    await click(page, "plan-apply");
    const repository = (index) => ({
      repository: `C:\\src\\number-${index}`,
      files: ["go.mod"],
      branch: "upgo/go1.26.5",
      message: "Raise Go to 1.26.5",
      commands: index === 1 ? [] : [`git -C C:\\src\\number-${index} commit`],
    });
    await play(page, "finish", { toCommit: [1, 2, 3, 4, 5, 6, 7].map(repository) });
    await page.locator("main[data-place=home]").waitFor();
    const rows = page.getByTestId("to-commit");
    assert.equal(await rows.count(), 5);
    assert.match(await rows.first().innerText(), /number-1\s+Its names cannot be typed in your shell\./);
    assert.match(await page.getByTestId("to-commit-more").innerText(), /^2 more repositories, whose commands are copied/);
    await click(page, "copy-commits");
    const [, copied] = (await deeds(page)).at(-1);
    assert.deepEqual(copied.split("\n"), [2, 3, 4, 5, 6, 7].map((index) => `git -C C:\\src\\number-${index} commit`));
  });
});
