// The environment and its findings, on the real engine.
import assert from "node:assert/strict";
import { OLD } from "./rig/releases.mjs";
import { story } from "./rig/story.mjs";
import { until } from "./rig/waiting.mjs";

story("a value set by the command line is shown with its source, and the doctor's fix removes it", { composited: true }, async (stage) => {
  const { app, machine } = stage;
  await machine.upgo("env", "set", "GOARCH", "s390x", "--scope", "go", "--quiet");
  const page = await app.open();

  await page.goTo("environment");
  await page.says("env-row", /GOARCH\s+s390x\s+Should not be set\s+go env -w/);
  await page.says("env-row", /GOROOT\s+Not set\. Go finds it\.\s+OK/);
  await page.keepPicture("real-environment-values");
  await page.press("env-tab-path");
  await page.says("path-row", new RegExp(OLD));
  await page.keepPicture("real-environment-path");
  await page.press("env-tab-why");
  await page.says("why-answer", new RegExp(`^A new terminal runs ${OLD} .*\\s+because Upgo's switch selects ${OLD}`));
  await page.says("why-link", new RegExp(`Upgo's switch selects ${OLD}\\s+Decides: ${OLD}`));
  await page.keepPicture("real-environment-why");

  await page.goTo("health");
  await page.says("finding-row", /s390x|GOARCH/);
  await page.keepPicture("real-health");
  const target = '[data-id="goenv.foreign-target"]';
  await page.pressAt(`${target} [data-testid="finding-fix"]`);
  await page.says("plan-diff", /GOARCH=s390x/);
  await page.press("plan-apply");
  const findings = () => page.driver.execute(`return document.querySelectorAll(arguments[0]).length`, target);
  await until("the finding is gone", async () => (await findings()) === 0);

  const { variables } = JSON.parse(await machine.upgo("env", "--json"));
  assert.ok(!variables.some(({ name }) => name === "GOARCH"), "the line was not removed from the file");
  await page.goTo("history");
  await page.says("history-row", /Removed GOARCH/);
});
