// Each scenario is opened once: its state and texts in both languages, then accessibility and layout. UPGO_SCREENS=all
// does that in every look and width. UPGO_DAYS says over how many days the scenarios are spread.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ofToday } from "../../../scripts/lib/day.mjs";
import { COLOURS, assertAccessible, assertFitsAt, open, openAt, settled, wordsOf, writeSetting, zoom } from "../harness.mjs";
import { assertFound } from "../buttons.mjs";
import { EN, ZH, homeScreens, otherScreens, planScreens } from "../screens.mjs";
import { leftInEnglish, untranslated } from "./words.mjs";

/** In the order of `EN` and `ZH`. */
const LANGUAGES = [
  { name: "English", tag: "en" },
  { name: "Chinese", tag: "zh-CN" },
];
/** What changes the colours. */
const LOOKS = [
  { name: "light", theme: "light", forcedColors: "none" },
  { name: "dark", theme: "dark", forcedColors: "none" },
  { name: "forced colours", theme: "light", forcedColors: "active" },
];
/** What changes the layout: the narrowest window, a third of a screen, the widest without the rail, the rail, the
    default width, and text twice as large in two widths. */
const WIDTHS = [
  { name: "480 px", width: 480, percent: 100 },
  { name: "512 px", width: 512, percent: 100 },
  { name: "639 px", width: 639, percent: 100 },
  { name: "760 px", width: 760, percent: 100 },
  { name: "1040 px", width: 1040, percent: 100 },
  { name: "800 px with text twice as large", width: 800, percent: 200 },
  { name: "1040 px with text twice as large", width: 1040, percent: 200 },
];

const SCREENS = Object.keys({ ...homeScreens, ...otherScreens, ...planScreens });
const TODAY = ofToday(SCREENS);
const IS_WHOLE = process.env.UPGO_SCREENS === "all";

/** The screens of a table that are opened in this run. */
function opened(screens) {
  return Object.entries(screens).filter(([scenario]) => TODAY.includes(scenario));
}

/**
 * The looks and widths in which a screen is examined. Unless it is all of them, the n-th screen has one of each. As 2, 3
 * and 7 have no common factor, 42 screens in a row have every combination of language, look and width.
 */
function examined(scenario, language) {
  if (IS_WHOLE) return { looks: LOOKS, widths: WIDTHS };
  const index = SCREENS.indexOf(scenario);
  const one = (all) => (index % LANGUAGES.length === language ? [all[index % all.length]] : []);
  return { looks: one(LOOKS), widths: one(WIDTHS) };
}

function namesOf(all) {
  return all.map(({ name }) => name).join(", ");
}

/** Two thirds of all tests are here, and each mostly waits for frames. Every page is alone with its machine. */
const TOGETHER = { concurrency: 2 };

describe("Home", TOGETHER, () => {
  for (const [scenario, expected] of opened(homeScreens)) {
    test(scenario, async (t) => {
      const page = await open(t, scenario);
      await examine(t, page, scenario, (language) => assertHome(page, expected, language));
    });
  }
});

describe("the other pages", TOGETHER, () => {
  for (const [scenario, expected] of opened(otherScreens)) {
    test(scenario, async (t) => {
      const page = await openAt(t, expected.place, scenario);
      if (expected.sees) await scrollTo(page, expected.sees);
      await examine(t, page, scenario, (language) => assertHas(page, "main", expected.has, language));
    });
  }
});

describe("the plan", TOGETHER, () => {
  for (const [scenario, expected] of opened(planScreens)) {
    test(scenario, async (t) => {
      const page = await open(t, scenario);
      // the plan of the first installation is shown by its button
      const button = scenario === "plan-install-first" ? "primary-action" : "what-will-happen";
      await page.getByTestId(button).click();
      await page.getByTestId("plan").waitFor();
      await examine(t, page, scenario, (language) => assertPlan(page, expected, language));
    });
  }
});

describe("the scenarios", () => {
  test("are all covered", async (t) => {
    const page = await open(t, "home-current");
    const names = await page.evaluate(() => window.__upgo.scenarioNames);
    const cases = readdirSync(import.meta.dirname).filter((name) => name !== "screens.mjs");
    const elsewhere = cases.map((name) => readFileSync(join(import.meta.dirname, name), "utf8")).join("");
    assert.deepEqual(
      names.filter((name) => !SCREENS.includes(name) && !elsewhere.includes(`"${name}"`)),
      [],
    );
    const each = LANGUAGES.length * (LOOKS.length + WIDTHS.length);
    const all = SCREENS.length * each;
    const count = [homeScreens, otherScreens, planScreens].flatMap(opened).length;
    const left = all - count * (IS_WHOLE ? each : 2);
    if (left > 0) t.diagnostic(`LEFT OUT: ${left} of the ${all} looks and widths of ${SCREENS.length} screens`);
  });
});

/** What is at the foot of a page may be read when it comes into sight. */
async function scrollTo(page, selector) {
  await page.locator("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
  await page.locator(selector).first().waitFor();
  await settled(page);
}

/**
 * Checks everything that must hold on every screen. The screen stays open: languages, looks and widths change live. In
 * `npm test`, each screen has its texts checked in both languages, and its accessibility and layout in one of them, in
 * one look and one width.
 */
async function examine(t, page, scenario, assertWords) {
  // where every screen is opened, a button is looked for once
  if (!IS_WHOLE && !(scenario in planScreens)) await t.test("has its buttons in the palette", () => assertFound(page));
  for (const [language, { name, tag }] of LANGUAGES.entries()) {
    const { looks, widths } = examined(scenario, language);
    await t.test(`has the expected texts in ${name}`, async () => {
      if (language !== EN) await writeSetting(page, "language", tag);
      await page.locator(`html[lang=${tag}]`).waitFor();
      await assertWords(language);
      assert.doesNotMatch(await wordsOf(page, "body"), /`/, "a mark of code is shown as code");
      if (language === EN) return;
      assert.deepEqual(await untranslated(page, { live: true }), []);
      assert.deepEqual(await leftInEnglish(page), []);
    });
    if (looks.length > 0)
      await t.test(`is accessible in ${namesOf(looks)}, in ${name}`, () => assertAccessibleIn(page, looks));
    if (widths.length > 0) await t.test(`fits ${namesOf(widths)}, in ${name}`, () => assertFitsThese(page, widths));
  }
}

/** All rules are checked in the first look, and those about colours in the others. */
async function assertAccessibleIn(page, looks) {
  for (const [index, { theme, forcedColors }] of looks.entries()) {
    await writeSetting(page, "theme", theme);
    await page.emulateMedia({ forcedColors });
    await assertAccessible(page, index === 0 ? null : COLOURS);
  }
  await page.emulateMedia({ forcedColors: "none" });
}

async function assertFitsThese(page, widths) {
  for (const { width, percent } of widths) {
    await zoom(page, percent);
    await assertFitsAt(page, width);
  }
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
