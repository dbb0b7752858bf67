import type { Version, Vulnerability } from "../../api/bindings";
import { lineOf } from "../../text/version";
import type { Say } from "./hero";

export interface AdvisoryFact {
  term: string;
  value: string;
  /** Whether these are names from Go's source. */
  isCode?: boolean;
}

/** The facts about a vulnerability of `version`, besides its summary. */
export function advisoryFacts(advisory: Vulnerability, version: Version, { words, formats }: Say): AdvisoryFact[] {
  const { part, packages, fixedIn, firstFixed, aliases, publishedOn } = advisory;
  const { advisory: says } = words.unusual;
  const { list } = words.engine;
  const isFixedElsewhere = fixedIn === null || fixedIn !== firstFixed;
  const facts: (AdvisoryFact | false)[] = [
    { term: says.part, value: says.parts[part] },
    ...packages.map(({ path, symbols }) => ({ term: path, value: symbols.join(", ") || says.allOfIt, isCode: true })),
    { term: says.fixedInLine(lineOf(version)), value: fixedIn ?? says.notInLine },
    isFixedElsewhere && { term: says.firstFixed, value: firstFixed ?? says.notYet },
    aliases.length > 0 && { term: says.aliases, value: aliases.join(list) },
    publishedOn !== null && { term: says.published, value: formats.date(publishedOn) },
  ];
  return facts.filter((fact) => fact !== false);
}
