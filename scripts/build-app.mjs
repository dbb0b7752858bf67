// npm run build:app [-- --release] [-- --target TRIPLE]: builds the desktop program with its page.
//
// The last line is the program's path. Linux can build the program for Windows (--target x86_64-pc-windows-gnu). It
// needs WebView2Loader.dll next to it, which is copied there.
import { copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { BuildFailed, buildPage, buildPrograms } from "./lib/programs.mjs";
import { Unavailable } from "./lib/tools.mjs";

const { values } = parseArgs({ options: { release: { type: "boolean" }, target: { type: "string" } } });
try {
  buildPage();
  const { "upgo-desktop": program, loader } = buildPrograms({ packages: ["upgo-desktop"], ...values });
  if (loader) copyFileSync(loader, join(dirname(program), "WebView2Loader.dll"));
  console.log(program);
} catch (error) {
  if (!(error instanceof BuildFailed || error instanceof Unavailable)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
