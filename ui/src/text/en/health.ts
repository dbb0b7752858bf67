import type { FindingWords } from "../finding";

/** The page Health. */
export const health = {
  summary: (findings: number, passed: number, when: string) =>
    `${findings === 1 ? "1 finding" : `${findings} findings`}, ${passed === 1 ? "1 check passed" : `${passed} checks passed`}. Checked ${when}.`,
  attention: "Needs attention",
  ignored: "Ignored",
  ignoredLine: "Not counted, until it is shown again",
  ignore: "Ignore",
  showAgain: "Show again",
  passed: "Passed",
  notChecked: "Not checked",
  clean: (checks: number) => (checks === 1 ? "The check passed" : `All ${checks} checks passed`),
  cleanLine: (when: string) => `Your Go set-up is in order. Checked ${when}.`,
  severities: { problem: "Problem", caution: "Needs attention", hint: "Hint" },
  fixOf: (title: string) => `Fix: ${title}`,
  showAgainOf: (title: string) => `Show again: ${title}`,
  whyOf: (title: string) => `Why? ${title}`,
  thisFinding: "this finding",
  whatHappens: "What happens",
  whatShowsIt: "What shows it",
  theFix: "The fix",
  byCommand: "Shows its plan first. In a terminal:",
  byHand: "Upgo cannot mend this by itself.",
  looked: (findings: number) => (findings === 1 ? "1 finding" : `${findings} findings`),
  /** The program says it in English already. */
  speaksEnglish: true,
  finding: (_id: string): FindingWords | null => null,
};
