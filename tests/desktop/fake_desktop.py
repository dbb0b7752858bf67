"""Stands in for a desktop: a tray, a notification daemon, and a window manager that can close and focus.

Runs on the session bus and the display of its environment. Takes one JSON array a line on standard input,
[METHOD, ARGUMENT, ...], and answers each with one line: {"result": ...} or {"error": "..."}. Prints {"result": "ready"}
first. Needs python3-gi, gir1.2-gdkpixbuf-2.0 and libX11.
"""

import ctypes
import hashlib
import itertools
import json
import struct
import sys
import threading
import time

import gi

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf, Gio, GLib  # noqa: E402

CALL_TIMEOUT_MS = 25000  # for a program that gets little of a busy machine
LEAST_COLOURS = 64
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"

WATCHER_XML = """
<node><interface name='org.kde.StatusNotifierWatcher'>
  <method name='RegisterStatusNotifierItem'><arg type='s' direction='in'/></method>
  <method name='RegisterStatusNotifierHost'><arg type='s' direction='in'/></method>
  <property name='RegisteredStatusNotifierItems' type='as' access='read'/>
  <property name='IsStatusNotifierHostRegistered' type='b' access='read'/>
  <property name='ProtocolVersion' type='i' access='read'/>
  <signal name='StatusNotifierItemRegistered'><arg type='s'/></signal>
  <signal name='StatusNotifierItemUnregistered'><arg type='s'/></signal>
</interface></node>"""

NOTIFICATIONS_XML = """
<node><interface name='org.freedesktop.Notifications'>
  <method name='Notify'>
    <arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>
    <arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>
    <arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/>
  </method>
  <method name='CloseNotification'><arg type='u' direction='in'/></method>
  <method name='GetCapabilities'><arg type='as' direction='out'/></method>
  <method name='GetServerInformation'>
    <arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/>
    <arg type='s' direction='out'/>
  </method>
  <signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>
  <signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>
</interface></node>"""


class Tray:
    """The host of tray icons. An item that leaves the bus is removed from the tray."""

    NAME, PATH = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"

    def __init__(self, bus):
        self.bus = bus
        self.items = []
        serve(bus, self.NAME, self.PATH, WATCHER_XML, self.call, self.read)
        bus.signal_subscribe(
            "org.freedesktop.DBus", "org.freedesktop.DBus", "NameOwnerChanged", None, None, 0, self.owner_changed
        )

    def call(self, sender, method, arguments):
        if method == "RegisterStatusNotifierItem":
            (service,) = arguments
            by_path = service.startswith("/")
            item = (sender, service if by_path else "/StatusNotifierItem")
            if item not in self.items:
                self.items.append(item)
            self.bus.emit_signal(
                None, self.PATH, self.NAME, "StatusNotifierItemRegistered", GLib.Variant("(s)", ("".join(item),))
            )

    def read(self, name):
        return {
            "RegisteredStatusNotifierItems": GLib.Variant("as", ["".join(item) for item in self.items]),
            "IsStatusNotifierHostRegistered": GLib.Variant("b", True),
            "ProtocolVersion": GLib.Variant("i", 0),
        }[name]

    def owner_changed(self, _bus, _sender, _path, _interface, _signal, parameters):
        name, _old, new = parameters.unpack()
        if not new:
            self.items = [item for item in self.items if item[0] != name]

    def icon(self):
        """What the newest item shows, or None without one."""
        if not self.items:
            return None
        name, path = self.items[-1]
        reply = self.ask(name, path, "org.freedesktop.DBus.Properties", "GetAll", GLib.Variant("(s)", (ITEM,)))
        return {key: reply[0].get(key) for key in ("Id", "Title", "Status", "IconName", "Menu")}

    def shows(self, file):
        """Whether the icon's picture is that of `file`. The program may have re-encoded it."""
        icon = self.icon()
        return icon is not None and pixels(icon["IconName"]) == pixels(file)

    def menu(self):
        """The newest item's menu as a tree, or None without one."""
        icon = self.icon()
        return icon and self.layout(icon["Menu"])

    def layout(self, menu):
        name = self.items[-1][0]
        # GTK fills the menu just before it is shown.
        self.ask(name, menu, MENU, "AboutToShow", GLib.Variant("(i)", (0,)))
        _revision, root = self.ask(name, menu, MENU, "GetLayout", GLib.Variant("(iias)", (0, -1, [])))
        return entry(root)

    def click(self, *labels):
        """Clicks the entry with these labels, from the top of the menu down. Fails if a user could not click it."""
        menu = self.icon()["Menu"]
        node = self.layout(menu)
        for label in labels:
            node = next((child for child in node["children"] if child["label"] == label), None)
            if node is None or not (node["enabled"] and node["visible"]):
                raise LookupError(f"no entry {label!r} that could be clicked")
        event = GLib.Variant("(isvu)", (node["id"], "clicked", GLib.Variant("s", ""), int(time.time()) & 0xFFFFFFFF))
        self.ask(self.items[-1][0], menu, MENU, "Event", event)

    def ask(self, name, path, interface, method, arguments):
        reply = self.bus.call_sync(name, path, interface, method, arguments, None, 0, CALL_TIMEOUT_MS, None)
        return reply.unpack()


def entry(node):
    """A menu entry, in the form that the tests read."""
    number, properties, children = node
    return {
        "id": number,
        "label": properties.get("label", "").replace("_", ""),
        "separator": properties.get("type") == "separator",
        "enabled": properties.get("enabled", True),
        "visible": properties.get("visible", True),
        "checked": properties.get("toggle-state") == 1,
        "children": [entry(child) for child in children],
    }


class Notifications:
    """The notification daemon. Remembers every notification; those that were not closed are on screen."""

    NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
    DISMISSED, CLOSED_BY_CALL = 2, 3

    def __init__(self, bus):
        self.bus = bus
        self.numbers = itertools.count(1)
        self.shown = []
        serve(bus, self.NAME, self.PATH, NOTIFICATIONS_XML, self.call)

    def call(self, _sender, method, arguments):
        if method == "Notify":
            return GLib.Variant("(u)", (self.show(*arguments),))
        if method == "CloseNotification":
            self.close(arguments[0], self.CLOSED_BY_CALL)
        if method == "GetCapabilities":
            return GLib.Variant("(as)", (["body", "actions", "persistence"],))
        if method == "GetServerInformation":
            return GLib.Variant("(ssss)", ("fake", "upgo", "1", "1.2"))
        return None

    def show(self, app, replaces, _icon, summary, body, actions, hints, timeout):
        number = replaces or next(self.numbers)
        self.shown.append(
            {
                "id": number,
                "app": app,
                "title": summary,
                "body": body,
                "actions": dict(zip(actions[::2], actions[1::2])),
                "hints": {key: value for key, value in hints.items() if isinstance(value, (str, int, bool))},
                "timeout": timeout,
                "replaces": replaces,
                "open": True,
            }
        )
        for older in self.shown[:-1]:
            if older["id"] == number:
                older["open"] = False
        return number

    def list(self):
        return self.shown

    def press(self, number, action):
        """Presses a button of a notification on screen, which then disappears."""
        if not any(each["id"] == number and each["open"] and action in each["actions"] for each in self.shown):
            raise LookupError(f"notification {number} shows no {action!r}")
        self.emit("ActionInvoked", GLib.Variant("(us)", (number, action)))
        self.close(number, self.DISMISSED)

    def close(self, number, reason):
        for each in self.shown:
            if each["id"] == number:
                each["open"] = False
        self.emit("NotificationClosed", GLib.Variant("(uu)", (number, reason)))

    def emit(self, signal, arguments):
        self.bus.emit_signal(None, self.PATH, self.NAME, signal, arguments)


def pixels(file):
    picture = GdkPixbuf.Pixbuf.new_from_file(file).add_alpha(False, 0, 0, 0)
    size = (picture.get_width(), picture.get_height())
    return size, hashlib.sha256(picture.get_pixels()).digest()


def drawn(screen):
    """The pixels of Xvfb's file of its screen, in the format of xwd: a header, a table of colours, and BGRX."""
    with open(screen, "rb") as file:
        content = file.read()
    header = struct.unpack(">25I", content[:100])
    size, width, height, row, colour_table = header[0], header[4], header[5], header[12], header[19] * 12
    points = content[size + colour_table :]
    rgb = bytearray(width * height * 3)
    for channel in range(3):
        rgb[channel::3] = points[2 - channel : row * height : 4]
    return GdkPixbuf.Pixbuf.new_from_bytes(
        GLib.Bytes.new(bytes(rgb)), GdkPixbuf.Colorspace.RGB, False, 8, width, height, width * 3
    )


def colours(picture):
    """The number of different bytes in a picture. One of text has many, because letters have soft edges."""
    return len(set(picture.get_pixels()))


def serve(bus, name, path, xml, call, read=None):
    """Publishes an object and its well-known name on the bus."""
    info = Gio.DBusNodeInfo.new_for_xml(xml).interfaces[0]

    def on_call(_bus, sender, _path, _interface, method, arguments, invocation):
        invocation.return_value(call(sender, method, arguments.unpack()))

    def on_read(_bus, _sender, _path, _interface, prop):
        return read(prop)

    bus.register_object(path, info, on_call, on_read, None)
    own = GLib.Variant("(su)", (name, 4))  # 4: fail instead of waiting if the name is taken
    bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName", own, None, 0, -1)


class ClientMessage(ctypes.Structure):
    """XClientMessageEvent, padded to the size of an XEvent."""

    _fields_ = [
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("padding", ctypes.c_long * 24),
    ]


class Attributes(ctypes.Structure):
    """XWindowAttributes up to `map_state`, with room for the rest."""

    _fields_ = [
        ("x", ctypes.c_int),
        ("y", ctypes.c_int),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("border_width", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("visual", ctypes.c_void_p),
        ("root", ctypes.c_ulong),
        ("class_", ctypes.c_int),
        ("bit_gravity", ctypes.c_int),
        ("win_gravity", ctypes.c_int),
        ("backing_store", ctypes.c_int),
        ("backing_planes", ctypes.c_ulong),
        ("backing_pixel", ctypes.c_ulong),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        ("map_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        ("padding", ctypes.c_long * 16),
    ]


class Windows:
    """The parts of a window manager that the tests need."""

    CLIENT_MESSAGE, VIEWABLE, REVERT_TO_NONE, CURRENT_TIME = 33, 2, 0, 0

    def __init__(self):
        self.x = ctypes.CDLL("libX11.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XInternAtom.restype = ctypes.c_ulong
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        # A window may disappear after it was listed. By default, Xlib would end the process.
        self.ignore = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
        self.x.XSetErrorHandler(self.ignore)
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(None))
        if not self.display:
            raise OSError("there is no display")

    def list(self):
        """The visible top-level windows that have a name."""
        named = ((self.name(window), window) for window in self.children())
        return [
            {"title": name, "focused": self.focused() == window, **self.size(window)}
            for name, window in named
            if name and self.visible(window)
        ]

    def close(self, title):
        """Asks a window to close, like the button in its title bar."""
        window = self.named(title)
        event = ClientMessage(type=self.CLIENT_MESSAGE, window=window, format=32)
        event.message_type = self.atom("WM_PROTOCOLS")
        event.data[0] = self.atom("WM_DELETE_WINDOW")
        self.x.XSendEvent(self.display, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(event))
        self.x.XSync(self.display, 0)

    def focus(self, title):
        """Gives a window the focus; with None, no window has it."""
        window = self.named(title) if title else self.x.XDefaultRootWindow(self.display)
        self.x.XSetInputFocus(self.display, ctypes.c_ulong(window), self.REVERT_TO_NONE, ctypes.c_ulong(0))
        self.x.XSync(self.display, 0)

    def second_click(self, x, y):
        """Presses and releases the second button of a mouse there. The web view's driver would release the first."""
        test, now = ctypes.CDLL("libXtst.so.6"), ctypes.c_ulong(self.CURRENT_TIME)
        test.XTestFakeMotionEvent(self.display, -1, x, y, now)
        for is_down in (1, 0):
            test.XTestFakeButtonEvent(self.display, 3, is_down, now)
        self.x.XSync(self.display, 0)

    def picture(self, screen, file, title):
        """Writes what is drawn of a window as a PNG; with None, of the whole screen. `screen` is Xvfb's own file."""
        found = self.attributes(self.named(title) if title else self.x.XDefaultRootWindow(self.display))
        picture = drawn(screen).new_subpixbuf(found.x, found.y, found.width, found.height)
        if title and colours(picture) < LEAST_COLOURS:
            raise LookupError(f"nothing is drawn in {title!r}")
        picture.savev(file, "png", [], [])

    def named(self, title):
        for window in self.children():
            if self.name(window) == title and self.visible(window):
                return window
        raise LookupError(f"no window {title!r} on screen")

    def children(self):
        root, parent = ctypes.c_ulong(), ctypes.c_ulong()
        children, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        top = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))
        found = (ctypes.byref(each) for each in (root, parent, children, count))
        self.x.XQueryTree(self.display, top, *found)
        windows = [children[index] for index in range(count.value)]
        if windows:
            self.x.XFree(children)
        return windows

    def name(self, window):
        text = ctypes.c_char_p()
        if not self.x.XFetchName(self.display, ctypes.c_ulong(window), ctypes.byref(text)):
            return ""
        return (text.value or b"").decode(errors="replace")

    def attributes(self, window):
        found = Attributes()
        known = self.x.XGetWindowAttributes(self.display, ctypes.c_ulong(window), ctypes.byref(found))
        return found if known else Attributes()

    def visible(self, window):
        return self.attributes(window).map_state == self.VIEWABLE

    def size(self, window):
        found = self.attributes(window)
        return {"width": found.width, "height": found.height}

    def focused(self):
        window, revert = ctypes.c_ulong(), ctypes.c_int()
        self.x.XGetInputFocus(self.display, ctypes.byref(window), ctypes.byref(revert))
        # The toolkit may give the focus to a child window.
        return next((top for top in self.children() if self.holds(top, window.value)), None)

    def holds(self, top, window):
        while window and window != top:
            window = self.parent(window)
        return window == top

    def parent(self, window):
        root, parent = ctypes.c_ulong(), ctypes.c_ulong()
        children, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        found = (ctypes.byref(each) for each in (root, parent, children, count))
        if not self.x.XQueryTree(self.display, ctypes.c_ulong(window), *found):
            return 0
        if count.value:
            self.x.XFree(children)
        return 0 if parent.value == root.value else parent.value

    def atom(self, name):
        return self.x.XInternAtom(self.display, name.encode(), 0)


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    tray, notifications, windows = Tray(bus), Notifications(bus), Windows()
    methods = {
        "icon": tray.icon,
        "shows": tray.shows,
        "menu": tray.menu,
        "click": tray.click,
        "notifications": notifications.list,
        "press": notifications.press,
        "dismiss": lambda number: notifications.close(number, Notifications.DISMISSED),
        "windows": windows.list,
        "close": windows.close,
        "focus": windows.focus,
        "second-click": windows.second_click,
        "picture": windows.picture,
    }
    # Orders are read on a separate thread, so that a call to the program does not block answers to its calls.
    loop = GLib.MainLoop()
    threading.Thread(target=obey, args=(methods, loop), daemon=True).start()
    loop.run()


def obey(methods, loop):
    """Answers orders from standard input. Its end ends the desktop."""
    answer({"result": "ready"})
    for line in sys.stdin:
        method, *arguments = json.loads(line)
        try:
            answer({"result": methods[method](*arguments)})
        except (GLib.Error, LookupError, OSError, TypeError, ValueError) as error:
            answer({"error": f"{method}: {error}"})
    loop.quit()


def answer(document):
    print(json.dumps(document), flush=True)


main()
