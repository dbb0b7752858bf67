"""Plays a download of a file whose SHA-256 is UPGO_TEST_DIGEST."""

import os

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = """
module: win_get_url
short_description: for the tests
options:
  url:
    description: for the tests
    type: str
  dest:
    description: for the tests
    type: str
  checksum:
    description: for the tests
    type: str
  checksum_algorithm:
    description: for the tests
    type: str
"""


def main():
    options = {name: {"type": "str", "required": True} for name in ("url", "dest", "checksum", "checksum_algorithm")}
    module = AnsibleModule(argument_spec=options, supports_check_mode=True)
    asked = module.params
    if asked["checksum_algorithm"] != "sha256" or asked["checksum"] != os.environ.get("UPGO_TEST_DIGEST"):
        module.fail_json(msg="the checksum does not match", asked=asked)
    module.exit_json(changed=True, asked=asked, dest=asked["dest"].replace("%ProgramFiles%", "C:\\Program Files"))


if __name__ == "__main__":
    main()
