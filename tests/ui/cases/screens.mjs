// Each scenario is opened once: its state and texts in both languages, then accessibility and layout.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { COLOURS, assertAccessible, assertFitsAt, open, openAt, wordsOf, writeSetting, zoom } from "../harness.mjs";
import { EN, ZH, homeScreens, otherScreens, planScreens } from "../screens.mjs";
import { leftInEnglish, untranslated } from "./words.mjs";

/** Two thirds of all tests are here, and each mostly waits for frames. Every page is alone with its machine. */
const TOGETHER = { concurrency: 2 };

describe("Home", TOGETHER, () => {
  for (const [scenario, expected] of Object.entries(homeScreens)) {
    test(scenario, async (t) => {
      const page = await open(t, scenario);
      await examine(t, page, (language) => assertHome(page, expected, language));
    });
  }
});

describe("the other pages", TOGETHER, () => {
  for (const [scenario, expected] of Object.entries(otherScreens)) {
    test(scenario, async (t) => {
      const page = await openAt(t, expected.place, scenario);
      await examine(t, page, (language) => assertHas(page, "main", expected.has, language));
    });
  }
});

describe("the plan", TOGETHER, () => {
  for (const [scenario, expected] of Object.entries(planScreens)) {
    test(scenario, async (t) => {
      const page = await open(t, scenario);
      // the plan of the first installation is shown by its button
      const button = scenario === "plan-install-first" ? "primary-action" : "what-will-happen";
      await page.getByTestId(button).click();
      await page.getByTestId("plan").waitFor();
      await examine(t, page, (language) => assertPlan(page, expected, language));
    });
  }
});

describe("the scenarios", () => {
  test("are all covered", async (t) => {
    const page = await open(t, "home-current");
    const names = await page.evaluate(() => window.__upgo.scenarioNames);
    const seen = { ...homeScreens, ...otherScreens, ...planScreens };
    const cases = readdirSync(import.meta.dirname).filter((name) => name !== "screens.mjs");
    const elsewhere = cases.map((name) => readFileSync(join(import.meta.dirname, name), "utf8")).join("");
    assert.deepEqual(
      names.filter((name) => !(name in seen) && !elsewhere.includes(`"${name}"`)),
      [],
    );
  });
});

/** Checks everything that must hold on every screen. The screen stays open: themes, languages and widths change
    live. */
async function examine(t, page, assertWords) {
  await t.test("has the expected texts", () => assertWords(EN));
  await t.test("is accessible in light, dark and forced colours", async () => {
    await assertAccessible(page);
    await writeSetting(page, "theme", "dark");
    await assertAccessible(page, COLOURS);
    await writeSetting(page, "theme", "light");
    await page.emulateMedia({ forcedColors: "active" });
    await assertAccessible(page, COLOURS);
    await page.emulateMedia({ forcedColors: "none" });
  });
  await t.test("fits every width", () => assertFitsEverywhere(page));
  await t.test("is all Chinese, live", async () => {
    await writeSetting(page, "language", "zh-CN");
    await page.locator("html[lang=zh-CN]").waitFor();
    await assertWords(ZH);
    assert.deepEqual(await untranslated(page, { live: true }), []);
    assert.deepEqual(await leftInEnglish(page), []);
    await assertFitsAt(page, 480);
    await assertFitsAt(page, 1040);
  });
}

/** The window's default width, the rail, the narrowest window, and text twice as large in two widths. */
async function assertFitsEverywhere(page) {
  for (const width of [760, 480, 1040]) await assertFitsAt(page, width);
  await zoom(page, 200);
  for (const width of [800, 1040]) await assertFitsAt(page, width);
  await zoom(page, 100);
}

async function assertHome(page, { state, title, sentence, primary, has }, language) {
  assert.equal(await page.getByTestId("home-state").getAttribute("data-state"), state);
  const heading = page.locator("main").getByRole("heading", { level: 1 });
  if (title?.[language]) assert.equal((await heading.innerText()).trim(), title[language]);
  if (sentence)
    assert.ok(
      (await wordsOf(page, "main")).includes(sentence[language]),
      `no “${sentence[language]}” in: ${await wordsOf(page, "main")}`,
    );
  if (primary === null) assert.equal(await page.getByTestId("primary-action").count(), 0, "no accent button");
  else if (primary?.[language])
    assert.equal((await page.getByTestId("primary-action").innerText()).trim(), primary[language]);
  await assertHas(page, "main", has, language);
}

async function assertPlan(page, { title, has }, language) {
  if (title) await page.getByRole("dialog", { name: title[language], exact: true }).waitFor();
  await assertHas(page, "[data-testid=plan]", has, language);
}

async function assertHas(page, where, has = [], language) {
  const words = await wordsOf(page, where);
  for (const each of has) {
    if (each[language]) assert.ok(words.includes(each[language]), `no “${each[language]}” in: ${words}`);
  }
}
