#!/usr/bin/python
# Copyright 2026 The Upgo authors
# MIT License (see LICENSE in Upgo's repository)

from __future__ import annotations

DOCUMENTATION = r"""
module: toolchain
short_description: Install, upgrade, remove or roll back a Go toolchain with Upgo
description:
  - Runs C(upgo) as the account of the task and changes the Go toolchain of that account.
  - Every change is one plan of Upgo. If a step fails, Upgo takes the whole plan back.
  - In check mode, the module asks Upgo for the plan and changes nothing.
version_added: "0.1.0"
author:
  - The Upgo authors (@upgo-dev)
options:
  state:
    description:
      - V(present) installs O(version), and switches to it unless O(use=false).
      - V(latest) upgrades to the release that Upgo offers, according to its settings and its policy.
      - V(absent) removes O(version).
      - V(rolled_back) undoes the change with the number O(change).
    type: str
    choices: [absent, latest, present, rolled_back]
    default: latest
  version:
    description:
      - A version such as V(1.27.3), or a release line such as V(1.27) for its newest patch.
      - Required if O(state=present) or O(state=absent). The latter needs a version and not a line.
    type: str
  use:
    description: Whether O(state=present) also switches to the version.
    type: bool
    default: true
  patch:
    description: Whether O(state=latest) stays on the release line in use.
    type: bool
    default: false
  change:
    description:
      - The number of a change, from RV(id) of an earlier task or C(upgo history).
      - Required if O(state=rolled_back). A change that is no longer in effect stays as it is.
    type: int
  even_if_running:
    description: Whether to remove a version that programs use. No program is closed.
    type: bool
    default: false
  executable:
    description: The program C(upgo), by its name on E(PATH) or its path.
    type: path
    default: upgo
attributes:
  check_mode:
    description: Predicts the change without making it.
    support: full
  diff_mode:
    description: Shows the Go in use, the installed versions, and each edit of E(PATH) and of files.
    support: full
  platform:
    description: The systems on which the module runs.
    platforms: posix
    support: full
notes:
  - Give E(UPGO_HOME), E(UPGO_FEED_URL) and the like with the keyword C(environment) of the task.
seealso:
  - module: upgo.go.toolchain_facts
  - module: upgo.go.win_toolchain
"""

EXAMPLES = r"""
- name: Upgrade to the release that Upgo offers
  upgo.go.toolchain:
    state: latest
  register: upgrade

- name: Use the newest patch of Go 1.26
  upgo.go.toolchain:
    state: present
    version: "1.26"

- name: Undo the upgrade
  upgo.go.toolchain:
    state: rolled_back
    change: "{{ upgrade.id }}"
  when: upgrade.id is not none
"""

RETURN = r"""
id:
  description: The number of the change for O(change), or none if nothing was changed.
  type: int
  returned: success
  sample: 4
from:
  description: The Go in use before the change, or none.
  type: str
  returned: success
  sample: go1.26.6
to:
  description: The Go that the change is about, or none.
  type: str
  returned: success
  sample: go1.27.3
steps:
  description: The steps of the plan, in Upgo's words.
  type: list
  elements: str
  returned: success
  sample: ["Switch to go1.27.3"]
rc:
  description: The exit code of Upgo, as listed by C(upgo help).
  type: int
  returned: when Upgo has answered
  sample: 0
error:
  description: The error with its stable code, as Upgo prints it with C(--json).
  type: dict
  returned: failure
  sample: {"code": "UPGO-VERIFY-DIGEST"}
"""

import re

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.upgo.go.plugins.module_utils.upgo import NOT_FIRST, Upgo, changes_something, differences, fail

EXACT = re.compile(r"(go)?[0-9]+\.[0-9]+(\.[0-9]+|rc[0-9]+|beta[0-9]+)")


def wanted(params):
    """The command that brings about the wanted state."""
    running = ["--even-if-running"] if params["even_if_running"] else []
    if params["state"] == "latest":
        return ["upgrade"] + (["--patch"] if params["patch"] else [])
    if params["state"] == "present":
        return ["install", params["version"]] + (["--use"] if params["use"] else [])
    if params["state"] == "absent":
        return ["remove", params["version"]] + running
    return ["rollback", str(params["change"])] + running


def is_undone(upgo, number):
    """Whether a change is known and no longer in effect: it failed, or it was rolled back."""
    entries = upgo.need("history", parts=["entries"])["entries"]
    return any(entry["id"] == number and not entry["inEffect"] for entry in entries)


def main():
    module = AnsibleModule(
        argument_spec=dict(
            state=dict(type="str", choices=["absent", "latest", "present", "rolled_back"], default="latest"),
            version=dict(type="str"),
            use=dict(type="bool", default=True),
            patch=dict(type="bool", default=False),
            change=dict(type="int"),
            even_if_running=dict(type="bool", default=False),
            executable=dict(type="path", default="upgo"),
        ),
        required_if=[
            ("state", "present", ["version"]),
            ("state", "absent", ["version"]),
            ("state", "rolled_back", ["change"]),
        ],
        supports_check_mode=True,
    )
    params = module.params
    version = params["version"] or ""
    if version.startswith("-"):
        module.fail_json(msg="version is not a version of Go: %s" % version)
    if params["state"] == "latest" and version:
        module.fail_json(msg="state=latest takes no version; use state=present")
    if params["state"] == "absent" and not EXACT.fullmatch(version):
        module.fail_json(msg="state=absent needs a whole version such as 1.26.6, not %s" % version)

    upgo = Upgo(module)
    unchanged = {"changed": False, "id": None, "from": None, "to": None, "steps": [], "rc": 0, "diff": []}
    if params["state"] == "rolled_back" and is_undone(upgo, params["change"]):
        module.exit_json(**unchanged)

    command = wanted(params)
    code, answer = upgo.ask(*(command + ["--dry-run"]), parts=["plan.steps", "warnings"])
    if "error" in answer:
        if params["state"] == "absent" and answer["error"]["code"] == "UPGO-VERSION-NOT-INSTALLED":
            module.exit_json(**unchanged)
        fail(module, code, answer["error"])
    plan = answer["plan"]
    result = {
        "changed": changes_something(plan),
        "id": None,
        "from": plan["from"],
        "to": plan["to"],
        "steps": [step["description"] for step in plan["steps"]],
        "rc": code,
        "diff": differences(plan),
    }
    # Also without a step: the command says whether a new terminal still runs another Go.
    if not module.check_mode:
        code, answer = upgo.ask(*(command + ["--yes"]), parts=["changed", "warnings"])
        if "error" in answer:
            fail(module, code, answer["error"], steps=result["steps"], diff=result["diff"])
        result.update(rc=code, changed=answer["changed"], id=answer["id"], to=answer["to"])
        result["from"] = answer["from"]
    if code == NOT_FIRST:
        module.warn("A new terminal runs another Go or none; see 'upgo why'")
    for warning in answer["warnings"]:
        module.warn(warning["message"])
    # Without this, Ansible takes every other rc than 0 for a failure.
    module.exit_json(failed=False, **result)


if __name__ == "__main__":
    main()
