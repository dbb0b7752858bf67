import type { About, Problem } from "../api/bindings";
import { claims } from "../api/codes";
import type { Catalogue } from "../text/index.svelte";
import { laterWords } from "../text/later/later-words";

/**
 * The state of the machine. What the program knows about the change counts more than what the code guarantees. Nothing
 * while the texts of problems are not loaded.
 */
export function machineAfter({ code, became }: Problem, words: Catalogue): string {
  const { problems } = laterWords(words);
  if (!problems) return "";
  const claim = became === "unfinished" ? null : (became ?? claims[code]);
  return [claim && problems.claims[claim], problems.codes[code].machine].filter(Boolean).join(words.common.between);
}

/** The text of *Copy details*: enough for a bug report, and nothing about the user except paths in the error. */
export function detailsOf(problem: Problem, about: About | null, words: Catalogue, change?: string): string {
  const { detail } = words.problems;
  const lines = [
    [detail.code, problem.code],
    [detail.error, problem.message],
    ...problem.causes.map((cause) => [detail.cause, cause]),
    ...(change ? [[detail.change, change]] : []),
    ...(about
      ? [
          [detail.program, `${about.version} (${about.target})`],
          [detail.system, about.system],
        ]
      : []),
  ];
  return lines.map(([head, value]) => `${head}: ${value}`).join("\n");
}
