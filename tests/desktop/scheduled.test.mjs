// Automatic checks: a scheduled program that exits, and a resident one that notices changes at once.
import assert from "node:assert/strict";
import { NEWEST, OLD } from "./rig/releases.mjs";
import { story } from "./rig/story.mjs";
import { stays, until } from "./rig/waiting.mjs";

const IS_OUT = `${NEWEST} is out`;

/** The two programs that can make a check. On Linux the system starts the command line. */
const CHECKS = {
  "the command line": (app) => app.command("check", "--notify", "--progress", "none"),
  "the desktop program": (app) => app.start("--check"),
};

for (const [program, check] of Object.entries(CHECKS)) {
  story(`${program} checks once on schedule, opens no window or icon, and exits; nothing is notified twice`, {}, async ({ app, desktop, server }) => {
    assert.equal(await check(app), 0);
    const toast = await desktop.notification(IS_OUT);
    assert.match(toast.body, new RegExp(`You have ${OLD}`));
    assert.equal(app.webViews().length, 0);
    assert.equal(await desktop.hasTrayIcon(), false);
    const asked = server.feedsAsked;
    assert.equal(await check(app), 0);
    assert.equal(server.feedsAsked, asked, "the next check was too early");
    app.start("--hidden");
    await desktop.menuEntry(`Upgrade to ${NEWEST}`);
    await stays("it is notified once", async () => (await desktop.notifications()).length === 1);
  });
}

story("quiet hours ended by the command line are over at once", { releases: [OLD] }, async ({ app, desktop, machine, server }) => {
  await machine.upgo("settings", "set", "quiet-hours", "00:00-23:59");
  app.start("--hidden");
  await desktop.menuEntry(`${OLD}, up to date`);
  server.releases = [NEWEST, OLD];
  await desktop.clickMenu("Check now");
  await desktop.menuEntry(`Upgrade to ${NEWEST}`);
  await stays("there is no notification", async () => (await desktop.notifications()).length === 0);
  await machine.upgo("settings", "unset", "quiet-hours");
  await desktop.notification(IS_OUT);
});

story("an automatically downloaded release is notified when ready, and installed without another download", { releases: [OLD] }, async ({ app, desktop, machine, server }) => {
  await machine.upgo("settings", "set", "download.automatic", "patch,major");
  app.start("--hidden");
  await desktop.menuEntry(`${OLD}, up to date`);
  server.releases = [NEWEST, OLD];
  await desktop.clickMenu("Check now");
  const toast = await desktop.notification(new RegExp(NEWEST));
  const before = server.asked.length;
  assert.ok(before > 0, "it was not downloaded before the notification");
  await desktop.press(toast, "Upgrade");
  await until("a terminal runs it", async () => (await machine.newTerminalRuns()) === NEWEST);
  assert.equal(server.asked.length, before);
});
