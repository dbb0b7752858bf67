// The tray over D-Bus: what it shows, and that its entries work.
import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { root } from "../../scripts/lib/tools.mjs";
import { family, wakeUps, woken } from "./rig/figures.mjs";
import { NEW, NEWEST, OLD } from "./rig/releases.mjs";
import { story } from "./rig/story.mjs";
import { until } from "./rig/waiting.mjs";

const labels = (entries) => entries.map(({ label }) => label);

/** Waits until the menu has exactly these entries, because it is built one entry after the other. */
async function menuHas(desktop, expected) {
  let last;
  const isComplete = async () => isDeepStrictEqual((last = labels(await desktop.menu())), expected);
  await until("the menu is complete", isComplete).catch(() => assert.deepEqual(last, expected));
}

const icon = (state) => join(root, "icons", `tray-${state}-dark-32.png`);

story("the tray menu lists the possible actions and runs them", { installed: [NEW, OLD] }, async ({ app, desktop, machine }) => {
  app.start("--hidden");
  const head = await desktop.menuEntry(`${OLD}, ${NEWEST} is out`);
  assert.equal(head.enabled, false);
  await menuHas(desktop, [
    head.label,
    `Upgrade to ${NEWEST}`,
    "Skip this version",
    "Open Upgo",
    "Check now",
    "Use another version",
    "Open a terminal with",
    `Go back to ${NEW}`,
    "Pause notifications",
    "Settings",
    "Quit Upgo",
  ]);
  const { children } = await desktop.menuEntry("Use another version");
  assert.deepEqual(children.map(({ label, checked }) => [label, checked]), [[NEW, false], [OLD, true]]);

  await desktop.clickMenu("Use another version", NEW);
  await desktop.menuEntry(`${NEW}, ${NEWEST} is out`);
  assert.equal(await machine.newTerminalRuns(), NEW);

  await desktop.clickMenu(`Upgrade to ${NEWEST}`);
  await desktop.menuEntry(`${NEWEST}, up to date`);
  assert.equal(await machine.newTerminalRuns(), NEWEST);

  await desktop.clickMenu(`Go back to ${NEW}`);
  await desktop.menuEntry(`${NEW}, ${NEWEST} is out`);
  assert.equal(await machine.newTerminalRuns(), NEW);
  assert.equal(app.webViews().length, 0, "a window was opened");

  await desktop.clickMenu("Quit Upgo");
  await app.ends();
});

story("the tray opens a terminal with another Go, and only that terminal runs it", { installed: [NEW, OLD] }, async (stage) => {
  const { app, desktop, machine } = stage;
  const terminal = machine.stubTerminal();
  app.start("--hidden");
  await desktop.menuEntry("Open a terminal with");
  await desktop.clickMenu("Open a terminal with", NEW);
  await until("the terminal runs it", () => terminal().includes(`go version ${NEW} `));
  assert.equal(await machine.newTerminalRuns(), OLD);
});

story("the tray's icon shows the state", {}, async ({ app, desktop, server }) => {
  const shows = (state) => desktop.iconBecomes(icon(state));
  app.start("--hidden");
  await shows("update");
  server.tampered = true;
  await desktop.clickMenu(`Upgrade to ${NEWEST}`);
  await shows("problem");
  server.tampered = false;
  server.holdAt(0.5);
  await desktop.clickMenu(`Upgrade to ${NEWEST}`);
  await shows("working");
  assert.equal((await desktop.menuEntry("Cancel")).enabled, true);
  await desktop.menuEntry("Show progress");
  server.letThrough();
  await shows("current");
  await desktop.clickMenu(`Go back to ${OLD}`);
  await shows("update");
});

story("with notifications off, the icon marks no release, but still what is wrong", {}, async ({ app, desktop, machine, server }) => {
  const shows = (state) => desktop.iconBecomes(icon(state));
  app.start("--hidden");
  await shows("update");
  await machine.upgo("settings", "set", "notifications", "false");
  await shows("current");
  await desktop.menuEntry(`${OLD}, ${NEWEST} is out`);
  server.tampered = true;
  await desktop.clickMenu(`Upgrade to ${NEWEST}`);
  await shows("problem");
});

story("an upgrade is cancelled from the tray", {}, async ({ app, desktop, server, machine }) => {
  app.start("--hidden");
  server.holdAt(0.5);
  await desktop.clickMenu(`Upgrade to ${NEWEST}`);
  await desktop.menuEntry(`Upgrading to ${NEWEST}`);
  await desktop.clickMenu("Cancel");
  await desktop.menuEntry(`Upgrade to ${NEWEST}`);
  assert.deepEqual(await machine.installed(), [OLD]);
});

story("Check now finds a new release", { releases: [OLD] }, async ({ app, desktop, server }) => {
  app.start("--hidden");
  await desktop.menuEntry(`${OLD}, up to date`);
  server.releases = [NEWEST, OLD];
  await desktop.clickMenu("Check now");
  await desktop.menuEntry(`Upgrade to ${NEWEST}`);
});

story("a skipped version is not offered until the user asks for it", {}, async ({ app, desktop }) => {
  app.start("--hidden");
  await desktop.clickMenu("Skip this version");
  await until("the upgrade is not offered", async () => !labels(await desktop.menu()).includes(`Upgrade to ${NEWEST}`));
  await desktop.menuEntry(`${OLD}, you skipped ${NEWEST}`);
  await desktop.clickMenu(`Offer ${NEWEST} again`);
  await desktop.menuEntry(`Upgrade to ${NEWEST}`);
});

story("quitting during an upgrade cancels it cleanly", {}, async ({ app, desktop, server, machine }) => {
  app.start("--hidden");
  server.holdAt(0.5);
  await desktop.clickMenu(`Upgrade to ${NEWEST}`);
  await desktop.menuEntry(`Upgrading to ${NEWEST}`);
  await desktop.clickMenu("Quit Upgo");
  await app.ends();
  assert.equal(await machine.newTerminalRuns(), OLD);
  assert.deepEqual(await machine.installed(), [OLD]);
});

story("while nothing happens, no thread of the tray program wakes up", { releases: [OLD] }, async ({ app, desktop }) => {
  app.start("--hidden");
  await desktop.menuEntry(`${OLD}, up to date`);
  const pids = () => app.own().flatMap(({ pid }) => family(pid));
  let last = [];
  await until("there are two seconds without a wake-up", async () => {
    const before = wakeUps(pids());
    await sleep(2000);
    last = woken(before, wakeUps(pids()));
    return before.size > 0 && last.length === 0;
  }).catch((error) => {
    throw new Error(`${error.message}: ${JSON.stringify(last)}`);
  });
});
