// The metrics of `upgo status` and `upgo fleet`, and a text of each: what the program prints, or else a sample.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { homeEnvironment, makeHome } from "../../../scripts/lib/throwaway.mjs";
import { root } from "../../../scripts/lib/tools.mjs";

/** Every metric, by the command that prints it. */
export const METRICS = {
  status: [
    ...["upgo_info", "upgo_go_info", "upgo_go_up_to_date", "upgo_go_supported", "upgo_go_permitted"],
    ...["upgo_go_vulnerabilities", "upgo_go_installed", "upgo_update_info", "upgo_exposed", "upgo_exposure_seconds"],
    ...["upgo_last_check_success", "upgo_last_check_timestamp_seconds"],
    ...["upgo_releases_timestamp_seconds", "upgo_advisories_timestamp_seconds"],
    ...["upgo_last_change_success", "upgo_last_change_timestamp_seconds"],
  ],
  fleet: [
    ...["upgo_fleet_machines", "upgo_fleet_machines_vulnerable", "upgo_fleet_machines_behind"],
    ...["upgo_fleet_machines_failed", "upgo_fleet_machines_silent", "upgo_fleet_machines_unknown"],
    ...["upgo_fleet_machines_late", "upgo_fleet_go_machines", "upgo_fleet_left_out_files", "upgo_fleet_timestamp_seconds"],
  ],
};
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
    const run = (...words) => spawnSync(UPGO, words, { encoding: "utf8", env: homeEnvironment(folder), timeout: 60_000 });
    if (!run(command, "--help").stdout.includes("openmetrics")) return { why: `upgo ${command} does not know --format openmetrics` };
    const ran = run(command, ...(command === "fleet" ? [reports] : []), "--format", "openmetrics");
    if (ran.status !== 0) throw new Error(`upgo ${command} --format openmetrics: ${ran.stderr}`);
    return { text: ran.stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
