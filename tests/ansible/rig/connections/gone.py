"""A connection to a host that does not answer."""

from ansible.errors import AnsibleConnectionFailure
from ansible.plugins.connection.local import Connection as Local

DOCUMENTATION = """
name: gone
short_description: for the tests
description: for the tests
"""


class Connection(Local):
    transport = "gone"

    def _connect(self):
        raise AnsibleConnectionFailure("the host does not answer")
