"""Writes the result of each task on each host to the file RECORD, as a line of JSON."""

import json
import os

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: record
type: notification
short_description: for the tests
description: for the tests
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "record"
    CALLBACK_NEEDS_ENABLED = True

    def _write(self, status, result):
        prefix = "" if hasattr(result, "host") else "_"  # before 2.19
        host, task, done = (getattr(result, prefix + name) for name in ("host", "task", "result"))
        line = {"status": status, "host": host.get_name(), "task": task.get_name(), "result": done}
        with open(os.environ["RECORD"], "a", encoding="utf-8") as file:
            file.write(json.dumps(line, default=str) + "\n")

    def v2_runner_on_ok(self, result):
        self._write("ok", result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._write("failed", result)

    def v2_runner_on_skipped(self, result):
        self._write("skipped", result)

    def v2_runner_on_unreachable(self, result):
        self._write("unreachable", result)
