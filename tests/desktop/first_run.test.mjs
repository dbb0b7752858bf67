// A machine without Go, and an installation whose plan is shown first.
import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { NEWEST } from "./rig/releases.mjs";
import { story } from "./rig/story.mjs";
import { until } from "./rig/waiting.mjs";

story("the first run: the plan is shown, Go is installed, and a new terminal runs it", { go: "real", installed: [], compiled: false }, async (stage) => {
  const { app, server, machine } = stage;
  assert.match(await machine.newTerminalRuns(), /not found/);
  const page = await app.open();
  await page.reaches("no-go");
  await page.says("primary-action", `Install ${NEWEST}`);
  await until("the home is marked", () => existsSync(join(machine.home, "upgo-home.txt")));
  assert.equal(statSync(machine.home).mode & 0o777, 0o700, "the window made it, and for this account only");
  await page.keepPicture("real-no-go");

  server.holdAt(0.5);
  await page.press("primary-action");
  await page.says("plan-diff", /added/);
  await page.press("plan-apply");
  await page.reaches("working");
  await page.fractionPasses(0.1);
  assert.match(await machine.newTerminalRuns(), /not found/);
  server.letThrough();

  assert.match(await page.reaches("current"), new RegExp(`go version → ${NEWEST}[^]*Go is up to date`));
  await page.says("left-to-do-row", /^Log in again to get Upgo.s folder on your PATH/);
  await page.says("was", new RegExp(`^Installed and switched to ${NEWEST}`));
  assert.equal(await machine.newTerminalRuns(), NEWEST);
  await page.goTo("history");
  await page.says("history-row", new RegExp(`Installed and switched to ${NEWEST}`));
});

story("the first run can be undone, and the Go that remains can be used again with one click", { installed: [] }, async (stage) => {
  const { app, machine } = stage;
  const page = await app.open();
  await page.says("primary-action", `Install ${NEWEST}`);
  await page.press("primary-action");
  await page.says("plan-diff", /added/);
  await page.press("plan-apply");
  await page.reaches("current");
  await page.press("undo");
  await page.says("plan-diff", /removed/); // PATH is edited, so the plan is shown first
  await page.press("plan-apply");
  const said = await page.reaches("not-on-path");
  assert.match(said, new RegExp(`Upgo has ${NEWEST}`));
  assert.doesNotMatch(said, /go version →/);
  await page.says("was", new RegExp(`^Was ${NEWEST} until `));
  assert.match(await machine.newTerminalRuns(), /not found/);

  await page.press("primary-action");
  await page.says("plan-diff", /added/);
  await page.press("plan-apply");
  await page.reaches("current");
  assert.equal(await machine.newTerminalRuns(), NEWEST);
});
