// What is done in the window before a picture is taken.

export const openPlan = (page) => page.getByTestId("what-will-happen").click();
export const planAnew = async (page) => (await openPlan(page), await page.getByTestId("plan-apply").click());
export const pressPrimary = (page) => page.getByTestId("primary-action").click();
export const undo = (page) => page.keyboard.press("Control+z");
export const palette = async (page, query) => {
  await page.keyboard.press("Control+k");
  await page.getByTestId("palette-input").fill(query);
};
export const removal = async (page) => {
  await page.locator("[data-testid=version-row][data-version='go1.24.13']").first().getByRole("button").first().focus();
  await page.keyboard.press("Delete");
};
export const dropUnofficial = (page) =>
  page.evaluate(() => window.__upgo.drop({ kind: "dropped", paths: ["D:\\Downloads\\go1.26.7-patched.zip"] }));
export const searchFor = (text) => (page) => page.getByTestId("version-search").fill(text);
export const openDetails = (page) =>
  page.locator("[data-testid=history-row][data-id='2']").getByRole("button").first().click();
export const tab = (page, name) => page.getByTestId(`env-tab-${name}`).click();
export const editPath = async (page) => {
  await tab(page, "path");
  const row = (path) => page.locator(`[data-testid=path-row][data-path$="${path}"]`);
  await row("bin").and(page.locator("[data-path^='%LOCAL']")).getByTestId("path-handle").focus();
  for (const key of ["Alt+ArrowUp", "Alt+ArrowUp"]) await page.keyboard.press(key);
  await page.locator("[data-testid=path-row][data-path^='D:']").getByTestId("path-menu").press("Delete");
};
export const leaveEdits = async (page) => (await editPath(page), await page.keyboard.press("Control+1"));
export const editValue = async (page) => {
  await page.locator("[data-testid=env-row][data-id=GOPROXY]").getByTestId("env-menu").click();
  await page.getByTestId("env-edit").click();
};
export const askWhy = async (page) => (await tab(page, "why"), await page.locator("main select").selectOption("?"));
export const stepAside = async (page) => (await page.getByRole("radio").nth(1).check(), await pressPrimary(page));
const openRow = (testId) => (page) => page.getByTestId(testId).first().getByRole("button", { name: /^Show|^显示/ }).click();
export const openVersion = openRow("version-row");
export const openProof = async (page) => {
  await openVersion(page);
  await openRow("version-proof")(page);
  await page.getByTestId("version-proof").first().evaluate((row) => row.scrollIntoView({ block: "start" }));
};
export const openOldVersion = async (page) => {
  await page.locator("[data-testid=version-row][data-version='go1.24.13']").first().getByTestId("version-count").click();
  await page.getByTestId("version-remedy").first().waitFor();
};
export const openNewVersion = async (page) => {
  await page.getByTestId("version-row").and(page.locator("[data-version='go1.27.1']")).locator(".open").first().click();
  await page.getByTestId("version-changes").locator(".open").click();
};
export const showAdvisories = (page) => page.getByTestId("advisories-more").click();
export const openPlaces = async (page) => {
  await page.getByTestId("places").locator(".open").first().click();
  await page.getByTestId("place-row").last().scrollIntoViewIfNeeded();
};
export const openAdvisory = async (page) => {
  const row = page.getByTestId("why-row").first();
  if ((await page.getByTestId("advisory-row").count()) === 0) await row.getByRole("button").first().click();
  await openRow("advisory-row")(page);
};
export const verifyFiles = async (page) => (await openProof(page), await page.getByTestId("verify-files").click());
export const showUpgo = async (page) => {
  await page.getByTestId("upgo-state").waitFor();
  await page.locator("main [data-id=log]").scrollIntoViewIfNeeded();
};
export const showCaches = (page) => page.locator("[data-id=downloads-cache]").scrollIntoViewIfNeeded();
export const cleanModules = async (page) => {
  await page.locator("[data-id=modules-cache]").scrollIntoViewIfNeeded();
  await page.locator("[data-id=modules-cache]").getByTestId("cache-clean").click();
  await page.getByTestId("plan").waitFor();
};
export const checkTools = (page) => page.getByTestId("tools-check").click();
export const unfoldFiles = async (page) => {
  await verifyFiles(page);
  await page.getByTestId("version-differing").nth(1).getByRole("button").click();
};
export const repair = async (page) => (await verifyFiles(page), await page.getByTestId("version-repair").click());
export const openProject = (name) => (page) =>
  page.locator(`[data-testid=project-row][data-path$=${name}] .open`).click();
export const openNews = async (page) => {
  await page.getByTestId("for-you").locator(".open").click();
  await page.getByTestId("news").waitFor();
};
export const openManaged = async (page) => {
  await page.locator("[data-id=more]").getByRole("button").click();
  const row = page.locator("[data-id=modify-path]");
  await row.getByTestId("managed-details").click();
  await row.evaluate((element) => element.scrollIntoView({ block: "center" }));
};
export const openPolicy = async (page) => {
  await page.locator("[data-id=policy] .open").first().click();
  await page.locator("[data-id=policy]").evaluate((element) => element.scrollIntoView({ block: "start" }));
};
export const scrollDown = (page) => page.locator("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
export const unfold = (page) => page.locator("[data-testid=setting-row][data-id=more] button").click();
