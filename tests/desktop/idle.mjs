// npm run bench:idle [-- --minutes N] [-- --opened] [-- --release]: the cost of an idle day in each background mode.
//
// The tray program is measured for N minutes on an up-to-date machine, and the scheduled one is started a few times.
// The results are extrapolated to a day, so N should cover at least one check by the tray program (10 minutes). With
// --opened, its window was open before.
import { execFile } from "node:child_process";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs, promisify } from "node:util";
import { desktopPrograms, desktopRig } from "../../scripts/lib/desktop.mjs";
import { buildPage, buildPrograms } from "../../scripts/lib/programs.mjs";
import { heading, table } from "../../scripts/lib/report.mjs";
import { memoryFolder } from "../../scripts/lib/tools.mjs";
import { Desktop } from "./rig/desktop.mjs";
import { family, memory, processorTime, wakeUps, woken } from "./rig/figures.mjs";
import { Machine } from "./rig/machine.mjs";
import { Processes } from "./rig/processes.mjs";
import { NEWEST, sampleReleases } from "./rig/releases.mjs";
import { ReleaseServer } from "./rig/server.mjs";
import { until } from "./rig/waiting.mjs";

const SETTLE_MS = 15_000;
const STARTS_A_DAY = 24;
const STARTS = 10;
/** One in ten seconds. */
const MOST_WAKE_UPS = 8640;
/** The bound for the scheduled program, of a release build. */
const MOST_MB = 30;
/** Runs a program several times. Returns their total cost, and the largest peak memory. */
const PYTHON = `
import json, resource, subprocess, sys
for _ in range(int(sys.argv[1])): subprocess.run(sys.argv[2:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"processor": used.ru_utime + used.ru_stime, "rss": used.ru_maxrss / 1000, "wakeUps": used.ru_nvcsw}))
`;

const { values: options } = parseArgs({
  options: {
    minutes: { type: "string", default: "11" },
    opened: { type: "boolean", default: false },
    release: { type: "boolean", default: false },
  },
});
const minutes = Number(options.minutes);

process.env.TMPDIR = memoryFolder() ?? tmpdir();
const { desktop: program, upgo } = built();
const server = await ReleaseServer.start(sampleReleases(), [NEWEST]);
const machine = new Machine(upgo, server);
const processes = new Processes();
try {
  await machine.upgo("install", NEWEST, "--use", "--quiet");
  const desktop = await Desktop.start(processes, machine.folder);
  const env = { ...machine.env, ...desktop.env };
  const scheduled = await once(env);
  const tray = await watched(desktop, env);
  report(tray, scheduled);
} finally {
  await processes.end();
  await server.end();
  await machine.remove();
}

function built() {
  if (!options.release) {
    desktopRig();
    return desktopPrograms();
  }
  buildPage();
  const programs = buildPrograms({ packages: ["upgo-desktop", "upgo-cli"], release: true });
  return { desktop: programs["upgo-desktop"], upgo: programs.upgo };
}

/** A start of the scheduled program before a check is due, which is the usual case. */
async function once(env) {
  const check = ["check", "--notify", "--progress", "none"];
  const run = async (count) => {
    const { stdout } = await promisify(execFile)("python3", ["-c", PYTHON, `${count}`, upgo, ...check], { env });
    return JSON.parse(stdout);
  };
  await run(1); // checks, and notifies
  const asked = server.feedsAsked;
  const used = await run(STARTS);
  if (server.feedsAsked !== asked) throw new Error("the server was asked again");
  return { processor: used.processor / STARTS, wakeUps: used.wakeUps / STARTS, rss: used.rss };
}

async function watched(desktop, env) {
  const { pid } = processes.start(program, options.opened ? [] : ["--hidden"], { env, log: join(machine.folder, "program.log") });
  await until("the tray icon is there", () => desktop.hasTrayIcon());
  if (options.opened) await desktop.closeWindow();
  await sleep(SETTLE_MS);
  const look = () => ({ processor: processorTime(family(pid)), wakeUps: wakeUps(family(pid)), asked: server.feedsAsked });
  const before = look();
  await sleep(minutes * 60_000);
  const after = look();
  const of = (key) => after[key] - before[key];
  const threads = woken(before.wakeUps, after.wakeUps);
  const total = threads.reduce((sum, [, count]) => sum + count, 0);
  return { processor: of("processor"), wakeUps: total, threads, asked: of("asked"), ...memory(family(pid)) };
}

function report(tray, scheduled) {
  const day = (value) => (value * 1440) / minutes;
  heading(`an idle day, extrapolated from ${minutes} minutes and ${STARTS} starts; load ${loadavg()[0].toFixed(1)}`);
  table([
    ["form", "processor", "wake-ups", "memory", "bound", ""],
    [
      options.opened ? "tray, its window was open" : "tray",
      `${day(tray.processor).toFixed(1)} s`,
      day(tray.wakeUps).toFixed(0),
      `${tray.pss.toFixed(0)} MB (PSS), ${tray.rss.toFixed(0)} MB (RSS), all day`,
      `${MOST_WAKE_UPS} wake-ups`,
      verdict(day(tray.wakeUps) <= MOST_WAKE_UPS),
    ],
    [
      "scheduled",
      `${(scheduled.processor * STARTS_A_DAY).toFixed(1)} s`,
      (scheduled.wakeUps * STARTS_A_DAY).toFixed(0),
      `${scheduled.rss.toFixed(0)} MB (RSS), ${(scheduled.processor * 1000).toFixed(0)} ms each hour`,
      `${MOST_MB} MB`,
      options.release ? verdict(scheduled.rss <= MOST_MB) : "with --release",
    ],
  ]);
  const threads = tray.threads.map(([thread, count]) => `${count} by ${thread}`).join(", ");
  console.log(`the tray's wake-ups in ${minutes} minutes: ${threads || "none"}`);
  console.log(`release lists requested by the tray program: ${tray.asked}`);
}

function verdict(holds) {
  return holds ? "ok" : "MISSED";
}
