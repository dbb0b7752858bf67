// The window and the terminal notice each other's changes.
import assert from "node:assert/strict";
import { NEWEST, OLD } from "./rig/releases.mjs";
import { story } from "./rig/story.mjs";
import { until } from "./rig/waiting.mjs";

story("the window follows changes by the command line without a click", { installed: [OLD, NEWEST] }, async (stage) => {
  const { app, machine } = stage;
  const page = await app.open();
  assert.match(await page.reaches("current"), new RegExp(NEWEST));
  await machine.upgo("use", OLD);
  await page.reaches("update");
  await page.says("home-state", new RegExp(`go version → ${OLD}`));

  await page.goTo("versions");
  const rows = async () => (await page.all("version-row")).map(({ version, text }) => [version, /In use/.test(text)]);
  await until("the row of the version in use says so", async () =>
    (await rows()).some(([version, inUse]) => version === OLD && inUse),
  );
  await machine.upgo("use", NEWEST);
  await until("the other row says so", async () =>
    (await rows()).some(([version, inUse]) => version === NEWEST && inUse),
  );
  await page.goTo("history");
  await page.says("history-row", new RegExp(`Switched to ${NEWEST}`));
});

story("the window notices a setting changed by the command line", {}, async ({ app, machine }) => {
  const page = await app.open();
  await page.reaches("update");
  const language = () => page.driver.execute("return document.documentElement.lang");
  assert.equal(await language(), "en");
  await machine.upgo("settings", "set", "language", "zh-CN");
  await until("the page is in Chinese", async () => (await language()) === "zh-CN");
  await page.says("home-state", /已发布/);
});

story("of an upgrade in a terminal and one in the window, the second waits with a message, and both report the truth at the end", { go: "real" }, async (stage) => {
  const { app, server, machine } = stage;
  const page = await app.open();
  await page.reaches("update");
  server.holdAt(0.5);
  const inTerminal = machine.tryUpgo("upgrade");
  await until("the terminal's download has started", () => server.asked.length === 2);
  await page.press("primary-action");
  await page.reaches("working");
  await page.reads(/Waiting for another program/);
  await page.reads(/another Upgo process is downloading/);
  server.letThrough();
  assert.equal((await inTerminal).code, 0);
  assert.equal(await machine.newTerminalRuns(), NEWEST);
  await until("the window's upgrade ends, too", async () => (await page.state()) !== "working");
  await until("the window knows what runs", async () => !(await page.text("home-state")).includes(OLD));
});
