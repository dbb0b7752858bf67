// A Go that an administrator has installed for all users with the system's package manager.
import assert from "node:assert/strict";
import { join } from "node:path";
import { NEWEST, OLD, sampleReleases } from "./rig/releases.mjs";
import { story } from "./rig/story.mjs";

const PACKAGE = () => join(sampleReleases(), `${OLD}.linux-amd64.tar.gz`);

story("beside a Go for all users, the window offers the newest, and a new terminal runs it", { installed: [] }, async ({ app, machine }) => {
  machine.installForAll(PACKAGE());
  assert.equal(await machine.newTerminalRuns(), OLD);
  const { installed } = JSON.parse(await machine.upgo("list", "--json"));
  assert.deepEqual(installed.map(({ version, origin, scope }) => [version, origin, scope]), [[OLD, "package", "machine"]]);
  const page = await app.open();
  assert.match(await page.reaches("update"), new RegExp(`${NEWEST} is out`));
  await page.press("primary-action");
  await page.says("plan-diff", /added/);
  await page.press("plan-apply");
  await page.reaches("current");
  assert.equal(await machine.newTerminalRuns(), NEWEST);
});

story("a Go for all users that comes first is named, with the folders in their order", { installed: [NEWEST] }, async ({ app, machine }) => {
  machine.installForAll(PACKAGE());
  assert.equal(await machine.newTerminalRuns(), OLD);
  const page = await app.open();
  const said = await page.reaches("shadowed");
  for (const version of [OLD, NEWEST]) assert.ok(said.includes(version), said);
  assert.deepEqual((await page.all("shadow-row")).map(({ version }) => version), [OLD, NEWEST]);
  await page.reads(/Origin of this Go: System package/);
});
