// Upgrades: observed, cancelled, failed, interrupted and rolled back.
import assert from "node:assert/strict";
import { goVersion } from "./rig/machine.mjs";
import { NEWEST, OLD } from "./rig/releases.mjs";
import { story } from "./rig/story.mjs";
import { until } from "./rig/waiting.mjs";

story("an upgrade shows its progress, reaches an open terminal, and is undone", { go: "real" }, async (stage) => {
  const { app, server, machine } = stage;
  const terminal = machine.terminal();
  assert.equal(await goVersion(terminal), OLD);
  const page = await app.open();
  assert.match(await page.reaches("update"), new RegExp(`${NEWEST} is out`));
  await page.keepPicture("real-update");

  server.holdAt(0.1);
  await page.press("primary-action");
  assert.match(await page.reaches("working"), new RegExp(`Upgrading to ${NEWEST}`));
  const begun = await page.fractionPasses(0);
  assert.equal(await page.text("cancel"), "Cancel");
  assert.match(await page.text("progress-text"), /of 68\.3 MB/);
  server.holdAt(0.7);
  const further = await page.fractionPasses(Math.max(begun, 0.25));
  await page.keepPicture("real-working");
  assert.equal(await goVersion(terminal), OLD, "nothing visible changes before the switch");
  server.letThrough();

  assert.match(await page.reaches("current"), new RegExp(`go version → ${NEWEST}`));
  await page.says("was", new RegExp(`^Was ${OLD} until `));
  assert.ok(further > begun);
  assert.equal(await goVersion(terminal), NEWEST);
  assert.equal(await machine.newTerminalRuns(), NEWEST);
  await page.keepPicture("real-done");

  await page.press("undo");
  await until("a terminal has answered", async () => new RegExp(`→ ${OLD}`).test(await page.text("home-state")));
  await page.reaches("update");
  await page.says("was", new RegExp(`^Was ${NEWEST} until `));
  assert.equal(await goVersion(terminal), OLD);
});

story("an upgrade cancelled halfway changes nothing, and the next one resumes it", { go: "real" }, async (stage) => {
  const { app, server, machine } = stage;
  const page = await app.open();
  await page.reaches("update");
  server.holdAt(0.5);
  await page.press("primary-action");
  await page.fractionPasses(0.1);
  await page.press("cancel");
  await page.reaches("update");
  assert.equal(await machine.newTerminalRuns(), OLD);
  assert.deepEqual(await machine.installed(), [OLD]);

  server.letThrough();
  await page.press("primary-action");
  await page.reaches("current");
  assert.equal(await machine.newTerminalRuns(), NEWEST);
  const begins = server.asked.at(-1);
  assert.ok(begins > 10e6, `the second download began at byte ${begins}`);
});

story("a tampered archive is refused, and the old Go still runs", { go: "real" }, async (stage) => {
  const { app, server, machine } = stage;
  const page = await app.open();
  await page.reaches("update");
  server.tampered = true;
  await page.press("primary-action");
  const said = await page.reaches("failed");
  assert.match(said, /failed/);
  assert.match(said, /Nothing changed/);
  assert.match(said, new RegExp(OLD));
  await page.says("problem-code", /UPGO-VERIFY-DIGEST/);
  assert.equal(await machine.newTerminalRuns(), OLD);
  assert.deepEqual(await machine.installed(), [OLD]);

  await page.press("problem-copy");
  await page.says("toast", /Copied/);
  await page.goTo("history");
  await page.says("history-row", new RegExp(`${NEWEST}`));

  server.tampered = false;
  await page.goTo("home");
  await page.press("primary-action");
  await page.reaches("current");
  assert.equal(await machine.newTerminalRuns(), NEWEST);
});

story("a closed window does not stop an upgrade, and shows its result when opened again", {}, async (stage) => {
  const { app, server, desktop, machine } = stage;
  const page = await app.open();
  await page.reaches("update");
  server.holdAt(0.5);
  await page.press("primary-action");
  await page.fractionPasses(0.1);
  await app.closeWindow();
  server.letThrough();
  await desktop.notification(`Upgraded from ${OLD} to ${NEWEST}`);
  assert.equal(await machine.newTerminalRuns(), NEWEST);
  await desktop.clickMenu("Open Upgo");
  await app.driveAgain();
  assert.match(await page.reaches("current"), new RegExp(`go version → ${NEWEST}`));
  await page.says("was", new RegExp(`^Was ${OLD} until `));
});

story("after a power cut during an upgrade, the next start reports the outcome", {}, async (stage) => {
  const { app, server, machine } = stage;
  const page = await app.open();
  await page.reaches("update");
  server.holdAt(0.5);
  await page.press("primary-action");
  await page.fractionPasses(0.1);
  await app.kill();
  server.letThrough();
  assert.equal(await machine.newTerminalRuns(), OLD);

  const next = await app.open();
  const said = await next.reaches("recovered");
  assert.match(said, /rolled back/);
  assert.match(said, new RegExp(OLD));
  assert.deepEqual(await machine.installed(), [OLD]);
});
