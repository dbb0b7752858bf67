// What the window says while something is still open, or where nothing is known.
import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NEWEST } from "./rig/releases.mjs";
import { story } from "./rig/story.mjs";
import { until } from "./rig/waiting.mjs";

const bodyOf = (page) => page.driver.execute("return document.body.innerText");

story("before the first look for releases has ended, there is nothing to try again", { installed: [] }, async ({ app, server }) => {
  const send = server.holdFeed();
  const page = await app.open();
  await page.reaches("no-go");
  await page.says("primary-action", "Install Go");
  assert.equal(await page.has("check-now"), false);
  send();
  await page.says("primary-action", `Install ${NEWEST}`);
});

story("the newest patch of a supported line is not called its last release", {}, async ({ app }) => {
  const page = await app.open();
  await page.goTo("versions");
  await page.reads(new RegExp(NEWEST.replaceAll(".", "\\.")));
  assert.doesNotMatch(await bodyOf(page), /last release of Go/);
});

story("the folder of the running change is no finding", { go: "real" }, async ({ app, server }) => {
  const page = await app.open();
  await page.reaches("update");
  server.holdAt(0.5);
  await page.press("primary-action");
  await page.reaches("working");
  await page.fractionPasses(0.1);
  await page.goTo("health");
  await page.reads(/checks passed/);
  assert.doesNotMatch(await bodyOf(page), /left over from an earlier change/);
  await page.goTo("home");
  server.letThrough();
  await page.reaches("current");
  await page.goTo("health");
  await page.reads(/checks passed/);
  assert.doesNotMatch(await bodyOf(page), /left over from an earlier change/);
});

story("before the first Go is on PATH, Home says that it will be", { installed: [] }, async ({ app }) => {
  const page = await app.open();
  await page.says("primary-action", `Install ${NEWEST}`);
  await page.reads(/adds Upgo to your PATH/);
});

story(
  "where PATH is left to the user, Home promises nothing, the plan says so, and no Go is called verified",
  { installed: [], env: { UPGO_NO_MODIFY_PATH: "1" } },
  async ({ app }) => {
    const page = await app.open();
    await page.says("primary-action", `Install ${NEWEST}`);
    assert.doesNotMatch(await bodyOf(page), /adds Upgo to your PATH/);
    await page.press("primary-action");
    await page.says("plan-caution", /Upgo may not change PATH here[^]*remove the variable UPGO_NO_MODIFY_PATH/);
    assert.equal(await page.has("path-setting"), false, "the setting would change nothing");
    assert.doesNotMatch(await bodyOf(page), /Upgo is already on PATH/);
    await page.press("plan-apply");
    await page.reaches("not-on-path");
    await page.reads(/a new terminal finds no Go/);
    await until("the plan is closed", async () => !(await page.has("plan-apply")));
    assert.doesNotMatch(await bodyOf(page), /go version →|Terminals now run|may not change PATH/);
  },
);

story("a setting that keeps Upgo from PATH is one click away from the plan", { installed: [] }, async ({ app, machine }) => {
  await machine.upgo("settings", "set", "modify-path", "false");
  const page = await app.open();
  await page.says("primary-action", `Install ${NEWEST}`);
  await page.press("primary-action");
  await page.says("plan-caution", /upgo settings set modify-path true/);
  await page.press("path-setting");
  await page.goesTo("settings");
});

story("a Go whose every command fails is not called up to date and no more", { go: "real", installed: [NEWEST] }, async ({ app, machine }) => {
  appendFileSync(machine.profile, "\nexport GOFLAGS=nonsense\n");
  const page = await app.open();
  await page.says("home-state", /stop with an error[^]*Go is up to date, but doesn't work/);
  assert.doesNotMatch(await bodyOf(page), /New terminals run|go version →/);
  await page.reads(/Details/);
});

story("after the last byte, no upgrade waits for the network", { go: "real", timeout: 300_000 }, async ({ app, server }) => {
  const page = await app.open();
  await page.reaches("update");
  server.holdAt(0.95);
  await page.press("primary-action");
  await page.reaches("working");
  await page.reads(/Waiting for the network/); // while it is true
  server.letThrough();
  const said = new Set();
  await until("the upgrade has ended", async () => {
    const isSent = server.sent.get(`${NEWEST}.linux-amd64.tar.gz`) > 68e6;
    const text = await bodyOf(page);
    if (isSent && (await page.state()) === "working") said.add(text);
    return (await page.state()) === "current";
  }, { patience: 240_000 });
  const waits = (text) => /Waiting for the network/.test(text);
  const heard = [...said].findIndex((text) => !waits(text)); // until then, the window has not heard of the last byte
  assert.notEqual(heard, -1, "it was seen while it unpacked");
  assert.deepEqual([...said].slice(heard).filter(waits), []);
});

story("a project that neither Go compiles has no green tick", { go: "real", timeout: 600_000 }, async ({ app, machine }) => {
  const code = join(machine.folder, "home", "code");
  for (const [name, body] of Object.entries({ fine: "", broken: "missing()" })) {
    mkdirSync(join(code, name), { recursive: true });
    writeFileSync(join(code, name, "go.mod"), `module example.com/${name}\n\ngo 1.26.0\n`);
    writeFileSync(join(code, name, "main.go"), `package main\n\nfunc main() { ${body} }\n`);
  }
  await machine.upgo("settings", "set", "projects", code);
  const page = await app.open();
  await page.reaches("update");
  await page.goTo("projects");
  await page.press("rehearse");
  await page.press("rehearse-start");
  const ended = () => page.has("rehearsed-row");
  // the first time, it compiles the standard library twice
  await until("the rehearsal has ended", ended, { patience: 480_000 });
  await page.says("rehearsed-row", /broken[^]*Fails with both/);
  assert.equal((await page.one("rehearsal")).state, "neutral");
  await page.says("rehearsed-row", /fine[^]*No difference/);
});

story("a rehearsal that had nothing to build does not claim that it built", { go: "real" }, async ({ app, machine }) => {
  const code = join(machine.folder, "home", "code");
  mkdirSync(code, { recursive: true });
  writeFileSync(join(code, "go.mod"), "module example.com/empty\n\ngo 1.26.0\n");
  await machine.upgo("settings", "set", "projects", code);
  const page = await app.open();
  await page.reaches("update");
  await page.goTo("projects");
  await page.press("rehearse");
  await page.press("rehearse-start");
  await until("the rehearsal has ended", () => page.has("rehearsed-row"), { patience: 120_000 });
  await page.reads(/Whether go1\.27\.3 breaks this project is unknown/);
  assert.doesNotMatch(await bodyOf(page), /works the same|\bbuilds with\b|\bbuilt\b/i);
  await page.goTo("home");
  assert.doesNotMatch(await page.text("home-state"), /\b0 B\b/);
});

story("a policy that cannot be read makes no Go the newest that is permitted", {}, async ({ app, machine }) => {
  const policy = join(machine.folder, "policy.toml");
  writeFileSync(policy, 'allowed = [">=1.26"\n');
  app.env.UPGO_TEST_POLICY = policy;
  const page = await app.open();
  await page.says("home-state", /A newer Go is held back/);
  assert.doesNotMatch(await bodyOf(page), /organization permits/);
});
