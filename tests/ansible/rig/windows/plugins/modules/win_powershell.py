"""Answers as the script about the account would. UPGO_TEST_PROFILE=none plays a logon without a profile."""

import os

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = """
module: win_powershell
short_description: for the tests
options:
  script:
    description: for the tests
    type: str
"""


def main():
    module = AnsibleModule(argument_spec={"script": {"type": "str", "required": True}}, supports_check_mode=True)
    usable = os.environ.get("UPGO_TEST_PROFILE") != "none"
    module.exit_json(changed=False, result={"account": "PC\\ada", "usable": usable})


if __name__ == "__main__":
    main()
