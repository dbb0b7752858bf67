// The metrics, the alerts and the dashboard fit together: by promtool, and by the types that Grafana publishes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { dashboardTypes, prometheus } from "../../scripts/lib/monitoring.mjs";
import { root } from "../../scripts/lib/tools.mjs";
import { ALL, METRICS, printed, sample } from "./rig/metrics.mjs";
import { ifAvailable } from "./rig/tools.mjs";

const folder = mkdtempSync(join(tmpdir(), "upgo-rules-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const path = (name) => join(root, "packaging/monitoring", name);
const read = (name) => readFileSync(path(name), "utf8");

function promtool(programs, args, input) {
  return spawnSync(join(programs, "promtool"), args, { encoding: "utf8", cwd: folder, input, timeout: 60_000 });
}

/** Checks what one command prints, as promtool and the contract have it. */
function checkMetrics(programs, command, text) {
  const ran = promtool(programs, ["check", "metrics"], text);
  assert.deepEqual([ran.status, ran.stdout, ran.stderr], [0, "", ""], text);
  assert.ok(text.endsWith("\n# EOF\n"));
  const names = new Set(text.split("\n").map((line) => /^\w+/.exec(line)?.[0]).filter(Boolean));
  assert.deepEqual([...names].filter((name) => !METRICS[command].includes(name)), []);
  for (const name of names) for (const line of [`HELP ${name} .+`, `TYPE ${name} gauge`]) assert.match(text, new RegExp(`^# ${line}$`, "m"));
  return names;
}

for (const command of Object.keys(METRICS)) {
  test(`the sample of upgo ${command} has every metric`, (t) => {
    const programs = ifAvailable(t, prometheus);
    if (programs) assert.deepEqual([...checkMetrics(programs, command, sample(command))], METRICS[command]);
  });

  test(`upgo ${command} prints valid metrics`, (t) => {
    const programs = ifAvailable(t, prometheus);
    if (!programs) return;
    const { text, why } = printed(command);
    if (why) return t.skip(`${why}, so only the sample is checked`);
    checkMetrics(programs, command, text);
  });
}

test("promtool finds what is wrong with metrics", (t) => {
  const programs = ifAvailable(t, prometheus);
  if (!programs) return;
  for (const wrong of ["upgo_info{version=1} 1\n", "# TYPE upgo_x counter\nupgo_x 1\n"]) {
    assert.notEqual(promtool(programs, ["check", "metrics"], wrong).status, 0, wrong);
  }
});

test("each alert fires when it must, and only then", (t) => {
  const programs = ifAvailable(t, prometheus);
  if (!programs) return;
  const rules = read("upgo.rules.yml");
  copyFileSync(path("upgo.rules.test.yml"), join(folder, "upgo.rules.test.yml"));
  const run = (text) => {
    writeFileSync(join(folder, "upgo.rules.yml"), text);
    return promtool(programs, ["test", "rules", "upgo.rules.test.yml"]);
  };
  const checked = promtool(programs, ["check", "rules", path("upgo.rules.yml")]);
  assert.equal(checked.status, 0, checked.stderr);
  const ran = run(rules);
  assert.equal(ran.status, 0, ran.stdout + ran.stderr);
  // the tests notice each alert that never fires, and each that always does
  const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, alert]) => alert).sort();
  for (const other of ["vector(0) > 1", "vector(1)"]) {
    const { stdout, stderr } = run(rules.replace(/(?<=- alert: \w+\n +expr: ).*/g, other));
    const noticed = [...`${stdout}${stderr}`.matchAll(/^ +alertname: (\w+),/gm)].map(([, alert]) => alert);
    assert.deepEqual([...new Set(noticed)].sort(), alerts, other);
  }
});

test("the alerts and the dashboard name only metrics that exist", () => {
  for (const name of ["upgo.rules.yml", "upgo.rules.test.yml", "dashboard.json"]) {
    // what an expression names, and not the files of the exporter
    const text = name.endsWith(".json") ? JSON.parse(read(name)).panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join("\n") : read(name);
    const named = [...text.matchAll(/\bupgo_(?!fleet(?:[)\]]|\.prom))\w+/g)].map(([found]) => found);
    assert.ok(named.length > 5, name);
    assert.deepEqual([...new Set(named)].filter((each) => !ALL.includes(each)), [], name);
  }
});

test("the page about monitoring has every metric", () => {
  const page = readFileSync(join(root, "docs/teams/monitoring.md"), "utf8");
  const shown = [...page.matchAll(/`(upgo_\w+)/g)].map(([, name]) => name);
  assert.deepEqual([...new Set(shown)].sort(), [...ALL].sort());
  const alerts = [...read("upgo.rules.yml").matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
  assert.deepEqual(alerts.filter((name) => !page.includes(`\`${name}\``)), []);
});

test("Grafana can read the dashboard, from the data source that it is given", (t) => {
  const types = ifAvailable(t, dashboardTypes);
  if (!types) return;
  const dashboard = JSON.parse(read("dashboard.json"));
  const others = [{ schemaVersion: "39" }, { panel: [] }, { time: {} }, { panels: [{ ...dashboard.panels[0], gridPos: { x: "0" } }] }];
  const files = [{}, ...others].map((change, at) => {
    // the strings of JSON stand for the values of enums
    const text = `import type { Dashboard } from ${JSON.stringify(`${types}.js`)};
type Json<T> = T extends string ? \`\${T}\` : T extends object ? { [K in keyof T]: Json<T[K]> } : T;
export const dashboard: Json<Dashboard> = ${JSON.stringify({ ...dashboard, ...change })};\n`;
    writeFileSync(join(folder, `dashboard-${at}.ts`), text);
    return `dashboard-${at}.ts`;
  });
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--ignoreConfig", "--module", "nodenext", "--typeRoots", folder];
  // all at once, because reading the types takes longest
  const { stdout } = spawnSync(process.execPath, [tsc, ...options, ...files], { encoding: "utf8", cwd: folder, timeout: 120_000 });
  const wrong = stdout.split("\n").filter((line) => /^\S.*error TS/.test(line)).map((line) => line.split("(")[0]);
  assert.deepEqual([...new Set(wrong)].sort(), files.slice(1), stdout);
  assert.deepEqual(dashboard.templating.list.map(({ type, name }) => [type, name]), [["datasource", "datasource"]]);
  const sources = [...JSON.stringify(dashboard).matchAll(/"uid":"(\$[^"]*)"/g)].map(([, uid]) => uid);
  assert.ok(sources.length > dashboard.panels.length && sources.every((uid) => uid === "${datasource}"));
  const ids = dashboard.panels.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});
