import type { About, Problem } from "../api/bindings";
import type { Catalogue } from "../text/index.svelte";
import { plain } from "../text/plain";

/** The text of *Copy details*: enough for a bug report, and nothing about the user except paths in the error. */
export function detailsOf(problem: Problem, about: About | null, words: Catalogue, change?: string): string {
  const { detail } = words.problems;
  const lines = [
    [detail.code, problem.code],
    [detail.error, plain(problem.message)],
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
