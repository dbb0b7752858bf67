// A test about one user. Everything it needs is created before, and removed afterwards.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { desktopPrograms, picturesFolder } from "../../../scripts/lib/desktop.mjs";
import { App } from "./app.mjs";
import { Desktop } from "./desktop.mjs";
import { Machine } from "./machine.mjs";
import { Processes } from "./processes.mjs";
import { NEWEST, OLD, buildCache, realReleases, sampleReleases } from "./releases.mjs";
import { ReleaseServer } from "./server.mjs";

const TOO_LONG_MS = 240_000;

/**
 * Runs one story as a test.
 *
 * - `go`: "real" for stories about Go itself (skipped if real Go is not available), "sample" for the others
 * - `timeout`: for a story of many tasks
 * - `spoken`: whether there is a bus for screen readers
 * - `composited`: whether web views draw as on a user's desktop, which takes several times as long
 * - `compiled`: whether real Go finds the standard library compiled, as it does not on a user's machine at first
 * - `releases`: the releases available at first; `installed`: the user's versions, the last one in use
 *
 * `tell` receives the machine, the desktop, the server, and the program, which is not started yet.
 */
export function story(name, { go = "sample", timeout = TOO_LONG_MS, ...about }, tell) {
  const archives = go === "real" ? realReleases() : sampleReleases();
  test(name, { skip: whyNot(archives), timeout }, async () => {
    const stage = await build({ archives, ...about });
    try {
      await tell(stage);
    } catch (error) {
      await keepEvidence(name, stage, error);
      throw error;
    } finally {
      await clear(stage);
    }
  });
}

function whyNot(archives) {
  if (process.platform !== "linux") return "these tests need a Linux desktop";
  return !archives && "there are no archives of real Go (npm run setup says why)";
}

async function build({ archives, releases = [NEWEST, OLD], installed = [OLD], compiled = true, env = {}, ...drawn }) {
  const programs = desktopPrograms();
  const server = await ReleaseServer.start(archives, releases.concat(installed.filter((each) => !releases.includes(each))));
  const machine = new Machine(programs.upgo, server);
  Object.assign(machine.env, compiled && { UPGO_TEST_BUILD_CACHE: buildCache() }, env);
  const processes = new Processes();
  const [desktop] = await Promise.all([Desktop.start(processes, machine.folder, drawn), installAll(machine, installed)]);
  const log = join(machine.folder, "program.log");
  return { server, machine, processes, desktop, app: new App({ processes, programs, machine, desktop, log }) };
}

async function installAll(machine, versions) {
  for (const version of versions) await machine.upgo("install", version, "--use", "--quiet");
}

async function clear({ server, machine, processes, app }) {
  await app.driver?.end();
  await processes.end();
  await server.end();
  await machine.remove();
}

/** Saves what helps to understand a failure: a picture of the screen, the page, the tray, the notifications and the logs. */
async function keepEvidence(name, { app, desktop, machine }, error) {
  const file = join(picturesFolder("desktop"), name.replace(/\W+/g, "-").slice(0, 80));
  const look = async (what) => Promise.resolve().then(what).catch((failure) => `not to be had: ${failure.message}`);
  const seen = {
    picture: (await look(() => desktop.keepScreen(`${file}.png`))) ?? `${file}.png`,
    page: await look(() => app.driver.execute("return document.body.innerText")),
    menu: await look(() => desktop.menu()),
    notifications: await look(() => desktop.notifications()),
    history: await look(() => machine.upgo("history")),
    programs: app.processes.all().map(({ pid, command }) => `${pid} ${command.join(" ")}`),
    log: await look(async () => readFileSync(app.log, "utf8")),
  };
  const parts = Object.entries(seen).map(([title, value]) => `== ${title}\n${text(value)}\n`);
  writeFileSync(`${file}.txt`, [`${error.stack}\n`, ...parts].join("\n"));
  error.message += ` (see ${file}.txt)`;
}

const text = (value) => (typeof value === "string" ? value : JSON.stringify(value, null, 2));
