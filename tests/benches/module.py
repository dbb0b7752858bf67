"""Makes the module of an archive of Go: python3 module.py ARCHIVE TOOLCHAIN ZIP

Writes the zip as cmd/distpack and a module proxy do, and prints the hash that a checksum database would have for it.
"""

import base64
import hashlib
import sys
import tarfile
import zipfile

LEFT_OUT = ("api", "doc", "misc", "test")


def main(archive, toolchain, path):
    prefix = f"golang.org/toolchain@v0.0.1-{toolchain}/"
    lines = []
    with tarfile.open(archive) as tar, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as module:
        for member in tar:
            name = member.name.removeprefix("go/")
            if not member.isfile() or name.split("/")[0] in LEFT_OUT:
                continue
            folder, slash, file = name.rpartition("/")
            name = prefix + folder + slash + ("_go.mod" if file == "go.mod" else file)
            content = tar.extractfile(member).read()
            module.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
            lines.append((name, hashlib.sha256(content).hexdigest()))
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(lines))
    print("h1:" + base64.b64encode(hashlib.sha256(listed.encode()).digest()).decode())


main(*sys.argv[1:])
