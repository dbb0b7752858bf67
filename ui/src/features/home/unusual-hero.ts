import type { Overview, Progress } from "../../api/bindings";
import type { Unusual } from "../../app/home-view";
import { changeName, endOf } from "../../text/change";
import { fill } from "../../text/fill";
import { caution, good, type Heroes, heroFrom, type HeroWords, offered, onLine, type Say, sentences } from "./hero";
import { answerOf, otherRuns } from "./known";

type Of<K extends Unusual["kind"]> = Extract<Unusual, { kind: K }>;

/** The icon, title and sentence of a change, or of a machine on which Upgo's Go does not run. */
export function unusualHeroOf(view: Unusual, say: Say): HeroWords {
  return heroFrom(HEROES, view, say);
}

const bad = { tone: "bad", icon: "errorCircleFilled" } as const;

const HEROES: Heroes<Unusual> = {
  working,
  failed,
  unreadable: (view, { words }) => ({
    ...bad,
    title: words.unusual.unreadable,
    sentence: view.problem.means,
  }),
  recovered,
  "no-go": ({ overview }, { words: { home, unusual } }) => {
    const elsewhere = overview.elsewhere[0];
    if (elsewhere !== undefined) {
      return { ...caution, title: unusual.notOnPath, sentence: unusual.noGoElsewhere(elsewhere) };
    }
    const sentence = overview.offer ? unusual.noGoLine : overview.checkProblem ? unusual.noGoUnknown : home.lookingFor;
    return { ...offered, title: unusual.noGo, sentence };
  },
  "not-on-path": ({ overview: { current, installed } }, { words: { unusual, common } }) => ({
    ...caution,
    title: unusual.notOnPath,
    sentence:
      current === null ? unusual.notChosenLine(installed[0] ?? common.unknownVersion) : unusual.notOnPathLine(current),
  }),
  unsure: (_, { words: { unusual } }) => ({ ...caution, title: unusual.unsure, sentence: unusual.unsureLine }),
  shadowed: (view, say) => {
    const { chosen, runs } = view.situation;
    const { home, unusual } = say.words;
    const chose = runs === null ? unusual.shadowedUnknown(chosen) : unusual.shadowedLine(chosen);
    const other = otherRuns(view.overview.active, say.words);
    const sentence = sentences(say, chose, other && say.words.common.sentence(other));
    return onLine({ ...caution, title: home.states.shadowed, sentence }, view, say);
  },
};

function working(view: Of<"working">, say: Say): HeroWords {
  const { plan, progress, cancelling, overview } = view;
  const { engine, unusual } = say.words;
  const undoes = cancelling && progress.switched;
  const title = undoes ? engine.changes.undo.doing : changeName(plan, "doing", say.words);
  const answer = overview && plan.switched ? answerOf(overview) : null;
  const before = overview?.active?.version;
  const runs =
    plan.switched && (progress.switched ? plan.to && unusual.switched(plan.to) : before && unusual.untilSwitch(before));
  const said = sentences(say, waitingFor(progress, say) ?? timeLeft(progress, say), runs);
  return {
    ...offered,
    title,
    // after the switch, it is asked again
    ...(answer && { answer: progress.switched ? "…" : answer, lead: say.words.common.sentence(title) }),
    restless: undoes ? undefined : cancelling ? unusual.stopping : said,
    waitsFor: !cancelling && progress.waiting?.kind === "other" ? progress.waiting.reason : undefined,
  };
}

function failed({ plan, problem, runs }: Of<"failed">, say: Say): HeroWords {
  const { unusual } = say.words;
  // it is done, or part of it is still in place
  const isTold = problem.code === "UPGO-ACTIVE-OTHER" || problem.became === "unfinished";
  const outcome = problem.became === "rolledBack" ? unusual.rolledBack : unusual.nothingChanged;
  return {
    ...bad,
    title: endOf(plan, "failed", say.words),
    sentence: isTold ? problem.means : sentences(say, outcome, runs !== null && unusual.stillRuns(runs)),
  };
}

function recovered({ entry, overview }: Of<"recovered">, { words: { engine, unusual } }: Say): HeroWords {
  const runs = overview?.active?.version ?? null;
  if (entry.inEffect) {
    const sentence = runs ? fill(engine.headlines.runs, { runs }) : undefined;
    return { ...good, title: unusual.recoveredCompleted, sentence };
  }
  return {
    ...good,
    title: unusual.recoveredTakenBack,
    sentence: runs ? unusual.recoveredLost(runs) : unusual.nothingLost,
  };
}

function waitingFor({ waiting }: Progress, { words: { unusual } }: Say): string | null {
  if (waiting === null) return null;
  const words = {
    network: unusual.waitingForNetwork,
    prompt: unusual.waitingForPrompt,
    other: unusual.waitingForOther,
  };
  return words[waiting.kind];
}

/** The estimated time left, rounded to avoid flicker: to 1 s below 20 s, 5 s below a minute, then minutes. */
export function timeLeft(
  { remainingSeconds: seconds }: Pick<Progress, "remainingSeconds">,
  { words: { unusual }, formats }: Say,
): string | null {
  if (seconds === null) return null;
  if (seconds < 20) return unusual.secondsLeft(formats.count(Math.max(1, Math.round(seconds))));
  if (seconds < 58) return unusual.secondsLeft(formats.count(Math.ceil(seconds / 5) * 5));
  if (seconds < 3600) return unusual.minutesLeft(formats.count(Math.max(1, Math.round(seconds / 60))));
  return unusual.longLeft;
}

/** Whether the first look for releases has not ended yet. Where nothing looks by itself, it may never begin. */
export function looksForTheFirstTime(
  { offer, checkProblem, feed, nextCheck }: Pick<Overview, "offer" | "checkProblem" | "feed" | "nextCheck">,
  isChecking: boolean,
): boolean {
  const isNew = offer === null && checkProblem === null && feed.fetchedAt === null;
  return isNew && (isChecking || !["off", "nobody", "never", "offline"].includes(nextCheck.why));
}
