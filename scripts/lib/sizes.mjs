// What the parts of a program cost, from its symbols and sections (binutils: nm, size).
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";

/** The bound of the command line in bytes (docs/internals/performance.md). */
export const BOUND = 9e6;

/** The crates of Rust itself. */
const STANDARD = new Set(["alloc", "core", "std", "std_detect"]);
/** Crates that the standard library contains its own copies of, under these names. */
const WITHIN_STANDARD = new Set(["addr2line", "gimli", "object", "rustc_demangle", "panic_abort", "panic_unwind"]);

/**
 * The symbols of a program by crate, as `{ crates: [{ name, code, data }], functions: [{ name, size }], total }`, the
 * largest first. All are empty if it has no symbols.
 */
export async function costs(program) {
  const crates = new Map();
  const functions = [];
  const seen = new Set();
  let total = 0;
  for await (const line of output("nm", ["--print-size", "--size-sort", "--demangle=rust", program])) {
    const symbol = readSymbol(line);
    // Several names of one function, which the linker has merged, are one function.
    if (!symbol || seen.has(symbol.at)) continue;
    seen.add(symbol.at);
    const name = crateOf(symbol.name);
    const cost = crates.get(name) ?? { name, code: 0, data: 0 };
    cost[symbol.isCode ? "code" : "data"] += symbol.size;
    crates.set(name, cost);
    functions.push({ name: symbol.name, size: symbol.size });
    total += symbol.size;
  }
  const size = ({ code, data }) => code + data;
  return {
    crates: [...crates.values()].sort((one, other) => size(other) - size(one)),
    functions: functions.sort((one, other) => other.size - one.size),
    total,
  };
}

/** The sections of a program, the largest first: what no symbol covers is in some of them. */
export function sections(program) {
  const asked = spawnSync("size", ["-A", "-d", program], { encoding: "utf8" });
  const rows = (asked.stdout ?? "").split("\n").map((line) => /^(\.\S+)\s+(\d+)\s/.exec(line)).filter(Boolean);
  const all = rows.map(([, name, size]) => ({ name, size: Number(size) }));
  return all.filter(({ name, size }) => size >= 10_000 && !/^\.(?:debug|symtab|strtab)/.test(name)).sort((one, other) => other.size - one.size);
}

/** A line of `nm`: address, size, kind, name. Symbols without bytes in the file are left out. */
export function readSymbol(line) {
  const read = /^([0-9a-f]+) ([0-9a-f]+) ([a-zA-Z]) (.+)$/.exec(line);
  if (!read || "bB".includes(read[3])) return undefined;
  return { at: read[1], size: Number.parseInt(read[2], 16), isCode: "tTwW".includes(read[3]), name: read[4] };
}

/** The crate that a symbol counts for. */
export function crateOf(name) {
  const crates = [...name.matchAll(/(?<![\w:.])([a-z_][a-z0-9_]*)(?:\[[0-9a-f]+\])?::/g)].map((match) => match[1]);
  const other = crates.find((each) => !STANDARD.has(each) && !WITHIN_STANDARD.has(each));
  if (other) return other;
  if (crates.length > 0) return "the standard library";
  // ring's functions have its name in front or behind
  return /^ring_core_|_nohw$|^ecp_nistz|^(?:x25519|fiat|ge|sc)_/.test(name) ? "ring" : "C and assembler";
}

/** The lines that a program prints. */
async function* output(program, args) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve(error.code));
    child.on("close", (code) => resolve(code));
  });
  yield* createInterface({ input: child.stdout });
  const code = await ended;
  if (code !== 0) throw new Error(`${program} ${args.at(-1)} failed (${code})`);
}
