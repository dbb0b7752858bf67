// The palette finds every button of a page by its own words, unless it is not a separate action.
import assert from "node:assert/strict";
import { none, settled } from "./harness.mjs";

/**
 * The buttons that are not looked for, by what they belong to. Each is only for what is beside it, so that a list of
 * everything could not name it.
 */
const NO_ACTIONS = [
  { why: "folds, menus and counts open what is below them", has: ({ opens }) => opens },
  { why: "rows are found by their names, and versions by Use, Install and Open a terminal", has: ({ row }) => ROWS.has(row) },
  { why: "they close what they are in", has: ({ words }) => ["Back", "Close", "Done"].includes(words) },
  { why: "they repeat what has just failed", has: ({ words }) => ["Try again", "Ask again", "Install without proof"].includes(words) },
  { why: "they are about one error", has: ({ words, id }) => ["Details", "Report to Go"].includes(words) || id === "problem-code" },
  { why: "they copy the text beside them", has: ({ words }) => /^Copy (?!diagnostics)/.test(words) },
  { why: "they show the rest of a list", has: ({ words }) => /^Show (all \d+|older changes)$/.test(words) },
  { why: "they stop what the page shows running", has: ({ id }) => /^(projects|rehearsal)-cancel$/.test(id) },
  { why: "what it does is chosen beside it", has: ({ words }) => words === "See the plan" },
  {
    why: "they answer a change that has just ended",
    has: ({ words }) => words === "Remove now",
  },
  { why: "they answer a rehearsal", has: ({ words }) => /^(Stay on go|Upgrade anyway)/.test(words) },
  { why: "they answer for the one plan that waits", has: ({ row }) => row === "waiting" },
];

/** The rows whose buttons are about the row. Those of settings are looked for. */
const ROWS = new Set([
  ...["version-row", "tool-row", "project-row", "rehearsed-row", "report-line", "advisory-row"],
  ...["finding-row", "env-row", "path-row", "history-row", "setting-item"],
]);

/** What must be among the results where the words alone would also find something else. */
const MEANT = {
  "check-now": "check",
  later: "later",
  "tools-check": "go-versions-tools",
  "tools-update-all": "go-versions-tools",
  "tools-rebuild-all": "go-versions-tools",
  "upgo-check": "setting-upgo",
  "upgo-update": "setting-upgo",
  "upgo-back": "setting-upgo",
  "upgo-restart": "setting-upgo",
  "import-open": "import-go",
  "history-export": "go-history",
  "projects-editors": "setting-projects-from-editors",
  rehearse: "rehearse",
  cancel: "cancel",
  undo: "undo",
};

/** The buttons that were looked for on the screens before. */
const seen = new Set();

/** Looks for every button of the page that no screen before had. Afterwards, the page is as it was. */
export async function assertFound(page) {
  const buttons = (await page.evaluate(buttonsOf)).filter((button) => {
    const key = JSON.stringify(button);
    const isNew = !seen.has(key) && !NO_ACTIONS.some(({ has }) => has(button));
    seen.add(key);
    return isNew;
  });
  if (buttons.length === 0) return;
  await page.keyboard.press("Control+k");
  await page.getByTestId("palette").waitFor();
  const unfound = [];
  for (const { words, id } of buttons) {
    await page.getByTestId("palette-input").fill(queryOf(words, id));
    await settled(page);
    const found = await page.getByTestId("palette-item").evaluateAll((items) => items.map(({ dataset }) => dataset.id));
    if (MEANT[id] ? !found.includes(MEANT[id]) : found.every((item) => item === "search-versions"))
      unfound.push(`“${words}” (${id}), but ${found.join(", ") || "nothing"}`);
  }
  await page.keyboard.press("Escape");
  await none(page.getByTestId("palette"));
  assert.deepEqual(unfound, [], "the palette does not find these buttons");
}

/** A button's words without a count and without the version of Upgo, whose row says what they are about. */
function queryOf(words, id) {
  const own = words.split(" ").filter((word) => !/^\d/.test(word));
  return [...own, ...(id.startsWith("upgo-") ? ["Upgo"] : [])].join(" ");
}

/** Runs in the page. A busy button does nothing. */
function buttonsOf() {
  return [...document.querySelectorAll("main button")]
    .filter((button) => button.checkVisibility() && !button.disabled && button.ariaBusy !== "true")
    .map((button) => ({
      words: (button.innerText.trim() || button.ariaLabel || "").replace(/\s+/g, " "),
      id: button.dataset.testid ?? "",
      row: button.closest("li")?.dataset.testid ?? "",
      opens: button.hasAttribute("aria-expanded") || button.ariaHasPopup !== null,
    }))
    .filter(({ words }) => words !== "");
}
