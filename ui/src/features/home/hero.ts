import type { Active, Overview, WithheldBy } from "../../api/bindings";
import type { HomeView, Usual } from "../../app/home-view";
import type { IconName } from "../../components/icons";
import type { Tone } from "../../components/tone";
import { timeOfLast } from "../../text/change";
import { fill } from "../../text/fill";
import type { Formats } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";
import { lineOf } from "../../text/version";
import { isUnheard, otherRuns } from "./known";

export interface HeroWords {
  tone: Tone;
  /** `null` shows a spinner. */
  icon: IconName | null;
  title: string;
  sentence?: string;
  /** The part of the sentence that changes all the time. */
  restless?: string;
  /** What a change waits for. */
  waitsFor?: string;
}

/** The language of the hero. */
export interface Say {
  words: Catalogue;
  formats: Formats;
}

/** The texts of the hero for each of some views. */
export type Heroes<View extends HomeView> = {
  [K in View["kind"]]: (view: Extract<View, { kind: K }>, say: Say) => HeroWords;
};

/** The hero of a machine at rest. A policy may withhold a newer release; an invalid rule of it permits none. */
export function heroOf(view: Usual, say: Say, withheld: WithheldBy | null = null): HeroWords {
  const words = heroFrom(HEROES, view, say);
  if (view.kind !== "current") return words;
  const { home } = say.words;
  const { active, problem } = view.overview;
  if (problem) return { ...words, ...caution, title: home.goFails };
  if (active?.other) return { ...caution, title: home.terminalsDiffer, sentence: whatTheyRun(active, say) };
  if (withheld === "malformed") return { ...words, ...caution, title: home.newestHeldBack };
  if (withheld !== null) return { ...words, ...neutral, title: home.newestPermitted };
  return isUnheard(active) ? { ...words, ...neutral } : words;
}

export function heroFrom<View extends HomeView>(heroes: Heroes<View>, view: View, say: Say): HeroWords {
  // the compiler does not see that each entry takes the view of its own kind
  return (heroes[view.kind as View["kind"]] as (view: View, say: Say) => HeroWords)(view, say);
}

export const good = { tone: "good", icon: "checkmarkCircleFilled" } as const;
export const caution = { tone: "caution", icon: "warningFilled" } as const;
/** Without a tick: nothing is wrong, but it is not confirmed either. */
export const neutral = { tone: "neutral", icon: "infoFilled" } as const;
export const offered = { tone: "info", icon: "arrowCircleUpFilled" } as const;
const security = { tone: "security", icon: "shieldErrorFilled" } as const;
const unknown = { tone: "neutral", icon: null } as const;

const HEROES: Heroes<Usual> = {
  security: ({ overview }, say) => ({
    ...security,
    title: say.words.home.security,
    sentence: offerSum(overview, say),
  }),
  "not-permitted": ({ overview }, say) => {
    const { notPermitted, permitted, nonePermitted } = say.words.engine.headlines;
    const to = overview.offer?.version;
    return {
      ...caution,
      title: fill(notPermitted, { runs: overview.active?.version ?? "" }),
      sentence: to === undefined ? nonePermitted : fill(permitted, { to }),
    };
  },
  unsupported: ({ overview }, say) => ({
    ...caution,
    title: fill(say.words.engine.headlines.unsupported, {
      line: overview.support?.line ?? lineOf(overview.active?.version ?? ""),
    }),
    sentence: sentences(say, say.words.engine.headlines.noMoreFixes, offerSum(overview, say)),
  }),
  update: ({ overview }, say) => ({
    ...offered,
    title: fill(say.words.engine.headlines.update, { to: overview.offer?.version ?? overview.newest ?? "" }),
    sentence: offerSum(overview, say),
  }),
  postponed: ({ situation, overview }, say) => ({
    tone: "neutral",
    icon: "clockFilled",
    title: fill(say.words.engine.headlines.postponed, { to: overview.offer?.version ?? overview.newest ?? "" }),
    sentence: sentences(
      say,
      stayOpen(overview.offer?.fixes ?? 0, overview, say),
      say.words.home.nextReminder(say.formats.when(situation.until)),
    ),
  }),
  skipped: ({ situation, overview }, say) => ({
    tone: "neutral",
    icon: "infoFilled",
    title: fill(say.words.engine.headlines.skipped, { to: situation.version }),
    sentence: sentences(say, stayOpen(situation.fixes, overview, say), checkedAgo(overview, say)),
  }),
  stale: ({ situation, overview }, say) => ({
    tone: "neutral",
    icon: "cloudOffFilled",
    title: staleTitle(situation.days, overview, say),
    sentence: sentences(say, say.words.home.unreachable, whatRuns(overview, say)),
  }),
  checking: (_, { words }) => ({ ...unknown, title: words.home.states.checking, sentence: words.home.lookingFor }),
  looking: (_, { words }) => ({ ...unknown, title: words.home.states.checking }),
  current: ({ overview }, say) => ({
    ...good,
    title: say.words.engine.headlines.current,
    sentence: sentences(say, whatRuns(overview, say), checkedAgo(overview, say)),
  }),
};

/** `go1.26.5 → go1.27.1 · 78.9 MB · about 20 seconds`, as far as known. */
function offerSum(overview: Overview, say: Say): string | undefined {
  const { active, offer } = overview;
  const { words, formats } = say;
  const { home, common } = words;
  if (offer === null) return undefined;
  const from = active?.version ?? null;
  const parts = [
    from === null ? offer.version : home.arrow(from, offer.version),
    offer.downloadBytes && formats.size(offer.downloadBytes), // 0: it is in the store already
    offer.downloadBytes && timeOfLast(overview.lastChange, say),
  ];
  // a number stays with its unit: a line breaks between the parts only, after their sign
  const whole = parts.flatMap((part) => (part ? [part.replaceAll(" ", "\u00a0")] : []));
  return whole.join(common.separator);
}

/** A version that was not the newest at the last check, because another one is skipped, was not up to date. */
function staleTitle(days: number | null, { active, newest }: Overview, { words: { home } }: Say): string {
  if (days === null) return home.staleNever;
  return active !== null && active.version === newest ? home.stale(days) : home.notCheckedFor(days);
}

/** What runs, and how many of its known vulnerabilities stay open without the release that fixes them. */
function stayOpen(fixes: number, overview: Overview, say: Say): string {
  const { stayOpen: several, stayOpenOne: one } = say.words.engine.headlines;
  if (fixes === 0) return whatRuns(overview, say);
  const facts = { fixes: say.formats.count(fixes), runs: overview.active?.version ?? "" };
  return fill(fixes === 1 ? one : several, facts);
}

function whatRuns({ active, problem }: Overview, { words: { engine, home } }: Say): string {
  if (active === null) return home.runsNone;
  if (problem) return home.runsAndFails;
  return active.version === null ? home.runsUnknown : fill(engine.headlines.runs, { runs: active.version });
}

/** What the terminal that is the answer runs, then the other kind. */
function whatTheyRun(active: Active, { words }: Say): string {
  const { home, common, engine } = words;
  const version = active.version ?? common.unknownVersion;
  const first = { login: home.terminals.window, window: home.terminals.login }[String(active.other?.terminal)];
  const own = first
    ? common.sentence(home.terminalRuns(first, version))
    : fill(engine.headlines.runs, { runs: version });
  return [own, common.sentence(otherRuns(active, words) ?? "")].join(common.between);
}

function checkedAgo({ feed }: Overview, { words: { home }, formats }: Say): string | null {
  return feed.fetchedAt && home.checked(formats.ago(feed.fetchedAt));
}

/** The parts that there are, as sentences. */
export function sentences({ words }: Say, ...parts: (string | false | null | undefined)[]): string | undefined {
  return parts.filter(Boolean).join(words.common.between) || undefined;
}
