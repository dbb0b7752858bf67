// The texts of the program on the stage of the page: the real sentences of `text`, in the language of the page.
import { FluentBundle, FluentNumber, FluentResource } from "@fluent/bundle";
import type { Code, Problem } from "./bindings";
import { claims } from "./codes";
import { fill } from "../text/fill";

/** A sentence of `text` with its values. Its name is in camelCase, or it is an error code. */
export interface Stated {
  sentence: string;
  values: Record<string, string | Stated>;
}

export type StageLanguage = "en" | "zh-CN";

/** Precedes a statement in a string, until the mock says it. No text of the program contains it. */
const MARK = "\u0000";
const files: Record<string, string> = import.meta.glob("../../../text/*/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});
const bundles: Partial<Record<StageLanguage, FluentBundle>> = {};

/** The text of a statement. Until the mock answers with it, the language is open. */
export function says(stated: Stated): string {
  return MARK + JSON.stringify(stated);
}

/** What a problem with a code means, which depends on what became of the change. */
export function meansOf(code: Code): string {
  return says({ sentence: "means", values: { code } });
}

export function hasPart(name: string): boolean {
  return pattern(name, "en") !== null;
}

/** An answer of the program with all its texts in a language. */
export function inLanguage<T>(answer: T, language: StageLanguage): T {
  return said(answer, language) as T;
}

/** An answer with each of its texts changed, in both languages. */
export function eachText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") {
    if (!value.startsWith(MARK)) return change(value);
    return MARK + JSON.stringify(JSON.parse(value.slice(1)).map(change));
  }
  if (Array.isArray(value)) return value.map((each) => eachText(each, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, eachText(each, change)]));
}

function said(value: unknown, language: StageLanguage): unknown {
  if (typeof value === "string") return value.startsWith(MARK) ? marked(JSON.parse(value.slice(1)), language) : value;
  if (Array.isArray(value)) return value.map((each) => said(each, language));
  if (typeof value !== "object" || value === null) return value;
  const isProblem = "means" in value && "code" in value;
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    isProblem && key === "means" ? meaning(value as Problem, language) : said(each, language),
  ]);
  return Object.fromEntries(entries);
}

/** The engine's own words in both languages, or a statement of the stage. */
function marked(mark: [string, string] | Stated, language: StageLanguage): string {
  return Array.isArray(mark) ? mark[language === "en" ? 0 : 1] : text(mark, language);
}

function text({ sentence, values }: Stated, language: StageLanguage): string {
  const given = Object.entries(values).map(([name, value]) => [name, worded(value, language)] as const);
  const words = pattern(sentence, language, Object.fromEntries(given));
  if (words === null) throw new Error(`text has no sentence ${sentence}`);
  const isMarked = sentence === "quoted" && language !== "en";
  return isMarked ? words.replace(worded(values.text ?? "", language), (quoted) => `\u2068${quoted}\u2069`) : words;
}

function worded(value: string | Stated, language: StageLanguage): string {
  if (typeof value !== "string") return text(value, language);
  return value.startsWith(MARK) ? marked(JSON.parse(value.slice(1)), language) : value;
}

/** As the engine composes it: the claim about the change, and what else the code means. */
function meaning({ code, means, became }: Problem, language: StageLanguage): string {
  if (!means.startsWith(MARK)) return means;
  const own: [string, string] | Stated = JSON.parse(means.slice(1));
  if (Array.isArray(own)) return marked(own, language);
  if (own.sentence !== "means") return text(own, language);
  const claim = became === "unfinished" ? claims[code] : (became ?? claims[code]);
  const first = claim ? pattern(`claim-${kebab(claim)}`, language) : null;
  const then = pattern(`${code}.means`, language);
  return [first, then].filter(Boolean).join(language === "en" ? " " : "");
}

function pattern(name: string, language: StageLanguage, values: Record<string, string> = {}): string | null {
  bundles[language] ??= bundleOf(language);
  const bundle = bundles[language];
  const [id, attribute] = (/^UPGO-|^claim-/.test(name) ? name : kebab(name)).split(".");
  const message = bundle.getMessage(id ?? "");
  const found = attribute === undefined ? message?.value : message?.attributes[attribute];
  if (found == null) return null;
  const counted = Object.entries(values).map(([key, value]) => [
    key,
    /^\d+$/.test(value) ? new FluentNumber(Number(value), { useGrouping: false }) : value,
  ]);
  // the engine writes numbers as they are, and leaves no space between Chinese characters
  const words = bundle.formatPattern(found, Object.fromEntries(counted), []);
  return fill(words, {});
}

function bundleOf(language: StageLanguage): FluentBundle {
  const bundle = new FluentBundle(language, {
    useIsolating: false,
    transform: (words) => words,
  });
  for (const [path, source] of Object.entries(files)) {
    if (path.includes(`/${language}/`)) bundle.addResource(new FluentResource(source));
  }
  return bundle;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter, at: number) => (at > 0 ? "-" : "") + letter.toLowerCase());
}
