// Starts of Go: within the limits of a rehearsal, and by the launcher of Windows.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TAR_GZ, ZIP, folders } from "./folders.mjs";

/** The packages of `fmt`: with an empty cache, and with nothing left to do, where starting within limits counts most. */
export function confined(tools) {
  const folder = tools.memory();
  const fresh = folders(folder);
  const tree = join(folder, "go");
  tools.run(tools.hands, ["unpack", tools.archive(TAR_GZ).path, tree]);
  const build = [join(tree, "bin", "go"), "build", "fmt"];
  const writing = (own) => ({ GOCACHE: join(own, "cache"), GOTMPDIR: own, TMPDIR: own, HOME: own });
  const env = (own) => ({ ...writing(own), GOENV: "off", GOFLAGS: "", GOTOOLCHAIN: "local", CGO_ENABLED: "0" });
  const plain = (own) => ({ argv: build, env: env(own), cwd: own });
  const limited = (own) => ({ ...plain(own), argv: [tools.hands, "confine", own, ...build] });
  const warm = join(folder, "warm");
  mkdirSync(warm);
  tools.run(build[0], build.slice(1), env(warm));
  const cases = new Map([
    ["go build", fresh(plain)],
    ["go build, limited", fresh(limited)],
    ["nothing to do", () => plain(warm)],
    ["nothing to do, limited", () => limited(warm)],
  ]);
  const rows = [
    { what: "go build, empty cache", ours: "go build, limited", than: "go build", bound: 1.15 },
    { what: "go build, nothing to do", ours: "nothing to do, limited", than: "nothing to do" },
  ];
  return { cases, rows };
}

export function needsWine(tools) {
  return tools.windows ? null : "the build for Windows is not set up (npm run setup)";
}

/** The launcher under Wine. Wine itself takes most of the time, so only the difference counts. */
export function launcher(tools) {
  const folder = tools.memory();
  const home = join(folder, "upgo");
  const tree = join(home, "toolchains", "go1.27.3");
  tools.run(tools.hands, ["unpack", tools.archive(ZIP).path, tree]);
  mkdirSync(join(home, "bin"));
  for (const name of ["go.exe", "go1.27.3.exe"]) copyFileSync(tools.launcher(), join(home, "bin", name));
  writeFileSync(join(home, "current"), "go1.27.3\n");
  const { env, runner } = tools.windows;
  const go = (program) => () => ({ argv: [runner, program, "version"], env });
  const cases = new Map([
    ["go.exe", go(join(tree, "bin", "go.exe"))],
    ["launcher", go(join(home, "bin", "go.exe"))],
    ["launcher of a version", go(join(home, "bin", "go1.27.3.exe"))],
  ]);
  const rows = [
    { what: "go version by the launcher", ours: "launcher", than: "go.exe" },
    { what: "without reading `current`", ours: "launcher of a version", than: "go.exe" },
  ];
  return { cases, rows };
}
