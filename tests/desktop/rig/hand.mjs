// Two ways to use the window: only with a pointer, or only with a keyboard. The driver sends the events of the device,
// so a covered button or a lost focus stops a story as it would stop a user.
import { until, whenDrawn } from "./waiting.mjs";

const KEYS = {
  Tab: "\uE004",
  Enter: "\uE007",
  Shift: "\uE008",
  Ctrl: "\uE009",
  Escape: "\uE00C",
  Space: " ",
  End: "\uE010",
  Home: "\uE011",
  Left: "\uE012",
  Up: "\uE013",
  Right: "\uE014",
  Down: "\uE015",
  F5: "\uE035",
  F10: "\uE03A",
};
const MOST_TABS = 40;
const SCROLL_PX = 400;

/**
 * A target is the test id of an element, or `{ id, version, data, name }`: `version` and `data` select the row or the
 * element with this `data-version` or `data-id`, `name` its accessible name or text.
 */
const FIND = `
  const { id, version, data, name } = arguments[0];
  const inside = (version ? '[data-version="' + version + '"] ' : "") + (data ? '[data-id="' + data + '"]' : "");
  const selector = id ? inside + (data && !arguments[0].own ? " " : "") + '[data-testid="' + id + '"]'
    : inside + " :is(button, input, label)";
  const nameOf = (element) => (element.getAttribute("aria-label") ?? element.innerText).replace(/\\s+/g, " ").trim();
  const scope = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document;
  const found = [...scope.querySelectorAll(selector)].find((element) =>
    element.checkVisibility() && (!name || nameOf(element) === name || nameOf(element).startsWith(name + " ")));
`;

/** Where a target is, whether it can be clicked there, and whether it stands still: by the page's own frames, because a
    busy machine draws few of them. */
const WHERE = `${FIND}
  const done = arguments[1];
  const look = () => {
    if (!found || found.disabled || found.ariaDisabled === "true") return null;
    const { left, top, width, height } = found.getBoundingClientRect();
    const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
    const hit = document.elementFromPoint(x, y);
    const scrolls = y < 0 || y >= innerHeight || !hit ? Math.sign(y - innerHeight / 2) : 0;
    const moves = document.getAnimations().some(({ playState, effect }) =>
      playState === "running" && effect.getComputedTiming().endTime !== Infinity);
    return { x, y, scrolls, moves, isOnTop: found.contains(hit) || hit?.closest("label") === found.closest("label") };
  };
  const before = look();
  ${whenDrawn(`() => {
    const now = look();
    done(now && { ...now, stands: !now.moves && before?.x === now.x && before?.y === now.y });
  }`)}
`;

const HAS_FOCUS = `${FIND}
  return found !== undefined && found.contains(document.activeElement);`;

const asTarget = (target) => (typeof target === "string" ? { id: target } : target);

class Hand {
  /** How often something was pressed. Scrolling is counted apart, because it needs no aim. */
  presses = 0;
  scrolls = 0;

  constructor(page) {
    this.page = page;
    this.driver = page.driver;
  }

  /** Starts to count. */
  begin() {
    this.presses = 0;
    this.scrolls = 0;
  }

  where(order) {
    return this.driver.executeAsync(WHERE, order);
  }
}

/** A mouse, without a keyboard. */
export class Pointer extends Hand {
  #turned = 0;

  /** Clicks the middle of a target once it is enabled and stands still; turns the wheel until it is in the window. */
  async click(target) {
    const { x, y } = await this.#aim(target);
    const steps = [{ type: "pointerMove", x, y, duration: 0 }, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }];
    await this.driver.act({ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions: steps });
    this.presses += 1;
  }

  /** The same with the second button. */
  async secondClick(target) {
    const { x, y } = await this.#aim(target);
    await this.page.desktop.secondClick(x, y);
    this.presses += 1;
  }

  #aim(target) {
    const order = asTarget(target);
    return until(`${JSON.stringify(order)} can be clicked`, async () => {
      const at = await this.where(order);
      if (at?.scrolls) await this.#scroll(order, at);
      return at?.stands && at.isOnTop && at;
    });
  }

  /** Turns the wheel once, and waits until the target has moved: a second turn would arrive while a click is aimed. */
  async #scroll(order, { y: from, scrolls }) {
    const [x, y] = await this.driver.execute("return [Math.round(innerWidth * 0.6), Math.round(innerHeight / 2)]");
    // WebKit scrolls by the difference to the step before
    this.#turned += scrolls * SCROLL_PX;
    const step = { type: "scroll", x, y, deltaX: 0, deltaY: this.#turned, duration: 0, origin: "viewport" };
    await this.driver.act({ type: "wheel", id: "wheel", actions: [step] });
    this.scrolls += 1;
    await until("the wheel has scrolled", async () => (await this.where(order))?.y !== from);
  }
}

/** A keyboard, without a mouse. */
export class Keyboard extends Hand {
  /** Presses keys one after the other: `Enter`, `Ctrl+2`, `a`. */
  async press(...chords) {
    for (const chord of chords) {
      const keys = chord.split("+").map((key) => KEYS[key] ?? key);
      const actions = [
        ...keys.map((value) => ({ type: "keyDown", value })),
        ...keys.toReversed().map((value) => ({ type: "keyUp", value })),
      ];
      await this.driver.act({ type: "key", id: "keyboard", actions });
      this.presses += 1;
    }
  }

  async type(words) {
    await this.press(...words);
  }

  /** Waits until a target has the focus without a key. */
  async isOn(target) {
    const order = asTarget(target);
    await until(`${JSON.stringify(order)} has the focus`, () => this.#has(order)).catch(async (error) => {
      const focused = await this.driver.execute("return document.activeElement.outerHTML.slice(0, 200)");
      throw new Error(`${error.message}: the focus is on ${focused}`);
    });
  }

  /** Presses a key until a target has the focus, and so shows that it can be reached. */
  async moveTo(target, key = "Tab") {
    const order = asTarget(target);
    await until(`${JSON.stringify(order)} is there`, () => this.where(order));
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      if (await this.#has(order)) return;
      await this.press(key);
    }
    throw new Error(`${MOST_TABS} times ${key} do not reach ${JSON.stringify(order)}`);
  }

  #has(order) {
    return this.driver.execute(HAS_FOCUS, order);
  }
}
