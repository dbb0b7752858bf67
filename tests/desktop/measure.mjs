// npm run bench:app [-- --rounds N] [-- --release]: compares the desktop program with a Tauri program that does
// nothing.
//
// In every round, both show a window on a virtual display, one after the other. A row is the ratio of two medians. The
// exit code is always 0, because a busy machine is not an error. The size of the page is checked by tests/ui.
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { buildPage, buildPrograms } from "../../scripts/lib/programs.mjs";
import { heading, table } from "../../scripts/lib/report.mjs";
import { memoryFolder, root } from "../../scripts/lib/tools.mjs";
import { Desktop } from "./rig/desktop.mjs";
import { Screen, family, memory, processorTime } from "./rig/figures.mjs";
import { Machine } from "./rig/machine.mjs";
import { Processes } from "./rig/processes.mjs";
import { NEWEST, sampleReleases } from "./rig/releases.mjs";
import { ReleaseServer } from "./rig/server.mjs";
import { until } from "./rig/waiting.mjs";

const IDLE_SECONDS = 10;
/** Two ticks of the clock in ten seconds. Less than that cannot be distinguished from none. */
const NO_PROCESSOR = 0.0021;
const SETTLE_MS = 3000;

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, release: { type: "boolean" } },
});

process.env.TMPDIR = memoryFolder() ?? tmpdir();
const programs = build();
const ours = [];
const bare = [];
for (let round = 0; round <= Number(options.rounds); round += 1) {
  const figures = { ours: await measure(programs.ours), bare: await measure(programs.bare) };
  if (round === 0) continue; // it filled the caches
  ours.push(figures.ours);
  bare.push(figures.bare);
}
report();

/** All at once, so that both use the same build of Tauri. */
function build() {
  buildPage();
  const packages = ["upgo-desktop", "upgo-bare", "upgo-cli"];
  const programs = buildPrograms({ packages, release: options.release });
  return { ours: programs["upgo-desktop"], bare: programs["upgo-bare"], upgo: programs.upgo };
}

/** All figures of one program. Each start is on a separate machine that is up to date. */
async function measure(program) {
  return { ...(await measured(program, [], withWindow)), ...(await measured(program, ["--hidden"], inTheTray)) };
}

async function measured(program, args, look) {
  const server = await ReleaseServer.start(sampleReleases(), [NEWEST]);
  const machine = new Machine(programs.upgo, server);
  machine.env.SHELL = "/bin/bash"; // in a container a window is asked, where sh reads no startup file
  const processes = new Processes();
  try {
    await machine.upgo("install", NEWEST, "--use", "--quiet");
    const desktop = await Desktop.start(processes, machine.folder);
    const start = () => {
      const env = { ...machine.env, ...desktop.env };
      return processes.start(program, args, { env, log: join(machine.folder, "program.log") }).pid;
    };
    return await look(start, machine.folder, desktop);
  } finally {
    await processes.end();
    await server.end();
    await machine.remove();
  }
}

async function withWindow(start, folder) {
  const screen = new Screen(folder);
  const begin = performance.now();
  const pid = start();
  const drawn = await screen.drawn(begin);
  screen.close();
  const window = memory(family(pid));
  await sleep(SETTLE_MS); // after its first frame, the page loads the rest of itself
  return { drawn, window, windowIdle: await idle(pid) };
}

async function inTheTray(start, _folder, desktop) {
  const pid = start();
  await until("the tray icon is there", () => desktop.hasTrayIcon());
  await sleep(SETTLE_MS);
  return { tray: memory(family(pid)), trayIdle: await idle(pid) };
}

/** The share of one processor that the program uses while idle. */
async function idle(pid) {
  const before = processorTime(family(pid));
  await sleep(IDLE_SECONDS * 1000);
  return (processorTime(family(pid)) - before) / IDLE_SECONDS;
}

function report() {
  heading(`the desktop program compared with a bare one (${options.release ? "release" : "development"} build)`);
  const ms = (value) => `${value.toFixed(0)} ms`;
  const mb = (value) => `${value.toFixed(0)} MB`;
  const percent = (value) => `${(value * 100).toFixed(2)} %`;
  table([
    ["what", "upgo", "bare", "ratio", "bound", ""],
    row("start until the window is drawn", (each) => each.drawn, ms, 1.1),
    row("memory with the window (PSS)", (each) => each.window.pss, mb, 1.3),
    row("memory with the window (RSS)", (each) => each.window.rss, mb, 1.3),
    row("memory in the tray, never opened (PSS)", (each) => each.tray.pss, mb, 1.15),
    row("memory in the tray, never opened (RSS)", (each) => each.tray.rss, mb, 1.15),
    alone("processor while idle, with the window", (each) => each.windowIdle, percent, NO_PROCESSOR),
    alone("processor while idle, in the tray", (each) => each.trayIdle, percent, NO_PROCESSOR),
  ]);
  console.log(`${options.rounds} rounds; load ${loadavg()[0].toFixed(1)}`);
}

function row(what, of, unit, bound) {
  const [our, their] = [median(ours.map(of)), median(bare.map(of))];
  return [what, unit(our), unit(their), (our / their).toFixed(2), String(bound), verdict(our / their <= bound)];
}

function alone(what, of, unit, bound) {
  const [our, their] = [median(ours.map(of)), median(bare.map(of))];
  return [what, unit(our), unit(their), "", unit(bound), verdict(our <= bound)];
}

function verdict(holds) {
  return holds ? "ok" : "MISSED";
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
