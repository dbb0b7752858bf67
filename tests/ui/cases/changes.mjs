// The effects of a change: the calls to the program, and the page's texts.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  assertAccessible,
  click,
  deeds,
  focused,
  heading,
  names,
  none,
  open,
  openAt,
  play,
  problemOf,
  settled,
  state,
  wordsOf,
  works,
} from "../harness.mjs";

const UPGRADE = { kind: "upgrade", to: "go1.27.1", patch: false };

describe("a change", () => {
  test("a routine upgrade runs at once, shows its progress, and can be undone", async (t) => {
    const page = await open(t, "home-update-line");
    await click(page, "primary-action");
    assert.deepEqual(await deeds(page), [
      ["plan", UPGRADE],
      ["start", 1, "refuse", false],
    ]);
    await works(page);
    await none(page.getByTestId("plan"));

    const transfer = { done: 46_212_000, total: 78_931_360, bytesPerSecond: 11_400_000 };
    await play(page, "progress", 0, { fraction: 0.38, transfer, remainingSeconds: 12 });
    assert.match(await wordsOf(page, "main"), /46\.2 of 78\.9 MB\s· 11\.4 MB\/s/);
    const bar = page.getByTestId("progress");
    assert.equal(await bar.evaluate((element) => Math.round(100 * (element.value / element.max))), 38);
    assert.match(await bar.getAttribute("aria-valuetext"), /38%.*46\.2 of 78\.9 MB.*12 seconds/);

    assert.equal(await heading(page), "$ go version → go1.26.6", "the line itself fills");
    await play(page, "progress", 5);
    assert.equal(await heading(page), "$ go version → …", "it is asked again");
    assert.equal(
      await page.getByTestId("cancel").innerText(),
      "Undo",
      "after the switch, Cancel reverts the change",
    );

    await play(page, "finish");
    assert.equal(await state(page), "current", "nothing waits for a button");
    assert.equal(await heading(page), "$ go version → go1.27.1");
    assert.match(await page.getByTestId("was").innerText(), /Was go1\.26\.6 until/);
    assert.equal(await focused(page), "undo");

    await click(page, "undo");
    assert.deepEqual((await deeds(page)).slice(2, 4), [
      ["plan", { kind: "rollback", id: 1 }],
      ["start", 2, "refuse", false],
    ]);
    await play(page, "finish");
    assert.equal(await state(page), "update");
    assert.equal(await heading(page), "$ go version → go1.26.6");
    assert.match(await wordsOf(page, "main"), /go1\.27\.1 is out\./);
  });

  test("a terminal with the new Go is one press away once it is there", async (t) => {
    for (const scenario of ["done-upgrade", "done-path"]) {
      const page = await open(t, scenario);
      assert.equal(await page.getByTestId("open-terminal").count(), 1, scenario);
      await click(page, "open-terminal");
      assert.deepEqual(await deeds(page), [["openTerminal", { kind: "current" }]]);
    }
  });

  test("where PATH may not be changed, the plan leads to the setting", async (t) => {
    const page = await open(t, "plan-upgrade");
    await click(page, "what-will-happen");
    await click(page, "path-setting");
    await page.locator("main[data-place=settings]").waitFor();
    await none(page.getByTestId("plan"));
    await page.locator("[data-testid=setting-row][data-id=modify-path]").waitFor();
  });

  test("before an upgrade, a terminal with the present Go can be kept", async (t) => {
    const page = await open(t, "plan-upgrade");
    await click(page, "primary-menu");
    await page.getByRole("menuitem", { name: /^Open a terminal with go1/ }).click();
    const [[name, go]] = await deeds(page);
    assert.deepEqual([name, go.kind], ["openTerminal", "toolchain"]);
  });

  test("a plan tells its edits of PATH once, in one step", async (t) => {
    const page = await open(t, "home-no-go");
    await click(page, "primary-action");
    const plan = page.getByTestId("plan");
    await plan.waitFor();
    const edits = plan.getByTestId("plan-step").filter({ has: page.getByTestId("plan-diff") });
    assert.deepEqual(await edits.evaluateAll((steps) => steps.map((step) => step.dataset.state)), ["editPath"]);
    assert.equal(await plan.getByTestId("plan-diff").locator("li").count(), 2);
    await assertAccessible(page);
  });

  test("a plan begins with what to be careful about", async (t) => {
    const page = await openAt(t, "versions", "plan-remove-running");
    await page.locator("[data-testid=version-row][data-version='go1.24.13']").getByTestId("version-menu").first().click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    const [caution, step] = await Promise.all(
      ["plan-caution", "plan-step"].map((id) => page.getByTestId("plan").getByTestId(id).first().boundingBox()),
    );
    assert.ok(caution.y < step.y, "the caution is below the steps");
  });

  test("a plan that terminals would not see has the ways out, before anything is downloaded", async (t) => {
    const root = "C:\\Program Files\\Go";
    const ways = [
      ["Put Upgo's Go first", { kind: "stepAside", root }],
      ["Let Upgo manage go1.25.7", { kind: "adopt", root, removeOld: false }],
      ["Keep the machine-wide Go", { kind: "keepSystem" }],
    ];
    for (const [name, request] of ways) {
      const page = await open(t, "plan-machine-go");
      await click(page, "what-will-happen");
      await page.getByTestId("plan").waitFor();
      await assertAccessible(page);
      assert.deepEqual(await page.getByTestId("plan-way").allInnerTexts(), ways.map(([way]) => way));
      await play(page, "hold", "plan");
      await page.getByTestId("plan-way").filter({ hasText: name }).click();
      assert.deepEqual((await deeds(page)).at(-1), ["plan", request]);
    }
  });

  test("any other plan is shown first, and Cancel starts nothing", async (t) => {
    const page = await open(t, "plan-upgrade");
    await click(page, "primary-action");
    await page.getByTestId("plan").waitFor();
    await click(page, "plan-cancel");
    await none(page.getByTestId("plan"));
    assert.deepEqual(await names(page), ["plan"]);
    assert.equal(await state(page), "security");
  });

  test("the plan that starts is the one that was shown", async (t) => {
    const page = await open(t, "plan-upgrade");
    await click(page, "what-will-happen");
    await click(page, "plan-apply");
    assert.deepEqual(await deeds(page), [
      ["plan", UPGRADE],
      ["start", 1, "refuse", false],
    ]);
    await works(page);
    await none(page.getByTestId("plan"));
  });

  test("an outdated plan is made again, and waits for confirmation", async (t) => {
    const page = await open(t, "plan-anew");
    await click(page, "what-will-happen");
    await click(page, "plan-apply");
    assert.deepEqual(await names(page), ["plan", "start", "plan"]);
    assert.match(await wordsOf(page, "[data-testid=plan]"), /Something changed on this machine. Here is the updated plan\./);
    await assertAccessible(page);
    await click(page, "plan-apply");
    assert.deepEqual((await deeds(page)).at(-1), ["start", 2, "refuse", false]);
    await works(page);
  });

  test("a plan that cannot be made shows the reason", async (t) => {
    const page = await open(t, "plan-blocked");
    await click(page, "primary-action");
    await page.getByRole("button", { name: "UPGO-PATH-REFUSED, opens in the browser" }).click();
    assert.deepEqual((await deeds(page)).at(-1), ["openLink", { kind: "errorCode", code: "UPGO-PATH-REFUSED" }]);
    await assertAccessible(page);
    await click(page, "problem-copy");
    const [, copied] = (await deeds(page)).find(([name]) => name === "copy");
    assert.match(copied, /UPGO-PATH-REFUSED/);
    assert.match(copied, /33104 characters/);
  });

  test("a remedy opens the place that helps, and leaves the dialog", async (t) => {
    const page = await open(t, "plan-blocked");
    await click(page, "primary-action");
    assert.equal(await page.getByRole("alertdialog").getByTestId("primary-action").innerText(), "Edit PATH");
    await page.getByRole("alertdialog").getByTestId("primary-action").click();
    await page.getByTestId("env-tab-path").and(page.locator("[aria-selected=true], [aria-checked=true]")).waitFor();
    await none(page.getByRole("alertdialog"));
  });

  test("the log opens over a problem, and closing it returns to the problem", async (t) => {
    const page = await open(t, "plan-blocked");
    await click(page, "primary-action");
    await click(page, "problem-log");
    await page.getByTestId("log").waitFor();
    await page.keyboard.press("Escape");
    await page.getByTestId("problem-code").waitFor();
    await none(page.getByTestId("log"));
  });

  test("the plan names running programs and the equivalent command", async (t) => {
    const page = await open(t, "plan-upgrade");
    await click(page, "what-will-happen");
    const plan = page.getByTestId("plan");
    await plan.getByRole("button", { name: /Show/ }).first().click();
    await settled(page);
    assert.match(await plan.innerText(), /4312[^]*9020/);
    await plan.getByRole("button", { name: /More actions/ }).click();
    await page.getByRole("menuitem", { name: "Copy command" }).click();
    assert.deepEqual((await deeds(page)).at(-1), ["copy", "upgo upgrade --to 1.27.1"]);
  });

  test("the notes of a release open in the browser", async (t) => {
    const page = await open(t, "home-update-line");
    await page.getByTestId("why-row").getByText("Release notes").click();
    assert.deepEqual(await deeds(page), [["openLink", { kind: "releaseNotes", version: "go1.27.1" }]]);
  });

  test("a refused start shows the reason, and nothing runs", async (t) => {
    const page = await open(t, "plan-start-refused");
    await page.keyboard.press("Control+z");
    await click(page, "plan-apply");
    assert.match(await page.getByTestId("problem-code").innerText(), /UPGO-BUSY/);
    assert.equal(await state(page), "current");
  });

  test("while a plan is being made, its button is busy and a second press does nothing", async (t) => {
    const page = await open(t, "plan-slow");
    await click(page, "primary-action");
    await page.getByTestId("primary-action").click({ force: true });
    assert.deepEqual(await names(page), ["plan"]);
    await play(page, "release", "plan");
    await works(page);
  });

  test("Cancel calls the program once, and a cancelled change leaves Home as it was", async (t) => {
    const page = await open(t, "working-download");
    await click(page, "cancel");
    assert.deepEqual(await names(page), ["cancelJob"]);
    await play(page, "endCancelled");
    assert.equal(await state(page), "security");
    assert.match(await page.getByTestId("toast").innerText(), /cancel/i);
  });

  test("a failure says once what became of the machine, and its details can be copied", async (t) => {
    const page = await open(t, "failed-digest");
    const problem = page.getByTestId("problem");
    assert.equal(await problem.count(), 1);
    for (const block of ["What went wrong", "What you can do"])
      await page.getByRole("heading", { name: block }).waitFor();
    const said = await wordsOf(page, "main");
    assert.equal(said.match(/nothing|unchanged|installed/gi)?.length, 1, said);
    assert.match(said, /its SHA-256 is 77e2b18a…f04d9915, expected a3911b5e…d2edd95d/);
    await click(page, "problem-copy");
    const [, copied] = (await deeds(page)).at(-1);
    for (const fact of [
      "UPGO-VERIFY-DIGEST",
      "a3911b5e0e1b1053f25ed0675f4c1c6aad1e2bfcf253df2b9be4caabd2edd95d",
      "go1.27.1",
    ]) {
      assert.ok(copied.includes(fact), `no ${fact} in: ${copied}`);
    }
    assert.match(await page.getByTestId("toast").innerText(), /Copied/);
  });

  test("a failed connection leads to the proxy, whose field has the focus; the failure stays", async (t) => {
    const page = await open(t, "failed-tls");
    await click(page, "primary-action");
    await page.locator("main[data-place=settings]").waitFor();
    await page.locator("[data-testid=setting-row][data-id=proxy] input:focus").waitFor();
    await page.keyboard.press("Alt+ArrowLeft");
    assert.equal(await state(page), "failed");
  });

  test("a chosen certificate is trusted by a plan", async (t) => {
    const page = await open(t, "failed-tls");
    await page.locator("[data-testid=remedy][data-id=chooseCertificate]").click();
    await page.getByTestId("plan").waitFor();
    const edits = [{ key: "ca-file", value: "C:\\Users\\mei\\Documents\\corp-root.pem" }];
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "settings", edits }]);
  });

  test("a wrong file from a mirror: the mirror can be tested, or removed by a plan", async (t) => {
    const page = await open(t, "failed-digest");
    await page.locator("[data-testid=remedy][data-id=removeMirrors]").click();
    await page.getByTestId("plan").waitFor();
    const edits = [{ key: "mirrors", value: null }];
    assert.deepEqual((await deeds(page)).at(-1), ["plan", { kind: "settings", edits }]);
    await page.keyboard.press("Escape");
    await page.locator("[data-testid=remedy][data-id=testMirror]").click();
    await page.getByTestId("mirror-trial").waitFor();
    assert.deepEqual((await deeds(page)).at(-1), ["testMirror", "https://mirror.corp.example/go/"]);
  });

  test("without mirrors, no remedy is about them", async (t) => {
    const page = await open(t, "failed-digest");
    await page.locator("[data-testid=remedy][data-id=testMirror]").waitFor();
    await play(page, "writeSetting", "mirrors", null);
    await play(page, "changed");
    await none(page.getByTestId("remedy"));
  });

  test("the first remedy of a failure is to try again", async (t) => {
    const page = await open(t, "failed-offline");
    await click(page, "primary-action");
    await works(page);
    assert.deepEqual((await names(page)).slice(-1), ["start"]);
  });

  test("a failure during a change is announced once", async (t) => {
    const page = await open(t, "working-download");
    const failure = problemOf("UPGO-NET-OFFLINE", "go.dev cannot be reached");
    await play(page, "fail", failure);
    assert.equal(await state(page), "failed");
    assert.equal(await page.locator("[role=alert]").filter({ visible: true }).count(), 1);
  });

  test("the smallest upgrade is in the split menu", async (t) => {
    const page = await open(t, "home-update-line");
    await click(page, "primary-menu");
    await page.getByRole("menuitem", { name: "go1.26.7, stays on Go 1.26" }).click();
    await works(page);
    assert.deepEqual((await deeds(page))[0], ["plan", { kind: "upgrade", to: "go1.26.7", patch: false }]);
    assert.match(await wordsOf(page, "main"), /Upgrading to go1\.26\.7\./);
  });

  for (const [item, call, shown] of [
    ["Skip this version", ["skip", "go1.27.1"], "skipped"],
    ["Remind me in a week", ["remindLater", "go1.27.1", "nextWeek"], "postponed"],
  ]) {
    test(`“${item}” makes Home quiet`, async (t) => {
      const page = await open(t, "home-update-line");
      await click(page, "primary-menu");
      await page.getByRole("menuitem", { name: item }).click();
      await settled(page);
      assert.deepEqual(await deeds(page), [call]);
      assert.equal(await state(page), shown);
      await page.getByRole("button", { name: "Undo" }).click();
      await settled(page);
      assert.deepEqual(await deeds(page), [call, ["offerAgain"]]);
      assert.equal(await state(page), "update");
    });
  }

  test("Later postpones until tomorrow", async (t) => {
    const page = await open(t, "home-update-line");
    await click(page, "later");
    assert.deepEqual(await deeds(page), [["remindLater", "go1.27.1", "tomorrow"]]);
    assert.match(await wordsOf(page, "main"), /go1\.27\.1 is waiting\./);
    await click(page, "offer-again");
    assert.match(await wordsOf(page, "main"), /go1\.27\.1 is out\./);
  });

  test("a skipped release is offered again on request", async (t) => {
    const page = await open(t, "home-skipped-security");
    await click(page, "offer-again");
    assert.equal(await state(page), "security");
  });

  test("what an upgrade keeps for Undo has its size, and Undo names what it undoes", async (t) => {
    const page = await open(t, "home-security");
    await click(page, "primary-action");
    await play(page, "finish");
    const kept = page.getByTestId("left-to-do-row").filter({ hasText: "kept for undo" });
    await kept.getByText(/268\s?MB/).waitFor();
    assert.doesNotMatch(await kept.innerText(), /frees/);
    await page.getByRole("button", { name: "Undo: upgrade to go1.27.1", exact: true }).waitFor();
  });

  test("the first Go is installed after its plan showed the edits of PATH", async (t) => {
    const page = await open(t, "home-no-go");
    await click(page, "primary-action");
    assert.match(await page.getByTestId("plan-diff").first().innerText(), /Upgo\\current\\bin/);
    assert.deepEqual(await names(page), ["plan"]);
    await click(page, "plan-apply");
    await works(page);
    await play(page, "finish");
    assert.equal(await heading(page), "$ go version → go1.27.1");
    assert.match(await page.getByTestId("was").innerText(), /Installed and switched to go1\.27\.1/);
    assert.match(await page.getByTestId("left-to-do-row").first().innerText(), /new terminal/i);
    await page.getByRole("heading", { name: "Left to do", exact: true }).waitFor();
    await assertAccessible(page);
    await click(page, "undo");
    const { id } = (await deeds(page)).at(-1)[1];
    assert.ok(id > 0, "the undo of this change");
  });

  test("Add to PATH shows or starts its plan", async (t) => {
    const page = await open(t, "home-not-on-path");
    await click(page, "primary-action");
    assert.deepEqual((await deeds(page))[0], ["plan", { kind: "addToPath" }]);
  });
});
