"""Cases for `why-cases.py`: a machine each, asked of every release or of those in `go`.

A machine has files, programs (their path, and the release that they lead to), folders on PATH behind the
release's own, copies in the module cache of /tmp/work/home, variables, and a folder where it stands.
"""

from pathlib import Path

HEAD = """
What real go1.21.13, go1.22.10, go1.23.9, go1.24.11, go1.26.6 and go1.27.3 (linux/amd64) answer, without a network: made by scripts/why-cases.py
from the cases in scripts/lib/why_cases.py. A line of JSON each; its keys:
 from: what the case is about; go: the Go first on PATH; env, path (the folders behind it), programs (path and what it is),
 cache (copies in the module cache), files, in (where the terminal stands): the machine;
 version: what `go version` says runs ("-": it fails, and says why); list: why `go list .` fails then, null where it works.
"""


def mod(*lines, name="m"):
    return "".join(f"{line}\n" for line in (f"module {name}", "", *lines))


def case(about, **rest):
    return {"from": about, **rest}


NEW = {"/tmp/work/m/go.mod": mod("go 1.27.3")}
OLD = {"/tmp/work/m/go.mod": mod("go 1.20")}
OTHERS = ["go1.21.13", "go1.22.10", "go1.23.9", "go1.24.11", "go1.26.6"]
PLAIN = {"/tmp/work/m/p.go": "package p\n"}


def sums():
    """GOSUMDB, with a copy in the cache and with a download."""
    # A database that has to be asked is no case: the answer is the network's.
    for value in ["off", "sum.golang.org a b", "nonsense", "sum.example.com+12+x", " ", "sum.golang.org+033de0ae"]:
        env = {"GOSUMDB": value, "GOPROXY": "https://proxy.example"}
        yield case(f"GOSUMDB={value}, a copy in the cache", go=OTHERS, env=env, files=NEW, cache=["go1.27.3"])
        on_path = {"/tmp/work/bin/go1.27.3": "go1.27.3"}
        yield case(f"GOSUMDB={value}, on PATH", go=OTHERS, env=env, files=NEW, programs=on_path, path=["/tmp/work/bin"])
    for value in ["off", "OFF"]:
        yield case(f"GOSUMDB={value}, no download", go=OTHERS, env={"GOSUMDB": value, "GOPROXY": "off"}, files=NEW)
    for proxy in ["file:///tmp/work/proxy", "file:///tmp/work/proxy,direct", "file:///tmp/work/proxy|off"]:
        yield case(f"GOSUMDB=off, GOPROXY={proxy}", go=OTHERS, env={"GOSUMDB": "off", "GOPROXY": proxy}, files=NEW,
                   cache=["go1.27.3"])
    for name in ["GONOSUMDB", "GOPRIVATE", "GONOSUMCHECK", "GOINSECURE"]:
        yield case(f"{name} frees no toolchain", go=OTHERS, files=NEW, cache=["go1.27.3"],
                   env={"GOSUMDB": "off", name: "golang.org/*" if name != "GONOSUMCHECK" else "1"})
    yield case("GOSUMDB=off in the file of go env -w", go=OTHERS, cache=["go1.27.3"],
               files={**NEW, "/tmp/work/home/.config/go/env": "GOSUMDB=off\n"})
    yield case("GOSUMDB= in the file of go env -w", go=OTHERS, cache=["go1.27.3"],
               files={**NEW, "/tmp/work/home/.config/go/env": "GOSUMDB=\n"})
    yield case("GOSUMDB=off and GOTOOLCHAIN", env={"GOSUMDB": "off", "GOTOOLCHAIN": "go1.24.11"}, cache=["go1.24.11"],
               files=OLD)
    yield case("GOSUMDB=off, and nothing to switch to", env={"GOSUMDB": "off"}, files=OLD)


def modules():
    """GO111MODULE, and workspaces."""
    work = {"/tmp/work/go.work": "go 1.27.3\n\nuse ./m\n"}
    alone = {"/tmp/work/go.work": "go 1.27.3\n"}
    on_path = {"programs": {"/tmp/work/bin/go1.27.3": "go1.27.3"}, "path": ["/tmp/work/bin"]}
    for value in ["", "on", "auto", "off", "ON", "1"]:
        env = {"GO111MODULE": value, "GOPATH": "/tmp/work/gopath"}
        for about, files in {"a workspace": {**work, **OLD}, "a workspace alone": {**alone, **PLAIN}, "a module": NEW,
                             "nothing": PLAIN, "a workspace without its module": {**work, **PLAIN}}.items():
            yield case(f"GO111MODULE={value}, {about}", env=env, files=files, **on_path)
        for named in ["/tmp/work/other/go.work", "/tmp/work/none.work", "go.work", "off", "auto"]:
            files = {"/tmp/work/other/go.work": "go 1.27.3\n\nuse ../m\n", **OLD}
            both = {**env, "GOWORK": named}
            yield case(f"GO111MODULE={value}, GOWORK={named}", env=both, files=files, **on_path)
            yield case(f"GO111MODULE={value}, GOWORK={named}, no module", env=both, **on_path,
                       files={"/tmp/work/other/go.work": "go 1.27.3\n", **PLAIN})
            yield case(f"GO111MODULE={value}, GOWORK={named}, GOTOOLCHAIN=local", files=files,
                       env={**both, "GOTOOLCHAIN": "local"}, **on_path)


def gopath():
    """GOPATH, GOMODCACHE and HOME."""
    for value in [":/tmp/work/gopath", ":", "/tmp/work/gopath:", "/tmp/work/gopath::/x", "gopath", "/a:gopath", "~/go",
                  "/a:~/go", "/a:~zoe", "./go", "::", "/tmp/work/home/go"]:
        for about, files, env in [("a switch", NEW, {}), ("no switch", OLD, {}),
                                  ("GOTOOLCHAIN=path", NEW, {"GOTOOLCHAIN": "path"}),
                                  ("GOTOOLCHAIN=local", NEW, {"GOTOOLCHAIN": "local"})]:
            yield case(f"GOPATH={value}, {about}", env={"GOPATH": value, **env}, files=files)
        yield case(f"GOPATH={value}, GOMODCACHE", env={"GOPATH": value, "GOMODCACHE": "/tmp/work/cache"}, files=NEW)
        yield case(f"GOPATH={value}, on PATH", env={"GOPATH": value}, files=NEW, path=["/tmp/work/bin"],
                   programs={"/tmp/work/bin/go1.27.3": "go1.27.3"})
    for value in ["cache", "./cache", "/tmp/work/cache", "~/cache"]:
        yield case(f"GOMODCACHE={value}", env={"GOMODCACHE": value}, files=NEW)
    yield case("no HOME", env={"HOME": ""}, files=NEW)
    yield case("no HOME, no switch", env={"HOME": "", "GOTOOLCHAIN": "local"}, files=OLD)


def names():
    """Names of toolchains and versions."""
    for number in ["1.21.3rc1", "1.27.3rc1", "1.27rc1", "1.27beta2", "1.27pre3", "1.28rc1", "1.28.0rc1", "1.28.1beta1", "1.28rc",
                   "1.028", "1.28.01", "2", "2.0", "1", "1.28.", "1.28.1.1", "1.28x", "1.99999999999999999999",
                   "1.28rc01", "1.28-rc1", "1.28.1-custom", "1.28RC1", "1.20.0", "1.20rc1", "1.0", "01.28"]:
        yield case(f"go {number}", files={"/tmp/work/m/go.mod": mod(f"go {number}")})
        yield case(f"toolchain go{number}", files={"/tmp/work/m/go.mod": mod("go 1.20", f"toolchain go{number}")})
        for suffix in ["", "+auto", "+path"]:
            yield case(f"GOTOOLCHAIN=go{number}{suffix}", env={"GOTOOLCHAIN": f"go{number}{suffix}"}, files=OLD)
    for name in ["go1.28.1-custom", "go1.28.1-Custom", "go1.28.1-a_b", "go1.28.1-a.01", "go1.28.1-a+b", "go1.28.1-", "go1.28.1-é",
                 "go1.28.1 x", "go1.28.1-a..b", "go1.28.1-a/b", "go1.28.1-a\\b", "gccgo-go1.28.1", "go1.28.1-a~1", "go1.28.1\tx",
                 "go1.28.1-+", "Go1.28.1", "go1.28.1+auto", "local", "default", "path", "auto", "none", "go", "go1.28.1-go1"]:
        yield case(f"toolchain {name}", files={"/tmp/work/m/go.mod": mod("go 1.20", f"toolchain {name}")})
        yield case(f"GOTOOLCHAIN={name}", env={"GOTOOLCHAIN": name}, files=OLD)
        yield case(f"GOTOOLCHAIN={name}+auto", env={"GOTOOLCHAIN": f"{name}+auto"}, files=OLD)
    for name in ["go1.27.3-custom", "go1.27.3-A"]:
        yield case(f"{name} on PATH is another", go=OTHERS, env={"GOTOOLCHAIN": name}, files=OLD, path=["/tmp/work/bin"],
                   programs={f"/tmp/work/bin/{name}": "go1.27.3"})


def paths():
    """Relative folders on PATH."""
    for folder in ["bin", "./bin", "../bin", ".", ""]:
        place = Path("/tmp/work/m") / folder
        programs = {f"{place.resolve() if folder != '../bin' else '/tmp/work/bin'}/go1.27.3": "go1.27.3"}
        yield case(f"PATH has {folder!r}", go=OTHERS, files=NEW, programs=programs, path=[folder])
        yield case(f"PATH has {folder!r}, GOTOOLCHAIN=path", go=OTHERS, env={"GOTOOLCHAIN": "path"}, files=NEW,
                   programs=programs, path=[folder])
        both = {**programs, "/tmp/work/later/go1.27.3": "go1.27.3"}
        yield case(f"PATH has {folder!r} and then a full one", go=OTHERS, files=NEW, programs=both,
                   path=[folder, "/tmp/work/later"])
        yield case(f"PATH has a full one and then {folder!r}", go=OTHERS, files=NEW, programs=both,
                   path=["/tmp/work/later", folder])
        yield case(f"PATH has an empty {folder!r} and then a full one", go=OTHERS, files=NEW, path=[folder, "/tmp/work/later"],
                   programs={"/tmp/work/later/go1.27.3": "go1.27.3"})


def surroundings():
    """The file of `go env -w`, the folder for temporary files, and what only looks like a program or a project."""
    file = "/tmp/work/home/.config/go/env"
    pin = "GOTOOLCHAIN=local\n"
    for about, text in {"with CRLF": "GOTOOLCHAIN=local\r\n", "with spaces": " GOTOOLCHAIN = local \n", "twice": f"{pin}GOTOOLCHAIN=auto\n",
                        "in small letters": "gotoolchain=local\n", "commented": f"#{pin}", "without an end": pin.strip(),
                        "empty": "GOTOOLCHAIN=\n", "in quotes": 'GOTOOLCHAIN="local"\n', "exported": f"export {pin}"}.items():
        yield case(f"go env -w, {about}", files={**NEW, file: text})
    for name in ["GO111MODULE=off", "GOWORK=off", "GOWORK=go.work", "GOPATH=gopath", "GOPATH=:", "GOMODCACHE=x", "GOROOT=/nowhere"]:
        yield case(f"go env -w {name}", files={**NEW, file: f"{name}\n", "/tmp/work/go.work": "go 1.20\n\nuse ./m\n"})
    for value in ["off", "/tmp/work/env", "env", "/tmp/work/none", "OFF", "~/env"]:
        yield case(f"GOENV={value}", env={"GOENV": value}, files={**NEW, file: pin, "/tmp/work/env": pin, "/tmp/work/m/env": pin})
    for value in ["/tmp/work/config", "config", "/tmp/work/none"]:
        yield case(f"XDG_CONFIG_HOME={value}", env={"XDG_CONFIG_HOME": value},
                   files={**NEW, file: pin, "/tmp/work/config/go/env": pin, "/tmp/work/m/config/go/env": pin})
    for value in ["/tmp/work/m", "/tmp/work/m/", "/tmp/work/../work/m", "/tmp/work", ".", "/tmp/work/m/deep"]:
        for folder in ["/tmp/work/m", "/tmp/work/m/deep"]:
            yield case(f"TMPDIR={value}, in {folder}", env={"TMPDIR": value}, **{"in": folder},
                       files={**NEW, "/tmp/work/m/deep/x.txt": ""})
    for named in ["/tmp/work/other/plain", "/tmp/work/other/go.mod", "/tmp/work/other", "/tmp/work/other/../w.work"]:
        for mode in ["auto", "local"]:
            yield case(f"GOWORK={named}, GOTOOLCHAIN={mode}", env={"GOWORK": named, "GOTOOLCHAIN": mode}, files={
                **OLD, "/tmp/work/other/plain": "go 1.27.3\n\nuse ../m\n", "/tmp/work/other/go.mod": "go 1.27.3\n\nuse ../m\n",
                "/tmp/work/w.work": "go 1.27.3\n\nuse ./m\n"})
    yield case("a file on PATH that is no program", files={**NEW, "/tmp/work/bin/go1.27.3": "x\n"}, path=["/tmp/work/bin"])
    yield case("a folder on PATH", files={**NEW, "/tmp/work/bin/go1.27.3/x": ""}, path=["/tmp/work/bin"])
    yield case("go.mod is a folder", files={"/tmp/work/m/go.mod/x": "", "/tmp/work/go.mod": mod("go 1.27.3")})
    yield case("go.work is a folder", files={**NEW, "/tmp/work/m/go.work/x": "", "/tmp/work/go.work": "go 1.20\n\nuse ./m\n"})
    for name in ["go1.2.3+bigcorp", "1.2.3", "go1.2.3-bigcorp more text", "gccgo-go1.23rc4", "gccgo-go1.23rc4-bigdwarf", " auto",
                 "auto ", "AUTO", "auto+path", "path+auto", "local+auto", "local+path", "local+local", "local ", "+auto", "go1.28.1+auto+auto"]:
        yield case(f"GOTOOLCHAIN={name!r}", env={"GOTOOLCHAIN": name}, files=NEW)


CASES = [*sums(), *modules(), *gopath(), *names(), *paths(), *surroundings()]
