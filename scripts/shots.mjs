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
import { root } from "./lib/tools.mjs";
import { animatedWebp } from "./lib/webp.mjs";

const NOW = new Date("2026-09-02T07:18:00Z");
const openPlan = (page) => page.getByTestId("what-will-happen").click();
const pressPrimary = (page) => page.getByTestId("primary-action").click();
const undo = (page) => page.keyboard.press("Control+z");
const palette = async (page, query) => {
  await page.keyboard.press("Control+k");
  await page.getByTestId("palette-input").fill(query);
};
const removal = async (page) => {
  await page.locator("[data-testid=version-row][data-version='go1.24.13']").first().getByRole("button").first().focus();
  await page.keyboard.press("Delete");
};
const dropUnofficial = (page) =>
  page.evaluate(() => window.__upgo.drop({ kind: "dropped", paths: ["D:\\Downloads\\go1.26.7-patched.zip"] }));
const searchFor = (text) => (page) => page.getByTestId("version-search").fill(text);
const openDetails = (page) =>
  page.locator("[data-testid=history-row][data-id='2']").getByRole("button").first().click();
const tab = (page, name) => page.getByTestId(`env-tab-${name}`).click();
const editPath = async (page) => {
  await tab(page, "path");
  const row = (path) => page.locator(`[data-testid=path-row][data-path$="${path}"]`);
  await row("bin").and(page.locator("[data-path^='%LOCAL']")).getByTestId("path-handle").focus();
  for (const key of ["Alt+ArrowUp", "Alt+ArrowUp"]) await page.keyboard.press(key);
  await page.locator("[data-testid=path-row][data-path^='D:']").getByTestId("path-menu").press("Delete");
};
const leaveEdits = async (page) => (await editPath(page), await page.keyboard.press("Control+1"));
const editValue = async (page) => {
  await page.locator("[data-testid=env-row][data-id=GOPROXY]").getByTestId("env-menu").click();
  await page.getByTestId("env-edit").click();
};
const askWhy = async (page) => (await tab(page, "why"), await page.locator("main select").selectOption("?"));
const stepAside = async (page) => {
  await page.getByRole("radio").nth(1).check();
  await page.getByTestId("primary-action").click();
};
const openRow = (testId) => (page) => page.getByTestId(testId).first().getByRole("button", { name: /^Show|^显示/ }).click();
const openVersion = openRow("version-row");
const openProof = async (page) => {
  await openVersion(page);
  await openRow("version-proof")(page);
  await page.getByTestId("version-proof").first().evaluate((row) => row.scrollIntoView({ block: "start" }));
};
const openOldVersion = async (page) => {
  await page.locator("[data-testid=version-row][data-version='go1.24.13']").first().getByTestId("version-count").click();
  await page.getByTestId("version-remedy").first().waitFor();
};
const openNewVersion = async (page) => {
  await page.getByTestId("version-row").and(page.locator("[data-version='go1.27.1']")).locator(".open").first().click();
  await page.getByTestId("version-changes").locator(".open").click();
};
const showAdvisories = (page) => page.getByTestId("advisories-more").click();
const openPlaces = async (page) => {
  await page.getByTestId("places").locator(".open").first().click();
  await page.getByTestId("place-row").last().scrollIntoViewIfNeeded();
};
const openAdvisory = async (page) => {
  const row = page.getByTestId("why-row").first();
  if ((await page.getByTestId("advisory-row").count()) === 0) await row.getByRole("button").first().click();
  await openRow("advisory-row")(page);
};
const verifyFiles = async (page) => {
  await openProof(page);
  await page.getByTestId("verify-files").click();
};
const showUpgo = async (page) => {
  await page.getByTestId("upgo-state").waitFor();
  await page.locator("[data-id=report]").scrollIntoViewIfNeeded();
};
const showCaches = (page) => page.locator("[data-id=downloads-cache]").scrollIntoViewIfNeeded();
const cleanModules = async (page) => {
  await page.locator("[data-id=modules-cache]").scrollIntoViewIfNeeded();
  await page.locator("[data-id=modules-cache]").getByTestId("cache-clean").click();
  await page.getByTestId("plan").waitFor();
};
const checkTools = (page) => page.getByTestId("tools-check").click();
const unfoldFiles = async (page) => {
  await verifyFiles(page);
  await page.getByTestId("version-differing").nth(1).getByRole("button").click();
};
const repair = async (page) => {
  await verifyFiles(page);
  await page.getByTestId("version-repair").click();
};
const openProject = (name) => (page) =>
  page.locator(`[data-testid=project-row][data-path$=${name}] .open`).click();
const openNews = async (page) => {
  await page.getByTestId("for-you").locator(".open").click();
  await page.getByTestId("news").waitFor();
};
const openManaged = async (page) => {
  const row = page.locator("[data-id=modify-path]");
  await row.getByTestId("managed-details").click();
  await row.evaluate((element) => element.scrollIntoView({ block: "center" }));
};
const openPolicy = async (page) => {
  await page.locator("[data-id=policy] .open").first().click();
  await page.locator("[data-id=policy]").evaluate((element) => element.scrollIntoView({ block: "start" }));
};
const scrollDown = (page) => page.locator("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
const unfold = async (page) => {
  await page.locator("[data-testid=setting-row][data-id=more] button").click();
};

/** All pictures: name, scenario, place, actions, and window. */
const SHOTS = [
  ["01-home-uptodate", "home-current"],
  ["01-home-skipped", "home-skipped"],
  ["01-home-skipped-security", "home-skipped-security"],
  ["01-home-postponed", "home-postponed"],
  ["01-home-postponed-security", "home-postponed-security"],
  ["01-home-paused", "home-paused"],
  ["02-home-update", "home-update"],
  ["02-home-update-line", "home-update-line"],
  ["02-home-update-menu", "home-update-line", "home", (page) => page.getByTestId("primary-menu").click()],
  ["02-home-security", "home-security"],
  ["02-home-security-menu", "home-security", "home", (page) => page.getByTestId("primary-menu").click()],
  ["02-home-security-advisory", "home-security", "home", openAdvisory],
  ["02-home-security-all", "home-security", "home", showAdvisories],
  ["02-home-unsupported", "home-unsupported"],
  ["02-home-long-names", "home-long"],
  ["03-home-working", "working-download"],
  ["03-home-working-start", "working-start"],
  ["03-home-working-unpack", "working-unpack"],
  ["03-home-working-after-switch", "working-after-switch"],
  ["03-home-working-stalled", "working-stalled"],
  ["03-home-working-cancelling", "working-cancelling"],
  ["04-home-done", "done-upgrade"],
  ["04-home-done-path", "done-path"],
  ["04-home-done-undo", "done-undo"],
  ["04-home-recovered", "recovered-completed"],
  ["04-home-recovered-taken-back", "recovered-taken-back"],
  ["03-home-queue", "working-queue"],
  ["05-home-firstrun", "home-no-go"],
  ["05-home-firstrun-places", "home-no-go-elsewhere", "home", openPlaces],
  ["05-home-havego", "home-have-go"],
  ["05-home-import", "home-have-go", "home", (page) => page.getByTestId("import-open").click()],
  ["05-home-firstrun-offline", "home-no-go-unknown"],
  ["05-home-notonpath", "home-not-on-path"],
  ["06-home-unsure", "home-unsure"],
  ["06-home-shadowed", "home-shadowed"],
  ["06-home-shadowed-unknown", "home-shadowed-unknown"],
  ["07-home-stale", "home-stale"],
  ["07-home-stale-security", "home-stale-security"],
  ["07-home-stale-never", "home-stale-never"],
  ["07-home-checking", "home-checking"],
  ["07-home-loading", "home-loading"],
  ["08-home-failure", "failed-digest"],
  ["08-home-failure-offline", "failed-offline"],
  ["08-home-failure-tls", "failed-tls"],
  ["08-home-failure-disk", "failed-disk-full"],
  ["08-home-failure-firstrun", "failed-first-run"],
  ["08-home-error", "home-error"],
  ["08-home-warning", "home-warning"],
  ["09-plan-upgrade", "plan-upgrade", "home", openPlan],
  ["09-plan-firstrun", "plan-install-first", "home", pressPrimary],
  ["09-plan-undo", "home-current", "home", undo],
  ["09-plan-remove", "versions-few", "versions", removal],
  [
    "09-plan-anew",
    "plan-anew",
    "home",
    async (page) => (await openPlan(page), await page.getByTestId("plan-apply").click()),
  ],
  ["09-plan-blocked", "plan-blocked", "home", pressPrimary],
  ["10-plan-adopt", "home-shadowed", "home", pressPrimary],
  ["10-plan-step-aside", "home-shadowed", "home", stepAside],
  ["11-environment-narrow480", "environment-usual", "environment", null, { width: 480 }],
  ["11-path-narrow480", "environment-usual", "environment", editPath, { width: 480 }],
  ["11-health-narrow480", "health-findings", "health", null, { width: 480 }],
  ["11-home-security-narrow480", "home-security", "home", null, { width: 480 }],
  ["11-advisory-narrow480", "home-security", "home", openAdvisory, { width: 480 }],
  ["11-version-details-narrow480", "versions-damaged", "versions", verifyFiles, { width: 480 }],
  ["11-home-narrow480", "home-update-line", "home", null, { width: 480 }],
  ["11-home-working-narrow480", "working-download", "home", null, { width: 480 }],
  ["11-home-firstrun-narrow480", "home-no-go", "home", null, { width: 480 }],
  ["11-plan-narrow480", "plan-upgrade", "home", openPlan, { width: 480 }],
  ["11-versions-narrow480", "versions-few", "versions", null, { width: 480 }],
  ["11-history-narrow480", "history-few", "history", null, { width: 480 }],
  ["11-settings-narrow480", "settings-default", "settings", null, { width: 480 }],
  ["11-home-rail760", "home-update-line", "home", null, { width: 760 }],
  ["12-versions-list", "versions-few", "versions"],
  ["12-versions-foreign", "versions-foreign", "versions"],
  ["12-versions-unused", "versions-unused", "versions", (page) => page.getByRole("button", { name: /Review|查看/ }).click()],
  ["12-versions-search", "versions-few", "versions", searchFor("1.26")],
  ["12-versions-nomatch", "versions-few", "versions", searchFor("9.99")],
  ["12-versions-empty", "versions-empty", "versions"],
  ["12-versions-tools", "versions-tools-known", "versions"],
  ["12-versions-tools-narrow480", "versions-tools-known", "versions", null, { width: 480 }],
  ["12-versions-tools-offline", "versions-tools-offline", "versions", checkTools],
  ["12-versions-offline", "versions-offline", "versions"],
  ["12-versions-unknown", "versions-unknown", "versions"],
  ["12-versions-working", "versions-working", "versions"],
  ["12-versions-long-names", "versions-long", "versions"],
  ["12-versions-vouch", "versions-few", "versions", dropUnofficial],
  ["12-versions-error", "versions-error", "versions"],
  ["12-versions-details", "versions-proven", "versions", openVersion],
  ["12-versions-details-old", "versions-few", "versions", openOldVersion],
  ["12-versions-details-new", "versions-few", "versions", openNewVersion],
  ["12-versions-details-proof", "versions-proven", "versions", openProof],
  ["12-versions-details-mirror", "versions-of-mirror", "versions", openProof],
  ["12-versions-details-unproven", "versions-unproven", "versions", openProof],
  ["12-versions-verified", "versions-digest-only", "versions", verifyFiles],
  ["12-versions-damaged", "versions-damaged", "versions", unfoldFiles],
  ["12-versions-repair", "versions-damaged", "versions", repair],
  ["13-projects-new", "projects-new", "projects"],
  ["13-projects", "projects-some", "projects"],
  ["13-projects-details", "projects-some", "projects", openProject("ledger")],
  ["13-projects-many", "projects-many", "projects"],
  ["13-projects-nomatch", "projects-many", "projects", (page) => page.getByTestId("project-search").fill("zebra")],
  ["13-projects-none", "projects-none", "projects"],
  ["13-projects-looking", "projects-looking", "projects"],
  ["13-projects-truncated", "projects-truncated", "projects"],
  ["13-projects-error", "projects-error", "projects"],
  ["13-projects-narrow480", "projects-some", "projects", openProject("ledger"), { width: 480 }],
  ["13-news", "projects-some", "home", openNews],
  ["13-news-home", "projects-some"],
  ["13-news-plan", "projects-some", "home", openPlan],
  ["13-rehearsal-ask", "projects-some", "home", (page) => page.getByTestId("try-first").click()],
  ["13-rehearsal-installing", "rehearsal-installing", "projects"],
  ["13-rehearsal-working", "rehearsal-working", "projects"],
  ["13-rehearsal-same", "rehearsal-same", "projects"],
  ["13-rehearsal-breaks", "rehearsal-breaks", "projects"],
  ["13-rehearsal-history", "history-rehearsed", "history", (page) => page.getByTestId("history-rehearsal").click()],
  ["13-rehearsal-failed", "rehearsal-failed", "projects"],
  ["13-rehearsal-narrow480", "rehearsal-breaks", "projects", null, { width: 480 }],
  ["14-environment-values", "health-one", "environment"],
  ["14-environment-values-goroot", "environment-goroot", "environment"],
  ["14-environment-edit", "environment-usual", "environment", editValue],
  ["15-environment-path", "environment-usual", "environment", editPath],
  ["15-environment-path-linux", "environment-linux", "environment", (page) => tab(page, "path")],
  ["15-environment-path-long", "environment-long", "environment", (page) => tab(page, "path")],
  ["15-environment-leave", "environment-usual", "environment", leaveEdits],
  ["16-environment-why", "why-project", "environment", askWhy],
  ["16-environment-why-problem", "why-too-old", "environment", askWhy],
  ["16-environment-why-no-go", "why-no-go", "environment", (page) => tab(page, "why")],
  ["17-health-findings", "health-findings", "health", (page) => page.getByTestId("finding-why").first().click()],
  ["18-health-clean", "health-clean", "health"],
  ["18-health-error", "health-error", "health"],
  ["19-history-timeline", "history-few", "history"],
  ["19-history-details", "history-few", "history", openDetails],
  ["19-history-many", "history-many", "history"],
  ["19-history-empty", "history-empty", "history"],
  ...["en-US", "en-GB", "de-DE", "zh-CN", "ja-JP"].flatMap((locale) => [
    [`19-history-region-${locale}`, "history-few", "history", null, { locale }],
    [`12-versions-region-${locale}`, "versions-few", "versions", null, { locale }],
  ]),
  ["20-settings-top", "settings-default", "settings"],
  ["20-support-log", "settings-default", "settings", (page) => page.getByTestId("open-log").click()],
  ["20-support-report", "settings-default", "settings", (page) => page.getByTestId("open-report").click()],
  ["20-settings-more", "settings-default", "settings", scrollDown],
  ["20-settings-advanced", "settings-elsewhere", "settings", unfold],
  ["20-settings-caches", "settings-default", "versions", showCaches],
  ["20-settings-caches-refused", "settings-caches-refused", "versions", showCaches],
  ["20-settings-caches-plan", "settings-caches-busy", "versions", cleanModules],
  ["20-settings-upgo", "upgo-available", "settings", showUpgo],
  ["20-settings-upgo-current", "upgo-updated", "settings", showUpgo],
  ["20-settings-upgo-replaced", "upgo-replaced", "settings", showUpgo],
  ["20-settings-upgo-package", "upgo-package", "settings", showUpgo],
  ["20-settings-upgo-unknown", "upgo-unknown", "settings", showUpgo],
  ["20-settings-broken", "settings-broken", "settings"],
  ["22-managed-home", "managed-held-back"],
  ["22-managed-home-not-permitted", "managed-not-permitted"],
  ["22-managed-home-security", "managed-held-back-security"],
  ["22-managed-versions", "managed-versions", "versions"],
  ["22-managed-settings", "managed-settings", "settings"],
  ["22-managed-details", "managed-settings", "settings", openManaged],
  ["22-managed-policy", "managed-settings", "settings", openPolicy],
  ["22-managed-plan", "managed-plan", "home", openPlan],
  ["22-managed-refused", "managed-refused", "home", pressPrimary],
  ["22-managed-report", "managed-settings", "settings", (page) => page.getByTestId("administrator-report").first().click()],
  ["22-managed-narrow480", "managed-settings", "settings", openManaged, { width: 480 }],
  ["21-palette-empty", "home-update-line", "home", (page) => palette(page, "")],
  ["21-palette-query", "home-current", "home", (page) => palette(page, "1.26")],
];

/** The screens that show faults of layout, type or colour first. */
const FEW = ["02-home-security", "03-home-working", "09-plan-upgrade", "12-versions-list"];

/** The pictures of the README: name, theme and language. */
const README = {
  "02-home-security": ["light", "en"],
  "03-home-working": ["dark", "en"],
  "09-plan-upgrade": ["light", "en"],
  "12-versions-list": ["light", "zh-CN"],
};

const MB = 1e6;
const downloaded = (part) => ({
  fraction: part * 0.6,
  transfer: { done: part * 78.9 * MB, total: 78.9 * MB, bytesPerSecond: 11.4 * MB },
  remainingSeconds: 18 - Math.round(part * 12),
});
const unpacked = (part) => ({
  fraction: 0.6 + part * 0.3,
  unpacked: { done: Math.round(part * 14_386), total: 14_386 },
  remainingSeconds: 6 - Math.round(part * 5),
});
const play = (command, ...args) => (page) =>
  page.evaluate(([name, values]) => window.__upgo[name](...values), [command, args]);
const press = (testId) => (page) => page.getByTestId(testId).first().click();

/** An upgrade and its undo, in a quarter of a minute: what is done, and for how long the result is seen. */
const FILM = [
  [() => {}, 2500],
  [press("primary-action"), 500],
  ...[0.1, 0.3, 0.5, 0.7, 0.9].map((part) => [play("progress", 0, downloaded(part)), 450]),
  ...[0.3, 0.7].map((part) => [play("progress", 1, unpacked(part)), 450]),
  [play("progress", 5, { fraction: 0.95, switched: true }), 500],
  [play("finish"), 3500],
  [press("undo"), 900],
  [play("finish"), 3500],
];

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
  await film(join(folder, "upgrade.webp"));
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
    const context = await windowOf(width, locale);
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
  const looks = [
    ["light", "en"],
    ["dark", "en"],
    ["light", "zh-CN"],
    ["dark", "zh-CN"],
  ];
  if (options.few) return [looks[FEW.indexOf(name)]];
  return options.readme ? [README[name]] : looks;
}

async function windowOf(width, locale, { height = 688, scale = 1.5 } = {}) {
  const context = await browser.newContext({
    ...{ viewport: { width, height }, deviceScaleFactor: scale, locale, timezoneId: "Europe/Berlin" },
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  await context.clock.setFixedTime(NOW);
  return context;
}

async function opened(context, look) {
  const page = await context.newPage();
  const address = new URL(server.address);
  address.search = new URLSearchParams(look).toString();
  await page.goto(address.href);
  await page.waitForFunction(() => window.__upgo?.calls.some((call) => call.name === "ready"));
  return page;
}

async function take(context, { scenario, place, act, theme, lang, file }) {
  const page = await opened(context, { scenario, theme, lang });
  await page.evaluate((name) => window.__upgo.navigate(name), place);
  await page.locator(`main[data-place=${place}]`).waitFor();
  await drawn(page);
  if (act) await act(page);
  await drawn(page);
  await page.screenshot({ path: file, animations: "disabled", caret: "hide" });
  await page.close();
}

/** Films an upgrade and its undo. Chromium encodes each picture without loss. */
async function film(file) {
  const size = { width: 1040, height: 688 };
  const context = await windowOf(size.width, "en-GB", { ...size, scale: 1 });
  const page = await opened(context, { scenario: "home-security", theme: "light", lang: "en" });
  const frames = [];
  for (const [act, milliseconds] of FILM) {
    await act(page);
    await drawn(page);
    const png = await page.screenshot({ animations: "disabled", caret: "hide" });
    frames.push({ webp: await webpOf(page, png), milliseconds });
  }
  await context.close();
  const bytes = animatedWebp(size, frames);
  if (bytes.length > 1e6) throw new Error(`${file} is larger than a megabyte: ${bytes.length}`);
  writeFileSync(file, bytes);
}

async function webpOf(page, png) {
  const encoded = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d", { alpha: false }).drawImage(bitmap, 0, 0);
    // the highest quality is without loss
    const blob = await canvas.convertToBlob({ type: "image/webp", quality: 1 });
    const letters = [...new Uint8Array(await blob.arrayBuffer())].map((byte) => String.fromCharCode(byte));
    return btoa(letters.join(""));
  }, png.toString("base64"));
  return Buffer.from(encoded, "base64");
}

function drawn(page) {
  return page.evaluate(() =>
    document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))),
  );
}
