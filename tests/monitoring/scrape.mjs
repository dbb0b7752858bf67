// A real Prometheus reads the metrics from a real exporter on loopback, evaluates the alerts, and answers the queries of
// the dashboard. A second target serves the same texts as OpenMetrics, which is stricter than the format of textfiles.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { exporter, prometheus } from "../../scripts/lib/monitoring.mjs";
import { Unavailable, root } from "../../scripts/lib/tools.mjs";
import { METRICS, printed, sample } from "./rig/metrics.mjs";

const PATIENCE_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), "upgo-scrape-"));
const started = [];
let server;
let missing;
let address;
/** What is scraped from the exporter is a whole machine; what is scraped as OpenMetrics is what the program prints now. */
let openMetrics;

before(async () => {
  try {
    await start(prometheus(), exporter());
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    missing = error.message;
  }
});

after(async () => {
  server?.close();
  for (const child of started) {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
});

async function start(programs, exporterProgram) {
  openMetrics = Object.keys(METRICS).map((command) => [command, printed(command)]);
  const textfiles = join(folder, "textfiles");
  mkdirSync(textfiles);
  writeFileSync(join(textfiles, "upgo_fleet.prom"), sample("fleet"));
  for (const account of ["deploy", "ci"]) writeFileSync(join(textfiles, `upgo-${account}.prom`), sample("status").replaceAll("deploy", account));
  const exporterPort = await freePort();
  run(exporterProgram, [
    ...["--collector.disable-defaults", "--collector.textfile", `--collector.textfile.directory=${textfiles}`],
    ...["--web.disable-exporter-metrics", `--web.listen-address=127.0.0.1:${exporterPort}`],
  ]);
  const port = await serveAsOpenMetrics();
  const config = {
    global: { scrape_interval: "1s", scrape_timeout: "1s", evaluation_interval: "1s" },
    rule_files: [join(root, "packaging/monitoring/upgo.rules.yml")],
    scrape_configs: [
      { job_name: "exporter", static_configs: [{ targets: [`127.0.0.1:${exporterPort}`] }] },
      ...openMetrics.map(([command]) => ({ job_name: `openmetrics-${command}`, metrics_path: `/${command}`, static_configs: [{ targets: [`127.0.0.1:${port}`] }] })),
    ],
  };
  writeFileSync(join(folder, "prometheus.yml"), JSON.stringify(config)); // YAML, too
  const own = await freePort();
  address = `http://127.0.0.1:${own}`;
  run(join(programs, "prometheus"), [
    ...[`--config.file=${join(folder, "prometheus.yml")}`, `--storage.tsdb.path=${join(folder, "data")}`],
    ...[`--web.listen-address=127.0.0.1:${own}`, "--log.level=warn"],
  ]);
}

function run(program, args) {
  const child = spawn(program, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  child.said = "";
  child.stderr.on("data", (text) => (child.said += text));
  child.on("error", (error) => (child.said += error.message));
  started.push(child);
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

async function serveAsOpenMetrics() {
  const texts = new Map(openMetrics.map(([command, { text }]) => [`/${command}`, text ?? sample(command)]));
  server = createHttpServer((request, answer) => {
    answer.setHeader("content-type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
    answer.end(texts.get(request.url));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server.address().port;
}

async function api(path) {
  const answer = await fetch(`${address}/api/v1/${path}`, { signal: AbortSignal.timeout(5000) });
  const { status, data, error } = await answer.json();
  assert.equal(status, "success", error);
  return data;
}

const query = async (expression) => (await api(`query?query=${encodeURIComponent(expression)}`)).result;

/** Asks until the answer is as wanted: Prometheus reads its targets in its own time. */
async function until(ask, isWanted) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    let answer;
    try {
      answer = await ask();
      if (isWanted(answer)) return answer;
    } catch (error) {
      answer = error.message;
    }
    const ended = started.find(({ exitCode }) => exitCode !== null);
    assert.ok(!ended && Date.now() < deadline, `${JSON.stringify(answer)}\n${started.map(({ said }) => said).join("\n")}`);
    await pause(50);
  }
}

test("Prometheus reads every target without an error", async (t) => {
  if (missing) return t.skip(missing);
  for (const [command, { why }] of openMetrics) t.diagnostic(why ? `upgo ${command}: the sample (${why})` : `upgo ${command}: what the program prints`);
  const { activeTargets } = await until(() => api("targets"), (data) => data.activeTargets.length === 3 && data.activeTargets.every(({ health }) => health !== "unknown"));
  assert.deepEqual(activeTargets.map(({ health, lastError }) => [health, lastError]), Array(3).fill(["up", ""]));
  assert.equal((await until(() => query('node_textfile_scrape_error{job="exporter"}'), (found) => found.length === 1))[0].value[1], "0");
});

test("Prometheus answers which Go the machines run, which are exposed, and how many fail", async (t) => {
  if (missing) return t.skip(missing);
  const answers = async (expression) =>
    (await until(() => query(expression), (found) => found.length > 0)).map(({ metric, value }) => [metric, value[1]]);
  assert.deepEqual(await answers('count by (version, target) (upgo_go_info{job="exporter"})'), [[{ version: "go1.27.3", target: "linux-amd64" }, "2"]]);
  const exposed = await answers('sum by (account) (upgo_exposure_seconds{job="exporter"} and upgo_exposed == 1)');
  assert.deepEqual(exposed.map(([{ account }, seconds]) => [account, seconds]).sort(), [["ci", "176400"], ["deploy", "176400"]]);
  const failing = await answers('sum by (ring) (upgo_fleet_machines_failed{job="exporter"} / upgo_fleet_machines)');
  assert.deepEqual(Object.fromEntries(failing.map(([{ ring }, share]) => [ring ?? "", share])), { "": "0", early: "0.075", broad: "0.01" });
});

test("Prometheus evaluates every alert", async (t) => {
  if (missing) return t.skip(missing);
  const rules = await until(
    async () => (await api("rules")).groups.flatMap((group) => group.rules),
    (found) => found.length > 0 && found.every(({ health }) => health !== "unknown") && found.some(({ state }) => state === "firing"),
  );
  assert.deepEqual(rules.filter(({ health }) => health !== "ok").map(({ name, lastError }) => [name, lastError]), []);
  const firing = rules.filter(({ state }) => state === "firing").map(({ name }) => name);
  assert.ok(firing.includes("UpgoVulnerableTooLong"), `${firing}`);
});

test("each query of the dashboard has an answer", async (t) => {
  if (missing) return t.skip(missing);
  const { panels } = JSON.parse(readFileSync(join(root, "packaging/monitoring/dashboard.json"), "utf8"));
  const queries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  assert.ok(queries.length > 10);
  for (const expression of queries) await until(() => query(expression), (found) => found.length > 0);
});
