import { expect, it } from "vitest";
import { withheld } from "../../api/scenarios/samples";
import { formats } from "../../text/format";
import { en } from "../../text/en";
import { withheldReason, withheldTitle } from "./words";

const format = formats("en-GB", en.format);

it("names the version in each sentence, and the day where there is one", () => {
  for (const why of ["blocked", "notAllowed", "wanted", "notApproved", "malformed"] as const) {
    expect(withheldTitle(withheld("go1.27.1", why), en, format)).toContain("go1.27.1");
  }
  for (const why of ["locked", "ring"] as const) {
    const title = withheldTitle(withheld("go1.27.1", why, { until: "2026-10-01" }), en, format);
    expect(title).toMatch(/go1\.27\.1.*1 October 2026/);
  }
});

it("does not invent a day", () => {
  expect(withheldTitle(withheld("go1.27.1", "locked"), en, format)).toBe(en.managed.withheld.notApproved("go1.27.1"));
});

it("says what is required instead, and which ring waits", () => {
  expect(withheldReason(withheld("go1.27.1", "wanted", { wanted: "1.26" }), null, en)).toContain("1.26");
  expect(withheldReason(withheld("go1.27.1", "ring"), "early", en)).toContain("early");
  expect(withheldReason(withheld("go1.27.1", "blocked"), "early", en)).toBe("");
});
