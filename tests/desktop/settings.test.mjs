// Settings that decide whom Upgo trusts: shown as a plan before they change.
import assert from "node:assert/strict";
import { NEWEST } from "./rig/releases.mjs";
import { story } from "./rig/story.mjs";
import { until } from "./rig/waiting.mjs";

const CHOOSE = `const select = document.querySelector('[data-id="proof"] select');
  select.value = arguments[0];
  select.dispatchEvent(new Event("change", { bubbles: true }));`;

story("the required proof changes after its plan was shown, and can be undone", { installed: [NEWEST] }, async ({ app, machine }) => {
  const proof = async () => (await machine.upgo("settings", "get", "proof")).trim();
  const page = await app.open();
  await page.goTo("settings");
  const isDrawn = (which) => page.driver.execute(`return document.querySelector('${which}') !== null`);
  const more = '[data-testid="setting-row"][data-id="more"] button';
  await until("the page is drawn", () => isDrawn(more));
  await page.driver.execute(`document.querySelector('${more}').click()`);
  await until("the setting is drawn", () => isDrawn('[data-id="proof"]'));
  await page.driver.execute(CHOOSE, "digest");
  await page.says("plan-diff", /when-reachable[^]*digest/);
  assert.equal(await proof(), "when-reachable");
  await page.keepPicture("real-settings-plan");
  await page.press("plan-apply");
  await until("the proof has changed", async () => (await proof()) === "digest");
  await page.goTo("history");
  await page.says("history-row", /Changed proof/);
  await page.press("history-undo");
  await page.says("plan-diff", /digest/);
  await page.press("plan-apply");
  await until("the proof is as before", async () => (await proof()) === "when-reachable");
});

// WebKit knows only LANG, which desktops set to the language of the menus.
story("the window writes times as the system's region does", { installed: [NEWEST], env: { LC_TIME: "de_DE.UTF-8" } }, async ({ app }) => {
  const page = await app.open();
  assert.equal(await page.driver.execute("return window.upgoRegion"), "de-DE");
  await page.goTo("history");
  await page.says("history-row", /^\d\d:\d\d\s/);
});
