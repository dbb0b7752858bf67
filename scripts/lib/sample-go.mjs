// Small stand-ins for Go archives where the real ones cannot be had: a shell script that answers as `go` does.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes `goV.OS-ARCH.tar.gz` of each version into `folder`, in the layout of the official archives. */
export function makeSamples(folder, versions, target) {
  for (const version of versions) {
    const tree = join(folder, "go");
    mkdirSync(join(tree, "bin"), { recursive: true });
    mkdirSync(join(tree, "src"));
    writeFileSync(join(tree, "VERSION"), `go${version}\ntime 2026-01-01T00:00:00Z\n`);
    for (const name of ["go", "gofmt"]) writeFileSync(join(tree, "bin", name), program(version, target), { mode: 0o755 });
    execFileSync("tar", ["--create", "--gzip", "--file", `go${version}.${target}.tar.gz`, "go"], { cwd: folder });
    rmSync(tree, { recursive: true });
  }
}

/** Knows `version`, `env`, and a `build` and `run` whose program prints its version and the literals of its source. */
function program(version, target) {
  return `#!/bin/sh
# A sample, not Go: see scripts/lib/sample-go.mjs.
output=a.out
command=$1
[ $# -eq 0 ] || shift
while [ $# -gt 0 ]; do
  case $1 in
    -o) output=$2; shift ;;
    *.go) source=$1 ;;
  esac
  shift
done
text=$(sed -n 's/.*Print.*("\\([^"]*\\)".*/\\1/p' "\${source:-$(ls ./*.go 2>/dev/null | head -n 1)}" 2>/dev/null)
case $command in
  version) echo "go version go${version} ${target.replace("-", "/")}" ;;
  env) echo "go${version}" ;;
  run) echo "$text go${version}" ;;
  build) printf '#!/bin/sh\\necho "%s go${version}"\\n' "$text" >"$output" && chmod 755 "$output" ;;
  *) echo "go: a sample knows only version, env, run and build" >&2; exit 2 ;;
esac
`;
}
