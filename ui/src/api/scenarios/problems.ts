// Problems with the sentences of `text`.
import type { Code, Problem } from "../bindings";
import { hasPart, meansOf, type Stated, says } from "../said";

/** A problem whose message is the words of the system or of another program. */
export function problem(code: Code, message: string, causes: string[] = []): Problem {
  const quoted = says({ sentence: "quoted", values: { text: message } });
  return { ...ofCode(code), message: quoted, causes };
}

/** A problem with its own message. */
export function stated(problem: Problem, statement: Stated): Problem {
  return { ...problem, message: says(statement) };
}

/** The same problem with its own advice. */
export function advised(problem: Problem, advice: Stated): Problem {
  return { ...problem, next: says(advice), advice: says(advice) };
}

function ofCode(code: Code): Omit<Problem, "message" | "causes"> {
  const part = (name: string) => says({ sentence: name, values: {} });
  const advice = hasPart(`${code}.window`) ? part(`${code}.window`) : part(`${code}.next`);
  return { code, title: part(code), means: meansOf(code), next: part(`${code}.next`), advice };
}
