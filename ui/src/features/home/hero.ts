import type { Overview, WithheldBy } from "../../api/bindings";
import type { HomeView, Usual } from "../../app/home-view";
import type { IconName } from "../../components/icons";
import type { Tone } from "../../components/tone";
import { timeOfLast } from "../../text/change";
import { fill } from "../../text/fill";
import { type Formats, unbroken } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";
import { lineOf } from "../../text/version";
import { factsOf, vulnerabilitiesOf } from "./facts";
import { answerOf, isUnheard, otherRuns, whatRuns } from "./known";

export interface HeroWords {
  tone: Tone;
  /** `null` shows a spinner. */
  icon: IconName | null;
  /** The large line, unless a terminal has answered. */
  title: string;
  /** The version that a new terminal has answered: the large line in the form of a terminal. */
  answer?: string | null;
  /** What there is to say about that, before the sentence. */
  lead?: string;
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
  if (view.kind !== "current") return onLine(words, view, say);
  const { home } = say.words;
  const { active, problem } = view.overview;
  const other = otherRuns(active, say.words);
  let { tone, icon, title, sentence }: HeroWords = words;
  if (isUnheard(active)) ({ tone, icon } = neutral);
  if (view.overview.warnings.some(({ code }) => code === "UPGO-VERSION-NO-FILE")) {
    ({ tone, icon } = neutral);
    title = home.newestHere;
  }
  if (withheld !== null) {
    ({ tone, icon } = withheld === "malformed" ? caution : neutral);
    title = withheld === "malformed" ? home.newestHeldBack : home.newestPermitted;
  }
  if (other) [{ tone, icon }, title, sentence] = [caution, home.terminalsDiffer, say.words.common.sentence(other)];
  if (problem) [{ tone, icon }, title] = [caution, home.goFails];
  return onLine({ tone, icon, title, sentence }, view, say);
}

/** Under the large line: what a new terminal runs, as an answer only if one has answered. */
export function onLine(words: HeroWords, view: HomeView, { words: all }: Say): HeroWords {
  if (!("overview" in view) || view.overview === null) return words;
  const title = whatRuns(view.overview, all).replace(/[.。]$/, "");
  return { ...words, title, answer: answerOf(view.overview), lead: all.common.sentence(words.title) };
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
    sentence: factsOf(overview, say),
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
    sentence: sentences(say, say.words.engine.headlines.noMoreFixes, vulnerabilitiesOf(overview, say)),
  }),
  update: ({ overview }, say) => ({
    ...offered,
    title: fill(say.words.engine.headlines.update, { to: overview.offer?.version ?? overview.newest ?? "" }),
    sentence: factsOf(overview, say),
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
    sentence: sentences(say, say.words.home.unreachable, vulnerabilitiesOf(overview, say)),
  }),
  checking: (_, { words }) => ({ ...unknown, title: words.home.states.checking, sentence: words.home.lookingFor }),
  looking: (_, { words }) => ({ ...unknown, title: words.home.states.checking }),
  current: ({ overview }, say) => ({
    ...good,
    title: say.words.engine.headlines.current,
    sentence: sentences(say, factsOf(overview, say), checkedAgo(overview, say)),
  }),
};

/** `78.9 MB · about 20 seconds`, as far as known. */
export function offerSum({ offer, lastChange }: Overview, say: Say): string {
  if (!offer?.downloadBytes) return ""; // 0: it is in the store already
  const parts = [say.formats.size(offer.downloadBytes), timeOfLast(lastChange, say)];
  // a number stays with its unit: a line breaks between the parts only, after their sign
  const whole = parts.flatMap((part) => (part ? [unbroken(part)] : []));
  return whole.join(say.words.common.separator);
}

/** A version that was not the newest at the last check, because another one is skipped, was not up to date. */
function staleTitle(days: number | null, { active, newest }: Overview, { words: { home } }: Say): string {
  if (days === null) return home.staleNever;
  return active !== null && active.version === newest ? home.stale(days) : home.notCheckedFor(days);
}

/** How many known vulnerabilities stay open without the release that fixes them, or else how many there are. */
function stayOpen(fixes: number, overview: Overview, say: Say): string {
  const { stayOpen: several, stayOpenOne: one } = say.words.engine.headlines;
  if (fixes === 0) return vulnerabilitiesOf(overview, say);
  const facts = { fixes: say.formats.count(fixes), runs: overview.active?.version ?? "" };
  return fill(fixes === 1 ? one : several, facts);
}

function checkedAgo({ feed }: Overview, { words: { home }, formats }: Say): string | null {
  return feed.fetchedAt && home.checked(formats.ago(feed.fetchedAt));
}

/** The parts that there are, as sentences. */
export function sentences({ words }: Say, ...parts: (string | false | null | undefined)[]): string | undefined {
  return parts.filter(Boolean).join(words.common.between) || undefined;
}
