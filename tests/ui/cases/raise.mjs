// Raising the projects after an upgrade that fixes vulnerabilities: the question, the choices and the plan.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, assertFits, click, deeds, none, open, openAt, wordsOf } from "../harness.mjs";

/** The requests whose plans the page asked for. */
function planned(page) {
  return page.evaluate(() => window.__upgo.calls.filter(({ name }) => name === "plan").map(({ args }) => args[0]));
}

describe("Commit what go fix changes", () => {
  test("follows a rehearsal that tried it, and shows the plan first", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-fixes");
    await click(page, "rehearsal-commit-fixes");
    await page.getByTestId("plan").waitFor();
    assert.deepEqual((await planned(page)).at(-1), {
      kind: "fixProjects",
      go: "go1.27.1",
      projects: [],
      commit: { branch: null },
    });
    const words = await wordsOf(page, "[data-testid=plan]");
    const expected = [
      "Commit what go fix of go1.27.1 changes in",
      "Commit to the new branch upgo/go1.27.1-fix of billing",
      "Undo: remove the branch",
      "40 tests still pass",
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
    await none(page.getByTestId("rehearsal-commit-fixes"));
  });
});

describe("Raise my projects", () => {
  test("follows a security upgrade, and shows the plan first", async (t) => {
    const page = await open(t, "done-upgrade");
    await click(page, "raise-projects");
    await page.getByTestId("raise-dialog").waitFor();
    const words = await wordsOf(page, "[data-testid=raise-dialog]");
    for (const each of ["Raise your projects to go1.27.1", "nothing is pushed", "is left out"])
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
      commit: { branch: null },
    });
    assert.deepEqual(
      (await deeds(page)).map(([name]) => name),
      ["plan"],
      "nothing starts without a look at the plan",
    );
  });

  test("edits the files instead, and keeps what was chosen", async (t) => {
    const page = await open(t, "done-upgrade");
    await click(page, "raise-projects");
    for (const name of ["Commit to a new branch", "Builds on servers, too"])
      await page.getByRole("switch", { name }).click();
    assert.match(await page.getByTestId("raise-commit").innerText(), /The files themselves are edited/);
    await click(page, "raise-plan");
    await page.getByTestId("plan").waitFor();
    const { commit, ci } = (await planned(page)).at(-1);
    assert.deepEqual([commit, ci], [undefined, false]);
    await page.keyboard.press("Escape");
    await page.getByTestId("raise-dialog").waitFor();
    assert.equal(await page.getByRole("switch", { name: "Builds on servers, too" }).isChecked(), false);
    await click(page, "raise-close");
    await none(page.getByTestId("raise-dialog"));
  });

  test("follows a rehearsal, and leads to one", async (t) => {
    const page = await openAt(t, "projects", "rehearsal-same");
    await click(page, "rehearsal-raise");
    await click(page, "raise-rehearse");
    await page.getByTestId("rehearse-dialog").waitFor();
  });
});
