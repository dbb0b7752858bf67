"""Returns what it was asked to do."""

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = """
module: win_file
short_description: for the tests
options:
  path:
    description: for the tests
    type: str
  state:
    description: for the tests
    type: str
"""


def main():
    options = {"path": {"type": "str", "required": True}, "state": {"type": "str", "required": True}}
    module = AnsibleModule(argument_spec=options, supports_check_mode=True)
    module.exit_json(changed=True, asked=module.params)


if __name__ == "__main__":
    main()
