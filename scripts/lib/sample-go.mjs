// Small replacements for Go archives if the real ones are not available: a shell script that behaves like `go`.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes `goV.OS-ARCH.tar.gz` of each version into `folder`, in the layout of the official archives. */
export function makeSamples(folder, versions, target) {
  for (const version of versions) {
    const tree = join(folder, "go");
    mkdirSync(join(tree, "bin"), { recursive: true });
    mkdirSync(join(tree, "src"));
    writeFileSync(join(tree, "VERSION"), `go${version}\ntime 2026-01-01T00:00:00Z\n`);
    // more than an unpacking reads at once, so that half of an archive makes progress
    writeFileSync(join(tree, "src", "noise"), randomBytes(3 << 20));
    for (const name of ["go", "gofmt"]) writeFileSync(join(tree, "bin", name), program(version, target), { mode: 0o755 });
    execFileSync("tar", ["--create", "--gzip", "--file", `go${version}.${target}.tar.gz`, "go"], { cwd: folder });
    rmSync(tree, { recursive: true });
  }
}

/** Knows `version`, `env`, and `build` and `run` of a program that prints one literal, with or without its version. */
function program(version, target) {
  return `#!/bin/sh
# A sample, not Go: see scripts/lib/sample-go.mjs.
output=a.out
command=$1
[ $# -eq 0 ] || shift
case $command in
  version) echo "go version go${version} ${target.replace("-", "/")}"; exit ;;
  env)
    for name in "$@"; do
      case $name in
        GOVERSION) echo "go${version}" ;;
        GOROOT) dirname "$(dirname "$(readlink -f "$0")")" ;;
        *) echo ;;
      esac
    done
    exit ;;
  build | run) ;;
  *) echo "go: this sample supports only version, env, run and build" >&2; exit 2 ;;
esac
while [ $# -gt 0 ]; do
  case $1 in
    -o) output=$2; shift ;;
    *.go) source=$1 ;;
  esac
  shift
done
source=\${source:-$(ls ./*.go | head -n 1)}
text=$(sed -n 's/.*[Pp]rint.*("\\([^"]*\\)".*/\\1/p' "$source")
if grep -q 'runtime.Version()' "$source"; then text="$text go${version}"; fi
# the println that needs no import writes to standard error
if grep -q '[^.]println(' "$source"; then to='>&2'; fi
if [ "$command" = run ]; then output=$(mktemp); fi
printf '#!/bin/sh\\necho "%s" %s\\n' "$text" "$to" >"$output" && chmod 755 "$output"
if [ "$command" = run ]; then "$output"; rm -f "$output"; fi
`;
}
