import type { Overview } from "../../api/bindings";
import type { IconName } from "../../components/icons";
import type { Tone } from "../../components/tone";
import type { Say } from "./hero";

/** One of the answers that stand in the same place in every state. */
export interface FactWords {
  label: string;
  value: string;
  line: string;
  icon: IconName;
  tone: Tone;
}

/** Which Go runs, and how that stands to the newest. */
export function versionFact(overview: Overview, { words, formats }: Say): FactWords {
  const { facts } = words.home;
  const { active, newest, offer, skipped, feed, situation } = overview;
  const value = active === null ? words.common.noGo : (active.version ?? words.common.unknownVersion);
  const fact = { label: facts.version, value };
  if (newest === null || feed.fetchedAt === null) {
    return { ...fact, line: facts.notChecked, icon: "clockFilled", tone: "neutral" };
  }
  if (situation.kind === "stale") {
    const day = formats.dayAndMonth(feed.fetchedAt);
    const line = newest === active?.version ? facts.newestOn(day) : facts.newestWas(newest, day);
    return { ...fact, line, icon: "clockFilled", tone: "neutral" };
  }
  if (offer !== null) return { ...fact, line: facts.newestIs(newest), icon: "arrowCircleUpFilled", tone: "info" };
  if (skipped !== null)
    return { ...fact, line: words.home.skipped(skipped), icon: "checkmarkCircleFilled", tone: "good" };
  const line = newest === active?.version ? facts.newest : facts.newestIs(newest);
  return { ...fact, line, icon: "checkmarkCircleFilled", tone: "good" };
}

/** Whether the Go that runs still gets fixes. */
export function supportFact({ support }: Overview, { words, formats }: Say): FactWords {
  const { facts } = words.home;
  const label = facts.support;
  if (support === null) {
    return { label, value: facts.unknown, line: facts.notChecked, icon: "clockFilled", tone: "neutral" };
  }
  if (!support.supported) {
    const line = support.endedOn === null ? facts.noMoreFixes : facts.endedOn(formats.date(support.endedOn));
    return { label, value: words.common.supportEnded, line, icon: "warningFilled", tone: "caution" };
  }
  const { ends } = support;
  const line = ends === null ? words.common.goLine(support.line) : facts.until(ends.line, formats.month(ends.month));
  return { label, value: words.common.supported, line, icon: "checkmarkCircleFilled", tone: "good" };
}
