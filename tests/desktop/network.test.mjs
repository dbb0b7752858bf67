// No server answers: Upgo reports that, and the window keeps working.
import assert from "node:assert/strict";
import { NEWEST, OLD } from "./rig/releases.mjs";
import { story } from "./rig/story.mjs";

story("without the network, a check reports that and keeps the known releases", { installed: [OLD, NEWEST] }, async ({ app, server, machine }) => {
  const page = await app.open();
  await page.reaches("current");
  server.goOffline();
  await page.press("check-now");
  await page.reads(/The last check failed/);
  await page.goTo("versions");
  await page.press("version-use", { version: OLD });
  await page.says("toast", new RegExp(OLD));
  assert.equal(await machine.newTerminalRuns(), OLD);
});

story("a release list from a month ago is shown as such", { installed: [NEWEST] }, async ({ app, server, machine }) => {
  await machine.ageCatalog(30);
  server.goOffline();
  const page = await app.open();
  assert.match(await page.reaches("stale"), /Go was up to date 30 days ago/);
  await page.goTo("versions");
  await page.goTo("home");
  server.goOnline();
  await page.press("check-now");
  await page.reaches("current");
});

story("a machine without Go and network shows what is missing", { installed: [] }, async ({ app, server }) => {
  server.goOffline();
  const page = await app.open();
  await page.reaches("no-go");
  await page.reads(/Details/); // of the failed check, which has ended
  assert.match(await page.text("home-state"), /cannot be reached/);
  server.goOnline();
  await page.press("check-now");
  await page.says("primary-action", `Install ${NEWEST}`);
});
