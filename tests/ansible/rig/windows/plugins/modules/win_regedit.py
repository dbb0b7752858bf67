"""Changes nothing, and shows what it was asked for."""

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = """
module: win_regedit
short_description: for the tests
options:
  path:
    description: for the tests
    type: str
  name:
    description: for the tests
    type: str
  data:
    description: for the tests
    type: raw
  type:
    description: for the tests
    type: str
"""


def main():
    options = {"path": {"type": "str"}, "name": {"type": "str"}, "data": {"type": "raw"}, "type": {"type": "str"}}
    module = AnsibleModule(argument_spec=options, supports_check_mode=True)
    module.exit_json(changed=True, asked=module.params)


if __name__ == "__main__":
    main()
