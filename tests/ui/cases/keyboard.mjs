// Everything by keyboard alone.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertAccessible, assertFits, deeds, focused, none, open, openAt, settled } from "../harness.mjs";

/** Presses keys one after another and returns the focused element. */
async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
  await settled(page);
  return focused(page);
}

const place = (page) => page.locator("main").getAttribute("data-place");

describe("the keyboard", () => {
  test("starts at the accent button of Home", async (t) => {
    const page = await open(t, "home-update-line");
    assert.equal(await focused(page), "primary-action");
  });

  test("goes through Home in reading order", async (t) => {
    const page = await open(t, "home-update-line");
    const stops = [];
    for (let stop = "primary-action"; !stops.includes(stop); stop = await press(page, "Tab")) stops.push(stop);
    const inOrder = ["primary-action", "primary-menu", "later", "why-this-go"];
    assert.deepEqual(stops.slice(0, 4), inOrder);
    const named = ["nav-home", "nav-versions", "nav-environment", "nav-settings"];
    assert.deepEqual(
      named.filter((id) => !stops.includes(id)),
      [],
      `${stops}`,
    );
    assert.ok(stops.indexOf("nav-home") < stops.indexOf("nav-settings"));
  });

  test("shows the focus", async (t) => {
    const page = await open(t, "home-update-line");
    await press(page, "Tab");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none");
  });

  for (const [keys, name] of [
    ["Control+2", "versions"],
    ["Control+3", "projects"],
    ["Control+4", "environment"],
    ["Control+h", "history"],
    ["Control+,", "settings"],
    ["Control+1", "home"],
  ]) {
    test(`${keys} goes to ${name}`, async (t) => {
      const page = await openAt(t, name === "home" ? "versions" : "home", "home-current");
      const focus = await press(page, keys);
      assert.equal(await place(page), name);
      if (name !== "home") assert.match(focus, /^h1:/, "the heading has the focus");
    });
  }

  test("Alt+Left and Alt+Right go back and forward", async (t) => {
    const page = await open(t, "home-current");
    await press(page, "Control+2", "Control+h", "Alt+ArrowLeft");
    assert.equal(await place(page), "versions");
    await press(page, "Alt+ArrowRight");
    assert.equal(await place(page), "history");
  });

  test("F5 checks, and starts nothing else", async (t) => {
    const page = await open(t, "home-current");
    await press(page, "F5");
    assert.deepEqual(await deeds(page), [["check"]]);
  });

  test("Ctrl+Z opens the plan of Undo and starts nothing", async (t) => {
    const page = await open(t, "home-current");
    await press(page, "Control+z");
    await page.getByTestId("plan").waitFor();
    assert.deepEqual(await deeds(page), [["plan", { kind: "rollback", id: null }]]);
  });

  test("Ctrl+Z does nothing if nothing can be undone", async (t) => {
    const page = await open(t, "home-update-line");
    await press(page, "Control+z");
    assert.deepEqual(await deeds(page), []);
  });

  test("Esc closes the plan and restores the focus", async (t) => {
    const page = await open(t, "plan-upgrade");
    await page.getByTestId("what-will-happen").getByRole("button").focus();
    assert.equal(await press(page, "Enter"), "plan-apply", "the accent button of a harmless plan has the focus");
    assert.equal(await press(page, "Escape"), "button:What will happen");
    await none(page.getByTestId("plan"));
    assert.deepEqual(
      (await deeds(page)).map(([name]) => name),
      ["plan"],
    );
  });

  test("a press outside does not close the plan", async (t) => {
    const page = await open(t, "plan-upgrade");
    await page.getByTestId("what-will-happen").click();
    await page.getByTestId("plan").waitFor();
    await page.mouse.click(4, 4);
    await settled(page);
    assert.ok(await page.getByTestId("plan").isVisible());
  });

  test("Tab stays inside the plan", async (t) => {
    const page = await open(t, "plan-upgrade");
    await page.getByTestId("what-will-happen").click();
    await page.getByTestId("plan").waitFor();
    for (let index = 0; index < 12; index += 1) {
      await press(page, "Tab");
      const isInside = await page.evaluate(
        () => document.activeElement === document.body || document.activeElement.closest("dialog") !== null,
      );
      assert.ok(isInside, await focused(page));
    }
  });

  test("the split menu opens, arrows move in it, and Esc closes it and restores the focus", async (t) => {
    const page = await open(t, "home-update-line");
    await page.getByTestId("primary-menu").focus();
    await press(page, "Enter");
    const items = page.getByRole("menuitem");
    assert.deepEqual(await items.allInnerTexts(), [
      "go1.26.7, stays on Go 1.26",
      "Try it on my projects first",
      "Open a terminal with go1.26.6",
      "Another version",
      "Skip this version",
      "Remind me in a week",
    ]);
    assert.equal(await focused(page), "button:go1.26.7, stays on Go 1.26");
    assert.match(await press(page, "ArrowDown"), /Try it/);
    assert.match(await press(page, "End"), /Remind me in a week/);
    assert.match(await press(page, "s"), /Skip this version/, "the first letter jumps");
    assert.equal(await press(page, "Escape"), "primary-menu");
    await none(items);
  });

  const versionInFocus = (page) =>
    page.evaluate(() => document.activeElement.closest("[data-testid=version-row]")?.dataset.version);
  const control = (page, version) =>
    page.locator(`[data-testid=version-row][data-version='${version}']`).first().getByRole("button").first();

  test("a list of versions is one tab stop, and arrows move within it", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await control(page, "go1.26.5").focus();
    assert.equal(await versionInFocus(page), "go1.26.5");
    await press(page, "ArrowDown");
    assert.equal(await versionInFocus(page), "go1.24.13");
    await press(page, "End");
    await press(page, "ArrowDown"); // it is the last row
    assert.equal(await versionInFocus(page), "go1.25.7");
    await press(page, "Home");
    assert.equal(await versionInFocus(page), "go1.26.5");
    await press(page, "Tab");
    assert.equal(await versionInFocus(page), "go1.27.1", "the next stop is the list of available versions");
  });

  test("Delete on a version opens the plan of its removal, with Cancel in focus", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await control(page, "go1.24.13").focus();
    assert.equal(await press(page, "Delete"), "plan-cancel");
    assert.deepEqual(await deeds(page), [["plan", { kind: "remove", versions: ["go1.24.13"], force: false }]]);
    await press(page, "Escape");
    assert.equal(await versionInFocus(page), "go1.24.13");
  });

  test("Delete on the version in use says why it stays", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await control(page, "go1.26.5").focus();
    await press(page, "Delete");
    assert.deepEqual(await deeds(page), []);
    assert.match(await page.getByTestId("toast").innerText(), /In use/);
  });

  test("Shift+F10 opens the menu of the row", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await control(page, "go1.24.13").focus();
    await press(page, "Shift+F10");
    assert.ok((await page.getByRole("menuitem").count()) >= 3);
    await press(page, "Escape");
    assert.equal(await versionInFocus(page), "go1.24.13");
  });

  for (const keys of ["Control+f", "/"]) {
    test(`${keys} goes to the search of Versions`, async (t) => {
      const page = await openAt(t, "versions", "versions-few");
      assert.equal(await press(page, keys), "version-search");
    });
  }

  test("the channels are a radio group: arrows choose", async (t) => {
    const page = await openAt(t, "versions", "versions-few");
    await page.getByRole("radio", { name: "Stable" }).focus();
    await press(page, "ArrowRight");
    assert.ok(await page.getByRole("radio", { name: "Pre-release" }).isChecked());
    assert.ok(await page.locator("[data-testid=version-row][data-version='go1.27rc3']").first().isVisible());
  });

  for (const keys of ["Control+k", "Control+p"]) {
    test(`${keys} opens the palette, and Esc closes it and restores the focus`, async (t) => {
      const page = await open(t, "home-update-line");
      assert.equal(await press(page, keys), "palette-input");
      assert.equal(await press(page, "Escape"), "primary-action");
      await none(page.getByTestId("palette"));
    });
  }

  test("F6 goes from the page to the navigation and back", async (t) => {
    const page = await open(t, "home-update-line");
    const region = () => page.evaluate(() => document.activeElement.closest("nav, main")?.tagName);
    assert.equal(await region(), "MAIN");
    await press(page, "F6");
    assert.equal(await region(), "NAV");
    await press(page, "Shift+F6");
    assert.equal(await region(), "MAIN");
  });

  test("F6 goes to a message with a button", async (t) => {
    const page = await openAt(t, "settings", "settings-default");
    await page.getByTestId("setting-row").getByRole("switch").first().click();
    await page.getByTestId("toast-action").waitFor();
    let focus = "";
    for (let presses = 0; presses < 4 && focus !== "toast-action"; presses += 1) focus = await press(page, "F6");
    assert.equal(focus, "toast-action");
  });

  test("F1 opens Help, which leads to the documentation and lists every shortcut", async (t) => {
    const page = await open(t, "home-update-line");
    await press(page, "F1");
    const list = page.getByRole("dialog", { name: "Help" });
    await list.waitFor();
    await list.getByTestId("open-documentation").click();
    await list.getByTestId("open-issues").click();
    const opened = (await deeds(page)).map(([name, link]) => [name, link.kind]);
    assert.deepEqual(opened, [
      ["openLink", "documentation"],
      ["openLink", "issues"],
    ]);
    for (const key of ["Ctrl+K", "Ctrl+F", "F5", "F6", "Ctrl+Z", "Ctrl+1", "F1", "Ctrl+Plus"])
      assert.ok(await list.getByText(key, { exact: true }).first().isVisible(), key);
    await assertAccessible(page);
    await assertFits(page);
    await press(page, "Escape");
    await none(list);
  });

  test("on a page without a search, Ctrl+F opens that of the window", async (t) => {
    const page = await open(t, "home-update-line");
    await press(page, "Control+F");
    await page.getByTestId("palette").waitFor();
  });

  test("no shortcut works behind a plan", async (t) => {
    const page = await open(t, "plan-upgrade");
    await page.getByTestId("what-will-happen").click();
    await page.getByTestId("plan").waitFor();
    await press(page, "F5", "Control+2", "Control+z");
    assert.deepEqual(
      (await deeds(page)).map(([name]) => name),
      ["plan"],
    );
    assert.equal(await place(page), "home");
  });

  test("Esc never cancels a running change", async (t) => {
    const page = await open(t, "working-download");
    await press(page, "Escape");
    assert.deepEqual(await deeds(page), []);
  });
});
