// The page in Chromium, with the program simulated by ui/src/api/mock.ts. One file, so that all tests share one
// browser.
import { test } from "node:test";
import { ofToday } from "../../scripts/lib/day.mjs";
import "./cases/screens.mjs";

const CASES = [
  "build", "words", "keyboard", "changes", "places", "home", "versions", "version-details", "wsl",
  "unused", "foreign", "storage", "import", "queue", "security", "projects", "news", "raise", "rehearsal",
  "environment", "path", "why", "health", "history", "settings", "about", "upgo", "managed", "palette", "window",
  "layout", "edges", "regions", "columns", "narrow", "motion", "many",
];

const today = ofToday(CASES);
for (const name of today) await import(`./cases/${name}.mjs`);
const left = CASES.filter((name) => !today.includes(name));
if (left.length > 0) test("the cases of this day", (t) => t.diagnostic(`LEFT OUT: ${left.join(", ")}`));
