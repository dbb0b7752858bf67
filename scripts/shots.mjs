// npm run shots [-- --few | --readme | --only NAME]: takes a picture of every screen and state into target/shots.
//
// Each one in light and dark, in English and Chinese, at the size for review. --few takes four pictures, which `npm
// test` checks. --only takes those whose name starts with NAME. --readme takes those of the README into docs/pictures,
// films an upgrade and its undo, and notes there what they were made from.
// The name of a picture describes it: NN-place-state[-narrow480]-theme-lang.png.
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildMockPage, launchChromium, serve } from "./lib/browser.mjs";
import { MADE_FROM, picturedDigest } from "./lib/pictured.mjs";
import { duration, say, timed } from "./lib/report.mjs";
import { film } from "./lib/shots/film.mjs";
import { FEW, README, SHOTS } from "./lib/shots/list.mjs";
import { drawn, opened, windowOf } from "./lib/shots/window.mjs";
import { root } from "./lib/tools.mjs";

const { values: options } = parseArgs({
  options: { few: { type: "boolean" }, readme: { type: "boolean" }, only: { type: "string" } },
});
const folder = options.readme ? join(root, "docs", "pictures") : join(root, "target", "shots");
mkdirSync(folder, { recursive: true });
removeOld();
const server = await serve(buildMockPage());
const browser = await launchChromium();
const { value: count, seconds } = await timed(takeAll);
if (options.readme) {
  await film(browser, server, join(folder, "upgrade.webp"));
  if (!process.exitCode) writeFileSync(join(root, MADE_FROM), `${JSON.stringify({ digest: picturedDigest(root) }, null, 2)}\n`);
}
await browser.close();
server.close();
say(`${count} pictures in ${folder} (${duration(seconds)})`);

/** Deletes the pictures of earlier runs. Pictures of the real program in the same folder have other names. */
function removeOld() {
  const ours = readdirSync(folder).filter((file) => /^\d\d-.*\.png$/.test(file));
  for (const file of ours) rmSync(join(folder, file));
}

async function takeAll() {
  const wanted = SHOTS.filter(([name]) => isWanted(name));
  let count = 0;
  for (const [name, scenario, place = "home", act = null, { width = 1040, locale = "en-GB" } = {}] of wanted) {
    const context = await windowOf(browser, width, locale);
    for (const [theme, lang] of looksOf(name)) {
      const file = join(folder, `${name}-${theme}-${lang === "en" ? "en" : "zh"}.png`);
      try {
        await take(context, { scenario, place, act, theme, lang, file });
        if (statSync(file).size < 5000) throw new Error("the picture is almost empty");
        count += 1;
      } catch (error) {
        say(`${file}: ${error.message}`);
        process.exitCode = 1; // the others are still of use
      }
    }
    await context.close();
  }
  return count;
}

function isWanted(name) {
  if (options.few) return FEW.includes(name);
  return options.readme ? name in README : name.startsWith(options.only ?? "");
}

/** The few have one look each; all others have all four. */
function looksOf(name) {
  const looks = [["light", "en"], ["dark", "en"], ["light", "zh-CN"], ["dark", "zh-CN"]];
  if (options.few) return [looks[FEW.indexOf(name)]];
  return options.readme ? [README[name]] : looks;
}

async function take(context, { scenario, place, act, theme, lang, file }) {
  const page = await opened(server, context, { scenario, theme, lang });
  await page.evaluate((name) => window.__upgo.navigate(name), place);
  await page.locator(`main[data-place=${place}]`).waitFor();
  await drawn(page);
  if (act) await act(page);
  await drawn(page);
  await page.screenshot({ path: file, animations: "disabled", caret: "hide" });
  await page.close();
}
