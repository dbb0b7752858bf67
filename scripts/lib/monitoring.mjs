// What tests the recipes for monitoring: Prometheus and its exporter, from Debian's packages, which are unpacked and not
// installed, so that no service starts; and the types of Grafana's dashboards.
import { join } from "node:path";
import { installedOnce, nodePackage } from "./tools.mjs";

/** The folder of Debian's Prometheus with its programs `prometheus` and `promtool`. */
export const prometheus = () => unpacked("prometheus", "promtool").replace(/promtool$/, "");

/** The exporter for machines: a program. */
export const exporter = () => unpacked("prometheus-node-exporter", "prometheus-node-exporter");

/** The types of the dashboards of Grafana: a file in TypeScript. */
export function dashboardTypes() {
  return join(nodePackage("grafana-schema"), "dist/types/raw/dashboard/x/types.gen");
}

/** A machine that just started may not know any package yet. */
const UNPACK = `
cd "$1"
apt-get -qq download "$2" || { apt-get -qq update && apt-get -qq download "$2"; } || exit 1
dpkg -x "$2"_*.deb . && rm "$2"_*.deb`;

function unpacked(name, program) {
  return installedOnce(`debian-${name}`, join("usr", "bin", program), (folder) => ["sh", ["-c", UNPACK, "sh", folder, name]]);
}
