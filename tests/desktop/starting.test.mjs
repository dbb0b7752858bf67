// Starts, second starts, starts at sign-in, and what remains after the window is closed.
import assert from "node:assert/strict";
import { Keyboard, Pointer } from "./rig/hand.mjs";
import { NEWEST, OLD } from "./rig/releases.mjs";
import { story } from "./rig/story.mjs";
import { stays, until } from "./rig/waiting.mjs";

story("a closed window leaves the tray and no web view, notifies once, and can be opened again", { releases: [OLD] }, async (stage) => {
  const { app, desktop } = stage;
  const page = await app.open();
  await page.reaches("current");
  const width = () => page.driver.execute("return innerWidth");
  const unzoomed = await width();
  await new Keyboard(page).press("Ctrl+=", "Ctrl+=");
  await until("the page is drawn 1.25 times as large", async () => Math.abs((await width()) - unzoomed / 1.25) <= 2);
  const zoomed = await width();
  await app.closeWindow();
  const told = await desktop.notification("Upgo is still running");
  assert.equal(app.own().length, 1);
  await desktop.clickMenu("Open Upgo");
  await app.driveAgain();
  await page.reaches("current");
  await until("it is as large as before", async () => Math.abs((await width()) - zoomed) <= 2);
  await desktop.dismiss(told);
  await app.closeWindow();
  await stays("the notification is not repeated", async () => (await desktop.openNotifications()).length === 0);
});

story("the second mouse button opens the menu of a row, and no menu of a browser", { installed: [OLD, NEWEST] }, async ({ app }) => {
  const page = await app.open();
  await page.goTo("versions");
  const pointer = new Pointer(page);
  await pointer.secondClick("nav-versions"); // nothing opens, which would take the next press
  await pointer.secondClick({ id: "version-menu", version: OLD });
  await pointer.click({ id: "version-terminal", version: OLD });
});

story("with notifications off, a closed window notifies of nothing", {}, async ({ app, machine, desktop }) => {
  await machine.upgo("settings", "set", "notifications", "false");
  await app.open();
  await app.closeWindow();
  await stays("there is no notification", async () => (await desktop.notifications()).length === 0);
});

story("a setting makes the program exit with its window", {}, async ({ app, machine, desktop }) => {
  await machine.upgo("settings", "set", "close-to-tray", "false");
  await app.open();
  await desktop.closeWindow();
  await app.ends();
  assert.deepEqual(await desktop.notifications(), []);
});

story("a start at sign-in creates no web view until it is needed", {}, async ({ app, desktop }) => {
  app.start("--hidden");
  await desktop.menuEntry(`Upgrade to ${NEWEST}`);
  await stays("there is no window and no web view", async () => !(await desktop.window()) && app.webViews().length === 0);
  await desktop.clickMenu("Open Upgo");
  await desktop.windowOpens();
  await until("it has one web view", () => app.webViews().length === 1);
});

story("a second start shows the window of the first one and exits", {}, async ({ app, desktop }) => {
  app.start("--hidden");
  await until("the tray icon is there", () => desktop.hasTrayIcon());
  assert.equal(await app.start(), 0);
  await desktop.windowOpens();
  assert.equal(app.own().length, 1);
  assert.equal(await app.start("--hidden"), 0);
  assert.equal(app.own().length, 1);
});

story("a task of the jump list opens its place, and going back only shows its plan", { installed: [NEWEST, OLD] }, async (stage) => {
  const { app, machine } = stage;
  const [{ id }] = JSON.parse(await machine.upgo("history", "--json")).entries;
  const page = await app.open();
  assert.equal(await app.start("--at=versions"), 0);
  await page.goesTo("versions");
  assert.equal(await app.start(`--back=${id}`), 0);
  await page.says("plan", new RegExp(NEWEST));
  assert.equal(await machine.newTerminalRuns(), OLD);
  await page.press("plan-apply");
  await until("it went back", async () => (await machine.newTerminalRuns()) === NEWEST);
});

story("Upgrade in the jump list only shows its plan", {}, async ({ app, machine }) => {
  const page = await app.open();
  assert.equal(await app.start("--plan-upgrade"), 0);
  await page.says("plan", new RegExp(NEWEST));
  assert.equal(await machine.newTerminalRuns(), OLD);
  await page.press("plan-apply");
  await until("it is upgraded", async () => (await machine.newTerminalRuns()) === NEWEST);
});

story("Check now in the jump list opens Home and checks", { releases: [OLD] }, async ({ app, desktop, server }) => {
  app.start("--hidden");
  await desktop.menuEntry(`${OLD}, up to date`);
  server.releases = [NEWEST, OLD];
  assert.equal(await app.start("--check-now"), 0);
  await desktop.windowOpens();
  await desktop.menuEntry(`Upgrade to ${NEWEST}`);
});

for (const word of ["upgo:0123456789abcdef", "upgo:upgrade", "upgo://rollback/1", "--upgrade", "upgo:'; rm -rf /"]) {
  story(`an unknown argument (${word}) opens Home and changes nothing`, {}, async (stage) => {
    const { app, desktop, machine } = stage;
    const before = await machine.upgo("history", "--json");
    const page = await app.open();
    await page.goTo("settings");
    assert.equal(await app.start(word), 0);
    await page.goesTo("home");
    await page.reaches("update");
    await stays("nothing is changed", async () => (await machine.upgo("history", "--json")) === before);
    assert.deepEqual(await machine.installed(), [OLD]);
    assert.ok(await desktop.window());
  });
}

/** Asks for a restart, as the page does after an update of Upgo. */
const restart = (page, place) =>
  page.driver.execute('void window.__TAURI_INTERNALS__.invoke("restart", { place: arguments[0] })', place).catch(() => {}); // it may end first

story("a restart leaves one new program, at the same place", { installed: [NEWEST] }, async ({ app, desktop }) => {
  const page = await app.open();
  await page.reaches("current");
  const [{ pid }] = app.own();
  await restart(page, "history");
  await until("another process runs alone", () => app.own().length === 1 && app.own()[0].pid !== pid);
  assert.deepEqual(app.own()[0].command.slice(1), ["--at=history"]);
  await desktop.windowOpens();
});

story("a restart waits for the running change, and quitting drops it", {}, async ({ app, desktop, machine, server }) => {
  server.holdAt(0.5);
  const page = await app.open();
  await page.reaches("update");
  await page.press("primary-action");
  await page.reaches("working");
  const [{ pid }] = app.own();
  await restart(page, "home");
  await stays("the change runs on", async () => app.own().length === 1 && app.own()[0].pid === pid);
  await desktop.clickMenu("Quit Upgo");
  await app.ends();
  await stays("nothing starts again", async () => app.own().length === 0);
  assert.equal(await machine.newTerminalRuns(), OLD);
});

story("without a display, an error message points to the command line", {}, async ({ app, machine }) => {
  for (const DISPLAY of [undefined, "", ":99999"]) {
    const { DISPLAY: _, ...env } = app.env;
    const code = await app.startWith(DISPLAY === undefined ? env : { ...env, DISPLAY });
    assert.equal(code, 14);
  }
  assert.match(app.said(), /`?upgo`? .*terminal/);
  assert.ok(machine);
});

story("without a session bus, the window works, and closing it ends the program", {}, async ({ app, machine, desktop }) => {
  app.env.DBUS_SESSION_BUS_ADDRESS = `unix:path=${machine.folder}/no-bus`;
  const page = await app.open();
  await page.reaches("update");
  await page.press("primary-action");
  await page.reaches("current");
  assert.equal(await machine.newTerminalRuns(), NEWEST);
  await desktop.closeWindow();
  await app.ends();
});
