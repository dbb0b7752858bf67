// The basis of both demos: a temporary home, real Go, a mirror, and `upgo`.
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serveMirror } from "../lib/mirror.mjs";
import { buildPrograms } from "../lib/programs.mjs";
import { bold, heading } from "../lib/report.mjs";
import { makeSamples } from "../lib/sample-go.mjs";
import { homeEnvironment, throwawayHome } from "../lib/throwaway.mjs";
import { Unavailable, realGo } from "../lib/tools.mjs";

export const OLD = "1.26.6";
export const NEW = "1.27.3";

/** The demo cannot continue; the message says why. */
export class Stopped extends Error {}

/** Sets up the demo. Returns its folder, the environment of its user, and the programs of these packages. */
export async function setStage(packages = ["upgo-cli"]) {
  const place = throwawayHome();
  const env = homeEnvironment(place);
  const archives = goArchives(place);
  heading("Build the programs");
  // all at once, because cargo would compile the dependencies with other features for each of them
  const programs = buildPrograms({ packages });
  symlinkSync(programs.upgo, join(place, "bin", "upgo"));

  heading("A mirror: a folder with the feed and the files, served on this machine");
  const mirror = join(place, "mirror");
  // The archives are repacked, so their checksums are neither in the official feed nor in the checksum database. An
  // empty folder serves as a feed without any.
  env.GOSUMDB = "off";
  const nowhere = join(place, "nowhere");
  mkdirSync(nowhere);
  env.UPGO_FEED_URL = pathToFileURL(`${nowhere}/`).href;
  upgo(env, "mirror", "build", mirror, "--versions", `${OLD},${NEW}`, "--from", archives);
  env.UPGO_FEED_URL = await serve(env, mirror);
  return { place, env, programs };
}

/** The folder of archives: real Go if available. */
function goArchives(place) {
  heading("Real Go");
  try {
    if (process.platform !== "linux" || process.arch !== "x64") throw new Unavailable("it is not available for this system");
    const folder = realGo("--os", "linux");
    console.log(`The archives are in ${folder}.`);
    return folder;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw new Stopped(error.message);
    console.log(`Real Go is not available: ${error.message}.`);
    console.log(bold("Small samples replace it: shell scripts that behave like go."));
    const folder = join(place, "samples");
    mkdirSync(folder);
    makeSamples(folder, [OLD, NEW], `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`);
    return folder;
  }
}

/** Runs one `upgo` command as a user would, with its progress. */
export function upgo(env, ...args) {
  console.log(bold(`$ upgo ${args.join(" ")}`));
  const done = spawnSync(join(env.PATH.split(":")[0], "upgo"), args, { env, stdio: "inherit" });
  if (done.status !== 0) throw new Stopped(`upgo ${args[0]} exited with ${done.status ?? done.signal ?? done.error}`);
}

/** Starts the mirror's server. Returns its address. */
async function serve(env, mirror) {
  console.log(bold(`$ upgo mirror serve ${mirror} --addr 127.0.0.1:0 &`));
  const feed = await serveMirror(join(env.PATH.split(":")[0], "upgo"), env, mirror);
  if (!feed) throw new Stopped("upgo mirror serve printed no address");
  console.log(bold(`$ export UPGO_FEED_URL=${feed}`));
  return feed;
}
