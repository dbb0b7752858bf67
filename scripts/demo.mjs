// npm run demo [-- --cli] [-- --first-run]: an upgrade with real Go, in a temporary home folder.
//
// On a machine with a display, it opens the window. With --cli, or without a display, it runs in the terminal and stops
// at the first step that fails. --first-run opens the window on a machine without Go. It neither reads nor changes the
// user's files.
import { parseArgs } from "node:util";
import { Stopped } from "./demo/stage.mjs";
import { terminalDemo } from "./demo/terminal.mjs";
import { whyNoWindow, windowDemo } from "./demo/window.mjs";
import { BuildFailed } from "./lib/programs.mjs";
import { say } from "./lib/report.mjs";

const { values } = parseArgs({ options: { cli: { type: "boolean" }, "first-run": { type: "boolean" } } });
if (!["linux", "darwin"].includes(process.platform)) {
  console.error("The demo needs a Unix shell: on Windows run it in WSL.");
  process.exit(2);
}
try {
  await demo();
} catch (error) {
  if (!(error instanceof Stopped || error instanceof BuildFailed)) throw error;
  console.error(`\nThe demo stopped: ${error.message}`);
  process.exit(1);
}
process.exit(0); // ends the mirror's server

async function demo() {
  const why = values.cli ? null : whyNoWindow();
  if (why) say(`in the terminal, because ${why}`);
  if (values.cli || why) await terminalDemo();
  else await windowDemo({ firstRun: values["first-run"] });
}
