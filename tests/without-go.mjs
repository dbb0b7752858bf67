// The environment of a home on a machine without Go: this one, but its own Go is not on PATH.
import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { homeEnvironment } from "../scripts/lib/throwaway.mjs";

/** As `homeEnvironment`. A folder of the system that has a `go` is replaced by one with links to its other programs. */
export function environmentWithoutGo(folder) {
  const env = homeEnvironment(folder);
  return { ...env, PATH: env.PATH.split(":").map((searched) => withoutGo(searched, join(folder, "without-go"))).join(":") };
}

/** The same folder, if it has no `go`; else its links below `disk`. */
export function withoutGo(searched, disk) {
  if (!existsSync(join(searched, "go"))) return searched;
  const links = join(disk, searched);
  if (existsSync(links)) return links;
  mkdirSync(links, { recursive: true });
  for (const name of readdirSync(searched)) {
    if (name !== "go" && name !== "gofmt") symlinkSync(join(searched, name), join(links, name));
  }
  return links;
}
