"""Runs a program on this machine."""

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = """
module: win_command
short_description: for the tests
options:
  argv:
    description: for the tests
    type: list
    elements: str
"""


def main():
    module = AnsibleModule(argument_spec={"argv": {"type": "list", "elements": "str", "required": True}})
    rc, stdout, stderr = module.run_command(module.params["argv"])
    result = {"changed": True, "rc": rc, "stdout": stdout, "stderr": stderr}
    if rc != 0:
        module.fail_json(msg="non-zero return code", **result)
    module.exit_json(**result)


if __name__ == "__main__":
    main()
