// Notifications over D-Bus: when Upgo shows them, when it does not, and what the buttons do.
import assert from "node:assert/strict";
import { NEWEST, OLD } from "./rig/releases.mjs";
import { story } from "./rig/story.mjs";
import { stays, until } from "./rig/waiting.mjs";

const IS_OUT = `${NEWEST} is out`;
const IS_UPGRADING = `Upgrading to ${NEWEST}`;
/** Some of the seconds in which the progress of a change is shown, updated or removed. */
const LONG = { milliseconds: 4000 };

/** A machine on which a release becomes available while Upgo is in the tray. */
async function publishRelease({ app, desktop, server }) {
  app.start("--hidden");
  await desktop.menuEntry(`${OLD}, up to date`);
  server.releases = [NEWEST, OLD];
  await desktop.clickMenu("Check now");
}

story("a new release is notified once, with three buttons", { releases: [OLD] }, async (stage) => {
  const { desktop } = stage;
  await publishRelease(stage);
  const toast = await desktop.notification(IS_OUT);
  assert.deepEqual(Object.values(toast.actions).filter(Boolean), ["Upgrade", "Later", "Skip"]);
  assert.match(toast.body, new RegExp(`You have ${OLD}`));
  await desktop.clickMenu("Check now");
  await stays("it is not notified again", async () => (await desktop.notifications()).length === 1);
});

story("Upgrade in a toast works without a window, its result replaces the toast, and Undo reverts it", { releases: [OLD] }, async (stage) => {
  const { app, desktop, machine } = stage;
  await publishRelease(stage);
  await desktop.press(await desktop.notification(IS_OUT), "Upgrade");
  const result = await desktop.notification(`Upgraded from ${OLD} to ${NEWEST}`);
  assert.equal(await machine.newTerminalRuns(), NEWEST);
  assert.deepEqual(Object.values(result.actions).filter(Boolean), ["Undo", "Open Upgo"]);
  await desktop.press(result, "Undo");
  await desktop.notification(`Went back to ${OLD}`);
  assert.equal(await machine.newTerminalRuns(), OLD);
  assert.equal(app.webViews().length, 0);
});

story("the toast of an upgrade replaces that of the release", { releases: [OLD] }, async (stage) => {
  const { desktop } = stage;
  await publishRelease(stage);
  await desktop.notification(IS_OUT);
  await desktop.clickMenu(`Upgrade to ${NEWEST}`);
  await desktop.notification(`Upgraded from ${OLD} to ${NEWEST}`);
  assert.equal((await desktop.openNotifications()).length, 1);
});

const isProgress = ({ title }) => title === IS_UPGRADING;
const showsProgress = async (desktop) => (await desktop.openNotifications()).some(isProgress);
const percent = ({ hints }) => hints.value ?? 0;
const isStalled = ({ body }) => body.includes("Waiting for the network");

/** An upgrade from the tray that has downloaded half of its archive, and its notification. */
async function upgradeHalfway({ app, desktop, server }) {
  server.holdAt(0.5);
  app.start("--hidden");
  await desktop.clickMenu(`Upgrade to ${NEWEST}`);
  return desktop.notification(IS_UPGRADING);
}

story("without a window, one notification shows the progress and becomes the result", {}, async (stage) => {
  const { app, desktop, server } = stage;
  const first = await upgradeHalfway(stage);
  assert.deepEqual(Object.values(first.actions).filter(Boolean), ["Cancel"]);
  assert.equal(first.hints.transient, true);
  await until("it shows a percentage", async () =>
    (await desktop.openNotifications()).some((each) => percent(each) > 0 && each.body.includes(`${percent(each)}%`)),
  );
  const [before] = await desktop.openNotifications();
  server.holdAt(0.9);
  await until("it goes on", async () => percent((await desktop.openNotifications())[0]) > percent(before));
  server.letThrough();
  const result = await desktop.notification(`Upgraded from ${OLD} to ${NEWEST}`);
  assert.equal(result.id, first.id);
  assert.equal(result.hints.transient, undefined);
  assert.equal((await desktop.openNotifications()).length, 1);

  const updates = (await desktop.notifications()).filter(({ title }) => title === IS_UPGRADING);
  assert.deepEqual(new Set(updates.map(({ id }) => id)), new Set([first.id]));
  updates.slice(1).forEach((next, at) => {
    const last = updates[at];
    assert.ok(percent(next) > percent(last) || isStalled(next) !== isStalled(last), "an update without news");
  });
  assert.equal(app.webViews().length, 0);
});

story("Cancel in the notification of a running upgrade cancels it", {}, async (stage) => {
  const { app, desktop, machine } = stage;
  await desktop.press(await upgradeHalfway(stage), "Cancel");
  await desktop.menuEntry(`Upgrade to ${NEWEST}`);
  assert.deepEqual(await machine.installed(), [OLD]);
  await stays("no progress is left", async () => !(await showsProgress(desktop)), LONG);
  assert.equal(app.webViews().length, 0);
});

story("a closed notification of a running upgrade does not come back, its result does", {}, async (stage) => {
  const { desktop, server } = stage;
  await desktop.dismiss(await upgradeHalfway(stage));
  server.holdAt(0.7);
  await stays("it does not come back", async () => !(await showsProgress(desktop)), LONG);
  server.letThrough();
  await desktop.notification(`Upgraded from ${OLD} to ${NEWEST}`);
});

story("the window shows the progress instead of a notification while it is open", {}, async (stage) => {
  const { app, desktop, server } = stage;
  const page = await app.open();
  await page.reaches("update");
  await desktop.takeFocusAway();
  server.holdAt(0.5);
  await desktop.clickMenu(`Upgrade to ${NEWEST}`);
  await page.reaches("working");
  await stays("there is no progress", async () => !(await desktop.notifications()).some(isProgress), LONG);
  await app.closeWindow();
  await desktop.notification(IS_UPGRADING);
  await desktop.clickMenu("Show progress");
  await desktop.windowOpens();
  await until("the window replaces it", async () => !(await showsProgress(desktop)));
  server.letThrough();
});

story("a pause of notifications removes the progress, and its end brings it back", {}, async (stage) => {
  const { desktop, server } = stage;
  await upgradeHalfway(stage);
  await desktop.clickMenu("Pause notifications", "1 hour");
  await until("it is removed", async () => (await desktop.openNotifications()).length === 0);
  await stays("it stays away", async () => (await desktop.openNotifications()).length === 0, LONG);
  await desktop.clickMenu("Resume notifications");
  await desktop.notification(IS_UPGRADING);
  server.letThrough();
});

story("Skip in a toast: the release is no longer mentioned", { releases: [OLD] }, async (stage) => {
  const { app, desktop } = stage;
  await publishRelease(stage);
  await desktop.press(await desktop.notification(IS_OUT), "Skip");
  await until("it is not offered", async () => !(await desktop.menu()).some(({ label }) => label === `Upgrade to ${NEWEST}`));
  assert.equal(app.webViews().length, 0);
});

story("Later in a toast: quiet for now, and still offered", { releases: [OLD] }, async (stage) => {
  const { desktop } = stage;
  await publishRelease(stage);
  await desktop.press(await desktop.notification(IS_OUT), "Later");
  await desktop.clickMenu("Check now");
  await stays("there is no notification", async () => (await desktop.openNotifications()).length === 0);
  await desktop.menuEntry(`Upgrade to ${NEWEST}`);
});

story("no notification is shown while the window has the focus", { releases: [OLD] }, async ({ app, desktop, server }) => {
  const page = await app.open();
  await page.reaches("current");
  await desktop.focusWindow();
  server.releases = [NEWEST, OLD];
  await page.press("check-now");
  await page.reaches("update");
  await stays("there is no notification", async () => (await desktop.notifications()).length === 0);
});

story("a start with a window does not notify what the window shows", {}, async ({ app, desktop }) => {
  const page = await app.open();
  await page.reaches("update");
  await stays("there is no notification", async () => (await desktop.notifications()).length === 0);
});

story("a window behind others is not raised, and a toast is shown instead", { releases: [OLD] }, async ({ app, desktop, server }) => {
  const page = await app.open();
  await page.reaches("current");
  await desktop.takeFocusAway();
  server.releases = [NEWEST, OLD];
  await desktop.clickMenu("Check now");
  await desktop.notification(IS_OUT);
  assert.equal((await desktop.window()).focused, false);
});

story("a failed upgrade without a window: a toast names the Go in use, and Details opens Home", {}, async (stage) => {
  const { app, desktop, server } = stage;
  app.start("--hidden");
  server.tampered = true;
  await desktop.clickMenu(`Upgrade to ${NEWEST}`);
  const toast = await desktop.notification(`Upgrade to ${NEWEST} failed`);
  assert.match(toast.body, new RegExp(`Nothing changed; ${OLD} is still in use`));
  await desktop.press(toast, "Details");
  await desktop.windowOpens();
  assert.equal(app.own().length, 1);
});

story("paused notifications: a new release is not notified", { releases: [OLD] }, async ({ app, desktop, server }) => {
  app.start("--hidden");
  await desktop.clickMenu("Pause notifications", "1 hour");
  await desktop.menuEntry("Resume notifications");
  server.releases = [NEWEST, OLD];
  await desktop.clickMenu("Check now");
  await desktop.menuEntry(`Upgrade to ${NEWEST}`);
  await stays("there is no notification", async () => (await desktop.notifications()).length === 0);
  await desktop.clickMenu("Resume notifications");
  await desktop.notification(IS_OUT);
});

story("a test toast from Settings", {}, async ({ app, desktop }) => {
  const page = await app.open();
  await page.goTo("settings");
  await page.pressAt('[data-id="more"] .open');
  await page.press("send-test");
  await desktop.notification("Notifications work");
});
