import type { Overview, Progress } from "../../api/bindings";
import type { HomeView } from "../../app/home-view";
import { machineAfter } from "../../app/problem";
import type { IconName } from "../../components/icons";
import type { Tone } from "../../components/tone";
import { changeName, doneWords, endOf, timeOfLast } from "../../text/change";
import { fill } from "../../text/fill";
import type { Formats } from "../../text/format";
import type { Catalogue } from "../../text/index.svelte";
import { laterWords } from "../../text/later/later-words";
import { lineOf } from "../../text/version";

/** The texts of the hero. */
export interface HeroWords {
  tone: Tone;
  /** `null` shows a spinner. */
  icon: IconName | null;
  title: string;
  sentence?: string;
  /** The part of the sentence that changes all the time. */
  restless?: string;
  /** The program's text, in English. */
  foreign?: string;
}

/** The language of the hero. */
export interface Say {
  words: Catalogue;
  formats: Formats;
}

type Kind = HomeView["kind"];
type Of<K extends Kind> = Extract<HomeView, { kind: K }>;

/** The icon, title and sentence of a state. A policy may withhold a newer release. */
export function heroOf(view: HomeView, say: Say, isWithheld = false): HeroWords {
  // the compiler does not see that each entry takes the view of its own kind
  const hero = HEROES[view.kind] as (view: HomeView, say: Say) => HeroWords;
  const words = hero(view, say);
  if (view.kind !== "current" || !isWithheld) return words;
  return { ...words, tone: "neutral", icon: "infoFilled", title: say.words.home.newestPermitted };
}

const good = { tone: "good", icon: "checkmarkCircleFilled" } as const;
const caution = { tone: "caution", icon: "warningFilled" } as const;
const bad = { tone: "bad", icon: "errorCircleFilled" } as const;
const security = { tone: "security", icon: "shieldErrorFilled" } as const;
const offered = { tone: "info", icon: "arrowCircleUpFilled" } as const;
const unknown = { tone: "neutral", icon: null } as const;

const HEROES: { [K in Kind]: (view: Of<K>, say: Say) => HeroWords } = {
  working,
  failed,
  unreadable: (view, { words }) => ({
    ...bad,
    title: words.home.unreadable,
    sentence: machineAfter(view.problem, words),
  }),
  recovered,
  done,
  "no-go": ({ overview }, { words: { home } }) => {
    const elsewhere = overview.elsewhere[0];
    if (elsewhere !== undefined) {
      return { ...caution, title: home.notOnPath, sentence: home.noGoElsewhere(elsewhere) };
    }
    const sentence = overview.offer ? home.noGoLine : overview.checkProblem ? home.noGoUnknown : home.lookingFor;
    return { ...offered, title: home.noGo, sentence };
  },
  "not-on-path": ({ overview: { current, installed } }, { words: { home, common } }) => ({
    ...caution,
    title: home.notOnPath,
    sentence:
      current === null ? home.notChosenLine(installed[0] ?? common.unknownVersion) : home.notOnPathLine(current),
  }),
  shadowed: ({ situation: { chosen, runs } }, { words: { home } }) => ({
    ...caution,
    title: home.states.shadowed,
    sentence: runs === null ? home.shadowedUnknown(chosen) : home.shadowedLine(chosen, runs),
  }),
  security: ({ overview }, say) => ({
    ...security,
    title: say.words.home.security,
    sentence: offerSum(overview, say),
  }),
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

function working({ plan, progress, cancelling, overview }: Of<"working">, say: Say): HeroWords {
  const { engine, home } = say.words;
  const doing = changeName(plan, "doing", say.words);
  if (cancelling) {
    const title = progress.switched ? engine.changes.undo.doing : doing;
    return { ...offered, title, restless: progress.switched ? undefined : home.stopping };
  }
  const before = overview?.active?.version;
  const runs = progress.switched ? plan.to && home.switched(plan.to) : before && home.untilSwitch(before);
  const switches = plan.steps.some((step) => step.kind === "switch");
  return {
    ...offered,
    title: doing,
    restless: sentences(say, waitingFor(progress, say) ?? timeLeft(progress, say), switches && runs),
    foreign: progress.waiting?.kind === "other" ? progress.waiting.reason : undefined,
  };
}

function failed({ plan, problem, runs }: Of<"failed">, say: Say): HeroWords {
  const { home } = say.words;
  const { problems } = laterWords(say.words);
  if (!problems) return { ...bad, title: endOf(plan, "failed", say.words) };
  // it is done, or part of it is still in place
  const isTold = problem.code === "UPGO-ACTIVE-OTHER" || problem.became === "unfinished";
  const outcome = problem.became === "rolledBack" ? problems.claims.rolledBack : home.nothingChanged;
  return {
    ...bad,
    title: endOf(plan, "failed", say.words),
    sentence: isTold
      ? machineAfter(problem, say.words)
      : sentences(say, outcome, runs !== null && home.stillRuns(runs)),
  };
}

function recovered({ entry, overview }: Of<"recovered">, { words: { engine, home } }: Say): HeroWords {
  const runs = overview?.active?.version ?? null;
  if (entry.inEffect) {
    const sentence = runs ? fill(engine.headlines.runs, { runs }) : undefined;
    return { ...good, title: home.recoveredCompleted, sentence };
  }
  return { ...good, title: home.recoveredTakenBack, sentence: runs ? home.recoveredLost(runs) : home.nothingLost };
}

function done({ plan, changed, milliseconds, overview }: Of<"done">, say: Say): HeroWords {
  const { home } = say.words;
  const runs = overview?.active?.version ?? null;
  const isChecked = changed.switched && changed.to !== null && plan.steps.some((step) => step.kind === "check");
  const proof = isChecked
    ? home.doneChecked
    : changed.freedBytes
      ? home.doneFreed(say.formats.size(changed.freedBytes))
      : changed.action === "install" && runs !== null && home.stillRuns(runs);
  // a very short duration is not shown
  const time = changed.changed && milliseconds >= 1000 && home.itTook(say.formats.durationInWords(milliseconds));
  return { ...good, title: doneWords(changed, say.words), sentence: sentences(say, proof, time) };
}

/** `go1.26.5 → go1.27.1 · 78.9 MB · about 20 seconds`, as far as known. */
function offerSum(overview: Overview, say: Say): string | undefined {
  const { active, offer } = overview;
  const { words, formats } = say;
  const { home, common } = words;
  if (offer === null) return undefined;
  const from = active?.version ?? null;
  const parts = [
    from === null ? offer.version : home.arrow(from, offer.version),
    offer.downloadBytes !== null && formats.size(offer.downloadBytes),
    offer.downloadBytes && timeOfLast(overview.lastChange, say),
  ];
  return parts.filter(Boolean).join(common.separator);
}

/** A version that was not the newest at the last check, because another one is skipped, was not up to date. */
function staleTitle(days: number | null, { active, newest }: Overview, { words: { home } }: Say): string {
  if (days === null) return home.staleNever;
  return active !== null && active.version === newest ? home.stale(days) : home.notCheckedFor(days);
}

/** What runs, and how many of its known vulnerabilities stay open without the release that fixes them. */
function stayOpen(fixes: number, overview: Overview, say: Say): string {
  const { stayOpen: several, staysOpen: one } = say.words.engine.headlines;
  if (fixes === 0) return whatRuns(overview, say);
  const facts = { fixes: say.formats.count(fixes), runs: overview.active?.version ?? "" };
  return fill(fixes === 1 ? one : several, facts);
}

function whatRuns({ active }: Overview, { words: { engine, home } }: Say): string {
  if (active === null) return home.runsNone;
  return active.version === null ? home.runsUnknown : fill(engine.headlines.runs, { runs: active.version });
}

function checkedAgo({ feed }: Overview, { words: { home }, formats }: Say): string | null {
  return feed.fetchedAt && home.checked(formats.ago(feed.fetchedAt));
}

function waitingFor({ waiting }: Progress, { words: { home } }: Say): string | null {
  if (waiting === null) return null;
  return waiting.kind === "network" ? home.waitingForNetwork : home.waitingForOther;
}

/** The estimated time left, rounded to avoid flicker: to 1 s below 20 s, 5 s below a minute, then minutes. */
export function timeLeft({ remainingSeconds: seconds }: Progress, { words: { home }, formats }: Say): string | null {
  if (seconds === null) return null;
  if (seconds < 20) return home.secondsLeft(formats.count(Math.max(1, Math.round(seconds))));
  if (seconds < 58) return home.secondsLeft(formats.count(Math.ceil(seconds / 5) * 5));
  if (seconds < 3600) return home.minutesLeft(formats.count(Math.max(1, Math.round(seconds / 60))));
  return home.longLeft;
}

function sentences({ words }: Say, ...parts: (string | false | null | undefined)[]): string | undefined {
  return parts.filter(Boolean).join(words.common.between) || undefined;
}
