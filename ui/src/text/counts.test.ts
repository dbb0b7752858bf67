// No count without its list: every text with a count says where the counted things are shown one by one.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const FOLDER = fileURLToPath(new URL("./en/", import.meta.url));

/** Where the list of each count is. A new count without an entry fails the test: decide where its list is first. */
const LISTS: Record<string, string> = {
  "common.ts needAttention": "Health, which the number in the navigation opens",
  "common.ts showAll": "the list that it ends",
  "environment.ts found": "the rows below the search",
  "environment.ts entries": "the rows below the heading",
  "environment.ts showMore": "the list that it ends",
  "environment.ts moved": "the difference in the change bar",
  "environment.ts removed": "the difference in the change bar",
  "environment.ts added": "the difference in the change bar",
  "unusual.ts lookedIn": "the places below it",
  "unusual.ts lookedInElsewhere": "the places below it",
  "home.ts vulnerabilities": "the list below it: each entry names its fix",
  "home.ts whyVulnerable": "the list below it",
  "home.ts offlineSwitch": "Versions, which its button opens",
  "unusual.ts more": "the commands that the button in the heading copies",
  "unusual.ts steps": "the steps below it",
  "history.ts tried": "the dialog of its button",
  "history.ts broke": "the dialog of its button",
  "managed.ts values": "the values that the row opens",
  "managed.ts hooks": "the same values, with the programs",
  "palette.ts results": "the results below the field",
  "plan.ts count": "the waiting changes below the heading",
  "projects.ts count": "the rows of the page Projects",
  "projects.ts concerned": "the rows below the title, which can be filtered",
  "projects.ts noUpgrade": "the rows below the title",
  "projects.ts matches": "the rows below the search",
  "projects.ts fixes": "the details of the row",
  "projects.ts findings": "the details of the row",
  "projects.ts vulnerabilities": "the list below the heading",
  "projects.ts progress": "the rows below the progress",
  "settings.ts found": "the rows below the search",
  "support.ts lines": "the lines below the filter",
  "versions.ts others": "the rows that it opens",
  "versions.ts some": "the plan in the history; what was left out is listed on Home",
  "projects.ts others": "the rows above it, which move on with the rehearsal",
  "versions.ts sum": "the chosen rows above it",
  "versions.ts rebuildAll": "the rows below the button, and its plan",
  "versions.ts updateAll": "the rows below the button, and its plan",
  "settings.ts keepVersionsCount": "a choice, not a count of things",
  "versions.ts searchHint": "the releases below the field",
  "versions.ts installedCount": "the rows below the heading",
  "versions.ts installedSum": "the rows below the heading",
  "versions.ts found": "the rows below the search",
  "versions.ts line": "the rows that it opens",
  "versions.ts restOfLine": "the rows that it opens",
  "versions.ts vulnerabilities": "the list that the badge opens",
  "versions.ts smallestFix": "the details of the version in use, above",
  "versions.ts unused": "the dialog of its button",
  "versions.ts removeChosen": "the rows above the button",
};

/** Measures of processes, files and durations, not lists. Lines that a hook's output leaves out are not kept. */
const MEASURES = [
  "history.ts leftOut",
  "format.ts ",
  "unusual.ts secondsLeft",
  "unusual.ts minutesLeft",
  "plan.ts running",
];
/** `upgo verify --json` and `upgo rehearse --json` have the whole list, which may be thousands of files or lines. */
const TOO_LONG = ["versions.ts more", "projects.ts more", "projects.ts failingWithBoth"];

describe("a count", () => {
  const found = readdirSync(FOLDER).flatMap((file) =>
    [...readFileSync(FOLDER + file, "utf8").matchAll(/(\w+): \([^)]*\b(?:count|places): /g)].map(
      ([, name]) => `${file} ${name}`,
    ),
  );
  const counts = [...new Set(found)].filter(
    (each) => ![...MEASURES, ...TOO_LONG].some((known) => each.startsWith(known)),
  );

  test("has its list", () => {
    expect(counts.length).toBeGreaterThan(20);
    expect(counts.toSorted()).toEqual(Object.keys(LISTS).toSorted());
  });
});
