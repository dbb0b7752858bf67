# Copyright 2026 The Upgo authors
# MIT License (see LICENSE in Upgo's repository)
"""Runs `upgo … --json` and reads its answers."""

from __future__ import annotations

import json
import os

# The command did what was asked, but a new terminal runs another Go or none.
NOT_FIRST = 12

# The kinds of steps that change nothing that a user or another program can see (StepKind::changes_something of Upgo).
UNSEEN = frozenset(
    (
        "check",
        "download",
        "downloadPackage",
        "downloadUpgo",
        "hookAfter",
        "hookSoak",
        "hookBefore",
        "hookOnFailure",
        "readFile",
        "rehearse",
        "securePackage",
        "test",
        "tryUpgo",
    )
)


class Upgo:
    """The program `upgo` on this machine."""

    def __init__(self, module):
        self.module = module
        own = os.path.expanduser(os.path.join("~", ".local", "bin"))
        self.program = module.get_bin_path(module.params["executable"], opt_dirs=[own])
        if not self.program:
            module.fail_json(msg="there is no program %s" % module.params["executable"])

    def ask(self, *arguments, parts=()):
        """Returns the exit code and the answer of a command, which is an error's if it has the key `error`.

        `parts` are what the answer must have otherwise, such as `plan.steps`.
        """
        command = [self.program] + list(arguments) + ["--json", "--progress", "none"]
        try:
            code, output, errors = self.module.run_command(command, handle_exceptions=False)
        except OSError as error:
            self.module.fail_json(msg="upgo could not be started: %s" % error, cmd=command)
        try:
            answer = json.loads(output)
        except ValueError:
            answer = None
        is_whole = isinstance(answer, dict) and ("error" in answer or all(_part(answer, path) is not None for path in parts))
        if not is_whole:
            self.module.fail_json(
                msg="upgo printed no such answer (exit code %d)" % code,
                rc=code,
                cmd=command,
                stdout=output,
                stderr=errors,
            )
        if "error" not in answer and code not in (0, NOT_FIRST):
            self.module.fail_json(msg="upgo failed (exit code %d)" % code, rc=code, cmd=command, answer=answer)
        return code, answer

    def need(self, *arguments, parts=()):
        """Returns the answer of a command that must succeed."""
        code, answer = self.ask(*arguments, parts=parts)
        if "error" in answer:
            fail(self.module, code, answer["error"])
        return answer


def _part(answer, path):
    for key in path.split("."):
        answer = answer.get(key) if isinstance(answer, dict) else None
    return answer


def fail(module, code, error, **result):
    """Ends the module with an error as Upgo words it."""
    sentences = [error.get("message"), error.get("means"), error.get("next")]
    text = ". ".join(sentence.rstrip(".") for sentence in sentences if sentence)
    # Otherwise, Upgo has taken the whole change back.
    changed = error.get("became") == "unfinished"
    module.fail_json(msg=text, rc=code, error=error, changed=changed, **result)


def changes_something(plan):
    """Whether a plan changes something that a user or another program can see."""
    return any(step["kind"] not in UNSEEN for step in plan["steps"])


def differences(plan):
    """What a plan changes, in the form of Ansible's --diff: the Go in use, the installed versions, and each edit."""
    found = []
    versions = {"before": [], "after": []}
    places = {}
    for step in plan["steps"]:
        if step["kind"] == "switch":
            found.append(_difference("the Go in use", [plan["from"]], [step["version"]]))
        elif step["kind"] == "unpack":
            versions["after"].append(step["version"])
        elif step["kind"] == "delete":
            versions["before"].append(step["version"])
        for edit in step["diff"]:
            place = places.setdefault(edit["place"], {"before": [], "after": []})
            if edit["kind"] != "added":
                place["before"].append(edit["text"])
            if edit["kind"] == "moved":
                place["after"].append("%s (moved)" % edit["text"])
            elif edit["kind"] == "added":
                place["after"].append(edit["text"])
    if versions["before"] or versions["after"]:
        found.append(_difference("installed versions", versions["before"], versions["after"]))
    found.extend(_difference(name, place["before"], place["after"]) for name, place in places.items())
    return found


def _difference(header, before, after):
    return {"before_header": header, "after_header": header, "before": _lines(before), "after": _lines(after)}


def _lines(values):
    return "".join("%s\n" % value for value in values if value)
