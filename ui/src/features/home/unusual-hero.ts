import type { Changed, Overview, Progress } from "../../api/bindings";
import { reachesTerminals } from "../../api/steps";
import type { Unusual } from "../../app/home-view";
import { changeName, doneWords, endOf } from "../../text/change";
import { fill } from "../../text/fill";
import { caution, good, type Heroes, heroFrom, type HeroWords, neutral, offered, type Say, sentences } from "./hero";
import { isUnheard } from "./known";
import { otherGo, otherTitle } from "./other-go";

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
  done,
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
  shadowed: ({ situation: { chosen, runs } }, { words: { home, unusual } }) => ({
    ...caution,
    title: home.states.shadowed,
    sentence: runs === null ? unusual.shadowedUnknown(chosen) : unusual.shadowedLine(chosen, runs),
  }),
};

function working({ plan, progress, cancelling, overview }: Of<"working">, say: Say): HeroWords {
  const { engine, unusual } = say.words;
  const doing = changeName(plan, "doing", say.words);
  if (cancelling) {
    const title = progress.switched ? engine.changes.undo.doing : doing;
    return { ...offered, title, restless: progress.switched ? undefined : unusual.stopping };
  }
  const before = overview?.active?.version;
  const after = reachesTerminals(plan) ? plan.to && unusual.switched(plan.to) : null;
  const runs = progress.switched ? after : before && unusual.untilSwitch(before);
  const switches = plan.steps.some((step) => step.kind === "switch");
  return {
    ...offered,
    title: doing,
    restless: sentences(say, waitingFor(progress, say) ?? timeLeft(progress, say), switches && runs),
    waitsFor: progress.waiting?.kind === "other" ? progress.waiting.reason : undefined,
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

function done(view: Of<"done">, say: Say): HeroWords {
  const { plan, changed, milliseconds, overview } = view;
  const { unusual } = say.words;
  const runs = overview?.active?.version ?? null;
  // a very short duration is not shown
  const time = changed.changed && milliseconds >= 1000 && unusual.itTook(say.formats.durationInWords(milliseconds));
  if (otherGo(view)) return { ...caution, title: otherTitle(view, say), sentence: sentences(say, time) };
  const isChecked = changed.switched && changed.to !== null && plan.steps.some((step) => step.kind === "check");
  const proof = isChecked
    ? provenBy(changed, say)
    : changed.freedBytes
      ? unusual.doneFreed(say.formats.size(changed.freedBytes))
      : changed.action === "install" && runs !== null && unusual.stillRuns(runs);
  const state = isChecked && isUnheard(overview?.active) ? neutral : good;
  return { ...state, title: doneWords(changed, say.words), sentence: sentences(say, proof, time) };
}

/** What shows that new terminals run the chosen Go. Where PATH is left to the user, they may find none. */
function provenBy({ active, known, to }: Changed, { words: { unusual } }: Say): string | null {
  if (to === null || active?.version !== to) return null;
  if (known === "asked") return unusual.answered(to);
  return known === "computed" ? unusual.firstOnPath : null;
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
