// The environment of a home on a machine without Go: this one, but its own Go is not on PATH.
import { existsSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { homeEnvironment } from "../scripts/lib/throwaway.mjs";

/** As `homeEnvironment`. A folder of the system that has a `go` is replaced by one with links to its other programs. */
export function environmentWithoutGo(folder) {
  const env = homeEnvironment(folder);
  const searched = env.PATH.split(":").map((each) => withoutGo(each, join(folder, "without-go")));
  return { ...env, PATH: searched.join(":") };
}

/** The same folder, if it has no `go`; else its links below `disk`. */
function withoutGo(searched, disk) {
  if (!existsSync(join(searched, "go"))) return searched;
  const links = join(disk, searched);
  if (existsSync(links)) return links;
  mkdirSync(dirname(links), { recursive: true });
  const real = realpathSync(searched);
  if (real !== searched) {
    symlinkSync(withoutGo(real, disk), links); // `/bin` is often another name of `/usr/bin`
    return links;
  }
  mkdirSync(links);
  for (const name of readdirSync(searched)) {
    if (name !== "go" && name !== "gofmt") symlinkSync(join(searched, name), join(links, name));
  }
  return links;
}
