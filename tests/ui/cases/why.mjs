// Environment: why this Go runs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { click, deeds, none, openAt, play, settled } from "../harness.mjs";
import { assertWhole } from "./environment.mjs";
import { untranslated } from "./words.mjs";

describe("Environment: Why this Go?", () => {
  async function openWhy(t, scenario, options) {
    const page = await openAt(t, "environment", scenario, options);
    await click(page, "env-tab-why");
    return page;
  }
  const chooseFolder = async (page) => {
    await page.getByTestId("why-folder").getByRole("combobox").selectOption("?");
    await settled(page);
  };
  const decides = (page) => page.locator("[data-testid=why-link][data-state=info]");

  test("answers for a new terminal first, then for a chosen folder", async (t) => {
    const page = await openWhy(t, "why-project");
    const answer = page.getByTestId("why-answer");
    const selected = /^A new terminal runs go1\.27\.1 \(.*go\.exe\)\s+because Upgo's switch selects go1\.27\.1\s/;
    assert.match(await answer.innerText(), selected);
    await chooseFolder(page);
    const there = /^A new terminal in C:\\src\\telemetry runs go1\.28rc1 \(Go downloads it first\)\s+because go\.mod/;
    assert.match(await answer.innerText(), there);
    assert.match(await decides(page).innerText(), /its toolchain line requires go1\.28rc1\s+Decides: go1\.28rc1$/);
    assert.match(await page.getByTestId("why-link").first().innerText(), /it is go1\.27\.1 \(upgo\)\s+go1\.27\.1$/);
    await assertWhole(page);
    await page.getByTestId("why-folder").getByRole("combobox").selectOption("");
    await settled(page);
    assert.match(await answer.innerText(), selected);
    assert.equal(await page.getByTestId("why-folder").getByRole("option").count(), 3, "the folder is remembered");
  });

  test("the fix of a link shows its plan", async (t) => {
    const page = await openWhy(t, "why-project");
    await chooseFolder(page);
    await click(page, "row-fix");
    const request = { kind: "install", from: { kind: "release", version: "go1.28rc1" }, then: "keep" };
    assert.deepEqual((await deeds(page)).at(-1), ["plan", request]);
  });

  test("if Go does not work there, the answer says so, with a fix", async (t) => {
    const page = await openWhy(t, "why-too-old", { lang: "zh-CN" });
    await chooseFolder(page);
    assert.equal(await page.getByTestId("why-answer").getAttribute("data-state"), "problem");
    assert.equal(await page.locator("[data-testid=why-problem] [lang=en]").count(), 0);
    assert.match(await page.getByTestId("why-link").last().innerText(), /go\.mod .*go 1\.28/);
    assert.deepEqual(await untranslated(page), []);
    await assertWhole(page);
    await none(page.getByTestId("row-fix"), "the same fix is offered twice");
    await click(page, "why-remedy");
    assert.equal((await deeds(page)).at(-1)[0], "plan");
  });

  test("whose terminal shows something else learns why, and opens a new one", async (t) => {
    const page = await openWhy(t, "why-project");
    await click(page, "why-other");
    await page.getByText("An open terminal keeps the PATH that it started with.").waitFor();
    await assertWhole(page);
    await page.getByRole("button", { name: "Open a terminal", exact: true }).click();
    assert.deepEqual((await deeds(page)).at(-1), ["openTerminal", { kind: "current" }]);
  });

  test("without a Go, it offers one", async (t) => {
    const page = await openWhy(t, "why-no-go");
    assert.match(await page.getByTestId("why-answer").innerText(), /^No folder on PATH has a go\.\s+Copy as text$/);
    await none(page.getByTestId("why-link"));
    await click(page, "why-remedy");
    assert.equal((await deeds(page)).at(-1)[1].kind, "install");
  });

  test("a cancelled folder dialog sends no request", async (t) => {
    const page = await openWhy(t, "why-cancelled");
    await chooseFolder(page);
    assert.match(await page.getByTestId("why-answer").innerText(), /^A new terminal runs go1\.27\.1/);
    assert.equal(await page.getByTestId("why-folder").getByRole("combobox").inputValue(), "");
  });

  test("a missing folder is reported, and can be tried again", async (t) => {
    const page = await openWhy(t, "why-folder-gone");
    await page.getByTestId("problem").waitFor();
    assert.match(await page.getByTestId("problem").innerText(), /UPGO-USAGE/);
    await play(page, "set", { problems: {} });
    await page.getByTestId("why-answer").waitFor();
  });

  test("Copy as text has the answer, every cause and the problem", async (t) => {
    const page = await openWhy(t, "why-too-old");
    await chooseFolder(page);
    await page.getByTestId("why-answer").getByRole("button", { name: "Copy as text" }).click();
    const lines = (await deeds(page)).at(-1)[1].split("\n");
    assert.match(lines[0], /^A new terminal in C:\\src\\telemetry runs go1\.27\.1 /);
    assert.match(lines[1], /^because GOTOOLCHAIN is local, set by go env -w in .*: Go switches to no other toolchain$/);
    const causes = lines.slice(2, 6).map((line) => line.replace(/^.*: /, ""));
    assert.deepEqual(causes, ["go1.27.1", "go1.27.1", "go1.27.1", "go1.27.1"]);
    assert.match(lines[4], /: decides: go1\.27\.1$/);
    assert.match(lines[6], /telemetry\\go\.mod needs Go 1\.28/);
    assert.match(lines[7], /^go: go\.mod requires go >= 1\.28/);
  });
});
