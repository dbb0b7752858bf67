"""Runs commands one after the other and measures each.

Reads a JSON list of {"argv": [...], "env": {...}, "cwd": "..."} from standard input (env is added to its own) and
writes a list of {"wall": seconds, "cpu": seconds, "rss": bytes, "code": exit code}. The commands' standard output
is discarded. The peak memory of small programs cannot be measured: it starts at that of this one, about 10 MB.
"""

import json
import os
import sys
import time


def run(job):
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    environment = {**os.environ, **job.get("env", {})}
    os.chdir(job.get("cwd", "."))
    begun = time.perf_counter()
    process = os.posix_spawnp(job["argv"][0], job["argv"], environment, file_actions=quiet)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - begun
    code = os.waitstatus_to_exitcode(status)
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "rss": usage.ru_maxrss * 1024, "code": code}


json.dump([run(job) for job in json.load(sys.stdin)], sys.stdout)
