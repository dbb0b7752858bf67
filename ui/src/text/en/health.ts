/** The page Health. */
export const health = {
  busy: "A change is in progress. You can fix findings when it is done.",
  summary: (findings: number, passed: number, when: string) =>
    `${findings === 1 ? "1 finding" : `${findings} findings`}, ${passed === 1 ? "1 check passed" : `${passed} checks passed`}. Checked ${when}.`,
  attention: "Needs attention",
  ignored: "Ignored",
  ignoredLine: "Not counted until shown again",
  ignore: "Ignore",
  showAgain: "Show again",
  passed: "Passed",
  notChecked: "Not checked",
  clean: (checks: number) => (checks === 1 ? "The check passed" : `All ${checks} checks passed`),
  cleanLine: (when: string) => `Your Go setup is in order. Checked ${when}.`,
  severities: { problem: "Problem", caution: "Needs attention", hint: "Hint" },
  fixOf: (title: string) => `Fix: ${title}`,
  showAgainOf: (title: string) => `Show again: ${title}`,
  whyOf: (title: string) => `Why? ${title}`,
  thisFinding: "this finding",
  whatHappens: "What happens",
  whatShowsIt: "Evidence",
  theFix: "How to fix it",
  byCommand: "Fix shows the plan first. In a terminal:",
  byHand: "Upgo can't fix this one. See above for what to do.",
  looked: (findings: number) => (findings === 1 ? "1 finding" : `${findings} findings`),
  /** The engine's statements are in this language. */
  speaksEnglish: true,
};
