// What the cases of all groups use: the archives, a folder for each run, and Upgo with its home in it.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

export const TAR_GZ = "go1.27.3.linux-amd64.tar.gz";
export const ZIP = "go1.27.3.windows-amd64.zip";

/** Gives each case and round its own folder. */
export function folders(root, { keep = false } = {}) {
  let number = 0;
  return (run) => () => {
    number += 1;
    const folder = join(root, String(number));
    mkdirSync(folder);
    const after = () => keep || rmSync(folder, { recursive: true, force: true });
    return { after, ...run(folder) };
  };
}

export function upgoIn(folder, url) {
  const root = join(folder, "upgo");
  const home = { UPGO_HOME: root, HOME: folder, PATH: `${join(root, "bin")}:${process.env.PATH}` };
  return { ...home, UPGO_FEED_URL: url, UPGO_NO_MODIFY_PATH: "1", GOSUMDB: "off" };
}
