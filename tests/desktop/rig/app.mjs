// The desktop program, and its window as a user uses it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { picturesFolder } from "../../../scripts/lib/desktop.mjs";
import { parentOf } from "./figures.mjs";
import { until, whenDrawn } from "./waiting.mjs";
import { WebDriver } from "./webdriver.mjs";

/** The program on one machine and one desktop. */
export class App {
  constructor({ processes, programs, machine, desktop, log }) {
    Object.assign(this, { processes, programs, machine, desktop, log });
    this.env = { ...machine.env, ...desktop.env };
    this.page = null;
  }

  /** Starts the program with its window, and drives the window. */
  async open(...args) {
    this.driver = await WebDriver.start(this.processes, { env: this.env, log: this.log });
    await this.driver.begin(this.programs.desktop, args);
    this.page = new Page(this.driver, this.desktop);
    await this.page.appears();
    return this.page;
  }

  /** Starts the program as the desktop does, without driving it. Resolves to its exit code. */
  start(...args) {
    return this.startWith(this.env, ...args);
  }

  startWith(env, ...args) {
    return this.#run(this.programs.desktop, args, env);
  }

  /** Runs `upgo` as the system's schedule does, with the environment of the desktop. Resolves to its exit code. */
  command(...args) {
    return this.#run(this.programs.upgo, args, this.env);
  }

  #run(program, args, env) {
    const child = this.processes.start(program, args, { env, log: this.log });
    return new Promise((resolve) => child.on("exit", resolve));
  }

  /** Closes the window like its title bar's button. */
  async closeWindow() {
    await this.desktop.closeWindow();
    await until("the web view's process is gone", () => this.webViews().length === 0);
  }

  /** Drives the window that was opened again. */
  async driveAgain() {
    await this.desktop.windowOpens();
    await this.driver.switchToWindow();
    await this.page.appears();
  }

  /** The program's own processes. A copy of one that is about to become another program does not count. */
  own() {
    const found = this.processes.all().filter(({ command }) => command[0] === this.programs.desktop);
    const isCopyOf = ({ pid, command }) => (other) => parentOf(pid) === other.pid && `${command}` === `${other.command}`;
    return found.filter((each) => !found.some(isCopyOf(each)));
  }

  /** The processes of the web views. */
  webViews() {
    return this.processes.all().filter(({ name }) => name.startsWith("WebKitWebProc"));
  }

  /** The program's output on both streams. */
  said() {
    return readFileSync(this.log, "utf8");
  }

  ends() {
    return until("the program has ended", () => this.own().length === 0);
  }

  /** Ends the program like a power failure. */
  async kill() {
    for (const { pid } of this.own()) process.kill(pid, "SIGKILL");
    await this.ends();
    await this.driver?.end();
  }
}

/** The page, with the test ids and states that `docs/` promises to keep stable. */
export class Page {
  constructor(driver, desktop) {
    this.driver = driver;
    this.desktop = desktop;
  }

  appears() {
    return until("the page is drawn", () => this.has("home-state"));
  }

  /** The state of Home: `current`, `update`, `working` and so on. */
  async state() {
    return (await this.one("home-state")).state;
  }

  /** Waits until Home has a state and returns its text. */
  async reaches(state) {
    let last;
    await until(`Home says ${state}`, async () => (last = await this.one("home-state")).state === state).catch((error) => {
      throw new Error(`${error.message}: Home is ${JSON.stringify(last)}`);
    });
    return (await this.one("home-state")).text;
  }

  /** All elements with a test id: their state, their visible text, and their attributes. */
  all(id) {
    return this.driver.execute(
      `return [...document.querySelectorAll(\`[data-testid="\${arguments[0]}"]\`)].map((element) => ({
        state: element.dataset.state ?? null,
        version: element.dataset.version ?? null,
        text: element.innerText.trim(),
        enabled: !element.disabled && element.ariaDisabled !== "true",
        visible: element.checkVisibility?.() ?? element.offsetParent !== null,
        fraction: element.position ?? null,
      }));`,
      id,
    );
  }

  async one(id) {
    const [element] = await this.all(id);
    if (!element) throw new Error(`the page has no ${id}`);
    return element;
  }

  async has(id) {
    return (await this.all(id)).length > 0;
  }

  async text(id) {
    return (await this.one(id)).text;
  }

  /** Presses the element with a test id once it is enabled; `version` selects the row. */
  press(id, { version } = {}) {
    return this.pressAt(`${version ? `[data-version="${version}"] ` : ""}[data-testid="${id}"]`);
  }

  /** Presses the first element that matches the selector, once it is in the window and stands still there. */
  async pressAt(selector) {
    await until(`${selector} can be pressed`, async () => {
      if (!(await this.driver.executeAsync(STANDS, selector))) return false;
      await this.driver.click(selector);
      return true;
    });
  }

  /** Waits until an element with a test id contains `words`, and returns its whole text. */
  async says(id, words) {
    let last = [];
    const matches = ({ text }) => (words instanceof RegExp ? words.test(text) : text === words);
    const look = async () => (last = await this.all(id)).find(matches);
    return until(`${id} says ${words}`, look).then(
      ({ text }) => text,
      () => Promise.reject(new Error(`${id} never says ${words}; it says ${JSON.stringify(last.map(({ text }) => text))}`)),
    );
  }

  /** Waits until the page contains `words` anywhere. */
  async reads(words) {
    let last = "";
    const look = async () => words.test((last = await this.driver.execute("return document.body.innerText")));
    await until(`the page says ${words}`, look).catch(() => {
      throw new Error(`the page never says ${words}; it says:\n${last}`);
    });
  }

  /** Waits until the progress bar is beyond `fraction` of the whole change, and returns its value. */
  async fractionPasses(fraction) {
    let last;
    await until(`the bar passes ${fraction}`, async () => (last = (await this.one("progress")).fraction) > fraction);
    return last;
  }

  /** Goes to a place as a user would: with the navigation, and what its pages lead to. */
  async goTo(place) {
    const isHidden = place === "projects" && !(await this.has("nav-projects"));
    for (const step of isHidden ? HIDDEN_PROJECTS : (WAYS[place] ?? [`nav-${place}`])) await this.press(step);
    await this.goesTo(place);
  }

  /** Waits until the window shows this place. */
  goesTo(place) {
    return until(`${place} is shown`, () => this.driver.execute(CURRENT_PLACE, place));
  }

  /** Saves a picture of the window next to those of `npm run shots`. It is the screen's, because the driver's request
      for one is answered only if the web view draws for a graphics card. */
  async keepPicture(name) {
    await until("no animation is running", () => this.driver.execute(IS_STILL));
    await this.driver.executeAsync(whenDrawn("arguments[0]"));
    const file = join(picturesFolder("shots"), `${name}.png`);
    await until("the window is drawn", () => this.desktop.keepWindow(file).then(() => true));
  }
}

/** Rows that scroll into the window get their real height only then and push what follows away, so the driver's click
    would hit what was there before. */
const STANDS = `
  const element = document.querySelector(arguments[0]);
  const done = arguments[1];
  if (!element) done(false);
  else {
    element.scrollIntoView({ block: "nearest", behavior: "instant" });
    const look = () => JSON.stringify(element.getBoundingClientRect());
    const before = look();
    ${whenDrawn("() => done(look() === before)")}
  }`;

/** The ring of a spinner never ends, so it does not count. */
const IS_STILL = `return document.getAnimations().every(({ playState, effect }) =>
  playState === "finished" || effect.getComputedTiming().endTime === Infinity);`;

/** What leads to a place that the navigation does not have itself. */
const WAYS = {
  environment: ["nav-environment", "env-tab-values"],
  health: ["nav-environment", "env-tab-findings"],
  history: ["nav-versions", "change-history"],
};
/** Before the first folder, a row of Home leads to Projects. */
const HIDDEN_PROJECTS = ["nav-home", "open-projects"];

const CURRENT_PLACE = "return document.querySelector('main')?.dataset.place === arguments[0]";
