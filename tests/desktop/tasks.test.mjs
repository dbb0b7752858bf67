// The tasks of docs/accessibility.md in the real window, first only with a pointer, then only with a keyboard. The
// figures of that page are what these stories count, so a task that gets longer fails here.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/tools.mjs";
import { Keyboard, Pointer } from "./rig/hand.mjs";
import { goVersion } from "./rig/machine.mjs";
import { CANDIDATE, NEW, NEWEST, OLD } from "./rig/releases.mjs";
import { story } from "./rig/story.mjs";
import { until } from "./rig/waiting.mjs";

/** Far more than the half minute that they take on an idle machine. */
const ALL_TASKS_MS = 480_000;
const PROXY = "http://127.0.0.1:9/";
const NOTIFICATIONS = { data: "notifications", name: "Show notifications" };
const QUIT = { id: "closing", data: "quit", own: true };
const NOTES = { name: "Release notes, opens in the browser" };

/**
 * Each task begins on Home, with the focus that Home gives. `before` brings the machine there and is not counted;
 * `seen` checks that the task is done.
 */
const TASKS = [
  {
    name: "Install Go for the first time",
    async before({ page }) {
      await page.reaches("no-go");
      await page.reads(new RegExp(`Install ${OLD}`)); // until then, it looks for releases
    },
    async pointer(hand) {
      await hand.click("primary-action");
      await hand.click("plan-apply");
    },
    async keyboard(hand) {
      await hand.isOn("primary-action");
      await hand.press("Enter");
      await hand.isOn("plan-apply");
      await hand.press("Enter");
    },
    async seen({ page, runs }) {
      await page.reaches("current");
      assert.equal(await runs(), OLD);
    },
  },
  {
    name: "See what still works offline",
    async before({ page, server }) {
      server.releases = [CANDIDATE, NEWEST, NEW, OLD];
      server.goOffline();
      await page.press("check-now");
      await page.reads(/The last check failed/);
    },
    async pointer() {},
    async keyboard() {},
    seen: ({ page }) => page.reads(new RegExp(`go version → ${OLD}[^]*The last check failed. Showing results from`)),
  },
  {
    name: "Enter the proxy after a failed check (and type it)",
    async pointer(hand, keyboard) {
      await hand.click({ name: "Details" });
      await hand.click("primary-action");
      await keyboard.isOn({ name: "Proxy" });
      await keyboard.type(PROXY);
      await keyboard.press("Enter");
      await hand.click("plan-apply");
    },
    async keyboard(hand, keyboard) {
      await hand.isOn("check-now");
      await hand.moveTo({ name: "Details" });
      await hand.press("Enter");
      await hand.isOn("primary-action");
      await hand.press("Enter");
      await keyboard.isOn({ name: "Proxy" });
      await keyboard.type(PROXY);
      await keyboard.press("Enter");
      await hand.isOn("plan-apply");
      await hand.press("Enter");
    },
    async seen({ machine }) {
      await until("the proxy is set", async () => (await machine.upgo("settings", "get", "proxy")).trim() === PROXY);
    },
  },
  {
    name: "Read what changes in the new version",
    async before({ page, machine, server }) {
      await machine.upgo("settings", "unset", "proxy");
      server.goOnline();
      await page.press("check-now");
      await page.reaches("update");
    },
    pointer: (hand) => hand.click(NOTES),
    async keyboard(hand) {
      await hand.isOn("primary-action");
      await hand.moveTo(NOTES);
      await hand.press("Enter");
    },
    seen: ({ opened }) => until("the release notes are open", () => opened.browser().includes(`https://go.dev/doc/`)),
  },
  {
    name: "Try a failed download again",
    async before({ page, server }) {
      server.tampered = true;
      await page.press("primary-action");
      await page.reaches("failed");
      server.tampered = false;
    },
    pointer: (hand) => hand.click("primary-action"),
    async keyboard(hand) {
      await hand.isOn("primary-action");
      await hand.press("Enter");
    },
    async seen({ page, runs }) {
      await page.reaches("current");
      assert.equal(await runs(), NEWEST);
    },
  },
  {
    name: "Roll back right after an upgrade",
    stays: true,
    pointer: (hand) => hand.click("undo"),
    async keyboard(hand) {
      await hand.isOn("undo");
      await hand.press("Enter");
    },
    async seen({ page, runs }) {
      await page.says("was", new RegExp(`^Was ${NEWEST} until `));
      assert.equal(await runs(), OLD);
    },
  },
  {
    name: "Upgrade",
    async before({ page, machine }) {
      await machine.upgo("remove", NEWEST, "--yes");
      await page.reaches("update");
    },
    pointer: (hand) => hand.click("primary-action"),
    async keyboard(hand) {
      await hand.isOn("primary-action");
      await hand.press("Enter");
    },
    async seen({ page, runs }) {
      await page.reaches("current");
      assert.equal(await runs(), NEWEST);
    },
  },
  {
    name: "Use another version",
    async pointer(hand) {
      await hand.click("nav-versions");
      await hand.click({ id: "version-use", version: OLD });
    },
    async keyboard(hand) {
      await hand.press("Ctrl+2");
      await hand.page.goesTo("versions");
      await hand.moveTo("version-row");
      await hand.moveTo({ id: "version-use", version: OLD }, "Down");
      await hand.press("Enter");
    },
    async seen({ page, runs }) {
      await page.says("toast", new RegExp(OLD));
      assert.equal(await runs(), OLD);
    },
  },
  {
    name: "Go back to the version before",
    stays: true,
    // The key undoes the last change that the window knows, which it learns of after the change has ended.
    async before({ page }) {
      const keyboard = new Keyboard(page);
      await keyboard.press("Ctrl+k");
      await page.says("palette-item", new RegExp(`Go back to ${NEWEST}`));
      await keyboard.press("Escape");
    },
    async pointer(hand) {
      await hand.click("nav-home");
      await hand.click("undo");
    },
    async keyboard(hand) {
      await hand.press("Ctrl+z");
      await hand.isOn("plan-apply");
      await hand.press("Enter");
    },
    seen: ({ runs }) => until("a terminal runs it", async () => (await runs()) === NEWEST),
  },
  {
    name: "Open a terminal with another version",
    async pointer(hand) {
      await hand.click("nav-versions");
      await hand.click({ id: "version-menu", version: OLD });
      await hand.click({ id: "version-terminal", version: OLD });
    },
    async keyboard(hand) {
      await hand.press("Ctrl+2");
      await hand.page.goesTo("versions");
      await hand.moveTo("version-row");
      await hand.press("Down");
      await hand.press("Shift+F10"); // the menu of the row
      await hand.moveTo({ id: "version-terminal", version: OLD }, "Down");
      await hand.press("Enter");
    },
    async seen({ opened, runs }) {
      await until("the terminal runs it", () => opened.terminal().includes(`go version ${OLD} `));
      assert.equal(await runs(), NEWEST, "only that terminal runs it");
    },
  },
  {
    name: "See why a terminal runs this Go",
    pointer: (hand) => hand.click("why-this-go"),
    async keyboard(hand) {
      await hand.isOn("check-now");
      await hand.moveTo("why-this-go");
      await hand.press("Enter");
    },
    seen: ({ page }) => page.says("why-answer", new RegExp(`because Upgo's switch selects ${NEWEST}`)),
  },
  {
    name: "Install and use a release candidate",
    async pointer(hand) {
      await hand.click("nav-versions");
      await hand.click({ name: "Pre-release" });
      await hand.click({ id: "version-menu", version: CANDIDATE });
      await hand.click({ name: "Install and use" });
    },
    async keyboard(hand) {
      await hand.press("Ctrl+2");
      await hand.page.goesTo("versions");
      await hand.moveTo({ name: "Stable" });
      await hand.press("Right");
      await hand.moveTo({ id: "version-install", version: CANDIDATE });
      await hand.press("Shift+F10");
      await hand.isOn({ name: "Install and use" });
      await hand.press("Enter");
    },
    seen: ({ runs }) => until("a terminal runs it", async () => (await runs()) === CANDIDATE),
  },
  {
    name: "Remove the versions that are not needed",
    before: ({ machine }) => machine.upgo("settings", "set", "keep-versions", "1"),
    async pointer(hand) {
      await hand.click("nav-versions");
      await hand.click({ name: "Review" });
      await hand.click("unused-remove");
      await hand.click("plan-apply");
    },
    async keyboard(hand) {
      await hand.press("Ctrl+2");
      await hand.page.goesTo("versions");
      await hand.moveTo({ name: "Review" });
      await hand.press("Enter");
      await hand.moveTo("unused-remove");
      await hand.press("Enter");
      await hand.moveTo("plan-apply");
      await hand.press("Enter");
    },
    async seen({ machine, page }) {
      await until("it is removed", async () => !(await machine.installed()).includes(OLD));
      await page.says("toast", /Removed/);
    },
  },
  {
    name: "Turn notifications off",
    async pointer(hand) {
      await hand.click("nav-settings");
      await hand.click(NOTIFICATIONS);
    },
    async keyboard(hand) {
      await hand.press("Ctrl+k");
      await hand.isOn("palette-input");
      await hand.type("show n");
      await hand.page.says("palette-item", /Show notifications/);
      await hand.press("Enter");
      await hand.isOn(NOTIFICATIONS);
      await hand.press("Space");
    },
    seen: ({ machine }) => until("it is off", async () => (await machine.upgo("settings", "get", "notifications")).trim() === "false"),
  },
  {
    name: "Quit Upgo when its window closes",
    async pointer(hand) {
      await hand.click("nav-settings");
      await hand.click(QUIT);
    },
    async keyboard(hand) {
      await hand.press("Ctrl+k");
      await hand.isOn("palette-input");
      await hand.type("close");
      await hand.page.says("palette-item", /When I close the window/);
      await hand.press("Enter");
      await hand.isOn({ id: "closing" });
      await hand.moveTo(QUIT, "Down");
      await hand.press("Space");
    },
    seen: ({ machine }) =>
      until("it ends with its window", async () => (await machine.upgo("settings", "get", "close-to-tray")).trim() === "false"),
  },
];

/** The rows of docs/accessibility.md: a task, its clicks, its keys. */
function documented() {
  const page = readFileSync(join(root, "docs", "accessibility.md"), "utf8");
  const rows = [...page.matchAll(/^\| (?<name>[^|]+) \| (?<clicks>\d+)(?: and the wheel)? \| (?<keys>\d+) \|$/gm)];
  return new Map(rows.map(({ groups: { name, clicks, keys } }) => [name, { pointer: Number(clicks), keyboard: Number(keys) }]));
}

/** Home with the focus that it gives. */
async function goHome(page) {
  await until("no message covers anything", async () => !(await page.has("toast")));
  await page.goTo("versions");
  await page.goTo("home");
}

for (const device of ["pointer", "keyboard"]) {
  const about = { releases: [OLD], installed: [], timeout: ALL_TASKS_MS };
  story(`each task is done with the ${device} alone, in as few steps as documented`, about, async (stage) => {
    const { app, machine } = stage;
    const opened = { browser: machine.stub("xdg-open", 'echo "$@"'), terminal: machine.stubTerminal() };
    const page = await app.open();
    const hand = device === "pointer" ? new Pointer(page) : new Keyboard(page);
    const counted = [];
    let terminal; // open from the first task on, because changes reach open terminals
    const runs = () => goVersion((terminal ??= machine.terminal()));
    for (const task of TASKS) {
      try {
        if (task !== TASKS[0] && !task.stays) await goHome(page);
        await task.before?.({ ...stage, page });
        hand.begin();
        await task[device](hand, new Keyboard(page));
        counted.push([task.name, hand.presses]);
        await task.seen({ ...stage, page, opened, runs });
      } catch (error) {
        error.message = `${task.name}: ${error.message}`;
        throw error;
      }
    }
    const expected = [...documented()].map(([name, figures]) => [name, figures[device]]);
    assert.deepEqual(counted, expected, "docs/accessibility.md does not say what was counted");
  });
}
