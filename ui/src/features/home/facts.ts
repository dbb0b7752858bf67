import type { KnownVulnerabilities, Offer, Overview, WithheldBy } from "../../api/bindings";
import type { IconName } from "../../components/icons";
import type { Tone } from "../../components/tone";
import { fill } from "../../text/fill";
import type { Catalogue } from "../../text/index.svelte";
import type { Say } from "./hero";
import { isUnheard, otherRuns } from "./known";

/** A fact, which has the same place in every state. */
export interface FactWords {
  label: string;
  value: string;
  line: string;
  icon: IconName;
  tone: Tone;
}

/** The running version, and how it compares with the newest. A policy may withhold a newer one. */
export function versionFact(
  overview: Overview,
  { words, formats }: Say,
  withheld: WithheldBy | null = null,
): FactWords {
  const { facts } = words.home;
  const { active, newest, offer, skipped, feed, situation } = overview;
  const value = active === null ? facts.none : (active.version ?? words.common.unknownVersion);
  const fact = { label: facts.version, value };
  if (newest === null || feed.fetchedAt === null) {
    return { ...fact, line: facts.notChecked, icon: "clockFilled", tone: "neutral" };
  }
  if (situation.kind === "stale") {
    const day = formats.dayAndMonth(feed.fetchedAt);
    const line = newest === active?.version ? facts.newestOn(day) : facts.newestWas(newest, day);
    return { ...fact, line, icon: "clockFilled", tone: "neutral" };
  }
  if (situation.kind === "not-permitted") {
    return { ...fact, line: words.home.states["not-permitted"], icon: "warningFilled", tone: "caution" };
  }
  const other = situation.kind === "shadowed" ? words.home.states.shadowed : otherRuns(active, words);
  if (offer !== null) return { ...fact, line: facts.newestIs(newest), icon: "arrowCircleUpFilled", tone: "info" };
  if (skipped !== null) {
    const line = fill(words.engine.headlines.skipped, { to: skipped });
    return { ...fact, line, icon: "infoFilled", tone: "neutral" };
  }
  if (withheld !== null && withheld !== "malformed") {
    return { ...fact, line: facts.newestPermitted, icon: "infoFilled", tone: "neutral" };
  }
  if (other !== null) return { ...fact, line: other, icon: "warningFilled", tone: "caution" };
  if (active === null || withheld !== null)
    return { ...fact, line: facts.newestIs(newest), icon: "infoFilled", tone: "neutral" };
  const line = newest === active.version ? facts.newest : facts.newestIs(newest);
  if (isUnheard(active)) return { ...fact, line, icon: "infoFilled", tone: "neutral" };
  return { ...fact, line, icon: "checkmarkCircleFilled", tone: "good" };
}

/** Whether the running version is still supported. */
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

/** The known vulnerabilities of the running version. Their list is below. */
export function vulnerabilityFact({ vulnerabilities: known, offer }: Overview, { words, formats }: Say): FactWords {
  const { facts } = words.home;
  const label = facts.vulnerabilities;
  if (known === null) {
    return { label, value: facts.unknown, line: facts.notChecked, icon: "clockFilled", tone: "neutral" };
  }
  const { fetchedAt, stale } = known.database;
  const count = known.vulnerabilities.length;
  const day = formats.dayAndMonth(fetchedAt);
  if (count > 0) {
    const fixed = fixedWords(known, offer, words);
    const line = stale ? facts.fixedAsOf(fixed, day) : fixed;
    return { label, value: facts.known(count, known.version), line, icon: "shieldErrorFilled", tone: "security" };
  }
  if (stale) return { label, value: facts.noneOn(day), line: facts.whenOnline, icon: "clockFilled", tone: "neutral" };
  const line = facts.inGo(formats.ago(fetchedAt));
  return { label, value: facts.none, line, icon: "shieldCheckmarkFilled", tone: "good" };
}

/** The number that the offer fixes, or else the release that fixes all. */
function fixedWords({ vulnerabilities, fixedBy }: KnownVulnerabilities, offer: Offer | null, words: Catalogue): string {
  const { facts } = words.home;
  const all = offer?.fixes === vulnerabilities.length ? offer.version : (fixedBy.newest ?? fixedBy.patch);
  if (all !== null) return facts.allFixed(all);
  return offer?.fixes ? facts.someFixed(offer.fixes, offer.version) : facts.notFixed;
}
