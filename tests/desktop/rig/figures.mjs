// The resources that programs use: memory, processor time, and the time until their window is drawn.
import { closeSync, openSync, readFileSync, readSync, readdirSync, fstatSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux that runs this

/** The process and all its running descendants. */
export function family(pid) {
  const parents = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map((name) => [Number(name), parentOf(name)]);
  const found = [pid];
  for (const one of found) found.push(...parents.filter(([, parent]) => parent === one).map(([child]) => child));
  return found;
}

/** The total memory of these processes, in MB: with all shared pages (`rss`), and with their proportional share (`pss`). */
export function memory(pids) {
  const sum = (name) => pids.reduce((total, pid) => total + kilobytes(pid, name), 0) / 1000;
  return { rss: sum("Rss"), pss: sum("Pss") };
}

/** The total processor time of these processes so far, in seconds. */
export function processorTime(pids) {
  const ticks = pids.map((pid) => statOf(pid)).map((fields) => Number(fields[11] ?? 0) + Number(fields[12] ?? 0));
  return ticks.reduce((total, each) => total + each, 0) / TICKS_PER_SECOND;
}

/** How often each thread of these processes has blocked voluntarily; each time, something wakes it again. */
export function wakeUps(pids) {
  const statuses = pids.flatMap((pid) => threadsOf(pid).map((thread) => [thread, contents(`/proc/${pid}/task/${thread}/status`)]));
  const field = (status, name) => new RegExp(`^${name}:\\s+(.*)$`, "m").exec(status)?.[1] ?? "";
  return new Map(statuses.map(([thread, status]) => [`${field(status, "Name")} (${thread})`, Number(field(status, "voluntary_ctxt_switches"))]));
}

/** The threads that have woken up between two looks, and how often. One that has ended does not count. */
export function woken(before, after) {
  const counts = [...after].map(([thread, count]) => [thread, count - (before.get(thread) ?? 0)]);
  return counts.filter(([, count]) => count > 0).sort(([, one], [, other]) => other - one);
}

function threadsOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // it has exited
  }
}

function kilobytes(pid, name) {
  const line = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(contents(`/proc/${pid}/smaps_rollup`));
  return Number(line?.[1] ?? 0);
}

/** The process that started this one. */
export function parentOf(pid) {
  return Number(statOf(pid)[1] ?? 0);
}

/** The fields of /proc/PID/stat from the third on. The second, the name, may contain spaces. */
function statOf(pid) {
  return contents(`/proc/${pid}/stat`).replace(/^.*\) /s, "").split(" ");
}

function contents(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // it has exited
  }
}

/** The screen of a virtual display that was started with `-fbdir FOLDER`. */
export class Screen {
  #file;
  #size;

  constructor(folder) {
    this.#file = openSync(join(folder, "Xvfb_screen0"), "r");
    this.#size = fstatSync(this.#file).size;
  }

  look() {
    const picture = Buffer.allocUnsafe(this.#size);
    readSync(this.#file, picture, 0, this.#size, 0);
    return picture;
  }

  /**
   * Waits until nothing has changed for `quiet` milliseconds. Returns the time, counted from `begin`, at which the
   * window's content was complete: 95 of 100 points of the last picture that differ from its background.
   */
  async drawn(begin, { quiet = 2500 } = {}) {
    const empty = this.look();
    const pictures = [];
    let last = empty;
    let changed = performance.now();
    while (performance.now() - changed < quiet || pictures.length === 0) {
      await sleep(4);
      const now = this.look();
      if (now.equals(last)) continue;
      changed = performance.now();
      pictures.push({ at: changed - begin, picture: now });
      last = now;
    }
    return pictures.find(({ picture }) => likeness(picture, last) >= 0.95).at;
  }

  close() {
    closeSync(this.#file);
  }
}

/** The part of `final` that is in `picture`, from 0 to 1. An empty window does not count. */
function likeness(picture, final) {
  const [now, end] = [picture, final].map(points);
  const background = mostFrequent(end);
  let [content, there] = [0, 0];
  for (let index = 0; index < end.length; index += 1) {
    if (end[index] === 0 || end[index] === background) continue; // 0: the screen around the window
    content += 1;
    if (now[index] === end[index]) there += 1;
  }
  return there / content;
}

function mostFrequent(colours) {
  const counts = new Map();
  for (const colour of colours) if (colour !== 0) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most))[0];
}

function points(picture) {
  return new Uint32Array(picture.buffer, picture.byteOffset, Math.floor(picture.length / 4));
}
