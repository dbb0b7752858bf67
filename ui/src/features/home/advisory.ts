import type { Headline, Version, Vulnerability } from "../../api/bindings";
import { fill } from "../../text/fill";
import type { Catalogue } from "../../text/index.svelte";
import { lineOf } from "../../text/version";
import type { Say } from "./hero";

/** A fact about a known vulnerability. */
export interface AdvisoryFact {
  term: string;
  value: string;
  /** Whether these are names from Go's source. */
  isCode?: boolean;
}

/** The facts about a vulnerability of `version`, besides its summary. */
export function advisoryFacts(advisory: Vulnerability, version: Version, { words, formats }: Say): AdvisoryFact[] {
  const { part, packages, fixedIn, firstFixed, aliases, publishedOn } = advisory;
  const { advisory: says } = words.home;
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

/** What a security update fixes, as a title. The command line, the tray and the toasts say the same as a sentence. */
export function fixesOf(headline: Headline & { kind: "security" }, { engine }: Pick<Catalogue, "engine">): string {
  const { fixes, runs, inYourProjects } = headline;
  const says = engine.headlines;
  const fixed = fill(fixes === 1 ? says.fixesOne : says.fixes, { fixes, runs });
  return inYourProjects === null ? fixed : fixed + fill(says.used, { used: inYourProjects });
}
