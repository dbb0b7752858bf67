// The demo in the window: an older Go is installed, a newer one is available, and the user does the rest.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { missingToBuild } from "../lib/desktop.mjs";
import { buildPage } from "../lib/programs.mjs";
import { bold, heading } from "../lib/report.mjs";
import { NEW, OLD, Stopped, setStage, upgo } from "./stage.mjs";

/** The environment variables that a program needs to use the caller's desktop. */
const SESSION = ["DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"].concat(
  ["XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "XDG_SESSION_DESKTOP", "XCURSOR_SIZE", "XCURSOR_THEME", "GDK_SCALE"],
);

/** The reason why this machine cannot show the window, if any. */
export function whyNoWindow() {
  if (process.platform !== "linux") return "the demo's window is for Linux";
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return "there is no display";
  const missing = missingToBuild();
  return missing.length > 0 && `its build needs ${missing.join(", ")}`;
}

/** Opens the window and waits until the user quits. `firstRun` starts without Go. */
export async function windowDemo({ firstRun }) {
  heading("Build the page");
  buildPage();
  const { place, env, programs } = await setStage(["upgo-cli", "upgo-desktop"]);
  if (!firstRun) {
    heading(`A machine with Go ${OLD}; Go ${NEW} is available`);
    upgo(env, "install", OLD, "--use");
  }
  heading("The window");
  console.log("It changes only the temporary home. To open a terminal in that home:");
  console.log(bold(`  env -i TERM="$TERM" HOME=${env.HOME} PATH=${env.PATH} UPGO_HOME=${env.UPGO_HOME} bash --login`));
  console.log("Closing the window leaves the tray icon. Quit from there, or press Ctrl+C here.");
  // otherwise the web view would keep writing there while the home is removed
  await programEnds(programs["upgo-desktop"], { ...env, ...session(), MESA_SHADER_CACHE_DISABLE: "true" });
  console.log(`\n${bold("Done.")} The temporary home ${place} is now removed; nothing else was changed.`);
}

function session() {
  const kept = SESSION.filter((name) => process.env[name]).map((name) => [name, process.env[name]]);
  const authority = process.env.XAUTHORITY ?? join(homedir(), ".Xauthority");
  return { ...Object.fromEntries(kept), ...(existsSync(authority) ? { XAUTHORITY: authority } : {}) };
}

function programEnds(path, env) {
  const program = spawn(path, [], { env, stdio: "inherit" });
  process.prependListener("exit", () => program.kill()); // before its home is removed
  return new Promise((resolve, reject) => {
    program.on("error", (error) => reject(new Stopped(error.message)));
    program.on("exit", (code) => (code ? reject(new Stopped(`the program exited with ${code}`)) : resolve()));
  });
}
