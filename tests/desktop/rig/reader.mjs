// What a screen reader is given of the window, over AT-SPI, and rules that hold on every page.
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { picturesFolder } from "../../../scripts/lib/desktop.mjs";
import { PYTHON } from "./desktop.mjs";
import { until } from "./waiting.mjs";

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL("../screen_reader.py", import.meta.url));
/** Roles that say nothing about what can be done. */
const GENERIC = new Set(["section", "unknown", "filler", "static", "text", "paragraph"]);
const ACTIONS = new Set(["push button", "toggle button", "link", "combo box", "menu item", "check box"]);
/** Characters of icon fonts, and the one that stands for an embedded object. */
const NO_TEXT = /[\p{Co}\uFFFC]/u;

/** Reads the tree once the page stands still, and keeps it as text in `target/desktop/reader-NAME.txt`. */
export async function readPage(desktop, name, isReady) {
  let read;
  await until(`the screen reader gets ${name}`, async () => {
    const { stdout } = await run(PYTHON, ["-W", "ignore", SCRIPT], { env: { PATH: "/usr/bin:/bin", ...desktop.env }, maxBuffer: 1 << 24 });
    const before = read;
    read = stdout;
    return before === stdout && isReady(stdout);
  });
  const page = JSON.parse(read);
  writeFileSync(join(picturesFolder("desktop"), `reader-${name}.txt`), spoken(page));
  return page;
}

/** The tree as text, one element a line. */
function spoken(node, depth = 0) {
  const { role, name, description, states, attributes, children } = node;
  const more = [description && `(${description})`, ...states.filter((state) => !["showing", "sensitive"].includes(state))];
  const { tag, ...rest } = attributes;
  const marks = Object.entries(rest).map(([key, value]) => `${key}=${value}`);
  const line = `${"  ".repeat(depth)}${role} "${name}" ${[...more, ...marks].filter(Boolean).join(" ")}`.trimEnd();
  return [line, ...children.map((child) => spoken(child, depth + 1))].join("\n");
}

/** All elements with their ancestors, in reading order. */
export function* elements(node, above = []) {
  yield { ...node, above };
  for (const child of node.children) yield* elements(child, [...above, node]);
}

/** What is wrong with a page for a user of a screen reader. */
export function mistakes(page) {
  const all = [...elements(page)].slice(1); // without the document
  const isModal = all.some(({ states }) => states.includes("modal"));
  return [...all.flatMap(wrongWithOne), ...repeatedActions(all), ...(isModal ? wrongModal(all) : wrongPage(all))];
}

function wrongPage(all) {
  const one = (tag) => (all.filter((each) => each.attributes.tag === tag).length === 1 ? [] : [`there is not one ${tag}`]);
  const isLive = all.some(({ attributes }) => attributes.live === "polite");
  return [...one("main"), ...one("nav"), ...wrongHeadings(all, 1), ...(isLive ? [] : ["nothing announces changes"])];
}

/** Nothing but the dialog is there, and its title begins the headings. */
function wrongModal(all) {
  const isAlone = all.every(({ role, above }) => role === "dialog" || above.some((each) => each.role === "dialog"));
  return [...wrongHeadings(all, 2), ...(isAlone ? [] : ["the page behind the dialog is read, too"])];
}

function wrongWithOne({ role, name, states, above, children, description }) {
  const called = `${role} "${name}"`;
  const wrong = [];
  if (states.includes("focusable") && !name.trim()) wrong.push(`${called} in ${path(above)} has no name`);
  if (states.includes("focusable") && GENERIC.has(role)) wrong.push(`${called} does not say what it is`);
  if (role === "list item" && !isInList(above)) wrong.push(`${called} is in no list, but in a ${above.at(-1).role}`);
  if (role === "list" && children.some((child) => child.role !== "list item")) wrong.push(`${called} has more than items`);
  if (role === "image" && !name.trim()) wrong.push(`an image in ${path(above)} has no name`);
  if (role === "image" && above.some((each) => each.name === name)) wrong.push(`${called} repeats what it is part of`);
  if (NO_TEXT.test(name + description)) wrong.push(`${called} contains a sign that cannot be read`);
  return wrong;
}

/** An option may be in a group of its list. */
const isInList = (above) => ["list", "list box"].includes(above.at(-1).role) || above.at(-2).role === "list box";

/** Exactly one heading, the first, has the level `top`, and no level is skipped. */
function wrongHeadings(all, top) {
  const levels = all.filter(({ role }) => role === "heading").map(({ attributes }) => Number(attributes.level));
  const skips = levels.filter((level, index) => level > (levels[index - 1] ?? top - 1) + 1);
  const wrong = skips.map((level) => `a heading of level ${level} leaves one out`);
  if (levels.filter((level) => level === top).length > 1) wrong.push(`several headings have the level ${top}`);
  if (levels.some((level) => level < top)) wrong.push(`a heading has a level above ${top}`);
  return wrong;
}

/** Actions that sound the same although they do different things: in one row, or in the rows of one list. */
function repeatedActions(all) {
  const groups = new Map();
  for (const { role, name, description, above } of all) {
    if (!ACTIONS.has(role)) continue;
    const place = above.findLast((each) => ["list", "landmark", "dialog", "alert", "menu"].includes(each.role));
    const same = `${name}\n${description}`;
    const known = groups.get(place) ?? groups.set(place, new Map()).get(place);
    known.set(same, (known.get(same) ?? 0) + 1);
  }
  const repeated = [...groups.values()].flatMap((known) => [...known].filter(([, count]) => count > 1));
  return repeated.map(([same, count]) => `${count} actions of one list are called "${same.trim().replace("\n", ", ")}"`);
}

const path = (above) => above.slice(-3).map(({ role, name }) => `${role} "${name}"`).join(" > ");
