// What the window says while something is still open, or where nothing is known.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
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
  await page.reads(/Health/);
  assert.doesNotMatch(await bodyOf(page), /left over from an earlier change/);
  await page.goTo("home");
  server.letThrough();
  await page.reaches("done");
  await page.goTo("health");
  await page.reads(/Health/);
  assert.doesNotMatch(await bodyOf(page), /left over from an earlier change/);
});

story(
  "where PATH is left to the user, a Go that no terminal finds is not called verified",
  { installed: [], env: { UPGO_NO_MODIFY_PATH: "1" } },
  async ({ app }) => {
    const page = await app.open();
    await page.says("primary-action", `Install ${NEWEST}`);
    await page.press("primary-action");
    await page.reaches("done");
    await page.reads(/a new terminal finds no Go/);
    assert.doesNotMatch(await bodyOf(page), /Verified in a new terminal/);
  },
);

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
  await until("the rehearsal has ended", ended, { patience: 480_000 }); // the standard library is compiled twice
  await page.says("rehearsed-row", /broken[^]*Fails with both/);
  assert.equal((await page.one("rehearsal")).state, "failsWithBoth");
  await page.says("rehearsed-row", /fine[^]*No difference/);
});
