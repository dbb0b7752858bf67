"""Prints what a screen reader gets of the program on the session bus of its environment, as one JSON tree.

Each node has a role, a name, a description, states, attributes and children. Needs python3-gi and gir1.2-atspi-2.0.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

STATES = ("FOCUSABLE", "FOCUSED", "SELECTED", "CHECKED", "EXPANDABLE", "EXPANDED", "MODAL", "SHOWING", "SENSITIVE")
ATTRIBUTES = ("tag", "level", "live", "current", "haspopup", "description", "keyshortcuts", "posinset", "setsize")


def tree(node):
    states, attributes = node.get_state_set(), node.get_attributes() or {}
    return {
        "role": node.get_role_name(),
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "states": [name.lower() for name in STATES if states.contains(getattr(Atspi.StateType, name))],
        "attributes": {name: attributes[name] for name in ATTRIBUTES if name in attributes},
        "children": [tree(child) for child in children(node)],
    }


def children(node):
    found = (node.get_child_at_index(index) for index in range(node.get_child_count()))
    return [child for child in found if child is not None]


def page(node):
    """The first web page below a node."""
    if node.get_role_name() == "document web":
        return node
    return next((found for found in map(page, children(node)) if found), None)


def main():
    Atspi.init()
    found = page(Atspi.get_desktop(0))
    if found is None:
        sys.exit("no web page is on the accessibility bus")
    print(json.dumps(tree(found)))


try:
    main()
except GLib.Error as error:  # an element went away while it was read
    sys.exit(str(error))
