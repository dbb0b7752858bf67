import type { Offer, Overview, Version } from "../../api/bindings";
import type { IconName } from "../../components/icons";
import { isFirstPatch, lineOf } from "../../text/version";
import type { Say } from "./hero";

/** A reason to upgrade, with its source if it has one. */
export interface Reason {
  icon: IconName;
  title: string;
  second?: string;
  /** The release whose notes explain it. */
  notes?: Version;
}

/** The reasons to take the offer besides known vulnerabilities, the most important one first. */
export function reasonsFor(overview: Overview, say: Say): Reason[] {
  const { offer } = overview;
  if (offer === null) return [];
  return [supportReason(overview, say), releaseReason(offer, say), longerReason(overview, offer, say)].filter(
    (reason) => reason !== null,
  );
}

function supportReason({ support }: Overview, { words: { home }, formats }: Say): Reason | null {
  if (support === null || support.supported) return null;
  const second = support.endedOn === null ? undefined : home.whySupportEnded(formats.date(support.endedOn));
  return { icon: "warning", title: home.whySupport(support.line), second };
}

function releaseReason(offer: Offer, { words: { home, common }, formats }: Say): Reason {
  const released = offer.releasedOn && home.released(formats.date(offer.releasedOn));
  const second = [released, offer.step === "prerelease" && home.prereleaseWarning].filter(Boolean);
  return {
    icon: offer.step === "prerelease" ? "beaker" : "documentText",
    title: releaseTitle(offer, home),
    second: second.join(common.separator) || undefined,
    notes: offer.version,
  };
}

function releaseTitle({ version, step }: Offer, home: Say["words"]["home"]): string {
  const line = lineOf(version);
  if (step === "prerelease") return home.whyPrerelease(line);
  if (step === "major") return home.whyNewLine(line);
  return isFirstPatch(version) ? home.whyFirstPatch(line) : home.whyPatch(line);
}

/** Only for an offer of another release line, because support is the same within a line. */
function longerReason({ support }: Overview, offer: Offer, { words: { home }, formats }: Say): Reason | null {
  const { line, ends } = offer.support;
  if (ends === null || support === null || support.line === line || offer.step === "prerelease") return null;
  return {
    icon: "shieldCheckmark",
    title: home.whyLonger(formats.month(ends.month)),
  };
}
