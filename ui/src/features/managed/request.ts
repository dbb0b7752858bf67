// A request to the administrator, to copy and send: what is managed, by which policy, on which machine.
import type { About, ManagedReport, ManagedValue, Problem, WithheldVersion } from "../../api/bindings";
import type { Say } from "../home/hero";
import { ringOf, withheldLine } from "./words";

/** The facts that every request contains. */
export interface Known {
  about: About | null;
  report: ManagedReport | null;
}

/** A request about a setting; `title` is its name on the page. */
export function requestOfSetting(value: ManagedValue, title: string, known: Known, say: Say): string {
  const { request, none } = say.words.managed;
  return lines(known, say, [
    request.ofSetting,
    request.setting(title, value.setting ?? value.key),
    request.value(value.value ?? none),
    request.source(sourceOf(value, say)),
  ]);
}

export function requestOfVersion(withheld: WithheldVersion, known: Known, say: Say): string {
  const { request } = say.words.managed;
  const reason = withheldLine(withheld, ringOf(known.report, say.words), say.words, say.formats);
  return lines(known, say, [
    request.ofVersion(withheld.version),
    request.reason(reason),
    ...(known.report?.values ?? []).filter(isAboutVersions).map((value) => policyLine(value, say)),
  ]);
}

export function requestOfProblem(problem: Problem, known: Known, say: Say): string {
  const { request } = say.words.managed;
  return lines(known, say, [request.ofProblem, request.reason(problem.message), request.code(problem.code)]);
}

/** Where a value comes from: the kind of policy, and its place. */
function sourceOf({ source, place }: ManagedValue, { words }: Say): string {
  return `${words.managed.sources[source]} ${place}`;
}

function lines({ about, report }: Known, { words }: Say, said: string[]): string {
  const { request } = words.managed;
  const contact = report?.contact ?? null;
  const all = [
    ...said,
    ...(contact === null ? [] : [`${words.managed.contactIs}${contact}`]),
    ...(about === null ? [] : [request.machine(about.version, about.target, about.system)]),
    "",
    request.wish,
  ];
  return all.join("\n");
}

/** The keys that decide about versions. A request names what they say. */
const VERSIONS = ["version", "allowed", "blocked", "approved", "locked-until", "ring"];

function isAboutVersions({ key }: ManagedValue): boolean {
  return VERSIONS.includes(key);
}

function policyLine(value: ManagedValue, say: Say): string {
  const { request, none } = say.words.managed;
  return `${request.value(`${value.key} = ${value.value ?? none}`)} · ${sourceOf(value, say)}`;
}
