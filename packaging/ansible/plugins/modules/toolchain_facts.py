#!/usr/bin/python
# Copyright 2026 The Upgo authors
# MIT License (see LICENSE in Upgo's repository)

from __future__ import annotations

DOCUMENTATION = r"""
module: toolchain_facts
short_description: Gather the Go in use, the installed versions and a newer release as facts
description:
  - Runs C(upgo status), which never goes online and changes nothing.
version_added: "0.1.0"
author:
  - The Upgo authors (@upgo-dev)
options:
  executable:
    description: The program C(upgo), by its name on E(PATH) or its path.
    type: path
    default: upgo
attributes:
  check_mode:
    description: Gathers the same facts.
    support: full
  diff_mode:
    description: Nothing changes.
    support: N/A
  facts:
    description: Returns the facts as RV(ansible_facts).
    support: full
  platform:
    description: The systems on which the module runs.
    platforms: posix
    support: full
seealso:
  - module: upgo.go.toolchain
"""

EXAMPLES = r"""
- name: Gather the facts about Go
  upgo.go.toolchain_facts:

- name: Show the Go that a new terminal runs
  ansible.builtin.debug:
    var: ansible_facts.upgo.active.version
"""

RETURN = r"""
ansible_facts:
  description: The facts.
  type: dict
  returned: success
  contains:
    upgo:
      description:
        - The answer of C(upgo status --json), with its names in snake_case. Its schema is C(docs/schemas/status.json).
        - C(current) is the toolchain that Upgo's switch selects, C(active) the one that a new terminal runs.
        - C(installed) has every Go on the machine, and C(update) a newer release if one is known.
      type: dict
      returned: success
      sample: {"current": {"version": "go1.27.3", "go_bin": "/home/build/.local/share/upgo/toolchains/go1.27.3/bin/go"}}
"""

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.dict_transformations import camel_dict_to_snake_dict
from ansible_collections.upgo.go.plugins.module_utils.upgo import Upgo


def main():
    module = AnsibleModule(
        argument_spec=dict(executable=dict(type="path", default="upgo")),
        supports_check_mode=True,
    )
    answer = Upgo(module).need("status")
    module.exit_json(changed=False, ansible_facts={"upgo": camel_dict_to_snake_dict(answer)})


if __name__ == "__main__":
    main()
