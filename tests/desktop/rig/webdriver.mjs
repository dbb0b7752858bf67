// A client of WebDriver (https://www.w3.org/TR/webdriver2/), as far as the tests need it.
import { connect, createServer } from "node:net";
import { once } from "node:events";
import { until } from "./waiting.mjs";

/** Only so that a call without an answer is named: a busy machine may need long for one. */
const CALL_TIMEOUT_MS = 60_000;
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf"; // the key that the standard gives to element references

export class WebDriver {
  #address;
  #session = "";

  /** Starts the web view's driver, which starts the program when a session begins. The program inherits `env`. */
  static async start(processes, { env, log }) {
    const port = await freePort();
    // the variable makes Tauri let its web view be driven
    const driven = { ...env, TAURI_WEBVIEW_AUTOMATION: "true" };
    processes.start("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], { env: driven, log });
    await until("the web view's driver listens", () => listens(port));
    const driver = new WebDriver();
    driver.#address = `http://127.0.0.1:${port}`;
    return driver;
  }

  /** Starts `application` and drives its window. */
  async begin(application, args = []) {
    const options = { binary: application, args };
    const capabilities = { alwaysMatch: { browserName: "wry", "webkitgtk:browserOptions": options } };
    const { sessionId } = await this.#call("POST", "/session", { capabilities });
    this.#session = `/session/${sessionId}`;
  }

  async end() {
    if (this.#session) await this.#call("DELETE", this.#session).catch(() => {});
    this.#session = "";
  }

  /** Switches to the only window, because the reference to a window that was closed and opened again is invalid. */
  async switchToWindow() {
    const [handle] = await until("there is a window to drive", async () => {
      const handles = await this.#get("/window/handles");
      return handles.length > 0 && handles;
    });
    await this.#post("/window", { handle });
  }

  async find(selector) {
    return (await this.#post("/element", { using: "css selector", value: selector }))[ELEMENT];
  }

  async click(selector) {
    await this.#post(`/element/${await this.find(selector)}/click`, {});
  }

  async type(selector, text) {
    await this.#post(`/element/${await this.find(selector)}/value`, { text });
  }

  /** Performs input events as a device would cause them: `sources` in the form of WebDriver's actions. */
  act(...sources) {
    return this.#post("/actions", { actions: sources });
  }

  /** Runs the body of a function in the page and returns its value. */
  execute(script, ...args) {
    return this.#post("/execute/sync", { script, args });
  }

  /** The same for a function that calls its last argument with the value. */
  executeAsync(script, ...args) {
    return this.#post("/execute/async", { script, args });
  }

  #get(path) {
    return this.#call("GET", this.#session + path);
  }

  #post(path, body) {
    return this.#call("POST", this.#session + path, body);
  }

  async #call(method, path, body) {
    const answer = await fetch(this.#address + path, {
      method,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    }).catch((error) => {
      throw new Error(`${method} ${path}: ${error.message}`, { cause: error });
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value?.error}, ${value?.message}`);
    return value;
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

function listens(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
