// Every place as a screen reader gets it from the real window. The trees stay in target/desktop/reader-*.txt, to be
// read through after a change of the page.
import assert from "node:assert/strict";
import { Keyboard } from "./rig/hand.mjs";
import { elements, mistakes, readPage } from "./rig/reader.mjs";
import { NEW, NEWEST, OLD } from "./rig/releases.mjs";
import { story } from "./rig/story.mjs";

story("a screen reader gets every place with names, roles and order", { installed: [NEW, OLD], spoken: true }, async (stage) => {
  const { app, server, desktop } = stage;
  const page = await app.open();
  const keyboard = new Keyboard(page);
  const found = {};

  /** Reads the page and checks the general rules. */
  async function read(name, says) {
    const heard = await readPage(desktop, name, (text) => text.includes(says));
    const wrong = mistakes(heard);
    if (wrong.length > 0) found[name] = wrong;
    return [...elements(heard)];
  }

  await page.reaches("update");
  const home = await read("home-update", `Upgrade to ${NEWEST}`);
  assert.ok(home.some(({ name, states }) => name === `Upgrade to ${NEWEST}` && states.includes("focused")), "the first focus");
  const place = home.find(({ attributes }) => attributes.current === "page");
  assert.equal(place?.name, "Home");

  await page.press("what-will-happen");
  await read("home-steps", "Download and verify");
  await page.press("what-will-happen");
  await keyboard.press("Ctrl+k");
  await read("palette", "Search actions, pages");
  await keyboard.type(`upgrade to ${NEWEST}`);
  await page.says("palette-item", new RegExp(`Upgrade to ${NEWEST}`));
  await keyboard.press("Enter");
  const plan = await read("plan", "Download and verify");
  assert.ok(plan.some(({ role, states }) => role === "dialog" && states.includes("modal")), "the plan is a modal dialog");
  await keyboard.press("Escape");

  server.tampered = true;
  await page.press("primary-action");
  await page.reaches("failed");
  const failed = await read("home-failed", "failed");
  assert.ok(failed.some(({ attributes }) => attributes.live === "assertive"), "a failure is announced at once");
  server.tampered = false;
  await page.press("primary-action");
  await page.reaches("current");
  await read("home-after", "Was go1");

  await page.goTo("versions");
  const versions = await read("versions", `More actions for ${NEWEST}`);
  const isTold = ({ role, description }) => role === "list" && /Up and Down move between rows/.test(description);
  assert.ok(versions.some(isTold), "a list says which keys move in it");
  await page.goTo("projects");
  await read("projects", "No folders yet");
  await page.goTo("environment");
  for (const [tab, says] of [["values", "GOPROXY"], ["path", "PATH"], ["why", "Upgo's switch selects"]]) {
    await page.press(`env-tab-${tab}`);
    await read(`environment-${tab}`, says);
  }
  await page.goTo("health");
  await read("health", "checks passed");
  await page.goTo("history");
  await read("history", "Undo");
  await page.goTo("settings");
  await read("settings", "Show notifications");
  assert.deepEqual(found, {}, "the trees are in target/desktop/reader-*.txt");
});
