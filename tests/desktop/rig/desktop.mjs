// A desktop without a screen: a display, a session bus, a tray, a notification service.
import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { until } from "./waiting.mjs";

const FAKE = fileURLToPath(new URL("../fake_desktop.py", import.meta.url));
/** The system's Python, because the first one on PATH may lack the bindings of Debian's packages. */
export const PYTHON = "/usr/bin/python3";
const TITLE = "Upgo";

/** Everything that a program needs to show itself, and access to what it shows. */
export class Desktop {
  #fake;
  #answers;
  #screen;
  #turn = Promise.resolve();

  /**
   * Starts a desktop in `folder` (for sockets and logs) for the programs of `processes`: `spoken` with the bus that
   * screen readers use, and `composited` with web views that draw as on a user's desktop.
   */
  static async start(processes, folder, { spoken = false, composited = false } = {}) {
    const desktop = new Desktop();
    const runtime = join(folder, "run");
    mkdirSync(runtime, { mode: 0o700 });
    const env = { PATH: "/usr/bin:/bin", XDG_RUNTIME_DIR: runtime, HOME: folder };
    const [display, bus] = await Promise.all([startDisplay(processes, env, folder), startBus(processes, env)]);
    /** The variables for the program's environment. */
    desktop.env = {
      DISPLAY: display,
      DBUS_SESSION_BUS_ADDRESS: bus,
      XDG_RUNTIME_DIR: runtime,
      GDK_BACKEND: "x11",
      // Quiet and reproducible: no accessibility bus unless it is asked for, no stored settings of the desktop.
      ...(spoken ? {} : { NO_AT_BRIDGE: "1" }),
      GSETTINGS_BACKEND: "memory",
      // There is no graphics card. Imitating one takes a second for each start, and half of the tests' processor time.
      ...(composited ? {} : { WEBKIT_DISABLE_DMABUF_RENDERER: "1" }),
    };
    desktop.#screen = join(folder, "Xvfb_screen0");
    await desktop.#startFake(processes, { ...env, ...desktop.env }, folder);
    return desktop;
  }

  async #startFake(processes, env, folder) {
    const log = join(folder, "fake-desktop.log");
    this.#fake = processes.start(PYTHON, [FAKE], { env, log, stdio: ["pipe", "pipe", "inherit"] });
    this.#fake.stdin.on("error", () => {}); // it exited, which the next answer reports
    this.#answers = createInterface({ input: this.#fake.stdout })[Symbol.asyncIterator]();
    if ((await this.#answer("start")) !== "ready") throw new Error("the desktop did not start");
  }

  /** One request after the other, because answers have no number. */
  #ask(...order) {
    const answer = this.#turn.then(() => {
      this.#fake.stdin.write(`${JSON.stringify(order)}\n`);
      return this.#answer(order[0]);
    });
    this.#turn = answer.catch(() => {});
    return answer;
  }

  async #answer(order) {
    const { value: line, done } = await this.#answers.next();
    if (done) throw new Error(`the desktop ended before it answered ${order}`);
    const { result, error } = JSON.parse(line);
    if (error) throw new Error(error);
    return result;
  }

  async hasTrayIcon() {
    return (await this.#ask("icon")) !== null;
  }

  /** Waits until the tray icon shows the picture of this file. */
  iconBecomes(file) {
    return until(`the tray icon shows ${basename(file)}`, () => this.#ask("shows", file));
  }

  /** The visible entries of the tray menu, without separators. */
  async menu() {
    const visible = (node) => node.children.filter((child) => child.visible && !child.separator);
    const shape = (node) => ({ ...node, children: visible(node).map(shape) });
    const root = await this.#ask("menu");
    return root ? shape(root).children : [];
  }

  /** Waits for an entry of the tray menu with a matching label, and returns it. `state` may add a condition. */
  menuEntry(label, state = () => true) {
    const matches = (entry) => (label instanceof RegExp ? label.test(entry.label) : entry.label === label);
    return until(`the tray's menu has ${label}`, async () =>
      (await this.menu()).find((entry) => matches(entry) && state(entry)),
    );
  }

  /** Clicks the entry at these labels, from the top of the menu down. */
  async clickMenu(...labels) {
    // a menu that is just being built again may lack an entry
    await until(`${labels.join(" > ")} can be clicked`, () => this.#ask("click", ...labels).then(() => true));
  }

  /** All notifications so far, the oldest first. */
  notifications() {
    return this.#ask("notifications");
  }

  async openNotifications() {
    return (await this.notifications()).filter((each) => each.open);
  }

  /** Waits for a notification on screen with this title and returns it. */
  notification(title) {
    const matches = (each) => (title instanceof RegExp ? title.test(each.title) : each.title === title);
    return until(`a notification ${title}`, async () => (await this.openNotifications()).find(matches));
  }

  /** Presses the button with this text on a notification. */
  press(notification, text) {
    const [action] = Object.entries(notification.actions).find(([, each]) => each === text) ?? [];
    if (!action) throw new Error(`no button ${text} on ${JSON.stringify(notification)}`);
    return this.#ask("press", notification.id, action);
  }

  /** Dismisses a notification. */
  dismiss(notification) {
    return this.#ask("dismiss", notification.id);
  }

  /** Clicks a notification outside its buttons. */
  clickNotification(notification) {
    return this.#ask("press", notification.id, "default");
  }

  /** The program's window while it is on screen, otherwise nothing. */
  async window() {
    return (await this.#ask("windows")).find((window) => window.title.startsWith(TITLE));
  }

  windowOpens() {
    return until("the window is on screen", () => this.window());
  }

  windowGoes() {
    return until("the window is gone", async () => !(await this.window()));
  }

  /** Closes the window like its title bar's button. */
  async closeWindow() {
    await this.#ask("close", (await this.windowOpens()).title);
    await this.windowGoes();
  }

  /** Writes a picture of the window to `file` (PNG). Fails while it shows nothing. */
  async keepWindow(file) {
    await this.#ask("picture", this.#screen, file, (await this.windowOpens()).title);
  }

  /** Writes a picture of the screen to `file` (PNG), whatever is on it. */
  keepScreen(file) {
    return this.#ask("picture", this.#screen, file, null);
  }

  async focusWindow() {
    await this.#ask("focus", (await this.windowOpens()).title);
    await until("the window has the focus", async () => (await this.window()).focused);
  }

  /** Presses the second mouse button at this point of the screen, where the window is at the top left. */
  secondClick(x, y) {
    return this.#ask("second-click", Math.round(x), Math.round(y));
  }

  async takeFocusAway() {
    await this.#ask("focus", null);
    await until("the window has lost the focus", async () => !(await this.window())?.focused);
  }
}

/** Resolves to the display's name. */
async function startDisplay(processes, env, folder) {
  const args = ["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset", "-fbdir", folder];
  const server = processes.start("Xvfb", args, { env, stdio: ["ignore", "ignore", "ignore", "pipe"] });
  return `:${await firstLine(server, server.stdio[3], "Xvfb")}`;
}

/** Resolves to the bus's address. */
async function startBus(processes, env) {
  const args = ["--session", "--nofork", "--nopidfile", "--nosyslog", "--print-address=1"];
  const bus = processes.start("dbus-daemon", args, { env, stdio: ["ignore", "pipe", "ignore"] });
  return firstLine(bus, bus.stdout, "dbus-daemon");
}

async function firstLine(child, stream, name) {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error(`${name} said nothing (${child.failure?.message ?? `exit ${child.exitCode}`})`);
}
