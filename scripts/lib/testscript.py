"""The go command's own scripts about toolchains, followed line by line; see `why-cases.py`.

The language is described in `src/cmd/go/testdata/script/README` of Go. Only what these scripts need is known here.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

HEAD = """
The states in which the go command's own scripts about toolchains (src/cmd/go/testdata/script of Go 1.27.3) run `go`, and what
Go answers there: made by scripts/why-cases.py. Copyright The Go Authors; BSD-3-Clause, see README.md.
A line of JSON each; its keys are those of why-cases.jsonl, and:
 from: the script and the line of its `go` command; go: the version that the go command plays (TESTGO_VERSION);
 every: "switch" where each toolchain is on PATH, "mismatch" where each of these is the Go itself under another name.
 The proxy of Go's tests, https://proxy.test, has few toolchains: a download that fails ends with "toolchain not available".
"""

# The scripts that choose a toolchain, or expect a Go that is too old.
CHOSEN = re.compile(r"toolchain|TESTGO_VERSION|requires go >=", re.IGNORECASE)
KEPT = ["GO111MODULE", "GOENV", "GOFLAGS", "GOMODCACHE", "GONOSUMDB", "GOPATH", "GOPROXY", "GOSUMDB", "GOTOOLCHAIN",
        "GOWORK", "HOME", "TMPDIR"]

# Rows that say nothing of a real Go: a new rule played by an old version. `why_cases.py` asks the real ones.
UNLIKE = ("gotoolchain_work_issue76728.txt",)
# Messages of the go command that are caused by the test's proxy.
BY_CHANCE = re.compile("use of network|dial tcp|: stat /")
# The first Go that chooses a toolchain: what an older one would do is asked of this one.
FIRST = "go1.21.0"


class Ends(Exception):
    """The script ends here."""


class Scripts:
    """Go's scripts, and the program that follows them."""

    def __init__(self, root, work, trees):
        self.root, self.work = root, work
        self.program = trees / "cmdgo.test"
        if not self.program.is_file():
            env = {**os.environ, "GOROOT": str(root), "GOTOOLCHAIN": "local", "GOFLAGS": "", "GOPROXY": "off"}
            subprocess.run([root / "bin/go", "test", "-c", "-o", self.program, "."], cwd=root / "src/cmd/go", env=env, check=True)

    def rows(self, judge):
        """The rows of all scripts."""
        proxy = subprocess.Popen([self.program, "-proxy=127.0.0.1:0"], cwd=self.root / "src/cmd/go", stderr=subprocess.PIPE,
                                 text=True, env={**os.environ, "GOROOT": str(self.root), "PATH": f"{self.root}/bin:{os.environ['PATH']}"})
        try:
            address = next(line.split("=", 1)[1].strip() for line in proxy.stderr if "GOPROXY=" in line)
            scripts = sorted((self.root / "src/cmd/go/testdata/script").glob("*.txt"))
            for script in scripts:
                if script.name not in UNLIKE and CHOSEN.search(script.read_text("utf-8", "replace").split("\n-- ")[0]):
                    yield from self.follow(script, address, judge)
        finally:
            proxy.terminate()

    def follow(self, script, address, judge):
        state = State(self, script, address)
        try:
            for number, line in enumerate(state.lines, 1):
                command = state.command(line)
                if command and command[0] == "go" and len(command) > 1:
                    yield from self.asked(f"{script.name}:{number}", state, judge)
                state.do(command)
        except Ends as why:
            if str(why):
                print(f"{script.name}: {why}", file=sys.stderr)
        finally:
            subprocess.run(["chmod", "-R", "u+w", self.work], check=False)

    @staticmethod
    def asked(place, state, judge):
        """The row of this moment, if it is one."""
        row = state.row()
        env = {name: value for name, value in state.env.items() if name != "GODEBUG"}
        if "TESTGO_VERSION" in env:
            env["TESTGO_VERSION"] = row["go"]
        if row.get("every") == "loop":
            return
        answer = judge.ask([str(state.go)], env, state.folder)
        if (answer.get("list") or "").startswith("updates to go.mod") and "require" in str(row["files"]):
            del answer["list"]  # it may be that a dependency wants more
        if answer["version"] != "?" and not BY_CHANCE.search(answer.get("says", "")):
            yield {"from": place, **row, **{name: text and state.plain(text) for name, text in answer.items()}}


class State:
    """Where a script has got to."""

    def __init__(self, scripts, script, address):
        self.work, self.address = scripts.work, address
        subprocess.run(["chmod", "-R", "u+w", self.work], check=False)
        for path in self.work.iterdir():
            if path.name != ".cache":
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        comment, *files = re.split(r"^-- (.+?) --\n", script.read_text("utf-8", "replace"), flags=re.MULTILINE)
        self.lines = comment.splitlines()
        self.folder = self.work / "gopath/src"
        self.go = self.work / "testbin/go"
        for folder in (self.folder, self.go.parent, self.work / "tmp"):
            folder.mkdir(parents=True)
        self.go.symlink_to(scripts.program)
        self.env = {
            "PATH": f"{self.go.parent}:/usr/bin:/bin", "HOME": "/no-home", "GOPATH": str(self.work / "gopath"),
            "GOROOT": str(scripts.root), "TESTGO_GOROOT": str(scripts.root), "GOPROXY": address, "GOCACHE": "/tmp/work/.cache",
            "GOSUMDB": "localhost.localdev/sumdb+00000c67+AcTrnkbUA+TU4heY3hkjiSES/DSQniBqIeQ/YppAUtK6",
            "CMDGO_TEST_RUN_MAIN": "true", "TESTGONETWORK": "panic", "GOTOOLCHAIN": "auto", "TMPDIR": str(self.work / "tmp"),
            "WORK": str(self.work), "GOEXE": "", "GOOS": "linux", "GOARCH": "amd64", "devnull": "/dev/null", "/": "/", ":": ":",
            "goversion": "1.27", "CGO_ENABLED": "0", "newline": "\n", "GOPRIVATE": "", "GOVCS": "*:all", "GOENV": "",
        }
        self.out = self.err = ""
        for name, text in zip(files[::2], files[1::2]):
            path = self.path(re.sub(r"\$\{?(\w+)\}?", lambda found: self.env.get(found[1], ""), name.strip()))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def path(self, name):
        return Path(os.path.normpath(self.folder / name))

    def plain(self, text):
        return text.replace(self.address, "https://proxy.test").replace(self.address.removesuffix("/mod"), "https://proxy.test")

    def command(self, line):
        """The words of a line; empty where its conditions do not hold."""
        line = line.strip()
        if not line or line.startswith("#"):
            return []
        lexer = shlex.shlex(line, posix=True, punctuation_chars=False)
        lexer.whitespace_split, lexer.quotes, lexer.escape, lexer.commenters = True, "'", "", "#"
        words = [self.expanded(word) for word in lexer]
        self.want = None
        while words and words[0].startswith("["):
            if not holds(words.pop(0)[1:-1]):
                return []
        if words and words[0] in ("!", "?"):
            self.want = {"!": False, "?": "any"}[words.pop(0)]
        else:
            self.want = True
        return words

    def expanded(self, word):
        return re.sub(r"\$(?:\{(.*?)\}|(\w+))", lambda found: self.env.get((found[1] or found[2]).removesuffix("@R"), ""), word)

    def do(self, words):
        if not words:
            return
        name, *rest = words
        known = getattr(self, f"do_{name}", None)
        if known:
            known(*rest)
        elif name not in ("stdout", "stderr", "grep", "cmp", "cmpenv", "exists", "stale"):
            raise Ends(f"does not know {name}")

    def do_env(self, *pairs):
        for pair in pairs:
            name, _, value = pair.partition("=")
            self.env[name] = value

    def do_cd(self, folder):
        self.folder = self.path(folder)

    def do_mkdir(self, *folders):
        for folder in folders:
            self.path(folder).mkdir(parents=True, exist_ok=True)

    def do_rm(self, *names):
        for name in names:
            path = self.path(name)
            subprocess.run(["chmod", "-R", "u+w", path], check=False, stderr=subprocess.DEVNULL)
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def do_cp(self, *names):
        *sources, target = names
        target = self.path(target)
        for source in sources:
            place = target / Path(source).name if target.is_dir() else target
            text = {"stdout": self.out, "stderr": self.err}.get(source)
            place.write_text(text) if text is not None else shutil.copy(self.path(source), place)

    def do_mv(self, source, target):
        shutil.move(self.path(source), self.path(target))

    def do_chmod(self, mode, *names):
        for name in names:
            self.path(name).chmod(int(mode, 8))

    def do_replace(self, *words):
        *pairs, name = words
        text = self.path(name).read_text()
        for old, new in zip(pairs[::2], pairs[1::2]):
            text = text.replace(old.encode().decode("unicode_escape"), new.encode().decode("unicode_escape"))
        self.path(name).write_text(text)

    def do_cat(self, name):
        self.out = self.path(name).read_text()

    def do_skip(self, *_):
        raise Ends("")

    do_stop = do_skip

    def do_go(self, *arguments):
        go, env = self.go, {**self.env, "PWD": str(self.folder)}
        if arguments[0] == "build" and "-o" in arguments:
            # The Go that is played is too old for the standard library that is there.
            go, env = Path(self.env["TESTGO_GOROOT"]) / "bin/go", {**env, "GOTOOLCHAIN": "local", "GOFLAGS": ""}
        done = subprocess.run([go, *arguments], cwd=self.folder, env=env, capture_output=True, text=True, check=False)
        self.out, self.err = done.stdout, done.stderr
        if arguments[0] in ("run", "test", "vet"):
            return
        if self.want != "any" and self.want != (done.returncode == 0):
            raise Ends(f"go {' '.join(arguments)} went otherwise: {done.stderr.strip()[-200:]}")

    def row(self):
        """The machine of this moment."""
        env = {name: self.plain(self.env[name]) for name in KEPT if self.env.get(name)}
        path = [folder for folder in self.env["PATH"].split(":") if folder.startswith(str(self.work))]
        path = [folder for folder in path if folder != str(self.go.parent)]
        programs = {str(found): found.name for folder in path for found in sorted(Path(folder).glob("go1*"))}
        go = self.env.get("TESTGO_VERSION") or "go1.27.3"
        minor = re.match(r"go1\.(\d+)", go)
        row = {"go": FIRST if minor and int(minor[1]) < 21 else go, "env": env, "path": path, "programs": programs,
               "cache": [], "files": self.files(), "in": str(self.folder)}
        for found in sorted(self.work.glob("gopath/pkg/mod/golang.org/toolchain@v0.0.1-*")):
            row["cache"].append(found.name.removeprefix("toolchain@v0.0.1-").removesuffix(".linux-amd64"))
        every = self.env.get("TESTGO_VERSION_SWITCH")
        return {**row, **({"every": every} if every else {})}

    def files(self):
        """The files that say something about Go, above and below."""
        names = [folder / name for folder in (self.folder, *self.folder.parents) for name in ("go.work", "go.mod")]
        works = [path for path in [*names[::2], Path(self.env.get("GOWORK") or "off")] if path.is_file()]
        for work in works:
            names += [work, *(path for path in sorted(work.parent.rglob("go.mod")) if "/pkg/mod/" not in str(path))]
        if self.env.get("GOENV", "") not in ("", "off"):
            names.append(self.path(self.env["GOENV"]))
        return {str(path): path.read_text("utf-8", "replace") for path in dict.fromkeys(names) if path.is_file()}


def holds(condition):
    wants, condition = not condition.startswith("!"), condition.removeprefix("!")
    name, _, value = condition.partition(":")
    true = {"GOOS": value in ("linux", "unix"), "GOARCH": value == "amd64", "exec": bool(value) and shutil.which(value) is not None,
            "compiler": value == "gc", "buildmode": True, "symlink": True, "root": os.geteuid() == 0, "gc": True}
    return true.get(name, False) == wants
