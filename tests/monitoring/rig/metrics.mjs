// The metrics of `upgo status` and `upgo fleet`, and a text of each: what the program prints, or else a sample.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeHome } from "../../../scripts/lib/throwaway.mjs";
import { root } from "../../../scripts/lib/tools.mjs";
import { environmentWithoutGo } from "../../without-go.mjs";

/** Every metric, by the command that prints it: made from the program's own lists by `npm run gen`. */
export const METRICS = JSON.parse(readFileSync(join(root, "tests/monitoring/rig/metrics.json"), "utf8"));
export const ALL = Object.values(METRICS).flat();

const UPGO = process.env.UPGO_PROGRAM ?? join(root, "target", "debug", process.platform === "win32" ? "upgo.exe" : "upgo");

/** The metrics of a whole machine and of a fleet, of which every query has an answer. */
export const sample = (command) => readFileSync(join(root, "tests/monitoring/samples", `${command}.prom`), "utf8");

/** What the program prints in a new home, without a Go, and for an empty folder of reports; or why it prints nothing. */
export function printed(command) {
  if (!existsSync(UPGO)) return { why: `there is no ${UPGO}` };
  const folder = mkdtempSync(join(tmpdir(), "upgo-metrics-"));
  try {
    makeHome(folder);
    const reports = join(folder, "reports");
    mkdirSync(reports);
    const run = (...words) => spawnSync(UPGO, words, { encoding: "utf8", env: environmentWithoutGo(folder), timeout: 60_000 });
    if (!run(command, "--help").stdout.includes("openmetrics")) return { why: `upgo ${command} does not know --format openmetrics` };
    const ran = run(command, ...(command === "fleet" ? [reports] : []), "--format", "openmetrics");
    if (ran.status !== 0) throw new Error(`upgo ${command} --format openmetrics: ${ran.stderr}`);
    return { text: ran.stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
